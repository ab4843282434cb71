package shared

import (
	"os"
	"testing"
)

// Clients returns the folder of other makers' clients, in absolute form:
// CORRIDOR_TEST_CLIENTS, as make test sets it after scripts/clients.sh.
func Clients(t testing.TB) string {
	t.Helper()
	folder := os.Getenv("CORRIDOR_TEST_CLIENTS")
	if folder == "" {
		Missing(t, "CORRIDOR_TEST_CLIENTS names no folder with clients: nothing is tested with other clients than the Go driver; make test-clients installs them")
	}
	return folder
}
