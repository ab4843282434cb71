/*
title: How many nodes and relationships there are
question: How many nodes of each label and relationships of each type does the graph hold?
category: graph
breaks when: {relationship: ACTS_ON, rows: change}
columns:
- {name: kind, doc: node or relationship}
- {name: name, doc: label or type}
- {name: count, doc: how many}
- {name: frame, doc: how many of them are our frame}
*/
MATCH (n)
WHERE NOT n:Release
UNWIND labels(n) AS label
WITH label, count(n) AS count, sum(CASE WHEN n.basis = 'frame' THEN 1 ELSE 0 END) AS frame
RETURN 'node' AS kind, label AS name, count, frame
ORDER BY name
UNION ALL
MATCH ()-[r]->()
WITH type(r) AS type, count(r) AS count, sum(CASE WHEN r.basis = 'frame' THEN 1 ELSE 0 END) AS frame
RETURN 'relationship' AS kind, type AS name, count, frame
ORDER BY name
