package httpapi

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"corridor/internal/db"
)

// Media types of answers.
const (
	jsonType = "application/json"
	csvType  = "text/csv"
)

// offers are the media types that a route can answer in, the usual one first.
func (r route) offers() []string {
	switch {
	case r.download:
		return downloadTypes()
	case r.columnsOf != "" || r.ownColumns:
		return []string{jsonType, csvType}
	}
	return []string{jsonType}
}

// errNotWanted means that the reader takes none of the media types that there are.
var errNotWanted = errors.New("no media type that is wanted")

// chosen is the media type that the reader wants most, by the header Accept; of
// several wanted alike the one that is offered first.
func chosen(accept []string, offers []string) (string, error) {
	wanted := strings.Join(accept, ",")
	if strings.TrimSpace(wanted) == "" {
		return offers[0], nil
	}
	best, most := "", 0.0
	for _, offer := range offers {
		if q := quality(wanted, offer); q > most {
			best, most = offer, q
		}
	}
	if best == "" {
		return "", fmt.Errorf("%w: Accept is %q, and there is %s", errNotWanted, wanted, strings.Join(offers, " and "))
	}
	return best, nil
}

// quality is how much a media type is wanted, from 0 to 1: what the narrowest of
// the ranges that hold it says. What cannot be read wants nothing.
func quality(accept, offer string) float64 {
	kind, _, _ := strings.Cut(offer, "/")
	ranges := []string{"*/*", kind + "/*", offer} // the widest first
	narrowest, q := -1, 0.0
	for _, part := range strings.Split(accept, ",") {
		name, parameters, err := mime.ParseMediaType(part)
		place := slices.Index(ranges, name)
		if err != nil || place < narrowest || place < 0 {
			continue
		}
		narrowest, q = place, 1
		if given, weighed := parameters["q"]; weighed {
			q = weight(given)
		}
	}
	return q
}

// weight reads a quality value; one that is none wants nothing.
func weight(text string) float64 {
	q, err := strconv.ParseFloat(text, 64)
	if err != nil || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}

// kindFor is the media type to answer in. Where there is only a refusal, that it
// is one comes first.
func (r route) kindFor(c *gin.Context) (string, error) {
	if r.answer == nil {
		return jsonType, nil
	}
	if kind, named := r.kindOfDownload(c); named {
		return kind, nil
	}
	return chosen(c.Request.Header.Values("Accept"), r.offers())
}

// write answers in a media type, or says that the reader has the answer already.
func (a *api) write(c *gin.Context, req *request, kind string, answer any) {
	if d, isFile := answer.(download); isFile {
		a.writeDownload(c, req, kind, d)
		return
	}
	body, tag, err := req.encode(kind, answer)
	if err != nil {
		a.fail(c, fmt.Errorf("encode the answer: %w", err))
		return
	}
	c.Header("Cache-Control", req.caching())
	if kind == csvType {
		kind += "; charset=utf-8; header=present"
		req.describeTable(c.Writer.Header(), c.Request.URL.RequestURI())
	} else {
		kind += "; charset=utf-8"
	}
	if req.route.isRead() {
		c.Header("ETag", tag)
		if isHeld(c.Request.Header.Values("If-None-Match"), tag) {
			c.Status(http.StatusNotModified)
			return
		}
	}
	c.Data(http.StatusOK, kind, body)
}

// encode gives the answer and its entity tag: the hash of it without the times
// that it took, which differ every time. As the times stand in JSON, its tag is a
// weak one.
func (r *request) encode(kind string, answer any) (body []byte, tag string, err error) {
	if kind == csvType {
		var table bytes.Buffer
		err = r.table().WriteCSV(&table)
		return table.Bytes(), quotedHash(table.Bytes()), err
	}
	timed := *r.meta
	*r.meta = timed.timeless()
	body, err = json.Marshal(answer)
	if err != nil {
		return nil, "", err
	}
	tag = "W/" + quotedHash(body)
	if r.route.plain {
		return body, tag, nil
	}
	// The meta stands last, so that the rest need not be encoded twice.
	timeless, err := json.Marshal(r.meta)
	if err != nil {
		return nil, "", err
	}
	*r.meta = timed
	rest, isLast := bytes.CutSuffix(body, append(timeless, '}'))
	if !isLast {
		return nil, "", errors.New("its meta does not stand last")
	}
	last, err := json.Marshal(r.meta)
	if err != nil {
		return nil, "", err
	}
	return append(append(rest, last...), '}'), tag, nil
}

// timeless is the meta without how long anything took.
func (m meta) timeless() meta {
	m.ElapsedMS = 0
	m.Queries = slices.Clone(m.Queries)
	for i := range m.Queries {
		m.Queries[i].ElapsedMS = 0
	}
	return m
}

func quotedHash(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

// isHeld reports whether the header If-None-Match names an entity tag; weak ones
// count like strong ones there.
func isHeld(given []string, tag string) bool {
	strong := strings.TrimPrefix(tag, "W/")
	for _, part := range strings.Split(strings.Join(given, ","), ",") {
		part = textproto.TrimString(part)
		if part == "*" || strings.TrimPrefix(part, "W/") == strong {
			return true
		}
	}
	return false
}

// table is the answer as rows, of the columns of the route's named query where it
// has one.
func (r *request) table() db.Rows {
	var out db.Rows
	if r.own != nil {
		for _, name := range r.own.Columns {
			out.Columns = append(out.Columns, inert(name).(string))
		}
		for _, values := range r.own.Values {
			safe := make([]any, len(values))
			for i, v := range values {
				safe[i] = inert(v)
			}
			out.Values = append(out.Values, safe)
		}
		return out
	}
	for _, c := range mustLookup(r.route.columnsOf).Columns {
		out.Columns = append(out.Columns, c.Name)
	}
	for _, from := range r.rows {
		values := make([]any, len(out.Columns))
		for i, name := range out.Columns {
			values[i] = inert(from[name])
		}
		out.Values = append(out.Values, values)
	}
	return out
}

// inert puts an apostrophe before a text that a spreadsheet would take for a
// formula; those that read tables of other origin run it.
func inert(v any) any {
	text, isText := v.(string)
	if isText && text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
		return "'" + text
	}
	return v
}

// describeTable says in headers what the meta of JSON says of a table, which has
// no place for it.
func (r *request) describeTable(h http.Header, address string) {
	address = strings.ReplaceAll(address, ">", "%3E") // which would end it
	h.Set("Corridor-Release", r.meta.Release)
	var queries []string
	for _, q := range r.meta.Queries {
		if q.Query != "" && !slices.Contains(queries, q.Query) {
			queries = append(queries, q.Query)
		}
	}
	if queries != nil {
		h.Set("Corridor-Queries", strings.Join(queries, ", "))
	}
	var left []string
	for kind, n := range r.meta.LeftOut {
		left = append(left, fmt.Sprintf("%s=%d", kind, n))
	}
	slices.Sort(left)
	if r.meta.More {
		left = append(left, "more")
	}
	if left != nil {
		h.Set("Corridor-Left-Out", strings.Join(left, ", "))
	}
	if r.total != nil {
		h.Set("Corridor-Total", strconv.Itoa(*r.total))
	}
	if !r.route.isRead() {
		return // the address alone leads nowhere
	}
	h.Add("Link", fmt.Sprintf("<%s>; rel=\"alternate\"; type=%q", address, jsonType))
	if r.next != "" {
		h.Add("Link", fmt.Sprintf("<%s>; rel=\"next\"", nextPage(address, r.next)))
	}
}

// nextPage is the address of the page that a cursor leads to.
func nextPage(address, cursor string) string {
	path, query, _ := strings.Cut(address, "?")
	pairs := slices.DeleteFunc(strings.Split(query, "&"), func(pair string) bool { return pair == "" || strings.HasPrefix(pair, "cursor=") })
	return path + "?" + strings.Join(append(pairs, "cursor="+cursor), "&")
}
