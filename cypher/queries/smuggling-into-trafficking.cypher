/*
title: When smuggling turns into trafficking
question: Under which conditions and by which ways does smuggling become trafficking, or one kind of actor another, on which figures?
category: change
breaks when: {relationship: BEARS_ON}
columns:
- {name: from, doc: what turns}
- {name: to, doc: into what}
- {name: text, doc: the statement}
- {name: conditions, doc: under which}
- {name: causes, doc: because of what}
- {name: ways, doc: through which}
- {name: by, doc: who does it}
- {name: in, doc: where}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: who says so}
- {name: figures, doc: keys of figures on it}
- {name: claim, doc: key of the claim}
*/
MATCH (c:Claim {type: 'BECOMES'})-[:SUBJECT]->(a), (c)-[:OBJECT]->(b)
WHERE NOT b:Condition
OPTIONAL MATCH (c)-[:UNDER]->(u)
WITH c, a, b, u ORDER BY u.name
WITH c, a, b, collect(DISTINCT u.name) AS conditions
OPTIONAL MATCH (c)-[:BECAUSE_OF]->(o)
WITH c, a, b, conditions, o ORDER BY o.name
WITH c, a, b, conditions, collect(DISTINCT o.name) AS causes
OPTIONAL MATCH (c)-[:THROUGH]->(t)
WITH c, a, b, conditions, causes, t ORDER BY t.name
WITH c, a, b, conditions, causes, collect(DISTINCT t.name) AS ways
OPTIONAL MATCH (c)-[:BY]->(y)
WITH c, a, b, conditions, causes, ways, y ORDER BY y.name
WITH c, a, b, conditions, causes, ways, collect(DISTINCT y.name) AS actors
OPTIONAL MATCH (c)-[:IN]->(p)
WITH c, a, b, conditions, causes, ways, actors, p ORDER BY p.name
WITH c, a, b, conditions, causes, ways, actors, collect(DISTINCT p.name) AS places
MATCH (c)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v)
WITH c, a, b, conditions, causes, ways, actors, places, v ORDER BY v.name
WITH c, a, b, conditions, causes, ways, actors, places, collect(DISTINCT v.name) AS voices
OPTIONAL MATCH (s:Statistic)-[:QUANTIFIES]->(c)
WITH c, a, b, conditions, causes, ways, actors, places, voices, s ORDER BY s.key
RETURN a.name AS from, b.name AS to, c.text AS text, conditions, causes, ways, actors AS by, places AS in,
  c.standing AS standing, voices, collect(s.key) AS figures, c.key AS claim
ORDER BY from, to, claim
