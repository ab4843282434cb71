package exchange

import "strconv"

// gexf writes GEXF 1.3 (https://gexf.net). The kind of an edge keeps parallel
// ones of several types apart in Gephi.
func gexf(w *writer, g *Graph) {
	w.text("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n<meta>\n<creator>Corridor</creator>\n")
	w.text("<description>release ", escaped(g.Release), "</description>\n</meta>\n<graph defaultedgetype=\"directed\" mode=\"static\">\n")
	nodes := attributes([]string{"label", "labels"}, g.nodeProperties()...)
	relationships := attributes([]string{"label", "id", "weight"}, g.relationshipProperties()...)
	w.text("<attributes class=\"node\" mode=\"static\">\n")
	gexfAttribute(w, "labels", "labels", "liststring")
	gexfAttributes(w, "n", nodes)
	w.text("</attributes>\n<attributes class=\"edge\" mode=\"static\">\n")
	gexfAttributes(w, "e", relationships)
	w.text("</attributes>\n<nodes>\n")
	for _, n := range g.Nodes {
		w.text("<node id=\"", escaped(n.ID), "\" label=\"", escaped(n.Name()), "\">\n<attvalues>\n")
		gexfValue(w, "labels", labelsText(n.Labels))
		gexfValues(w, "n", nodes, n.Properties)
		w.text("</attvalues>\n</node>\n")
	}
	w.text("</nodes>\n<edges>\n")
	for _, r := range g.Relationships {
		w.text("<edge id=\"", escaped(r.ID), "\" source=\"", escaped(r.Start), "\" target=\"", escaped(r.End),
			"\" kind=\"", escaped(r.Type), "\" label=\"", escaped(r.Type), "\">\n<attvalues>\n")
		gexfValues(w, "e", relationships, r.Properties)
		w.text("</attvalues>\n</edge>\n")
	}
	w.text("</edges>\n</graph>\n</gexf>\n")
}

func gexfAttributes(w *writer, prefix string, all []attribute) {
	for i, a := range all {
		gexfAttribute(w, prefix+strconv.Itoa(i), a.shown, a.gexfType())
	}
}

func gexfAttribute(w *writer, id, title, kind string) {
	w.text("<attribute id=\"", id, "\" title=\"", escaped(title), "\" type=\"", kind, "\"/>\n")
}

func gexfValues(w *writer, prefix string, all []attribute, properties map[string]any) {
	for i, a := range all {
		if v, there := properties[a.name]; there {
			gexfValue(w, prefix+strconv.Itoa(i), a.valueText(v))
		}
	}
}

func gexfValue(w *writer, id, text string) {
	w.text("<attvalue for=\"", id, "\" value=\"", escaped(text), "\"/>\n")
}

func (a attribute) gexfType() string {
	switch a.kind {
	case kindBool:
		return "boolean"
	case kindInt:
		return "long"
	case kindFloat:
		return "double"
	case kindTexts:
		return "liststring"
	}
	return "string"
}
