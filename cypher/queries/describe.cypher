/*
title: A node itself
question: What is this node, what is it called, and to what does it belong?
category: evidence
parameters:
- {name: key, type: text, example: "actor:broker", doc: key of the node}
columns:
- {name: key, doc: of the node}
- {name: labels, doc: of the node}
- {name: properties, doc: all of them}
- {name: frame, doc: "list of maps: type, key, name; what our frame joins it to"}
*/
MATCH (n {key: $key})
OPTIONAL MATCH (n)-[r {basis: 'frame'}]->(m)
WITH n, r, m ORDER BY type(r), m.key
RETURN n.key AS key, labels(n) AS labels, properties(n) AS properties,
  collect(CASE WHEN r IS NULL THEN null ELSE {type: type(r), key: m.key, name: m.name} END) AS frame
