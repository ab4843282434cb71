/*
title: What displaced what, and why
question: Which routes, methods or places were given up for which others, who changed routes, because of what, and who says so?
category: routes
breaks when: {relationship: BEARS_ON}
columns:
- {name: from, doc: "what was given up, or who changed routes"}
- {name: type, doc: "DISPLACES_TO, or PERFORMS where the text says only that routes are changed"}
- {name: to, doc: "for what, or what was done"}
- {name: text, doc: the statement}
- {name: causes, doc: "events, conditions or measures that caused it"}
- {name: conditions, doc: under which conditions}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: who says so}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim)-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WHERE c.type = 'DISPLACES_TO' OR EXISTS { (b)-[:SUBTYPE_OF*0..1]->(:Task {key: 'task:change-routes'}) }
  OR (a:Route OR b:Route) AND c.type <> 'PASSES' AND EXISTS { (c)-[:BECAUSE_OF]->() }
OPTIONAL MATCH (c)-[:BECAUSE_OF]->(cause)
WITH c, a, b, cause ORDER BY cause.name
WITH c, a, b, collect(DISTINCT cause.name) AS causes
OPTIONAL MATCH (c)-[:UNDER]->(condition)
WITH c, a, b, causes, condition ORDER BY condition.name
WITH c, a, b, causes, collect(DISTINCT condition.name) AS conditions
MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v)
WITH c, a, b, causes, conditions, v ORDER BY v.name
RETURN a.name AS from, c.type AS type, b.name AS to, c.text AS text, causes, conditions, c.standing AS standing,
  collect(DISTINCT v.name) AS voices, c.key AS claim
ORDER BY type, from, to, claim
