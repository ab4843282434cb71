/*
title: What only this document says
question: Which statements does this document hold that none of the others does?
category: sources
parameters:
- {name: document, type: text, example: "doc:000", labels: [Document], doc: key of the document}
breaks when: {property: documents}
columns:
- {name: label, doc: "Claim, Statistic, Definition or Event"}
- {name: type, doc: of the claim}
- {name: text, doc: "the statement, what the figure measures, or what the definition says"}
- {name: key, doc: its key}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: who speaks of it in the document}
- {name: passages, doc: in how many of its passages}
of: statements in the document
*/
MATCH (s:Claim|Statistic|Definition|Event)
WHERE s.documents = [$document]
MATCH (s)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)
WITH s, p, coalesce(v.short, v.name) AS voice ORDER BY voice
RETURN labels(s)[0] AS label, s.type AS type, coalesce(s.text, s.gist, s.measures, s.name) AS text, s.key AS key, s.standing AS standing,
  collect(DISTINCT voice) AS voices, count(DISTINCT p) AS passages
ORDER BY label, type, key

// denominator
MATCH (s:Claim|Statistic|Definition|Event) WHERE $document IN s.documents RETURN count(s) AS count
