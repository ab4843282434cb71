package httpapi

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strconv"

	"github.com/gin-gonic/gin"

	"corridor/internal/db"
)

// Writing sends a request to a service that has one more address, which wants
// the right to write and says what it has changed.
func Writing(o Options, r *http.Request, changes db.Changes) *httptest.ResponseRecorder {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	a := &api{log: o.Log, audit: o.auditHandler()}
	engine := NewServer(nil, o).Handler.(*gin.Engine)
	engine.POST("/api/v1/written", func(c *gin.Context) {
		if err := wants(c, writeScope); err != nil {
			a.fail(c, err)
			return
		}
		a.wrote(c, counted(changes))
		c.Status(http.StatusNoContent)
	})
	answer := httptest.NewRecorder()
	engine.ServeHTTP(answer, r)
	return answer
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

// YearsOf is what a date says of years, first and last, for tests.
func YearsOf(date string) string {
	first, last := yearsOf(date)
	text := func(year *int) string {
		if year == nil {
			return "-"
		}
		return strconv.Itoa(*year)
	}
	return text(first) + " " + text(last)
}

// DownloadFormats are those that graphs are served in, for tests.
var DownloadFormats = downloadFormats
