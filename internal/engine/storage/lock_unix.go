//go:build unix

package storage

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// Lock takes the file with flock, which the system lets go of when the process
// ends in whatever way. The file holds the number of the process.
func (osFS) Lock(path string) (unlock func() error, err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("locking %s: %w", path, err)
		}
		return nil, heldBy(path)
	}
	return f.Close, sign(f)
}
