/*
title: What several documents speak of
question: Which statements stand in more than one document, and do they agree on them?
category: sources
parameters:
- {name: document, type: text, default: "", example: "doc:002", labels: [Document], doc: only statements that this document shares; empty for all}
breaks when: {property: documents}
columns:
- {name: text, doc: "the statement, what the figure measures, or what the definition says"}
- {name: key, doc: its key}
- {name: label, doc: "Claim, Statistic, Definition or Event"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: for, doc: known voices for it}
- {name: against, doc: known voices against it}
- {name: unknown, doc: lines of evidence whose voice nobody names}
- {name: qualified, doc: known voices that qualify it}
- {name: by_document, doc: "list of maps: document, own (stances of the document's own voice), others (stances of voices that it reports)"}
of: statements in the graph
*/
MATCH (s:Claim|Statistic|Definition|Event)
WHERE size(s.documents) > 1 AND ($document = '' OR $document IN s.documents)
MATCH (s)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(:Passage)-[:IN]->(d:Document)
WITH s, d, v = d AS own, e.stance AS stance ORDER BY d.key, stance
WITH s, d, collect(DISTINCT CASE WHEN own THEN stance END) AS own, collect(DISTINCT CASE WHEN NOT own THEN stance END) AS others
WITH s, d, own, others ORDER BY d.key
RETURN coalesce(s.text, s.gist, s.measures, s.name) AS text, s.key AS key, labels(s)[0] AS label, s.standing AS standing,
  s.for AS for, s.against AS against, s.unknown AS unknown, s.qualified AS qualified, collect({document: d.short, own: own, others: others}) AS by_document
ORDER BY size(by_document) DESC, key

// denominator
MATCH (s:Claim|Statistic|Definition|Event) RETURN count(s) AS count
