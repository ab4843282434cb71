/*
title: How large the graph is
question: How many nodes and relationships does the graph hold?
category: graph
breaks when: {relationship: PART_OF, rows: change}
columns:
- {name: nodes, doc: how many nodes}
- {name: relationships, doc: how many relationships}
*/
MATCH (n) WHERE NOT n:Release
WITH count(n) AS nodes
OPTIONAL MATCH ()-[r]->()
RETURN nodes, count(r) AS relationships
