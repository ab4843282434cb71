package exchange

import "strconv"

// graphML writes GraphML (http://graphml.graphdrawing.org). It has no lists: they
// are JSON in texts.
func graphML(w *writer, g *Graph) {
	w.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" " +
		"xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n")
	nodes := attributes([]string{"labels"}, g.nodeProperties()...)
	relationships := attributes([]string{"type"}, g.relationshipProperties()...)
	graphMLKey(w, "release", "graph", "release", "string")
	graphMLKey(w, "labels", "node", "labels", "string")
	for i, a := range nodes {
		graphMLKey(w, "n"+strconv.Itoa(i), "node", a.shown, a.graphMLType())
	}
	graphMLKey(w, "type", "edge", "type", "string")
	for i, a := range relationships {
		graphMLKey(w, "e"+strconv.Itoa(i), "edge", a.shown, a.graphMLType())
	}
	w.text("<graph id=\"Corridor\" edgedefault=\"directed\">\n")
	if g.Release != "" {
		graphMLData(w, "release", g.Release)
	}
	for _, n := range g.Nodes {
		w.text("<node id=\"", escaped(n.ID), "\">\n")
		graphMLData(w, "labels", labelsText(n.Labels))
		graphMLProperties(w, "n", nodes, n.Properties)
		w.text("</node>\n")
	}
	for _, r := range g.Relationships {
		w.text("<edge id=\"", escaped(r.ID), "\" source=\"", escaped(r.Start), "\" target=\"", escaped(r.End), "\">\n")
		graphMLData(w, "type", r.Type)
		graphMLProperties(w, "e", relationships, r.Properties)
		w.text("</edge>\n")
	}
	w.text("</graph>\n</graphml>\n")
}

func graphMLKey(w *writer, id, of, name, kind string) {
	w.text("<key id=\"", id, "\" for=\"", of, "\" attr.name=\"", escaped(name), "\" attr.type=\"", kind, "\"/>\n")
}

func graphMLData(w *writer, key, text string) {
	w.text("<data key=\"", key, "\">", escaped(text), "</data>\n")
}

func graphMLProperties(w *writer, prefix string, all []attribute, properties map[string]any) {
	for i, a := range all {
		if v, there := properties[a.name]; there {
			graphMLData(w, prefix+strconv.Itoa(i), a.valueText(v))
		}
	}
}

func (a attribute) graphMLType() string {
	switch a.kind {
	case kindBool:
		return "boolean"
	case kindInt:
		return "long"
	case kindFloat:
		return "double"
	}
	return "string"
}
