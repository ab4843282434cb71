package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"corridor/internal/engine"
	"corridor/internal/engine/value"
)

// restart is what a process finds that does nothing but open a loaded folder.
type restart struct {
	Opening  time.Duration // from the opening to the first answer
	Heap     int64         // bytes that live after a collection
	Resident int64         // bytes of the process in memory; 0 where the system does not tell
}

// restarted opens the folder in a process of its own, as memory is counted by process.
func restarted(folder string) (restart, error) {
	program, err := os.Executable()
	if err != nil {
		return restart{}, fmt.Errorf("finding this program: %w", err)
	}
	command := exec.Command(program, "-restart", folder)
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		return restart{}, fmt.Errorf("opening %s in another process: %w", folder, err)
	}
	var r restart
	if err := json.Unmarshal(out, &r); err != nil {
		return restart{}, fmt.Errorf("what the process that opened %s says: %w", folder, err)
	}
	return r, nil
}

// reopen is what that process does.
func reopen(folder string) (restart, error) {
	begun := time.Now()
	database, err := engine.Open(folder, engine.Options{})
	if err != nil {
		return restart{}, err
	}
	defer database.Close() //nolint:errcheck // nothing was written
	text, _ := query("point")
	if err := (&graph{nil, database}).read(text, parameters{"id": value.OfInt(1)}); err != nil {
		return restart{}, err
	}
	r := restart{Opening: time.Since(begun), Heap: heap()}
	debug.FreeOSMemory()
	r.Resident = resident()
	return r, nil
}

// resident is how much of this process is in memory, as Linux tells it.
func resident() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kilobytes, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kilobytes << 10
		}
	}
	return 0
}

// bytesIn is the size of the files in a folder.
func bytesIn(folder string) (sum int64, err error) {
	err = filepath.WalkDir(folder, func(_ string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			sum += info.Size()
		}
		return err
	})
	return sum, err
}
