package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"regexp"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"corridor/internal/db"
	"corridor/internal/httpapi"
)

// Once the service is to stop, requests under way have graceTime; what is not
// answered by then gets a problem, for which there is the rest of shutdownTime.
const (
	shutdownTime = 10 * time.Second
	graceTime    = 5 * time.Second
)

// listenVariable names the address that serve listens on and health asks.
const listenVariable, listenUsual = "CORRIDOR_LISTEN", "127.0.0.1:8270"

// service is what the flags of serve say.
type service struct {
	listen    string
	hosts     []string
	documents string // folder with the reader's copies; empty for none
	open      bool
	guard     guard
	origins   []string
	bounds    bounds
	shown     certificate
	log       logging
	pprof     string // address of the program's profiles; empty for none
	bolt      opening
}

func serveCommand() *cobra.Command {
	var at connection
	var s service
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the page and the HTTP API",
		Long: "Serve opens the database, brings the dataset there where it is missing or older, and serves both to browsers and programs.\n" +
			"Where another command has the data folder open, serve works through it. --bolt opens the database to clients of Neo4j too:\n" +
			"for reading, unless --bolt-write is given; on another address than loopback only with --bolt-password-file.\n" +
			"On another address than loopback serve itself listens with --tokens, or with --open-to-anyone.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := errors.Join(checkHosts(s.hosts), s.checkOrigins(), at.choose(), s.guard.check(), s.bounds.check(), s.shown.check(), s.log.check()); err != nil {
				return err
			}
			if err := s.bolt.check(at); err != nil {
				return err
			}
			if address, err := net.ResolveTCPAddr("tcp", s.listen); err == nil { // else listening says what is wrong with it
				if err := s.guard.admits(address); err != nil {
					return err
				}
			}
			log := slog.New(s.log.handler(cmd.ErrOrStderr()))
			at.tell = logTo(log)
			return at.with(cmd.Context(), func(ctx context.Context, d *db.DB) error { return s.serve(ctx, cmd, d, log) })
		},
	}
	at.flags(cmd)
	s.bolt.flags(cmd)
	s.guard.flags(cmd)
	s.bounds.flags(cmd)
	s.shown.flags(cmd)
	s.log.flags(cmd)
	cmd.Flags().StringVar(&s.pprof, "pprof", "", "address of loopback, such as 127.0.0.1:6060, for the program's own profiles")
	cmd.Flags().StringArrayVar(&s.origins, "cors", nil, "an origin, such as https://graph.example, whose pages may ask the service; may be repeated")
	cmd.Flags().StringVar(&s.listen, "listen", environment(listenVariable, listenUsual), "address to listen on ("+listenVariable+")")
	cmd.Flags().StringArrayVar(&s.hosts, "host", nil, "a further name by which requests may call the service; may be repeated")
	cmd.Flags().StringVar(&s.documents, "documents", "", "folder with your copies of the documents: passages are shown with their sentences, to this machine only")
	cmd.Flags().BoolVar(&s.open, "open", false, "open the page in your browser")
	return cmd
}

// hostName is what a browser may send as a host that is no address.
var hostName = regexp.MustCompile(`^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?$`)

// checkHosts refuses what no request can call the service by: it would wait for
// nobody, and whoever gave it would be refused without knowing why.
func checkHosts(hosts []string) error {
	for _, host := range hosts {
		if net.ParseIP(host) == nil && !hostName.MatchString(host) {
			return usageError{fmt.Errorf("--host %q: want a name as in an address, such as graph.example, or an IP address; without scheme, port and brackets", host)}
		}
	}
	return nil
}

// checkOrigins writes origins as browsers do, and refuses what is none.
func (s *service) checkOrigins() error {
	for i, text := range s.origins {
		origin, err := httpapi.ParseOrigin(text)
		if err != nil {
			return usageError{fmt.Errorf("--cors: %w", err)}
		}
		s.origins[i] = origin
	}
	if len(s.origins) > 0 && s.documents != "" {
		return usageError{errors.New("--documents shows copyrighted text, to this service's own page only: it goes with no --cors")}
	}
	return nil
}

// errServing is why an address cannot be listened on where the page is there already.
var errServing = errors.New("Corridor serves already")

// listenOn listens on an address that a flag gave.
func listenOn(ctx context.Context, address, flag string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		if page := pageAt(ctx, reachable(address)); page != "" {
			return nil, usageError{fmt.Errorf("%w at %s: use that one, stop it, or choose another address with --%s", errServing, page, flag)}
		}
		return nil, usageError{fmt.Errorf("%s is taken by another program: stop it, or choose another address with --%s", address, flag)}
	case err != nil:
		return nil, usageError{fmt.Errorf("listen on %s: %w", address, err)}
	}
	return listener, nil
}

// serveOn answers what comes, by HTTPS where the server has a certificate.
func serveOn(server *http.Server, listener net.Listener) error {
	if server.TLSConfig != nil {
		return server.ServeTLS(listener, "", "")
	}
	return server.Serve(listener)
}

func (s *service) serve(ctx context.Context, cmd *cobra.Command, d *db.DB, log *slog.Logger) error {
	listener, err := listenOn(ctx, s.listen, "listen")
	if errors.Is(err, errServing) {
		return fmt.Errorf("%w\n%s", err, holder(d.Place()))
	}
	if err != nil {
		return err
	}
	if err := s.guard.admits(listener.Addr()); err != nil { // a name may lead elsewhere by now
		listener.Close() //nolint:errcheck // the first error is the one to report
		return err
	}
	texts, err := passageTexts(ctx, cmd, s.documents, listener.Addr(), s.hosts)
	if err != nil {
		listener.Close() //nolint:errcheck // the first error is the one to report
		return err
	}
	audit, err := s.log.openAudit()
	if err != nil {
		listener.Close() //nolint:errcheck // the first error is the one to report
		return err
	}
	defer audit.Close() //nolint:errcheck // each line is written when it is made
	stop, err := profile(ctx, s.pprof, cmd.ErrOrStderr(), log)
	if err != nil {
		listener.Close() //nolint:errcheck // the first error is the one to report
		return err
	}
	defer stop()
	clients, err := s.bolt.begin(ctx, d, log)
	if err != nil {
		listener.Close() //nolint:errcheck // the first error is the one to report
		return err
	}
	server := httpapi.NewServer(d, httpapi.Options{
		Log: log, Address: listener.Addr(), Hosts: s.hosts, Documents: texts,
		LongestWait: s.bounds.wait, LongestImport: int64(s.bounds.imported),
		TokensNow: s.guard.tokens, ReadWithoutToken: s.guard.readWithoutToken, Origins: s.origins, Audit: s.log.audit(audit),
	})
	server.TLSConfig = s.shown.config
	go renewed(ctx, append(s.guard.kept(), s.shown.kept()...), log)
	return errors.Join(s.answer(ctx, cmd, log, listener, server, clients), clients.end())
}

// holder says of a database who has it open: whoever finds the service running
// already wants to know whether it is this one that it serves.
func holder(p db.Place) string {
	switch {
	case p.URI != "":
		return "The Neo4j that is named here is at " + p.URI
	case p.Folder == "":
		return "It serves another database than the one in memory that is asked for"
	case p.Own:
		return fmt.Sprintf("It serves another database than the one in %s, which nobody else has open", p.Folder)
	}
	return fmt.Sprintf("The database in %s is open in process %d", p.Folder, p.Process)
}

// answer answers requests until ctx ends.
func (s *service) answer(ctx context.Context, cmd *cobra.Command, log *slog.Logger, listener net.Listener, server *http.Server, clients *clients) error {
	if at, ok := listener.Addr().(*net.TCPAddr); ok && at.IP.IsUnspecified() && len(s.hosts) == 0 {
		log.Warn("listening on all addresses, but answering to the names of loopback only: --host NAME adds one")
	}
	requests := &ending{Context: context.WithoutCancel(ctx), over: make(chan struct{})}
	server.BaseContext = func(net.Listener) context.Context { return requests }
	failed := make(chan error, 1)
	go func() { failed <- serveOn(server, listener) }()
	// Not by the server's configuration: for HTTP/2 it makes one for itself once it serves.
	page := schemeOf(s.shown.config) + "://" + reachable(listener.Addr().String()) + "/"
	fmt.Fprintf(cmd.OutOrStdout(), "Corridor is at %s\n", page)
	clients.greet(cmd.OutOrStdout())
	if s.open {
		go showPage(log, page)
	}
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-clients.over(): // which is so when ctx ends, too; end says why
	case <-ctx.Done():
	}
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTime)
	defer cancel()
	grace := time.AfterFunc(graceTime, func() { close(requests.over) })
	defer grace.Stop()
	if err := server.Shutdown(bounded); err != nil && !errors.Is(err, http.ErrServerClosed) {
		server.Close() //nolint:errcheck // what is under way is cut; the first error is the one to report
		return fmt.Errorf("stop serving: %w", err)
	}
	return nil
}

// ending is the context of requests whose time runs out when the service stops.
// It says that time ran out, as at any other limit: what was canceled is taken
// for a reader who hung up, and gets no answer.
type ending struct {
	context.Context
	over chan struct{}
}

var errStopping = fmt.Errorf("the service is stopping: %w", context.DeadlineExceeded)

// Done is closed when the time is over.
func (e *ending) Done() <-chan struct{} { return e.over }

// Err says why it is over.
func (e *ending) Err() error {
	select {
	case <-e.over:
		return errStopping
	default:
		return nil
	}
}
