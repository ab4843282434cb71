package httpapi

import (
	"errors"
	"net/http"
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
	{db.ErrDenied, http.StatusForbidden, "denied"},
	{db.ErrLimit, http.StatusServiceUnavailable, "limit reached"},
	{db.ErrUnreachable, http.StatusServiceUnavailable, "database unreachable"},
}

func (a *api) fail(c *gin.Context, err error) {
	for _, s := range statuses {
		if errors.Is(err, s.kind) {
			refuse(c, s.status, s.title, err.Error())
			return
		}
	}
	a.log.Error("internal error", "request", requestID(c), "error", err)
	refuse(c, http.StatusInternalServerError, "internal error", "the service's log has the cause under this request's id")
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
	c.Next()
	a.log.Info("request", "id", id, "method", c.Request.Method, "path", c.Request.URL.Path, "status", c.Writer.Status(), "elapsed_ms", time.Since(begin).Milliseconds())
}

// recovered turns a panic into an internal error.
func (a *api) recovered(c *gin.Context) {
	defer func() {
		if fault := recover(); fault != nil {
			a.log.Error("panic", "request", requestID(c), "fault", fault)
			if !c.Writer.Written() {
				refuse(c, http.StatusInternalServerError, "internal error", "the service's log has the cause under this request's id")
			}
		}
	}()
	c.Next()
}
