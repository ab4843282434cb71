/*
title: Instruments, what they oblige to and whom
question: To which levers does each law or treaty bind whom, who says so, and what else is said of it?
category: levers
parameters:
- {name: kind, type: text, default: "", example: treaty, values: [treaty, article, law, agreement, report], doc: what sort of instrument; empty for all}
breaks when: {property: kind}
of: instruments in the graph
columns:
- {name: instrument, doc: name of the instrument}
- {name: key, doc: its key}
- {name: kind, doc: "treaty, article, law, agreement or report"}
- {name: since, doc: year of adoption as the documents give it}
- {name: part_of, doc: what it belongs to}
- {name: binds, doc: "list of maps: whom, to, key, standing, voices, claim"}
- {name: others, doc: "list of maps: claim, text, standing; what else is said of it"}
- {name: statements, doc: how many claims have it as an end}
- {name: documents, doc: where something is said of it}
*/
MATCH (i:Instrument)
WHERE $kind = '' OR i.kind = $kind
RETURN i.name AS instrument, i.key AS key, i.kind AS kind, i.since AS since,
  COLLECT { MATCH (i)-[:PART_OF]->(whole) RETURN DISTINCT whole.name AS name ORDER BY name } AS part_of,
  COLLECT { MATCH (i)<-[:SUBJECT]-(c:Claim {type: 'BINDS'})-[:OBJECT]->(lever)
    RETURN {whom: COLLECT { MATCH (c)-[:BY]->(body) RETURN body.name ORDER BY body.name }, to: lever.name, key: lever.key, standing: c.standing,
      voices: COLLECT { MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice }, claim: c.key}
    ORDER BY lever.name, c.key } AS binds,
  COLLECT { MATCH (c:Claim)-->(i) WHERE c.type <> 'BINDS' WITH DISTINCT c ORDER BY c.key RETURN {claim: c.key, text: c.text, standing: c.standing} } AS others,
  COUNT { MATCH (c:Claim)-->(i) RETURN DISTINCT c } AS statements,
  COLLECT { MATCH (c:Claim)-->(i), (d:Document) WHERE d.key IN c.documents RETURN DISTINCT d.short AS short ORDER BY short } AS documents
ORDER BY instrument

// denominator
MATCH (i:Instrument) RETURN count(i) AS count
