/*
title: A node itself
question: What is this node, what is it called, and to what does it belong?
category: graph
parameters:
- {name: key, type: text, example: "claim:border-control-curbs-trafficking", labels: [Any], doc: key of the node}
breaks when: {property: key}
columns:
- {name: key, doc: of the node}
- {name: labels, doc: of the node}
- {name: properties, doc: all of them}
- {name: frame, doc: "list of maps: type, key, name; what our frame joins it to"}
- {name: ends, doc: "list of maps: type, key, name; subject, object, roles and other ends of a claim, figure, definition or event"}
*/
MATCH (n {key: $key})
OPTIONAL MATCH (n)-[r {basis: 'frame'}]->(m)
WITH n, r, m ORDER BY type(r), m.key
WITH n, collect(CASE WHEN r IS NULL THEN null ELSE {type: type(r), key: m.key, name: m.name} END) AS frame
OPTIONAL MATCH (n)-[r]->(m) WHERE (n:Claim OR n:Statistic OR n:Definition OR n:Event) AND coalesce(r.release, r.layer) IS NOT NULL AND r.claim IS NULL AND r.basis IS NULL
WITH n, frame, r, m ORDER BY CASE type(r) WHEN 'SUBJECT' THEN 0 WHEN 'OBJECT' THEN 1 ELSE 2 END, type(r), m.key
RETURN n.key AS key, labels(n) AS labels, properties(n) AS properties, frame,
  collect(CASE WHEN r IS NULL THEN null ELSE {type: type(r), key: m.key, name: m.name} END) AS ends
