package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"corridor/internal/db"
)

// Codes of Neo4j.
const (
	codeInvalid     = "Neo.ClientError.Request.Invalid"
	codeFormat      = "Neo.ClientError.Request.InvalidFormat"
	codeUsage       = "Neo.ClientError.Request.InvalidUsage"
	codeSyntax      = "Neo.ClientError.Statement.SyntaxError"
	codeParameter   = "Neo.ClientError.Statement.ArgumentError"
	codeNoToken     = "Neo.ClientError.Security.Unauthorized"
	codeForbidden   = "Neo.ClientError.Security.Forbidden"
	codeNoDatabase  = "Neo.ClientError.Database.DatabaseNotFound"
	codeTimedOut    = "Neo.ClientError.Transaction.TransactionTimedOut"
	codeConcurrent  = "Neo.ClientError.Transaction.TransactionAccessedConcurrently"
	codeExhausted   = "Neo.TransientError.Request.ResourceExhaustion"
	codeUnavailable = "Neo.TransientError.General.DatabaseUnavailable"
	codeUnknown     = "Neo.DatabaseError.General.UnknownError"
)

const noStatement = "statement cannot be null or empty"

// Errors of the Query API alone.
var (
	errNoTransaction = errors.New("no such transaction")
	errForm          = errors.New("no form that the client takes")
)

// queryErrorKinds translate kinds of errors to statuses of HTTP and codes of
// Neo4j; the first that matches holds. Words of the database itself have a code.
var queryErrorKinds = []struct {
	kind   error
	status int
	code   string
}{
	{errNoTransaction, http.StatusNotFound, codeInvalid},
	{errForm, http.StatusNotAcceptable, codeFormat},
	{errNoRead, http.StatusForbidden, codeForbidden},
	{errNoToken, http.StatusUnauthorized, codeNoToken},
	{errScope, http.StatusForbidden, codeForbidden},
	{errUnguarded, http.StatusForbidden, codeForbidden},
	{errBody, http.StatusBadRequest, codeFormat},
	{db.ErrManyTransactions, http.StatusTooManyRequests, codeExhausted},
	{errBusy, http.StatusTooManyRequests, codeExhausted},
	{errAddress, http.StatusNotFound, codeInvalid},
	{errMethod, http.StatusMethodNotAllowed, codeUsage},
	{errSite, http.StatusForbidden, codeForbidden},
	{errProxy, http.StatusForbidden, codeForbidden},
	{errHost, http.StatusMisdirectedRequest, codeForbidden},
	{errSlow, http.StatusRequestTimeout, codeInvalid},
	{errTooLong, http.StatusRequestEntityTooLarge, codeInvalid},
	{errURL, http.StatusRequestURITooLong, codeInvalid},
	{errHeaders, http.StatusRequestHeaderFieldsTooLarge, codeInvalid},
	{errNotJSON, http.StatusUnsupportedMediaType, codeFormat},
	{db.ErrStatement, http.StatusBadRequest, codeParameter},
	{db.ErrLimit, http.StatusBadRequest, codeTimedOut},
	{db.ErrDenied, http.StatusServiceUnavailable, codeUnavailable},
	{db.ErrUnreachable, http.StatusServiceUnavailable, codeUnavailable},
	{errInternal, http.StatusInternalServerError, codeUnknown},
}

// queryError is what a client of the Query API is told of an error.
func (a *api) queryError(c *gin.Context, err error) (status int, code, message string) {
	if ended := c.Request.Context().Err(); errors.Is(ended, context.DeadlineExceeded) {
		err = outOfTime(c, ended, err)
	}
	var fault *db.Fault
	if errors.As(err, &fault) {
		return statusOf(fault), fault.Code, fault.Message
	}
	if errors.Is(err, errNoTransaction) { // in the words that clients may look for
		return http.StatusNotFound, codeInvalid, fmt.Sprintf("Transaction with Id: \"%s\" was not found. It may have timed out and therefore rolled back or the routing header 'neo4j-cluster-affinity' was not provided.", c.Param("id"))
	}
	for _, k := range queryErrorKinds {
		if errors.Is(err, k.kind) {
			return k.status, k.code, err.Error()
		}
	}
	a.log.Error("internal error", "request", requestID(c), "error", err)
	return http.StatusInternalServerError, codeUnknown, seeLog
}

// statusOf is 400 for what a statement or a request is at fault for, as with
// Neo4j, and of the 500s only what no request can help.
func statusOf(fault *db.Fault) int {
	switch {
	case fault.Code == codeNoDatabase:
		return http.StatusNotFound
	case errors.Is(fault, db.ErrUnreachable), errors.Is(fault, db.ErrDenied) && !errors.Is(fault, db.ErrReadOnly):
		return http.StatusServiceUnavailable
	case strings.HasPrefix(fault.Code, "Neo.DatabaseError."):
		return http.StatusInternalServerError
	}
	return http.StatusBadRequest
}

// failQuery answers with an error as Neo4j's Query API does.
func (a *api) failQuery(c *gin.Context, err error) {
	if errors.Is(c.Request.Context().Err(), context.Canceled) && !errors.Is(err, errSlow) {
		c.AbortWithStatus(statusGone)
		return
	}
	status, code, message := a.queryError(c, err)
	refuseQuery(c, status, code, message)
}

func refuseQuery(c *gin.Context, status int, code, message string) {
	c.Abort()
	switch status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		tryLater(c)
	case http.StatusUnauthorized:
		c.Header("WWW-Authenticate", challenge)
	}
	c.Header("Cache-Control", "no-store")
	c.JSON(status, queryErrors{[]queryError{{code, message}}})
}

// refuseAsQuery refuses what does not reach the Query API in its own form.
func (k problemKind) refuseAsQuery(c *gin.Context, detail string) {
	for _, q := range queryErrorKinds {
		if q.kind == k.kind {
			refuseQuery(c, q.status, q.code, detail)
			return
		}
	}
	refuseQuery(c, k.Status, codeInvalid, detail)
}
