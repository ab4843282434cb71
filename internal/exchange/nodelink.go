package exchange

// about is what the graph says of itself.
func (g *Graph) about() map[string]any {
	about := map[string]any{"name": "Corridor"}
	if g.Release != "" {
		about["release"] = g.Release
	}
	return about
}

// nodeLink writes what networkx.node_link_graph reads: edges="edges", which is the
// usual since version 3.6.
func nodeLink(w *writer, g *Graph) {
	w.text(`{"directed": true, "multigraph": true, "graph": `)
	w.json(g.about())
	w.text(",\n\"nodes\": ")
	w.list(len(g.Nodes), func(i int) any {
		n := g.Nodes[i]
		return object(map[string]any{"id": n.ID, "labels": n.Labels}, n.Properties)
	})
	w.text(",\n\"edges\": ")
	w.list(len(g.Relationships), func(i int) any {
		r := g.Relationships[i]
		return object(map[string]any{"source": r.Start, "target": r.End, "key": r.ID, "type": r.Type}, r.Properties)
	})
	w.text("}\n")
}

// cytoscape writes the elements that Cytoscape.js and the desktop program read.
// There parent would put one node into another.
func cytoscape(w *writer, g *Graph) {
	w.text(`{"data": `)
	w.json(g.about())
	w.text(", \"directed\": true, \"multigraph\": true,\n\"elements\": {\"nodes\": ")
	w.list(len(g.Nodes), func(i int) any {
		n := g.Nodes[i]
		data := object(map[string]any{"id": n.ID, "value": n.ID, "labels": n.Labels}, n.Properties, "parent")
		if !has(data, "name") {
			data["name"] = n.ID
		}
		return map[string]any{"data": data}
	})
	w.text(",\n\"edges\": ")
	w.list(len(g.Relationships), func(i int) any {
		r := g.Relationships[i]
		return map[string]any{"data": object(map[string]any{
			"id": r.ID, "key": r.ID, "source": r.Start, "target": r.End, "interaction": r.Type, "name": r.Type,
		}, r.Properties)}
	})
	w.text("}}\n")
}
