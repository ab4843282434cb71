/*
title: Statistics by subject
question: How many claims are there on each label, type, stage, topic and document, how do they stand, who speaks of them, and what acts on them?
category: evidence
parameters:
- {name: by, type: text, default: "", example: stage, values: [all, standing, stage, label, type, topic, document], doc: "what the claims are grouped by; empty for each of these"}
breaks when: {property: standing, rows: change}
columns:
- {name: by, doc: "all, standing, stage, label, type, topic or document"}
- {name: name, doc: "of the standing, stage, label, type, topic or document. Of a stage are the claims that have it, or what is part of it, as an end; a claim is of each label that an end of it carries"}
- {name: key, doc: of the stage or document; null for others}
- {name: claims, doc: how many claims}
- {name: asserted, doc: how many of them are asserted}
- {name: disputed, doc: how many are disputed}
- {name: reported, doc: how many are only reported}
- {name: contradicted, doc: how many cannot be true together with another claim}
- {name: nodes, doc: "how many nodes are ends of them: of a label or stage, its own"}
- {name: levers, doc: how many levers act on something by them}
- {name: evidence, doc: how many lines of evidence bear on them}
- {name: voices, doc: how many voices speak of them}
- {name: documents, doc: in how many documents they stand}
*/
CALL {
  MATCH (c:Claim)-[end]->(n) WHERE $by IN ['', 'all'] AND NOT type(end) IN ['CONTRADICTS', 'SUPPORTS']
  RETURN 'all' AS by, 'all claims' AS name, null AS key, c, n
  UNION ALL
  MATCH (c:Claim)-[end]->(n) WHERE $by IN ['', 'standing'] AND NOT type(end) IN ['CONTRADICTS', 'SUPPORTS']
  RETURN 'standing' AS by, c.standing AS name, null AS key, c, n
  UNION ALL
  MATCH (stage:Stage)<-[:PART_OF*0..1]-(n)<-[end]-(c:Claim) WHERE $by IN ['', 'stage'] AND NOT type(end) IN ['CONTRADICTS', 'SUPPORTS']
  RETURN 'stage' AS by, stage.name AS name, stage.key AS key, c, n
  UNION ALL
  MATCH (c:Claim)-[end]->(n) WHERE $by IN ['', 'label'] AND NOT type(end) IN ['CONTRADICTS', 'SUPPORTS']
  UNWIND labels(n) AS label
  RETURN 'label' AS by, label AS name, null AS key, c, n
  UNION ALL
  MATCH (c:Claim)-[end]->(n) WHERE $by IN ['', 'type'] AND NOT type(end) IN ['CONTRADICTS', 'SUPPORTS']
  RETURN 'type' AS by, c.type AS name, null AS key, c, n
  UNION ALL
  MATCH (c:Claim)-[end]->(n) WHERE $by IN ['', 'topic'] AND NOT type(end) IN ['CONTRADICTS', 'SUPPORTS']
  RETURN 'topic' AS by, c.topic AS name, null AS key, c, n
  UNION ALL
  MATCH (d:Document), (c:Claim)-[end]->(n) WHERE $by IN ['', 'document'] AND d.key IN c.documents AND NOT type(end) IN ['CONTRADICTS', 'SUPPORTS']
  RETURN 'document' AS by, d.name AS name, d.key AS key, c, n
}
WITH by, name, key, collect(DISTINCT c) AS claims, count(DISTINCT n) AS nodes
RETURN by, name, key, size(claims) AS claims, size([c IN claims WHERE c.standing = 'asserted']) AS asserted, size([c IN claims WHERE c.standing = 'disputed']) AS disputed,
  size([c IN claims WHERE c.standing = 'reported']) AS reported, size([c IN claims WHERE EXISTS { (c)-[:CONTRADICTS]-(:Claim) }]) AS contradicted, nodes,
  COUNT { UNWIND claims AS c MATCH (c)-[:SUBJECT]->(lever:Lever) WHERE c.type = 'ACTS_ON' RETURN DISTINCT lever } AS levers,
  COUNT { UNWIND claims AS c MATCH (c)<-[:BEARS_ON]-(e:Evidence) RETURN DISTINCT e } AS evidence,
  COUNT { UNWIND claims AS c MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT v } AS voices,
  COUNT { UNWIND claims AS c UNWIND c.documents AS document RETURN DISTINCT document } AS documents
ORDER BY CASE by WHEN 'all' THEN 1 WHEN 'standing' THEN 2 WHEN 'stage' THEN 3 WHEN 'label' THEN 4 WHEN 'type' THEN 5 WHEN 'topic' THEN 6 ELSE 7 END, claims DESC, name
