package db

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"
)

// door is how an engine is reached: by this process and, where the engine has
// a folder, by the other commands of its user. It is a Unix socket or, where
// there are none, a port of loopback; both want a password, which stands in a
// file of the folder that only its user may read.
type door struct {
	target Target
	made   []string // files and folders, to be removed in this order
	stop   context.CancelFunc
	ended  chan error
}

const (
	doorName = "DOOR"  // the file
	sockets  = "door-" // how the sockets in a folder begin, and
	folders  = "corridor-"
	socket   = "bolt" // folders of their own, and the socket in one
	// longestSocket is how many bytes the name of a socket may have everywhere.
	longestSocket = 103
	// staleSocket is how old a socket is that nobody is about to listen on.
	staleSocket = time.Minute
	engineUser  = "corridor"
)

// openDoor begins to answer.
func (e *Engine) openDoor(ctx context.Context) error {
	if e.folder != "" {
		os.Remove(filepath.Join(e.folder, doorName)) //nolint:errcheck // that of a process which was killed
	}
	d := &door{ended: make(chan error, 1)}
	listener, err := d.listen(e.folder)
	if err != nil {
		return fmt.Errorf("%w: reach the embedded database: %w", ErrUnreachable, err)
	}
	d.target.User, d.target.Password = engineUser, rand.Text()
	ctx, d.stop = context.WithCancel(context.WithoutCancel(ctx))
	access := Access{User: d.target.User, Password: d.target.Password, Write: true}
	go func() { d.ended <- e.Serve(ctx, listener, access, nil) }()
	e.door = d
	return nil
}

// listen takes the first that the system allows: a socket in the folder, one in
// a folder of its own, a port. The driver can name no socket on Windows.
func (d *door) listen(folder string) (net.Listener, error) {
	if runtime.GOOS != "windows" {
		if listener := d.listenIn(folder); listener != nil {
			return listener, nil
		}
		if listener := d.listenApart(); listener != nil {
			return listener, nil
		}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	d.target.URI = "bolt://" + listener.Addr().String()
	return listener, nil
}

// listenIn listens in the folder of the database, of which this process has the
// lock: what lies there of others is what a kill left.
func (d *door) listenIn(folder string) net.Listener {
	if folder == "" {
		return nil
	}
	removeStale(filepath.Join(folder, sockets+"*"), 0)
	return d.listenAt(filepath.Join(folder, sockets+rand.Text()[:8]))
}

// listenApart listens where the folder's name is too long, or where there is none.
func (d *door) listenApart() net.Listener {
	removeStale(filepath.Join(os.TempDir(), folders+"*", socket), staleSocket)
	folder, err := os.MkdirTemp("", folders) // of mode 0700
	if err != nil {
		return nil
	}
	d.made = append(d.made, folder)
	return d.listenAt(filepath.Join(folder, socket))
}

func (d *door) listenAt(path string) net.Listener {
	if len(path) > longestSocket {
		return nil
	}
	listener, err := net.Listen("unix", path)
	if err != nil {
		return nil
	}
	d.made = append([]string{path}, d.made...)
	d.target.URI = (&url.URL{Scheme: "bolt+unix", Path: path}).String()
	return listener
}

// removeStale removes sockets on which nobody listens, as a kill leaves them,
// and the folders of those that had one of their own.
func removeStale(pattern string, age time.Duration) {
	found, _ := filepath.Glob(pattern) // a folder whose name is a pattern is left as it is
	for _, path := range found {
		info, err := os.Lstat(path)
		if err != nil || info.Mode().Type() != fs.ModeSocket || time.Since(info.ModTime()) < age {
			continue
		}
		c, err := net.Dial("unix", path)
		if err == nil {
			c.Close() //nolint:errcheck // it is alive
		}
		if errors.Is(err, syscall.ECONNREFUSED) && os.Remove(path) == nil && filepath.Base(path) == socket {
			os.Remove(filepath.Dir(path)) //nolint:errcheck // holds something else
		}
	}
}

// doorFile is what stands in the file DOOR.
type doorFile struct {
	Process  int    `json:"process"`
	URI      string `json:"uri"`
	User     string `json:"user"`
	Password string `json:"password"`
}

// show lets others in. They try again where they read half a file.
func (d *door) show(folder string) error {
	path := filepath.Join(folder, doorName)
	text, err := json.Marshal(doorFile{os.Getpid(), d.target.URI, d.target.User, d.target.Password})
	if err == nil {
		err = os.WriteFile(path, append(text, '\n'), 0o600)
	}
	if err != nil {
		return fmt.Errorf("%w: let other commands in: %w", ErrUnreachable, err)
	}
	d.made = append([]string{path}, d.made...)
	return nil
}

// readDoor reads how the process is reached that holds a folder.
func readDoor(folder string) (doorFile, error) {
	var file doorFile
	text, err := os.ReadFile(filepath.Join(folder, doorName))
	if err == nil {
		err = json.Unmarshal(text, &file)
	}
	if err != nil {
		return doorFile{}, fmt.Errorf("it lets nobody in: %w", err)
	}
	return file, nil
}

// close shuts the door to those who come, then lets those inside finish what
// they began.
func (d *door) close() error {
	if d == nil {
		return nil
	}
	var failed error
	if len(d.made) > 0 && filepath.Base(d.made[0]) == doorName {
		failed = os.Remove(d.made[0])
		d.made = d.made[1:]
	}
	d.stop()
	failed = errors.Join(failed, <-d.ended)
	for _, path := range d.made {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) { // the listener has removed its socket
			failed = errors.Join(failed, err)
		}
	}
	return failed
}
