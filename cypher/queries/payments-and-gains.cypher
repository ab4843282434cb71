/*
title: Who pays whom, who gains, who bears the loss
question: Where does the money come from and go to, for what, and who has the profit or the harm?
category: money
parameters:
- {name: actor, type: text, default: "", example: "actor:migrant", doc: key of an actor at either end; empty for all}
columns:
- {name: who, doc: "who pays, gains or bears"}
- {name: does, doc: "PAYS, GAINS or BEARS"}
- {name: whom_or_what, doc: "who is paid, or what is gained or borne"}
- {name: for, doc: what the payment is for}
- {name: in, doc: where}
- {name: figures, doc: "figures on it: amount, unit, per"}
- {name: standing, doc: "asserted or disputed"}
- {name: claim, doc: key of the claim}
*/
MATCH (a)-[r:PAYS|GAINS|BEARS]->(b)
WHERE $actor = '' OR a.key = $actor OR b.key = $actor
MATCH (c:Claim {key: r.claim})
OPTIONAL MATCH (c)-[:FOR]->(f)
WITH a, r, b, c, f ORDER BY f.name
WITH a, r, b, c, collect(DISTINCT f.name) AS purposes
OPTIONAL MATCH (c)-[:IN]->(place)
WITH a, r, b, c, purposes, place ORDER BY place.name
WITH a, r, b, c, purposes, collect(DISTINCT place.name) AS places
OPTIONAL MATCH (s:Statistic)-[:QUANTIFIES]->(c)
WITH a, r, b, c, purposes, places, s ORDER BY s.key
RETURN a.name AS who, type(r) AS does, b.name AS whom_or_what, purposes AS for, places AS in,
  collect(CASE WHEN s IS NULL THEN null ELSE {amount: coalesce(s.words, toString(s.low) + CASE WHEN s.low = s.high THEN '' ELSE '–' + toString(s.high) END),
    unit: coalesce(s.currency, s.unit), per: s.per} END) AS figures,
  r.standing AS standing, c.key AS claim
ORDER BY does, who, whom_or_what, claim
