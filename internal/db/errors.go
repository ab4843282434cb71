package db

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// kindOf gives an error of the driver one of this package's kinds. Its own
// text stays; an error of no known kind is returned as it is.
func kindOf(err error) error {
	var server *neo4j.Neo4jError
	var unreachable *neo4j.ConnectivityError
	var tried *neo4j.TransactionExecutionLimit
	var usage *neo4j.UsageError
	switch {
	case errors.As(err, &server):
		return serverKind(server)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%w: time: %w", ErrLimit, err)
	case errors.As(err, &unreachable):
		return unreachableKind(unreachable)
	case errors.As(err, &tried):
		return fmt.Errorf("%w (tried %d times)", lastKind(tried.Errors[len(tried.Errors)-1]), len(tried.Errors))
	case errors.As(err, &usage):
		return fmt.Errorf("%w: %w", ErrStatement, err)
	}
	return err
}

// lastKind is the kind of what was tried until no time was left. Where the server
// answered to the end, with a deadlock say, it is not out of reach: it was the
// time for trying that ended.
func lastKind(last error) error {
	var server *neo4j.Neo4jError
	kind := kindOf(last)
	switch {
	case slices.ContainsFunc(kinds, func(k error) bool { return errors.Is(kind, k) }):
		return kind
	case errors.As(last, &server):
		return fmt.Errorf("%w: %w", ErrLimit, kind)
	}
	return unreachableKind(last)
}

var kinds = []error{ErrUnreachable, ErrDenied, ErrStatement, ErrLimit}

// ofEncryption are parts of what the driver says where TLS fails; the type of
// that error is its own, and it wraps nothing.
var ofEncryption = []string{"x509: ", "tls: ", "check that TLS is enabled"}

func unreachableKind(err error) error {
	var wrapping *neo4j.ConnectivityError
	if errors.As(err, &wrapping) {
		err = wrapping.Inner
	}
	for _, part := range ofEncryption {
		if strings.Contains(err.Error(), part) {
			return fmt.Errorf("%w: %w: %w", ErrUnreachable, ErrEncryption, err)
		}
	}
	return fmt.Errorf("%w: %w", ErrUnreachable, err)
}

// final keeps the driver from trying again what would only reach the same
// limit again, whatever the server says of it.
func final(err error) error {
	var server *neo4j.Neo4jError
	if errors.As(err, &server) {
		if kind := serverKind(server); errors.Is(kind, ErrLimit) {
			return kind
		}
	}
	return err
}

func serverKind(err *neo4j.Neo4jError) error {
	for _, k := range serverKinds {
		if strings.HasPrefix(err.Code, k.code) {
			return fmt.Errorf("%w: %s (%s)", k.kind, strings.TrimSpace(err.Msg), err.Code)
		}
	}
	return fmt.Errorf("%s (%s)", strings.TrimSpace(err.Msg), err.Code)
}

// serverKinds are the kinds of the server's codes; the first whose code one
// begins with holds.
var serverKinds = []struct {
	code string
	kind error
}{
	{"Neo.ClientError.Database.DatabaseNotFound", ErrUnreachable},
	{"Neo.TransientError.General.DatabaseUnavailable", ErrUnreachable}, // it is starting or stopping
	{"Neo.ClientError.Cluster.", ErrUnreachable},                       // another of its servers is the one to ask
	{"Neo.ClientError.Transaction.TransactionTimedOut", ErrLimit},
	{"Neo.ClientError.Transaction.Terminated", ErrLimit}, // by an operator
	{"Neo.ClientError.General.TransactionOutOfMemory", ErrLimit},
	{"Neo.TransientError.General.", ErrLimit}, // memory or stack, which the next try would want as well
	{"Neo.ClientError.Security.", ErrDenied},
	{"Neo.ClientError.Statement.AccessMode", ErrReadOnly},
	{"Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", ErrReadOnly},
	{"Neo.ClientError.", ErrStatement},
}
