package db

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// kindOf gives an error of the driver one of this package's kinds. Its own
// text stays; an error of no known kind is returned as it is.
func kindOf(err error) error {
	var server *neo4j.Neo4jError
	var unreachable *neo4j.ConnectivityError
	var usage *neo4j.UsageError
	switch {
	case errors.As(err, &server):
		return serverKind(server)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("%w: time: %w", ErrLimit, err)
	case errors.As(err, &unreachable), neo4j.IsTransactionExecutionLimit(err):
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	case errors.As(err, &usage):
		return fmt.Errorf("%w: %w", ErrStatement, err)
	}
	return err
}

func serverKind(err *neo4j.Neo4jError) error {
	code := err.Code
	switch {
	case code == "Neo.ClientError.Database.DatabaseNotFound":
		return fmt.Errorf("%w: %s (%s)", ErrUnreachable, err.Msg, code)
	case strings.HasPrefix(code, "Neo.ClientError.Transaction.TransactionTimedOut"), strings.HasPrefix(code, "Neo.ClientError.General.TransactionOutOfMemory"), strings.HasPrefix(code, "Neo.TransientError.General.MemoryPool"):
		return fmt.Errorf("%w: %s (%s)", ErrLimit, err.Msg, code)
	case code == "Neo.ClientError.Statement.AccessMode", code == "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase":
		return fmt.Errorf("%w: %s (%s)", ErrReadOnly, err.Msg, code)
	case strings.HasPrefix(code, "Neo.ClientError.Security."):
		return fmt.Errorf("%w: %s (%s)", ErrDenied, err.Msg, code)
	case strings.HasPrefix(code, "Neo.ClientError."):
		return fmt.Errorf("%w: %s (%s)", ErrStatement, err.Msg, code)
	}
	return fmt.Errorf("%s (%s)", err.Msg, code)
}
