package main_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader" // reads Compose files as Docker does, Apache-2.0, the Compose project's; tests only
	"github.com/compose-spec/compose-go/v2/types"

	"corridor/internal/shared"
)

// compose reads docker-compose.yml as docker compose would.
func compose(t *testing.T, environment types.Mapping) (*types.Project, error) {
	t.Helper()
	root := shared.Project()
	files := types.ConfigDetails{
		WorkingDir: root, Environment: environment,
		ConfigFiles: []types.ConfigFile{{Filename: filepath.Join(root, "docker-compose.yml")}},
	}
	return loader.LoadWithContext(t.Context(), files, func(o *loader.Options) { o.SetProjectName("corridor", false) })
}

func projectFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(shared.Project(), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestComposeRefusesToStartWithoutAPassword holds that it does so when the file
// is read, before anything is built.
func TestComposeRefusesToStartWithoutAPassword(t *testing.T) {
	for _, environment := range []types.Mapping{{}, {"CORRIDOR_NEO4J_PASSWORD": ""}} {
		if _, err := compose(t, environment); err == nil || !strings.Contains(err.Error(), "required variable CORRIDOR_NEO4J_PASSWORD") || !strings.Contains(err.Error(), "set it to the password") {
			t.Errorf("%v: %v", environment, err)
		}
	}
}

const password = "of-this-test/$1"

func composed(t *testing.T) *types.Project {
	t.Helper()
	project, err := compose(t, types.Mapping{"CORRIDOR_NEO4J_PASSWORD": password})
	if err != nil {
		t.Fatal(err)
	}
	return project
}

// TestComposeServicesAreConfined holds what is the same for all containers.
func TestComposeServicesAreConfined(t *testing.T) {
	project := composed(t)
	users := map[string]string{"neo4j": "7474:7474", "load": "65532:65532", "corridor": "65532:65532"}
	if len(project.Services) != len(users) {
		t.Errorf("services: %v", project.ServiceNames())
	}
	for name, s := range project.Services {
		if s.User != users[name] {
			t.Errorf("%s: user %q, want %q", name, s.User, users[name])
		}
		if !slices.Equal(s.CapDrop, []string{"ALL"}) || len(s.CapAdd) > 0 || s.Privileged || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") {
			t.Errorf("%s: drops %v, adds %v, %v", name, s.CapDrop, s.CapAdd, s.SecurityOpt)
		}
		if s.ReadOnly {
			t.Errorf("%s: Compose cannot copy the secret into files that are read-only", name)
		}
		for _, port := range s.Ports {
			if port.HostIP != "127.0.0.1" {
				t.Errorf("%s: port %d is open to %q", name, port.Target, port.HostIP)
			}
		}
		if _, tag, _ := strings.Cut(s.Image, ":"); tag == "" || tag == "latest" {
			t.Errorf("%s: image %s has no tag that stays", name, s.Image)
		}
		if disabled := s.HealthCheck != nil && s.HealthCheck.Disable; s.HealthCheck == nil || disabled != (s.Restart == "no") {
			t.Errorf("%s: restart %q with health check %+v", name, s.Restart, s.HealthCheck)
		}
		for _, v := range s.Volumes {
			if v.Type != types.VolumeTypeVolume || v.Source == "" {
				t.Errorf("%s: %s is no named volume", name, v.Target)
			}
		}
	}
}

// TestComposeStartsInOrder holds the order: database, dataset, service.
func TestComposeStartsInOrder(t *testing.T) {
	services := composed(t).Services
	for name, want := range map[string]types.DependsOnConfig{
		"neo4j":    nil,
		"load":     {"neo4j": {Condition: types.ServiceConditionHealthy}},
		"corridor": {"neo4j": {Condition: types.ServiceConditionHealthy}, "load": {Condition: types.ServiceConditionCompletedSuccessfully}},
	} {
		if len(services[name].DependsOn) != len(want) {
			t.Errorf("%s waits for %v", name, services[name].DependsOn)
		}
		for other, w := range want {
			if services[name].DependsOn[other].Condition != w.Condition {
				t.Errorf("%s waits until %s is %q, want %q", name, other, services[name].DependsOn[other].Condition, w.Condition)
			}
		}
	}
}

// TestComposeHoldsNoSecret holds that the password comes from the environment
// of Compose, is a file that the program and Neo4j may read, and stands nowhere else.
func TestComposeHoldsNoSecret(t *testing.T) {
	project := composed(t)
	if secret := project.Secrets["neo4j_password"]; len(project.Secrets) != 1 || secret.Environment != "CORRIDOR_NEO4J_PASSWORD" || secret.Content != password || secret.File != "" {
		t.Errorf("secrets: %+v", project.Secrets)
	}
	shown, err := json.Marshal(project) // as docker compose config would: without the contents of secrets
	if err != nil || strings.Contains(string(shown), password) || !strings.Contains(string(shown), "CORRIDOR_NEO4J_PASSWORD") {
		t.Errorf("%v: the project shows its password: %s", err, shown)
	}
	for name, s := range project.Services {
		if len(s.Secrets) != 1 || s.Secrets[0].Source != "neo4j_password" || s.Secrets[0].UID+s.Secrets[0].GID != "" || s.Secrets[0].Mode == nil || *s.Secrets[0].Mode != 0o444 {
			t.Errorf("%s: secrets %+v", name, s.Secrets)
		}
		for variable, value := range s.Environment {
			isSecret := regexp.MustCompile(`(?i)auth|passw|secret|token`).MatchString(variable)
			if isSecret && (value == nil || *value != "/run/secrets/neo4j_password") {
				t.Errorf("%s: %s is in the environment", name, variable)
			}
		}
	}
	if start := strings.Join(project.Services["neo4j"].Entrypoint, " "); !strings.Contains(start, `"neo4j/$(head -n 1 /run/secrets/neo4j_password)"`) {
		t.Errorf("neo4j is started by %s", start)
	}
}

// TestContainersRunWhatThereIs holds that the two files name commands of the
// program and the Neo4j that the tests use.
func TestContainersRunWhatThereIs(t *testing.T) {
	services := composed(t).Services
	want := regexp.MustCompile(`<neo4j\.version>(.*)</neo4j\.version>`).FindStringSubmatch(projectFile(t, "scripts/neo4j/pom.xml"))
	if want == nil || services["neo4j"].Image != "neo4j:"+want[1]+"-community" {
		t.Errorf("image %s, tests use %v", services["neo4j"].Image, want)
	}
	image := readDockerfile(t)
	if entry := image.words(t, "ENTRYPOINT"); !slices.Equal(entry, []string{"/corridor"}) {
		t.Errorf("the image runs %v", entry)
	}
	commands := [][]string{services["load"].Command, services["corridor"].Command, services["corridor"].HealthCheck.Test[2:], image.words(t, "CMD"), image.words(t, "HEALTHCHECK")[1:]}
	if want := [][]string{{"load"}, {"serve"}, {"health"}, {"serve", "--memory"}, {"health"}}; !reflect.DeepEqual(commands, want) {
		t.Errorf("the containers run %v, want %v", commands, want)
	}
	for _, command := range commands {
		if r := corridor(t, append(slices.Clone(command), "--help")...); r.code != 0 || !strings.Contains(r.out, "corridor "+command[0]) {
			t.Errorf("%v: status %d: %s%s", command, r.code, r.out, r.err)
		}
	}
}

// dockerfile is a Dockerfile as far as this project's needs reading; the
// parser of Docker itself asks for a newer Go than we do.
type dockerfile []instruction

type instruction struct{ name, rest string }

func readDockerfile(t *testing.T) (d dockerfile) {
	t.Helper()
	text := strings.ReplaceAll(projectFile(t, "Dockerfile"), "\\\n", " ")
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, rest, _ := strings.Cut(line, " ")
		d = append(d, instruction{strings.ToUpper(name), strings.TrimSpace(rest)})
	}
	return d
}

// last is the instruction of a name that holds in the final image.
func (d dockerfile) last(t *testing.T, name string) string {
	t.Helper()
	for _, i := range slices.Backward(d) {
		if i.name == name {
			return i.rest
		}
		if i.name == "FROM" {
			break
		}
	}
	t.Fatalf("the final image has no %s", name)
	return ""
}

// words are those of an instruction in the form of a list, which needs no shell.
func (d dockerfile) words(t *testing.T, name string) (words []string) {
	t.Helper()
	rest := d.last(t, name)
	list := rest[max(0, strings.Index(rest, "[")):]
	if err := json.Unmarshal([]byte(list), &words); err != nil {
		t.Fatalf("%s %s is no list: %v", name, rest, err)
	}
	return words
}

func TestDockerfileBuildsInStagesForAUserWithoutRights(t *testing.T) {
	d := readDockerfile(t)
	stages := map[string]bool{}
	var bases []string
	for _, i := range d {
		words := strings.Fields(i.rest)
		switch from, found := strings.CutPrefix(words[0], "--from="); {
		case i.name == "FROM":
			bases = append(bases, words[0])
			if len(words) == 3 {
				stages[words[2]] = true
			}
		case i.name == "COPY" && strings.Contains(i.rest, "--ch"): // the user is to own nothing, no file is to be open to all
			t.Errorf("COPY %s", i.rest)
		case found && !stages[from]:
			t.Errorf("COPY from %s, which is no stage before it", from)
		case i.name == "ADD", (i.name == "ENV" || i.name == "ARG") && regexp.MustCompile(`(?i)passw|secret|token`).MatchString(i.rest):
			t.Errorf("%s %s", i.name, i.rest)
		}
	}
	if len(bases) != 3 {
		t.Errorf("stages: %v", bases)
	}
	for _, base := range bases {
		if _, tag, _ := strings.Cut(base, ":"); base != "scratch" && (tag == "" || strings.HasPrefix(tag, "latest")) {
			t.Errorf("%s has no tag", base)
		}
	}
	if user := d.last(t, "USER"); !regexp.MustCompile(`^[1-9][0-9]*:[1-9][0-9]*$`).MatchString(user) || user != composed(t).Services["corridor"].User {
		t.Errorf("user %s", user)
	}
	language := regexp.MustCompile(`(?m)^go (1\.[0-9]+)`).FindStringSubmatch(projectFile(t, "go.mod"))
	if len(bases) > 1 && (language == nil || !strings.HasPrefix(bases[1], "golang:"+language[1]+"-")) {
		t.Errorf("%s builds a program of go %v", bases[1], language)
	}
}

// TestDockerContextHasThePackages holds that .dockerignore lets through all
// that the program is built from.
func TestDockerContextHasThePackages(t *testing.T) {
	kept := strings.Fields(projectFile(t, ".dockerignore"))
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{if .Module}}{{if .Module.Main}}{{.ImportPath}}{{end}}{{end}}", ".")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.FieldsSeq(string(out)) {
		room, _, _ := strings.Cut(strings.TrimPrefix(name, "corridor/"), "/")
		if name == "corridor" { // the top folder's own package
			room = "corridor.go"
		}
		if !slices.Contains(kept, "!/"+room) {
			t.Errorf("%s is not in the context", name)
		}
	}
	for _, i := range readDockerfile(t) {
		words := strings.Fields(i.rest)
		if i.name != "COPY" || strings.HasPrefix(words[0], "--") {
			continue
		}
		for _, source := range words[:len(words)-1] {
			room, _, _ := strings.Cut(source, "/")
			if room != "." && !slices.Contains(kept, "!/"+room) {
				t.Errorf("COPY %s, which is not in the context", source)
			}
		}
	}
}
