//go:build unix

package main_test

import (
	"fmt"
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

func TestServeOpensThePageOnce(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "opened")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	// The page is asked for before its address is told: it must be there by then.
	r := start(t, browserNamed(t, `exec >"`+pipe+`"; echo "$@"`), "--open")
	opened := make(chan string, 1)
	go func() {
		text, err := os.ReadFile(pipe) // waits for a writer
		opened <- fmt.Sprint(string(text), err)
	}()
	select {
	case text := <-opened:
		if text != r.address+"\n<nil>" {
			t.Errorf("opened %q, want %s", text, r.address)
		}
	case <-time.After(patience):
		t.Error("nothing was opened")
	}
}
