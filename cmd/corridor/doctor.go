package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"

	"github.com/docker/go-units"
	"github.com/spf13/cobra"

	"corridor/graph"
	"corridor/internal/db"
)

// examination is what doctor has found so far.
type examination struct {
	Findings []symptom `json:"findings"`
	Well     bool      `json:"well"`
}

// symptom is one thing that doctor looked at.
type symptom struct {
	What  string `json:"what"`
	Found string `json:"found"`
	Do    string `json:"do,omitempty"` // empty where all is well
}

func (e *examination) found(what, format string, args ...any) {
	e.Findings = append(e.Findings, symptom{What: what, Found: fmt.Sprintf(format, args...)})
}

func (e *examination) fault(what, found, do string) {
	e.Findings = append(e.Findings, symptom{what, found, do})
	e.Well = false
}

func doctorCommand() *cobra.Command {
	at := connection{asFound: true}
	var out output
	var listen string
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Say what is found: program, database, dataset, memory, port; and what to do where something is wrong",
		Long:  "Doctor looks and changes nothing: it makes no folder and loads no dataset. It ends with status 1 where something is to be done.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := errors.Join(out.check("table", "json"), at.choose()); err != nil {
				return err
			}
			e := &examination{Well: true}
			if err := e.examine(cmd.Context(), &at, listen); err != nil {
				return err
			}
			return e.write(cmd.OutOrStdout(), out.format)
		},
	}
	at.flags(cmd)
	out.flags(cmd, "table", "json")
	cmd.Flags().StringVar(&listen, "listen", environment(listenVariable, listenUsual), "address that serve is to listen on ("+listenVariable+")")
	return cmd
}

func (e *examination) examine(ctx context.Context, at *connection, listen string) error {
	ds, err := readDataset()
	if err != nil {
		return err
	}
	value := graph.Build(ds)
	e.found("program", "corridor %s, %s, %s/%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	e.found("dataset carried", "edition %d, release %s", value.Edition, value.Release[:graph.ShortRelease])
	if e.backend(at) {
		var failed error
		if err := at.with(ctx, func(ctx context.Context, d *db.DB) error {
			failed = e.database(ctx, d, value)
			return nil
		}); err != nil {
			found, do, _ := strings.Cut(err.Error(), "\n")
			e.fault("database", found, cmp.Or(do, "see docs/operations.md"))
		}
		if failed != nil {
			e.fault("database", failed.Error(), "a database that fails to answer a plain question may be damaged, or is stopping: try again")
		}
	}
	e.port(ctx, listen)
	e.found("tools", "none are needed beside this program")
	return nil
}

// backend says which database is meant, and whether there is one to open.
func (e *examination) backend(at *connection) bool {
	switch {
	case !at.embedded():
		e.found("backend", "the Neo4j at %s", at.uri)
		return true
	case at.memory:
		e.found("backend", "memory: empty at first, gone at the end")
		return true
	}
	e.found("backend", "the program's own database")
	size, err := sizeOf(at.data)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		e.found("folder", "%s is not there yet: the first command that asks makes it", at.data)
	case err != nil:
		e.fault("folder", err.Error(), "the folder must be yours to read and write; --data names another")
	case size == 0:
		e.found("folder", "%s is empty: the first command that asks fills it", at.data)
	default:
		e.found("folder", "%s, %.1f MiB", at.data, float64(size)/(1<<20))
		return true
	}
	return false
}

func sizeOf(folder string) (size int64, err error) {
	err = filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // a log that was no longer needed
		}
		if err == nil {
			size += info.Size()
		}
		return err
	})
	return size, err
}

// database looks into one that is open.
func (e *examination) database(ctx context.Context, d *db.DB, value *graph.Value) error {
	place := d.Place()
	switch {
	case place.Own && place.Folder != "":
		e.found("held by", "nobody else")
	case place.Folder != "":
		e.found("held by", "process %d, which lets others in", place.Process)
	}
	rows, err := d.Read(ctx, "CALL dbms.components() YIELD name, versions RETURN name + ' ' + versions[0]", nil, db.DefaultLimits)
	if err != nil {
		return fmt.Errorf("ask for the version: %w", err)
	}
	for _, row := range rows.Values {
		e.found("speaks like", "%v", row[0])
	}
	if err := e.dataset(ctx, d, value); err != nil {
		return err
	}
	rows, err = d.Read(ctx, "MATCH (n) WITH count(n) AS nodes OPTIONAL MATCH ()-[r]->() RETURN nodes, count(r)", nil, db.DefaultLimits)
	if err != nil {
		return fmt.Errorf("count: %w", err)
	}
	for _, row := range rows.Values {
		e.found("graph", "%v nodes, %v relationships", row...)
	}
	return e.memory(ctx, d)
}

// dataset compares what is held with what is carried.
func (e *examination) dataset(ctx context.Context, d *db.DB, value *graph.Value) error {
	rows, err := d.Read(ctx, "MATCH (r:Release) WHERE r.release IS NOT NULL RETURN coalesce(r.edition, 0), left(r.release, $shown), coalesce(r.loaded, false)",
		map[string]any{"shown": graph.ShortRelease}, db.DefaultLimits)
	if err != nil {
		return fmt.Errorf("ask for the release: %w", err)
	}
	standing, err := d.Standing(ctx, value)
	if err != nil {
		return err
	}
	held := "none"
	for i, row := range rows.Values {
		one := fmt.Sprintf("edition %v, release %v", row[0], row[1])
		if row[2] != true {
			one += ", loaded in part"
		}
		if held += "; " + one; i == 0 {
			held = one
		}
	}
	switch {
	case standing == db.Behind:
		e.fault("dataset held", held+": newer than this program's", "get a newer program; corridor load would go back to the older dataset")
	case standing == db.Wanting && d.Place().URI != "":
		e.fault("dataset held", held, "corridor load brings the dataset there")
	case standing == db.Wanting:
		e.found("dataset held", "%s: the next command that asks brings the one that is carried", held)
	default:
		e.found("dataset held", "%s", held)
	}
	return nil
}

// memory says what the graph may take, and what this program takes with the
// graph open where it is this one that has it open.
func (e *examination) memory(ctx context.Context, d *db.DB) error {
	rows, err := d.Read(ctx, "SHOW SETTINGS YIELD name, value WHERE name = 'graph_memory' RETURN toInteger(value)", nil, db.DefaultLimits)
	if err != nil {
		return fmt.Errorf("ask for the limit of memory: %w", err)
	}
	for _, row := range rows.Values {
		limit, _ := row[0].(int64)
		e.found("memory limit", "the graph may take %s (--memory-limit)", units.BytesSize(float64(limit)))
	}
	if d.Place().Own {
		var stats runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&stats)
		e.found("memory in use", "%s, with the graph open", units.BytesSize(float64(stats.HeapAlloc)))
	}
	return nil
}

// port says who has the address of the service.
func (e *examination) port(ctx context.Context, address string) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err == nil {
		listener.Close() //nolint:errcheck // it was only tried
		e.found("address of serve", "%s is free", address)
		return
	}
	switch {
	case !errors.Is(err, syscall.EADDRINUSE):
		e.fault("address of serve", err.Error(), "give --listen an address of this machine, such as "+listenUsual)
	case pageAt(ctx, reachable(address)) != "":
		e.found("address of serve", "%s is Corridor's, which serves there", address)
	default:
		e.fault("address of serve", address+" is taken by another program", "stop it, or choose another address with --listen")
	}
}

// pageAt is where the page is, if it is what answers there; else empty.
func pageAt(ctx context.Context, address string) string {
	for _, scheme := range []string{"http", "https"} {
		if page := scheme + "://" + address + "/"; isPage(ctx, page) {
			return page
		}
	}
	return ""
}

func isPage(ctx context.Context, page string) bool {
	ctx, cancel := context.WithTimeout(ctx, healthTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	if err != nil {
		return false
	}
	whoever := &tls.Config{InsecureSkipVerify: true} //nolint:gosec // nothing is sent, and what is read is only looked at
	// No proxy stands before this machine.
	direct := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: whoever}}
	response, err := direct.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close() //nolint:errcheck // only read
	text, err := io.ReadAll(io.LimitReader(response.Body, 1<<20))
	return err == nil && strings.Contains(string(text), "<title>Corridor")
}

func (e *examination) write(w io.Writer, format string) error {
	if format == "json" {
		if err := writeJSON(w, e); err != nil {
			return err
		}
	} else {
		t := newTable(w, "what", "found")
		for _, s := range e.Findings {
			t.row(s.What, s.Found)
			if s.Do != "" {
				t.row("", "-> "+s.Do)
			}
		}
		if err := t.flush(); err != nil {
			return err
		}
	}
	if !e.Well {
		return errWanting
	}
	return nil
}
