/*
title: Nodes with all that hangs on them
question: How are these nodes joined to each other, how much more is each joined to, by type and direction, and how much is said of it?
category: graph
parameters:
- {name: keys, type: list, example: ["actor:broker", "actor:migrant-worker", "process:trafficking", "definition:un-trafficking"], doc: "keys of nodes that can be drawn; claims, evidence and passages stand on relationships and have no row"}
breaks when: {property: key}
columns:
- {name: key, doc: of the node}
- {name: label, doc: of the node}
- {name: name, doc: of the node}
- {name: documents, doc: "keys of the documents that statements on it stand in; of a figure, definition or event its own as well"}
- {name: statements, doc: how many claims have it as an end}
- {name: voices, doc: "how many voices say something of these, and of figures, definitions and events on it, whatever the stance"}
- {name: groups, doc: "list of maps: type, direction (out: from the node; in: to it), total; all of its relationships with nodes that can be drawn, those of claims that are only reported among them"}
- {name: relationships, doc: "list of maps: to, type, standing, claim; those that lead from it to one of the nodes. Standing is frame where it is our arrangement, a user's without a claim, or the record of who says what where"}
*/
MATCH (n) WHERE n.key IN $keys AND NOT n:Claim|Evidence|Passage|Release
WITH n,
  [(n)-[r]-(m) WHERE coalesce(r.release, r.layer) IS NOT NULL AND NOT m:Claim|Evidence|Passage|Release |
    {type: type(r), direction: CASE WHEN startNode(r) = n THEN 'out' ELSE 'in' END, to: m.key,
     standing: CASE WHEN r.basis IS NOT NULL THEN 'frame' ELSE coalesce(r.standing, n.standing, 'frame') END, claim: r.claim}] +
  [(n)<-[end:SUBJECT|OBJECT]-(c:Claim {standing: 'reported', polarity: 'positive'})-[:SUBJECT|OBJECT]->(m)
   WHERE coalesce(c.mode, 'is') = 'is' AND (type(end) = 'SUBJECT' OR m <> n) |
    {type: c.type, direction: CASE type(end) WHEN 'SUBJECT' THEN 'out' ELSE 'in' END, to: m.key, standing: 'reported', claim: c.key}] AS ties,
  COLLECT {
    MATCH (n)<-[end]-(s:Claim|Statistic|Definition|Event) WHERE end.claim IS NULL AND coalesce(end.release, end.layer) IS NOT NULL
    RETURN DISTINCT s
  } + CASE WHEN n:Statistic|Definition|Event THEN [n] ELSE [] END AS said
RETURN n.key AS key, CASE WHEN n:Exploitation THEN 'Exploitation' WHEN n:Document THEN 'Document' ELSE labels(n)[0] END AS label, n.name AS name,
  COLLECT { UNWIND said AS s UNWIND s.documents AS document RETURN DISTINCT document ORDER BY document } AS documents,
  size([s IN said WHERE s:Claim]) AS statements,
  COUNT { UNWIND said AS s MATCH (s)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.speaks_for, v.key) AS voice } AS voices,
  COLLECT {
    UNWIND ties AS tie WITH tie.type AS type, tie.direction AS direction, count(*) AS total ORDER BY type, direction
    RETURN {type: type, direction: direction, total: total}
  } AS groups,
  COLLECT {
    UNWIND ties AS tie WITH tie WHERE tie.direction = 'out' AND tie.to IN $keys
    RETURN {to: tie.to, type: tie.type, standing: tie.standing, claim: tie.claim} ORDER BY tie.type, tie.to, tie.claim
  } AS relationships
ORDER BY key
