package httpapi_test

import (
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"corridor/internal/dbtest"
	"corridor/internal/httpapi"
	"corridor/internal/shared"
)

// TestSchemathesis lets a program of others read the OpenAPI document, ask all
// that it allows and much that it forbids, and hold the answers against it. Its
// requests are the same each time.
func TestSchemathesis(t *testing.T) {
	folder := filepath.Join(shared.Clients(t), "schemathesis")
	server := httptest.NewUnstartedServer(nil)
	server.Config = httpapi.NewServer(dbtest.Loaded(t), httpapi.Options{Address: server.Listener.Addr(), Log: logTo(io.Discard)})
	server.Start()
	defer server.Close()
	run := exec.CommandContext(t.Context(), "python3", "-m", "schemathesis.cli", "run", server.URL+"/api/v1/openapi.json", "--url", server.URL, "--no-color",
		"--checks", "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,negative_data_rejection",
		"--exclude-path-regex", "/queries/.*/(picture|export)$", // one for each query, all made in one way
		"--phases", "examples,fuzzing", "--max-examples", "2", "--generation-deterministic", "--continue-on-failure")
	run.Dir = t.TempDir() // where it writes what it remembers
	run.Env = append(os.Environ(), "PYTHONPATH="+folder)
	if output, err := run.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, output)
	}
}
