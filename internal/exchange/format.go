package exchange

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ErrFormat means that there is no format of a name.
var ErrFormat = errors.New("unknown format")

// Format is a way to write a graph.
type Format struct {
	Name      string
	MediaType string
	Suffix    string // of its files
	Doc       string // for which tools
	Write     func(io.Writer, *Graph) error
}

// Formats returns the formats, in the order to show them.
func Formats() []Format { return formats }

var formats = []Format{
	{"node-link", "application/json", ".json", "node-link JSON, for networkx and d3", written(nodeLink)},
	{"cytoscape", "application/vnd.cytoscape.cyjs+json", ".cyjs", "Cytoscape and Cytoscape.js", written(cytoscape)},
	{"graphml", "application/graphml+xml", ".graphml", "GraphML, for yEd, igraph, Gephi, networkx", written(graphML)},
	{"gexf", "application/gexf+xml", ".gexf", "GEXF 1.3, for Gephi", written(gexf)},
	{"json-ld", "application/ld+json", ".jsonld", "JSON-LD with PROV-O for the evidence, for what reads RDF", written(jsonLD)},
	{"stix", "application/stix+json", ".stix.json", "a STIX 2.1 bundle with a matrix, for ATT&CK Navigator", written(stix)},
	{"tables", "application/zip", ".zip", "nodes.csv and relationships.csv with the headers of neo4j-admin, in an archive", tablesArchive},
	{"bundle", "application/vnd.corridor.bundle+zip", ".bundle.zip", "the same with a data dictionary, the codebook, CITATION.cff and checksums, for those who cite the data", citedBundle},
}

// Lookup finds a format by its name.
func Lookup(name string) (Format, error) {
	names := make([]string, len(formats))
	for i, f := range formats {
		if f.Name == name {
			return f, nil
		}
		names[i] = f.Name
	}
	return Format{}, fmt.Errorf("%w %q: there are %s", ErrFormat, name, strings.Join(names, ", "))
}

// writer keeps the first error, so that what writes much need not ask each time.
type writer struct {
	to  *bufio.Writer
	err error
}

func (w *writer) text(parts ...string) {
	for _, part := range parts {
		if w.err == nil {
			_, w.err = w.to.WriteString(part)
		}
	}
}

func (w *writer) json(v any) { w.text(string(jsonOf(v))) }

// list writes the items of a JSON list, a line each.
func (w *writer) list(n int, item func(i int) any) {
	w.text("[")
	for i := range n {
		if i > 0 {
			w.text(",")
		}
		w.text("\n")
		w.json(item(i))
	}
	w.text("\n]")
}

// written makes a format of what writes by a writer.
func written(write func(*writer, *Graph)) func(io.Writer, *Graph) error {
	return func(to io.Writer, g *Graph) error {
		w := &writer{to: bufio.NewWriterSize(to, 1<<16)}
		write(w, g)
		if w.err != nil {
			return w.err
		}
		return w.to.Flush()
	}
}
