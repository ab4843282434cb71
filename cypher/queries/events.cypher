/*
title: Cases, measures and changes
question: What happened, when and where, with which outcome, and which statement does it illustrate?
category: figures and events
parameters:
- {name: kind, type: text, default: "", example: case, doc: "case, pattern, agreement, measure or change; empty for all"}
breaks when: {property: kind, rows: change}
columns:
- {name: event, doc: name of the event}
- {name: key, doc: its key}
- {name: kind, doc: of the event}
- {name: status, doc: "of a case: convicted, prosecuted, reported or alleged"}
- {name: from, doc: "when it began, as far as known"}
- {name: to, doc: when it ended}
- {name: in, doc: where}
- {name: detail, doc: "ages, sentence, numbers of one case"}
- {name: illustrates, doc: statements that it is an example of}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: evidence, doc: keys of the evidence}
*/
MATCH (e:Event)
WHERE $kind = '' OR e.kind = $kind
OPTIONAL MATCH (e)-[:IN]->(place)
WITH e, place ORDER BY place.name
WITH e, collect(DISTINCT place.name) AS places
OPTIONAL MATCH (e)-[:ILLUSTRATES]->(c:Claim)
WITH e, places, c ORDER BY c.key
RETURN e.name AS event, e.key AS key, e.kind AS kind, e.status AS status, e.from AS from, e.to AS to, places AS in, e.detail AS detail,
  collect(c.text) AS illustrates, e.standing AS standing, e.evidence AS evidence
ORDER BY kind, event
