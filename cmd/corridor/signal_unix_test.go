//go:build unix

package main_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestSignalsEndWhatUsesNoDatabase holds that Ctrl-C ends work that never looks
// at a context, here reading a text that nobody has written yet.
func TestSignalsEndWhatUsesNoDatabase(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "text.txt")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "passages", pipe)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond) // until it waits for the text
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	ended := time.AfterFunc(5*time.Second, func() { cmd.Process.Kill() }) //nolint:errcheck // Wait tells
	if cmd.Wait(); !ended.Stop() {                                        //nolint:errcheck // it was killed either way
		t.Error("it went on after an interrupt")
	}
}
