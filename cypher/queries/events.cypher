/*
title: Cases, measures and changes, in order
question: What happened, when and where, who did it to whom, how did it end, and which statement does it illustrate?
category: figures and events
parameters:
- {name: kind, type: text, default: "", example: case, values: [case, pattern, agreement, measure, change], doc: "a case is one matter, a pattern many alike; empty for all"}
breaks when: {property: kind}
columns:
- {name: event, doc: name of the event}
- {name: key, doc: its key}
- {name: kind, doc: of the event}
- {name: status, doc: "of a case: convicted, prosecuted, reported or alleged"}
- {name: from, doc: "when it began, as far as known"}
- {name: to, doc: when it ended}
- {name: in, doc: where}
- {name: by, doc: who did it}
- {name: among, doc: whom it fell on or who took part}
- {name: because_of, doc: what caused it}
- {name: detail, doc: "ages, sentence, numbers of one case"}
- {name: illustrates, doc: "list of maps: claim, text, standing; what it is an example of"}
- {name: statements, doc: keys of claims that have it as an end}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: who tells of it}
- {name: documents, doc: where it is told}
of: events in the graph
*/
MATCH (e:Event)
WHERE $kind IN ['', e.kind]
// Dates are as the texts give them: the first year in one, a little later where it says late; those without a year come last.
WITH e, head([i IN range(0, size(e.from) - 4) WHERE substring(e.from, i, 4) =~ '[0-9]{4}' | toInteger(substring(e.from, i, 4)) + CASE WHEN e.from STARTS WITH 'late' THEN 7 ELSE 0 END]) AS year
RETURN e.name AS event, e.key AS key, e.kind AS kind, e.status AS status, e.from AS from, e.to AS to,
  COLLECT { MATCH (e)-[:IN]->(place) RETURN place.name ORDER BY place.name } AS in,
  COLLECT { MATCH (e)-[:BY]->(actor) RETURN actor.name ORDER BY actor.name } AS by,
  COLLECT { MATCH (e)-[:AMONG]->(people) RETURN people.name ORDER BY people.name } AS among,
  COLLECT { MATCH (e)-[:BECAUSE_OF]->(cause) RETURN cause.name ORDER BY cause.name } AS because_of, e.detail AS detail,
  COLLECT { MATCH (e)-[:ILLUSTRATES]->(c:Claim) RETURN {claim: c.key, text: c.text, standing: c.standing} ORDER BY c.key } AS illustrates,
  COLLECT { MATCH (e)<--(c:Claim) RETURN DISTINCT c.key AS claim ORDER BY claim } AS statements, e.standing AS standing,
  COLLECT { MATCH (e)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN e.documents RETURN d.short ORDER BY d.key } AS documents
ORDER BY year, from, key

// denominator
MATCH (e:Event) RETURN count(e) AS count
