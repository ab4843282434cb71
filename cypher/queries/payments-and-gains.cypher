/*
title: Who pays whom, who gains, who bears the loss
question: Where does the money come from and go to, for what, and who has the profit or the harm?
category: business
parameters:
- {name: actor, type: text, default: "", example: "actor:migrant-worker", doc: key of an actor at either end; empty for all}
breaks when: {relationship: SUBJECT}
columns:
- {name: who, doc: "who pays, gains, bears, or acts for profit"}
- {name: does, doc: "type of the claim: PAYS, GAINS, BEARS, or what is done for money"}
- {name: whom_or_what, doc: "who is paid, what is gained or borne, or what is done"}
- {name: for, doc: what the payment is for}
- {name: in, doc: where}
- {name: figures, doc: "list of maps: low, high, words, unit, currency, per"}
- {name: mode, doc: "is, ought, will or would"}
- {name: polarity, doc: positive or negative}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: hedge, doc: least hedge of the asserting evidence}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WHERE (c.type IN ['PAYS', 'GAINS', 'BEARS'] OR EXISTS { (c)-[:FOR]->(:Resource {kind: 'money'}) })
  AND ($actor = '' OR a.key = $actor OR b.key = $actor)
OPTIONAL MATCH (c)-[:FOR]->(f)
WITH a, b, c, f ORDER BY f.name
WITH a, b, c, collect(DISTINCT f.name) AS purposes
OPTIONAL MATCH (c)-[:IN]->(place)
WITH a, b, c, purposes, place ORDER BY place.name
WITH a, b, c, purposes, collect(DISTINCT place.name) AS places
OPTIONAL MATCH (s:Statistic)-[:QUANTIFIES]->(c)
WITH a, b, c, purposes, places, s ORDER BY s.key
WITH a, b, c, purposes, places, collect(CASE WHEN s IS NULL THEN null ELSE s {.low, .high, .words, .unit, .currency, .per} END) AS figures
OPTIONAL MATCH (a)-[r {claim: c.key}]->(b)
RETURN a.name AS who, c.type AS does, b.name AS whom_or_what, purposes AS for, places AS in, figures,
  c.mode AS mode, c.polarity AS polarity, c.standing AS standing, r.hedge AS hedge, c.key AS claim
ORDER BY does, who, whom_or_what, claim
