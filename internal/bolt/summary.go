package bolt

import (
	"slices"
	"strings"
	"time"

	"corridor/internal/engine"
	"corridor/internal/engine/value"
)

// counts are the side effects of a query under the names that clients know.
var counts = []struct {
	name string
	of   func(*engine.Summary) int
}{
	{"nodes-created", func(s *engine.Summary) int { return s.Counters.NodesCreated }},
	{"nodes-deleted", func(s *engine.Summary) int { return s.Counters.NodesDeleted }},
	{"relationships-created", func(s *engine.Summary) int { return s.Counters.RelationshipsCreated }},
	{"relationships-deleted", func(s *engine.Summary) int { return s.Counters.RelationshipsDeleted }},
	{"properties-set", func(s *engine.Summary) int { return s.Counters.PropertiesSet }},
	{"labels-added", func(s *engine.Summary) int { return s.Counters.LabelsAdded }},
	{"labels-removed", func(s *engine.Summary) int { return s.Counters.LabelsRemoved }},
	{"indexes-added", func(s *engine.Summary) int { return s.Counters.IndexesAdded }},
	{"indexes-removed", func(s *engine.Summary) int { return s.Counters.IndexesRemoved }},
	{"constraints-added", func(s *engine.Summary) int { return s.Counters.ConstraintsAdded }},
	{"constraints-removed", func(s *engine.Summary) int { return s.Counters.ConstraintsRemoved }},
}

// summarize is what a client is told when a result has given all its rows.
func summarize(s *engine.Summary, wanted remarks, began time.Time) *value.Mapping {
	m := &value.Mapping{}
	m.Set("type", value.OfString(s.Type))
	m.Set("t_last", milliseconds(began))
	m.Set("db", value.OfString(s.Database))
	if s.Bookmark != "" {
		m.Set("bookmark", value.OfString(string(s.Bookmark)))
	}
	if stats := stats(s); stats.Len() > 0 {
		m.Set("stats", value.OfMap(stats))
	}
	if s.Plan != nil {
		kind := "plan"
		if s.Plan.Profiled {
			kind = "profile"
		}
		m.Set(kind, value.OfMap(description(s.Plan, engine.AboutPlans())))
	}
	if told := notifications(s, wanted); len(told) > 0 {
		m.Set("notifications", value.OfList(told))
	}
	return m
}

func stats(s *engine.Summary) *value.Mapping {
	m := &value.Mapping{}
	for _, count := range counts {
		if n := count.of(s); n > 0 {
			m.Set(count.name, value.OfInt(int64(n)))
		}
	}
	if m.Len() > 0 {
		m.Set("contains-updates", value.OfBool(true))
	}
	return m
}

// description is a step of a plan and those before it; the last one, which
// clients see first, says about the whole plan as well. Clients hold each part
// to its type: what was measured are integers, what was estimated is not.
func description(p *engine.PlanDescription, about [][2]string) *value.Mapping {
	m, arguments := &value.Mapping{}, &value.Mapping{}
	for _, fact := range about {
		arguments.Set(fact[0], value.OfString(fact[1]))
	}
	arguments.Set("Details", value.OfString(p.Details))
	arguments.Set("EstimatedRows", value.OfFloat(p.Rows))
	if p.Profiled {
		m.Set("rows", value.OfInt(p.Actual))
		m.Set("dbHits", value.OfInt(p.Hits))
		arguments.Set("Rows", value.OfInt(p.Actual))
		arguments.Set("DbHits", value.OfInt(p.Hits))
	}
	children := make([]value.Value, len(p.Children))
	for i, child := range p.Children {
		children[i] = value.OfMap(description(child, nil))
	}
	m.Set("operatorType", value.OfString(p.Operator+"@"+engine.Neo4j))
	m.Set("identifiers", texts(p.Identifiers))
	m.Set("args", value.OfMap(arguments))
	m.Set("children", value.OfList(children))
	return m
}

func notifications(s *engine.Summary, wanted remarks) []value.Value {
	var told []value.Value
	for _, n := range s.Notifications {
		if !wanted.want(n.Severity, n.Category) {
			continue
		}
		m, position := &value.Mapping{}, &value.Mapping{}
		for _, part := range [][2]string{
			{"code", n.Code}, {"title", n.Title}, {"description", n.Description}, {"severity", n.Severity}, {"category", n.Category},
		} {
			m.Set(part[0], value.OfString(part[1]))
		}
		position.Set("offset", value.OfInt(int64(n.Position.Offset)))
		position.Set("line", value.OfInt(int64(n.Position.Line)))
		position.Set("column", value.OfInt(int64(n.Position.Column)))
		m.Set("position", value.OfMap(position))
		told = append(told, value.OfMap(m))
	}
	return told
}

// remarks are which of the database's remarks on queries a client is told.
type remarks struct {
	least string   // "", INFORMATION, WARNING or OFF
	not   []string // categories
}

// with is r, but for what m says otherwise.
func (r remarks) with(m *value.Mapping) (remarks, error) {
	least, err := textAt(m, "notifications_minimum_severity")
	if err != nil {
		return r, err
	}
	if least != "" {
		r.least = least
	}
	not, said, err := textsAt(m, "notifications_disabled_categories")
	if said {
		r.not = not
	}
	return r, err
}

func (r remarks) want(severity, category string) bool {
	return r.least != "OFF" && (r.least != "WARNING" || severity == "WARNING") &&
		!slices.ContainsFunc(r.not, func(c string) bool { return strings.EqualFold(c, category) })
}
