package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const installed = "node_modules/"

// packagesOf are the npm packages that the page is bundled from, by the lock
// file: those that are needed for more than building. None where there is no
// lock file.
func packagesOf(root string) ([]work, error) {
	text, err := os.ReadFile(filepath.Join(root, "web", "package-lock.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var lock struct {
		Version  int `json:"lockfileVersion"`
		Packages map[string]struct {
			Version          string
			Dev, DevOptional bool
		}
	}
	if err := json.Unmarshal(text, &lock); err != nil {
		return nil, fmt.Errorf("web/package-lock.json: %w", err)
	}
	if lock.Version != 3 {
		return nil, fmt.Errorf("web/package-lock.json: version %d, want 3: write it with npm 7 or newer", lock.Version)
	}
	var works []work
	for path, p := range lock.Packages {
		if path == "" || p.Dev || p.DevOptional {
			continue
		}
		name := path[strings.LastIndex(path, installed)+len(installed):]
		works = append(works, work{name: name + " " + p.Version, folder: filepath.Join(root, "web", filepath.FromSlash(path))})
	}
	return sorted(works), nil
}
