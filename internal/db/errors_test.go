package db

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// TestWhatWasTriedToTheEndKeepsItsKind holds that a server which answers each
// time is not said to be out of reach.
func TestWhatWasTriedToTheEndKeepsItsKind(t *testing.T) {
	server := func(code string) error { return &neo4j.Neo4jError{Code: code, Msg: "its words"} }
	for name, c := range map[string]struct {
		last error
		want error
	}{
		"a deadlock":               {server("Neo.TransientError.Transaction.DeadlockDetected"), ErrLimit},
		"a lock":                   {server("Neo.TransientError.Transaction.LockAcquisitionTimeout"), ErrLimit},
		"rights that ran out":      {server("Neo.ClientError.Security.AuthorizationExpired"), ErrDenied},
		"a database that starts":   {server("Neo.TransientError.General.DatabaseUnavailable"), ErrUnreachable},
		"a leader that moved":      {server("Neo.ClientError.Cluster.NotALeader"), ErrUnreachable},
		"a database that is fixed": {server("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase"), ErrReadOnly},
		"a connection":             {&neo4j.ConnectivityError{Inner: io.EOF}, ErrUnreachable},
		"a connection, bare":       {io.ErrUnexpectedEOF, ErrUnreachable},
		"encryption":               {errors.New("tls: handshake failure"), ErrEncryption},
		"time":                     {context.DeadlineExceeded, ErrLimit},
	} {
		tried := &neo4j.TransactionExecutionLimit{Cause: "timeout", Errors: []error{io.EOF, c.last}}
		err := kindOf(tried)
		if !errors.Is(err, c.want) || !strings.HasSuffix(err.Error(), "(tried 2 times)") {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if c.want != ErrEncryption && c.want != ErrUnreachable && errors.Is(err, ErrUnreachable) {
			t.Errorf("%s is said to be out of reach: %v", name, err)
		}
	}
}
