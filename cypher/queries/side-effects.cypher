/*
title: What levers and programmes bring about beside their targets
question: What do levers, programmes and measures do beside what they are meant to act on, to whose cost or gain, and who says so?
category: levers
parameters:
- {name: measure, type: text, default: "", example: "lever:tighter-border-control", labels: [Lever, Programme, Event], doc: "key of a lever, programme or event; empty for all"}
breaks when: {property: type}
columns:
- {name: measure, doc: "name of the lever, programme or event of the kind measure, or of a circumstance that is part of one"}
- {name: measure_key, doc: its key}
- {name: part_of, doc: keys of the levers and programmes that it is part of}
- {name: targets, doc: "names of what it, or a lever that it puts into practice, acts on, asserted or disputed"}
- {name: effect, doc: the statement}
- {name: link, doc: "SUBJECT where the measure itself does it, BECAUSE_OF where it is named as the cause, UNDER where it happens under it"}
- {name: who, doc: "what or who does it, gains, pays or bears"}
- {name: who_key, doc: its key}
- {name: does, doc: type of the claim}
- {name: what, doc: "what is furthered, hindered, yielded, gained, borne or done"}
- {name: what_key, doc: its key}
- {name: kind, doc: "no effect where the statement is negative; aim where it tells what the measure is meant for; intended where the thing is one of the targets; against a target where the statement contradicts that the measure works; another measure; harm or benefit; else open: the data do not tell whether it was meant"}
- {name: polarity, doc: positive or negative}
- {name: mode, doc: "is, ought, will or would"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: who says so}
- {name: opponents, doc: who disputes or qualifies it}
- {name: documents, doc: where it is said}
- {name: claim, doc: key of the claim}
*/
MATCH (m)
WHERE m:Lever|Programme OR m:Event AND m.kind = 'measure' OR m:Condition AND EXISTS { (m)-[:PART_OF]->(:Lever|Programme) }
WITH m, COLLECT { MATCH (m)-[:PART_OF]->(whole:Lever|Programme) RETURN whole.key ORDER BY whole.key } AS wholes,
  COLLECT { MATCH (m)-[:IMPLEMENTS*0..1]->(:Lever)-[:ACTS_ON]->(t) WITH DISTINCT t ORDER BY t.name, t.key RETURN t } AS targets
WHERE $measure = '' OR $measure IN wholes + m.key
MATCH (c:Claim)-[link:SUBJECT|BECAUSE_OF|UNDER]->(m)
WHERE c.type IN ['FURTHERS', 'HINDERS', 'YIELDS', 'GAINS', 'BEARS', 'PAYS'] OR type(link) = 'BECAUSE_OF' AND c.type <> 'ACTS_ON'
OPTIONAL MATCH (c)-[:SUBJECT]->(who)
OPTIONAL MATCH (c)-[:OBJECT]->(what)
RETURN m.name AS measure, m.key AS measure_key, wholes AS part_of, [t IN targets | t.name] AS targets, c.text AS effect, type(link) AS link,
  who.name AS who, who.key AS who_key, c.type AS does, what.name AS what, what.key AS what_key,
  CASE WHEN c.polarity = 'negative' THEN 'no effect' WHEN c.mode = 'ought' THEN 'aim' WHEN what IN targets THEN 'intended'
    WHEN EXISTS { (c)-[:CONTRADICTS]-(:Claim {type: 'ACTS_ON'})-[:SUBJECT]->(m) } THEN 'against a target'
    WHEN what:Lever|Programme THEN 'another measure' WHEN what:Exploitation THEN 'harm' WHEN what:Outcome THEN what.kind ELSE 'open' END AS kind,
  c.polarity AS polarity, c.mode AS mode, c.standing AS standing,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['asserts', 'recommends'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (c)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies'] RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS opponents,
  COLLECT { MATCH (d:Document) WHERE d.key IN c.documents RETURN d.short ORDER BY d.short } AS documents, c.key AS claim
ORDER BY measure, does, what, who, claim, link
