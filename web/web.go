// Package web carries the page that the service shows.
package web

import (
	"embed"
	"io/fs"
)

//go:embed page
var embedded embed.FS

// Page returns the files of the page; index.html is its root.
func Page() fs.FS {
	files, err := fs.Sub(embedded, "page")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return files
}
