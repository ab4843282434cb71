package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// platforms are those that the program is meant for; what is linked differs.
var platforms = []string{"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64"}

// ofTheTeam is a module that the Go team publishes under the licence of the
// standard library, which is taken from there: where Go itself is installed, its
// licence does not always lie beside it.
const ofTheTeam, standard = "golang.org/x/sys", "the Go standard library"

// modulesOf are the modules that are linked into the program on any platform,
// and the standard library.
func modulesOf(ctx context.Context, root string) ([]work, error) {
	var works []work
	known := map[string]bool{}
	for _, platform := range platforms {
		system, processor, _ := strings.Cut(platform, "/")
		list := exec.CommandContext(ctx, "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", "./cmd/corridor")
		list.Dir = root
		list.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0", "GOFLAGS=-mod=readonly")
		out, err := list.Output()
		if err != nil {
			var said []byte // nothing where go could not be started
			if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
				said = exit.Stderr
			}
			return nil, fmt.Errorf("go list for %s: %w %s", platform, err, said)
		}
		for line := range strings.Lines(string(out)) {
			fields := strings.Split(strings.TrimSpace(line), "\t")
			if known[line] || len(fields) != 3 {
				continue
			}
			known[line] = true
			works = append(works, work{name: fields[0] + " " + fields[1], folder: fields[2]})
			if fields[0] == ofTheTeam {
				works = append(works, work{name: standard, folder: fields[2]})
			}
		}
	}
	return sorted(works), nil
}
