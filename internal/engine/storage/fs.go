package storage

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// FS is what a durable graph needs of a file system. OS gives the real one;
// tests have one that crashes.
//
// What was written to a file may be lost in a crash until Sync returns nil. A
// file that was made, renamed or removed may be as before in a crash until
// SyncDir of its folder returns nil.
type FS interface {
	// MakeDir makes dir and the folders that it is in, and syncs those.
	MakeDir(dir string) error
	// List gives the names, not paths, of what is in dir.
	List(dir string) ([]string, error)
	Create(path string) (File, error) // for writing; empties a file that is there
	Open(path string) (File, error)   // for reading
	Truncate(path string, size int64) error
	Rename(from, to string) error
	Remove(path string) error
	SyncDir(dir string) error
	// Lock takes path for this process alone, until unlock is called or the
	// process ends, or says who has it.
	Lock(path string) (unlock func() error, err error)
}

// File is an open file, read from its start or written from its start.
type File interface {
	io.ReadWriteCloser
	Sync() error
}

// OS is the file system of the machine.
func OS() FS { return osFS{} }

type osFS struct{}

// MakeDir implements FS.
func (fs osFS) MakeDir(dir string) error {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil
	}
	parent := filepath.Dir(filepath.Clean(dir))
	if parent != dir { // a drive that is not there is within nothing
		if err := fs.MakeDir(parent); err != nil {
			return err
		}
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		if info, failed := os.Stat(dir); failed != nil || !info.IsDir() { // another process may have been faster
			return err
		}
	}
	return fs.SyncDir(parent)
}

// List implements FS.
func (osFS) List(dir string) (names []string, err error) {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}

// Create implements FS.
func (osFS) Create(path string) (File, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
}

// Open implements FS.
func (osFS) Open(path string) (File, error) { return os.Open(path) }

// Truncate implements FS.
func (osFS) Truncate(path string, size int64) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Truncate(size), f.Sync(), f.Close())
}

// Rename implements FS.
func (osFS) Rename(from, to string) error { return os.Rename(from, to) }

// Remove implements FS.
func (osFS) Remove(path string) error { return os.Remove(path) }

// SyncDir does nothing on Windows, which has no such call.
func (osFS) SyncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(filepath.Clean(dir))
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// sign puts the number of this process into the lock, and closes it after an error.
func sign(f *os.File) error {
	err := f.Truncate(0)
	if err == nil {
		_, err = fmt.Fprintln(f, os.Getpid())
	}
	if err != nil {
		f.Close()
	}
	return err
}

// HeldError says that another process has the graph open.
type HeldError struct {
	Path    string // of the lock
	Process string // its number; empty where it has not signed the lock yet
}

// Error implements error.
func (e *HeldError) Error() string {
	who := "in another process"
	if e.Process != "" {
		who += ", number " + e.Process
	}
	return fmt.Sprintf("The database is open %s (%s is locked).", who, e.Path)
}

// heldBy is the error for a lock that another process has.
func heldBy(path string) error {
	pid, _ := os.ReadFile(path)
	return &HeldError{path, strings.TrimSpace(string(pid))}
}
