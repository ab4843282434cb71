// Package web carries the page that the service shows: what make web built into
// dist, and what stands there instead where nothing was built.
package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed dist
var embedded embed.FS

const (
	index   = "index.html"
	unbuilt = "unbuilt.html"
)

// file is a file of the page, ready to be sent.
type file struct {
	kind   string // of its content
	tag    string
	plain  []byte
	packed func() []byte // made when the first reader asks for it
}

// kinds are the contents that the page's files have. The system's own table is
// not asked: some say that a script is plain text, and browsers would not run it.
var kinds = map[string]string{
	".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json", ".svg": "image/svg+xml",
}

// Page is the files of the page by their names in dist. It is never written to
// after it was made.
type Page struct{ files map[string]file }

// Embedded is the page that the program carries.
var Embedded = sync.OnceValue(func() Page {
	dist, err := fs.Sub(embedded, "dist")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return newPage(dist)
})

func newPage(dist fs.FS) Page {
	names, err := fs.Glob(dist, "*.*")
	if err != nil {
		panic(err) // the pattern above is sound
	}
	p := Page{files: map[string]file{}}
	for _, name := range names {
		text, err := fs.ReadFile(dist, name)
		if err != nil {
			panic(err) // embedded files can be read
		}
		p.files[name] = newFile(name, text)
	}
	if _, built := p.files[index]; !built {
		p.files[index] = p.files[unbuilt]
	}
	return p
}

func newFile(name string, text []byte) file {
	hash := sha256.Sum256(text)
	kind, known := kinds[path.Ext(name)]
	if !known {
		panic("no kind of content for " + name) // add it to kinds
	}
	packed := sync.OnceValue(func() []byte { return pack(text) })
	return file{kind, `"` + hex.EncodeToString(hash[:8]) + `"`, text, packed}
}

func pack(text []byte) []byte {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err == nil {
		_, err = w.Write(text)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // a buffer takes all that is written
	}
	return packed.Bytes()
}

// Serve answers with a file of the page; the empty name is its root. It reports
// false, having written nothing, where there is none of that name. Browsers ask
// each time whether what they keep is still the same, as the names do not tell.
func (p Page) Serve(w http.ResponseWriter, r *http.Request, name string) bool {
	if name == "" {
		name = index
	}
	f, known := p.files[name]
	if !known {
		return false
	}
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Encoding")
	body, tag := f.plain, f.tag
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body, tag = f.packed(), strings.TrimSuffix(f.tag, `"`)+`-gzip"`
	}
	h.Set("ETag", tag)
	if r.Header.Get("If-None-Match") == tag {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return true
	}
	w.Write(body) //nolint:errcheck // a reader who hung up needs no answer
	return true
}
