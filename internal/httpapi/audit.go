package httpapi

import (
	"log/slog"
	"time"

	"github.com/gin-gonic/gin"

	"corridor/internal/db"
)

// wrote notes in the audit what a request has changed: by whose token, by which
// request, and how much of what. It belongs before the answer, so that nobody
// is told of a change that the audit has not; more are pairs of further names
// and values. A request that changed nothing leaves no line.
func (a *api) wrote(c *gin.Context, changes []slog.Attr, more ...any) {
	if len(changes) == 0 {
		return
	}
	record := slog.NewRecord(time.Now(), slog.LevelInfo, "write", 0)
	record.Add("id", requestID(c), "token", accessOf(c).token, "method", c.Request.Method, "route", c.FullPath(), "changes", slog.GroupValue(changes...))
	record.Add(more...)
	if err := a.audit.Handle(c.Request.Context(), record); err != nil {
		a.log.Error("a change is missing in the audit", "request", requestID(c), "token", accessOf(c).token, "changes", slog.GroupValue(changes...), "error", err)
	}
}

// counted are the counts that are not 0, by name.
func counted(c db.Changes) []slog.Attr {
	var counts []slog.Attr
	for _, part := range []struct {
		name string
		n    int
	}{
		{"nodes_created", c.NodesCreated}, {"nodes_deleted", c.NodesDeleted},
		{"relationships_created", c.RelationshipsCreated}, {"relationships_deleted", c.RelationshipsDeleted},
		{"properties_set", c.PropertiesSet}, {"labels_added", c.LabelsAdded}, {"labels_removed", c.LabelsRemoved},
		{"constraints_added", c.ConstraintsAdded}, {"constraints_removed", c.ConstraintsRemoved},
		{"indexes_added", c.IndexesAdded}, {"indexes_removed", c.IndexesRemoved},
	} {
		if part.n != 0 {
			counts = append(counts, slog.Int(part.name, part.n))
		}
	}
	return counts
}
