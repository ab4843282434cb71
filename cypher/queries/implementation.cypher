/*
title: Levers in practice
question: Which programme puts which lever into practice, which law or treaty obliges whom to it, who carries it on already, and who says so?
category: levers
parameters:
- {name: lever, type: text, default: "", example: "lever:victim-support", labels: [Lever, Instrument], doc: "key of a lever, or of a law or treaty that is put into practice; empty for all"}
breaks when: {relationship: OBJECT}
of: "statements that a lever is put into practice, carried on or demanded by law"
columns:
- {name: lever, doc: "name of the lever, or of the law or treaty that is put into practice"}
- {name: lever_key, doc: its key}
- {name: type, doc: "IMPLEMENTS: a programme or event puts it into practice; BINDS: an instrument obliges to it; PERFORMS: somebody carries it on"}
- {name: means, doc: "name of the programme, event or instrument, or of who carries it on"}
- {name: means_key, doc: its key}
- {name: status, doc: "of a programme; for an instrument what sort it is"}
- {name: since, doc: when the programme began or the instrument was adopted}
- {name: whom, doc: who runs it or is obliged}
- {name: places, doc: where it is so}
- {name: polarity, doc: "positive, or negative: it is not so"}
- {name: mode, doc: "is; ought, will or would where it is not yet so"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: who says so}
- {name: opponents, doc: who disputes or qualifies it}
- {name: documents, doc: where it is said}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim)-[:OBJECT]->(lever:Lever|Instrument), (c)-[:SUBJECT]->(means)
WHERE c.type IN ['IMPLEMENTS', 'BINDS', 'PERFORMS'] AND ($lever = '' OR lever.key = $lever)
RETURN lever.name AS lever, lever.key AS lever_key, c.type AS type, means.name AS means, means.key AS means_key,
  CASE WHEN means:Programme THEN means.status WHEN means:Instrument THEN means.kind END AS status, means.since AS since,
  COLLECT { MATCH (c)-[:BY]->(body) RETURN body.name ORDER BY body.name } AS whom,
  COLLECT { MATCH (c)-[:IN]->(place) RETURN place.name ORDER BY place.name } AS places,
  c.polarity AS polarity, c.mode AS mode, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['asserts', 'recommends'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS opponents,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short ORDER BY d.short } AS documents, c.key AS claim
ORDER BY lever, type, means, claim

// denominator
MATCH (c:Claim)-[:OBJECT]->(:Lever|Instrument) WHERE c.type IN ['IMPLEMENTS', 'BINDS', 'PERFORMS'] RETURN count(c) AS count
