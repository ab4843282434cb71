/*
title: What only this document speaks of
question: Which actors, tasks, places and other nodes stand in statements of this document and of none of the others?
category: sources
parameters:
- {name: document, type: text, example: "doc:000", labels: [Document], doc: key of the document}
breaks when: {property: documents}
columns:
- {name: label, doc: of the node}
- {name: name, doc: of the node}
- {name: key, doc: of the node}
- {name: statements, doc: "how many claims, figures, definitions and events have it as an end"}
- {name: only_reported, doc: how many of them are only reported}
of: nodes in statements of the document
*/
MATCH (n)<-[end]-(s:Claim|Statistic|Definition|Event)
WHERE end.claim IS NULL AND NOT n:Claim|Document
WITH DISTINCT n, s ORDER BY n.key, s.key
WITH n, collect(s) AS said
WHERE all(s IN said WHERE s.documents = [$document]) AND NOT EXISTS {
  (n)<-[:VOICES]-(:Evidence)-[:CITES]->(:Passage)-[:IN]->(d:Document) WHERE d.key <> $document }
RETURN CASE WHEN n:Exploitation THEN 'Exploitation' ELSE labels(n)[0] END AS label, n.name AS name, n.key AS key,
  size(said) AS statements, size([s IN said WHERE s.standing = 'reported']) AS only_reported
ORDER BY label, statements DESC, key

// denominator
MATCH (n)<-[end]-(s:Claim|Statistic|Definition|Event)
WHERE end.claim IS NULL AND NOT n:Claim|Document AND $document IN s.documents
RETURN count(DISTINCT n) AS count
