package httpapi

import (
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

const requestKey = "request"

func requestID(c *gin.Context) string { return c.GetString(requestKey) }

// recorded gives each request an id and a line in the log.
func (a *api) recorded(c *gin.Context) {
	id := uuid.Must(uuid.NewV7()).String() // in the order of time, so that logs of many services sort
	c.Set(requestKey, id)
	c.Header("X-Request-Id", id)
	begin := time.Now()
	reader := c.Request.Context()
	c.Next()
	if reader.Err() == nil {
		a.unwritten(c)
	}
	a.log.Info("request", "id", id, "token", accessOf(c).token, "method", c.Request.Method, "route", c.FullPath(), "status", c.Writer.Status(), "elapsed_ms", time.Since(begin).Milliseconds())
}

// unwritten logs answers that could not be written, and where nothing of one
// was says so to the reader: a value that JSON cannot hold must not end as 200.
func (a *api) unwritten(c *gin.Context) {
	for _, err := range c.Errors {
		a.log.Error("answer not written", "request", requestID(c), "error", err.Err)
	}
	if len(c.Errors) > 0 && !c.Writer.Written() {
		refuse(c, errInternal, seeLog)
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
			refuse(c, errInternal, seeLog)
		}
	}()
	c.Next()
}
