package httpapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"corridor/cypher"
	"corridor/internal/db"
)

// problem is an error over HTTP: RFC 9457, with the request's id.
type problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	Instance  string `json:"instance"`
	RequestID string `json:"request_id"`
}

var errNoNode = errors.New("no such node")

// statuses translates kinds of errors into statuses of HTTP; the first that
// matches holds.
var statuses = []struct {
	kind   error
	status int
	title  string
}{
	{errNoNode, http.StatusNotFound, "no such node"},
	{cypher.ErrNoQuery, http.StatusNotFound, "no such query"},
	{cypher.ErrParameter, http.StatusBadRequest, "wrong parameter"},
	{db.ErrStatement, http.StatusBadRequest, "statement at fault"},
	// The service's own user is denied, not the reader.
	{db.ErrDenied, http.StatusServiceUnavailable, "database denies the service"},
	{db.ErrLimit, http.StatusServiceUnavailable, "limit reached"},
	{db.ErrUnreachable, http.StatusServiceUnavailable, "database unreachable"},
}

// statusGone is written to the log where the reader hung up before the answer:
// nobody sees it, and it is no fault of ours. It is the number that nginx gave it.
const statusGone = 499

const seeLog = "the service's log has the cause under this request's id"

func (a *api) fail(c *gin.Context, err error) {
	switch ended := c.Request.Context().Err(); {
	case errors.Is(ended, context.Canceled):
		c.AbortWithStatus(statusGone)
		return
	case errors.Is(ended, context.DeadlineExceeded):
		// Whatever the driver made of it.
		err = fmt.Errorf("%w: the request took longer than %v: %w", db.ErrLimit, db.DefaultLimits.Time, err)
	}
	for _, s := range statuses {
		if errors.Is(err, s.kind) {
			refuse(c, s.status, s.title, err.Error())
			return
		}
	}
	a.log.Error("internal error", "request", requestID(c), "error", err)
	refuse(c, http.StatusInternalServerError, "internal error", seeLog)
}

func refuse(c *gin.Context, status int, title, detail string) {
	c.Abort()
	c.Header("Content-Type", "application/problem+json")
	c.JSON(status, problem{"about:blank", title, status, detail, c.Request.URL.Path, requestID(c)})
}

const requestKey = "request"

func requestID(c *gin.Context) string { return c.GetString(requestKey) }

// recorded gives each request an id and a line in the log.
func (a *api) recorded(c *gin.Context) {
	id := uuid.NewString()
	c.Set(requestKey, id)
	c.Header("X-Request-Id", id)
	begin := time.Now()
	reader := c.Request.Context()
	c.Next()
	if reader.Err() == nil {
		a.unwritten(c)
	}
	a.log.Info("request", "id", id, "method", c.Request.Method, "path", c.Request.URL.Path, "status", c.Writer.Status(), "elapsed_ms", time.Since(begin).Milliseconds())
}

// unwritten logs answers that could not be written, and where nothing of one
// was says so to the reader: a value that JSON cannot hold must not end as 200.
func (a *api) unwritten(c *gin.Context) {
	for _, err := range c.Errors {
		a.log.Error("answer not written", "request", requestID(c), "error", err.Err)
	}
	if len(c.Errors) > 0 && !c.Writer.Written() {
		refuse(c, http.StatusInternalServerError, "internal error", seeLog)
	}
}

// recovered turns a panic into an internal error.
func (a *api) recovered(c *gin.Context) {
	defer func() {
		fault := recover()
		if fault == nil {
			return
		}
		if fault == http.ErrAbortHandler {
			panic(fault) // the way of net/http to cut a connection, no fault
		}
		a.log.Error("panic", "request", requestID(c), "fault", fault, "stack", string(debug.Stack()))
		if !c.Writer.Written() {
			refuse(c, http.StatusInternalServerError, "internal error", seeLog)
		}
	}()
	c.Next()
}
