package httpapi

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"

	"github.com/gin-gonic/gin"
)

// Writing sends a request to a service that has one more address, which wants
// the right to write.
func Writing(o Options, r *http.Request) (status int, body string) {
	o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	engine := NewServer(nil, o).Handler.(*gin.Engine)
	engine.POST("/api/v1/written", func(c *gin.Context) {
		if err := wants(c, writeScope); err != nil {
			(&api{log: o.Log}).fail(c, err)
			return
		}
		c.Status(http.StatusNoContent)
	})
	answer := httptest.NewRecorder()
	engine.ServeHTTP(answer, r)
	return answer.Code, answer.Body.String()
}

// Describe makes the components of some types, for tests.
func Describe(types ...reflect.Type) {
	s := newShapes()
	for _, t := range types {
		s.of(t, "")
	}
}

// Inert is what becomes of a value in a table, for tests.
var Inert = inert
