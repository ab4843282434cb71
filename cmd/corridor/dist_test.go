//go:build unix

package main_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"corridor/internal/shared"
)

// distributed is the folder that scripts/dist.sh filled: CORRIDOR_TEST_DIST, as
// make test sets it.
func distributed(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("CORRIDOR_TEST_DIST")
	if folder == "" {
		shared.Missing(t, "CORRIDOR_TEST_DIST names no folder: the files to hand out are not tested; make dist makes them")
	}
	return folder
}

func TestDistributionHoldsEveryPlatform(t *testing.T) {
	folder := distributed(t)
	sums, err := os.ReadFile(filepath.Join(folder, "SHA256SUMS"))
	if err != nil {
		t.Fatal(err)
	}
	summed := map[string]string{}
	for line := range strings.Lines(string(sums)) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		summed[name] = sum
	}
	for _, name := range []string{
		"corridor-linux-amd64", "corridor-linux-arm64", "corridor-darwin-amd64", "corridor-darwin-arm64",
		"corridor-windows-amd64.exe", "corridor-windows-arm64.exe", "LICENSE", "NOTICE", "LICENSE-dataset",
	} {
		content, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if sum := sha256.Sum256(content); summed[name] != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: SHA256SUMS has %q", name, summed[name])
		}
		delete(summed, name)
		if platform, ok := strings.CutPrefix(strings.TrimSuffix(name, ".exe"), "corridor-"); ok {
			checkBuild(t, content, platform)
		}
	}
	if len(summed) > 0 {
		t.Errorf("SHA256SUMS has more: %v", summed)
	}
}

// checkBuild holds that a program is of its platform, without C, and names
// nothing of the machine that built it.
func checkBuild(t *testing.T, content []byte, platform string) {
	t.Helper()
	info, err := buildinfo.Read(bytes.NewReader(content))
	if err != nil {
		t.Errorf("%s: %v", platform, err)
		return
	}
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if got := settings["GOOS"] + "-" + settings["GOARCH"]; got != platform || settings["CGO_ENABLED"] != "0" || settings["-trimpath"] != "true" {
		t.Errorf("%s: built with %v", platform, settings)
	}
	if bytes.Contains(content, []byte(shared.Project()+string(filepath.Separator))) {
		t.Errorf("%s names the folder that it was built in", platform)
	}
}

// alone runs the program of this machine in an empty folder with nothing in its
// environment. Where the test may (root may), that folder and one for temporary
// files are all that the program sees of the machine.
func alone(t *testing.T, arguments ...string) *exec.Cmd {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(distributed(t), "corridor-"+runtime.GOOS+"-"+runtime.GOARCH))
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	for _, name := range []string{"tmp", "empty"} {
		if err := os.Mkdir(filepath.Join(root, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(root, "corridor"), content, 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), filepath.Join(root, "corridor"), arguments...)
	cmd.Dir, cmd.Env = filepath.Join(root, "empty"), []string{}
	if os.Geteuid() == 0 {
		cmd.Path, cmd.Dir = "/corridor", "/empty"
		cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: root}
	}
	return cmd
}

func TestDistributedProgramNeedsNothing(t *testing.T) {
	for _, c := range []struct {
		arguments []string
		want      string
	}{
		{[]string{"version"}, "dataset "},
		{[]string{"query", "stages", "--memory"}, "27 rows"},
		{[]string{"cypher", "--memory", "RETURN datetime({year: 2024, timezone: 'Asia/Tokyo'}) AS t"}, "T00:00:00+09:00"},
	} {
		said, err := alone(t, c.arguments...).CombinedOutput()
		if err != nil || !strings.Contains(string(said), c.want) {
			t.Errorf("%s: %v, want %q\n%s", c.arguments, err, c.want, said)
		}
		if strings.Contains(string(said), "corridor development") {
			t.Errorf("no version is stamped\n%s", said)
		}
	}
}

func TestDistributedProgramServesThePage(t *testing.T) {
	cmd := alone(t, "serve", "--memory", "--listen", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var errors bytes.Buffer
	cmd.Stderr = &errors
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "Corridor is at ")
	if err != nil || !ok {
		t.Fatalf("it said %q, %v", line, err)
	}
	for path, want := range map[string]string{"": "/page/page.js", "page/page.js": "corridor", "api/v1/queries/stages": "recruitment"} {
		if a := get(t, address+path, nil); a.status != http.StatusOK || !strings.Contains(a.content, want) {
			t.Errorf("/%s: status %d, %.300s, want %q", path, a.status, a.content, want)
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v\n%s", err, errors.String())
	}
}
