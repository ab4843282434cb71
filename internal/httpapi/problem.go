package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"corridor/cypher"
	"corridor/internal/db"
)

// problem is an error over HTTP: RFC 9457, with the request's id.
type problem struct {
	Type      string `json:"type" doc:"which kind of problem: an address of the page about the API"`
	Title     string `json:"title" doc:"the kind in words"`
	Status    int    `json:"status" doc:"of HTTP"`
	Detail    string `json:"detail" doc:"what, where, and what to do"`
	Instance  string `json:"instance" doc:"path of the request"`
	RequestID string `json:"request_id" doc:"under which the log of the service has the request"`
}

// Errors that come from the request itself.
var (
	errNoNode   = errors.New("no such node")
	errNothing  = errors.New("nothing is loaded")
	errBody     = errors.New("the body cannot be read")
	errNotJSON  = errors.New("the body is not called JSON")
	errTooLong  = errors.New("the body is too long")
	errSlow     = errors.New("the body came too slowly")
	errDemands  = errors.New("the statement takes too much")
	errURL      = errors.New("the address is too long")
	errHeaders  = errors.New("the headers are too long")
	errCursor   = fmt.Errorf("%w: cursor", cypher.ErrParameter)
	errBusy     = errors.New("too many requests at once")
	errNoRead   = errors.New("statement refused")
	errAddress  = errors.New("no such address")
	errMethod   = errors.New("method not allowed")
	errSite     = errors.New("request of another site")
	errProxy    = errors.New("request by way of a proxy")
	errHost     = errors.New("unknown host")
	errInternal = errors.New("internal error")
)

// problemKind is a kind of errors and what becomes of it over HTTP.
type problemKind struct {
	kind   error
	Status int
	Name   string // in the type, and in the page about the API
	Doc    string
}

// problemKinds translates kinds of errors; the first that matches holds.
var problemKinds = []problemKind{
	{errNoNode, http.StatusNotFound, "no-such-node", "No node, claim or passage has the key of the path; the detail names what is near it."},
	{cypher.ErrNoQuery, http.StatusNotFound, "no-such-query", "No named query has the name of the path."},
	{errAddress, http.StatusNotFound, "no-such-address", "Nothing is served at this path."},
	{cypher.ErrParameter, http.StatusBadRequest, "wrong-parameter", "A parameter is unknown, missing, given twice, of the wrong type, out of its bounds, or names no node; a cursor that is not of this list."},
	{errBody, http.StatusBadRequest, "wrong-body", "The body is not the JSON that is wanted."},
	{errNoToken, http.StatusUnauthorized, "no-token", "The service wants a token, and got none or one that it does not know."},
	{errScope, http.StatusForbidden, "scope-too-small", "The token is known, and its scope does not include what was asked for."},
	{errUnguarded, http.StatusForbidden, "not-without-tokens", "The service was started without tokens, so it only reads."},
	{db.ErrNoLayer, http.StatusNotFound, "no-such-layer", "No layer has the name of the path."},
	{db.ErrLayer, http.StatusUnprocessableEntity, "layer-at-fault", "What is to be added breaks the model, or others have added what hangs on what is to go; nothing was changed, and the detail says where."},
	{errNoRead, http.StatusForbidden, "statement-refused", "The statement does more than read, or calls what is not known to read only."},
	{db.ErrStatement, http.StatusBadRequest, "statement-at-fault", "The statement or its parameters cannot be run; the detail has the words of the database."},
	{errSite, http.StatusForbidden, "other-site", "A browser asks on behalf of another site."},
	{errProxy, http.StatusForbidden, "by-a-proxy", "The service was started with documents, which it shows to this machine only, and the request came through a proxy."},
	{errMethod, http.StatusMethodNotAllowed, "method-not-allowed", "The path takes other methods; the header Allow names them."},
	{errSlow, http.StatusRequestTimeout, "body-too-slow", "The body was not there in time, 15 seconds after the request began; an import has all of its time."},
	{errNotWanted, http.StatusNotAcceptable, "not-acceptable", "The header Accept wants none of the media types that the address answers in; the detail names them."},
	{errTooLong, http.StatusRequestEntityTooLarge, "body-too-long", "The body is longer than 1 MiB, or that of an import longer than corridor serve --longest-import says."},
	{errURL, http.StatusRequestURITooLong, "address-too-long", "The address is longer than 16 KiB."},
	{errNotJSON, http.StatusUnsupportedMediaType, "not-json", "A body must have Content-Type: application/json."},
	{errDemands, http.StatusUnprocessableEntity, "statement-too-demanding", "The statement of a reader reached a limit of time or memory, which the detail names: ask for less."},
	{errHost, http.StatusMisdirectedRequest, "unknown-host", "The request calls the service by a name that is not its own."},
	{errBusy, http.StatusTooManyRequests, "too-many-requests", "As many requests of this kind run as the service lets run at once; the header Retry-After says when to try again."},
	{errHeaders, http.StatusRequestHeaderFieldsTooLarge, "headers-too-long", "The headers are longer than 32 KiB."},
	{errInternal, http.StatusInternalServerError, "internal-error", "A fault of the service; its log has the cause under the request's id."},
	{errNothing, http.StatusServiceUnavailable, "nothing-loaded", "The database answers, but no release is loaded: run corridor load."},
	// The service's own user is denied, not the reader.
	{db.ErrDenied, http.StatusServiceUnavailable, "service-denied", "The database refuses the service's user."},
	{db.ErrLimit, http.StatusServiceUnavailable, "limit-reached", "The request took too long or too much memory, or the service is stopping; the detail names the limit and its value."},
	{db.ErrUnreachable, http.StatusServiceUnavailable, "database-unreachable", "The database does not answer; the header Retry-After says when to try again."},
}

// notFound is an error about a key of the path, so that what would be a wrong
// parameter elsewhere says that there is nothing at this path.
type notFound struct{ error }

// Error leaves out what a wrong parameter is called: the path names it.
func (e notFound) Error() string {
	return strings.TrimPrefix(e.error.Error(), cypher.ErrParameter.Error()+": key: ")
}

// Is makes it a kind of its own.
func (notFound) Is(kind error) bool { return kind == errNoNode }

// statusGone is written to the log where the reader hung up before the answer:
// nobody sees it, and it is no fault of ours. It is the number that nginx gave it.
const statusGone = 499

const seeLog = "the service's log has the cause under this request's id"

func (a *api) fail(c *gin.Context, err error) {
	switch ended := c.Request.Context().Err(); {
	case errors.Is(err, errSlow): // net/http takes whoever sends too slowly for gone, but an answer still reaches them
	case errors.Is(ended, context.Canceled):
		c.AbortWithStatus(statusGone)
		return
	case errors.Is(ended, context.DeadlineExceeded):
		err = outOfTime(c, ended, err)
	}
	for _, k := range problemKinds {
		if errors.Is(err, k.kind) {
			k.refuse(c, err.Error())
			return
		}
	}
	a.log.Error("internal error", "request", requestID(c), "error", err)
	refuse(c, errInternal, seeLog)
}

// refuse answers with a problem of a kind that is in problemKinds.
func refuse(c *gin.Context, kind error, detail string) {
	for _, k := range problemKinds {
		if k.kind == kind {
			k.refuse(c, detail)
			return
		}
	}
	panic(kind)
}

func (k problemKind) refuse(c *gin.Context, detail string) {
	if strings.HasPrefix(c.Request.URL.Path, queryAPI) {
		k.refuseAsQuery(c, detail)
		return
	}
	c.Abort()
	c.Header("Content-Type", "application/problem+json")
	switch k.kind {
	case errBusy, errNothing, db.ErrUnreachable:
		tryLater(c)
	case errNoToken:
		c.Header("WWW-Authenticate", challenge)
	}
	c.Header("Cache-Control", "no-store") // what is not there may be after the next load
	c.JSON(k.Status, problem{"/api/v1/#" + k.Name, k.kind.Error(), k.Status, detail, c.Request.URL.Path, requestID(c)})
}

// tryLater says after how many seconds the same request may succeed.
func tryLater(c *gin.Context) { c.Header("Retry-After", "5") }
