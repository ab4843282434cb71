/*
title: The picture of the business
question: Which nodes hang on the stages and on the business as a whole, and how are they joined?
category: graph
breaks when: {relationship: PART_OF, rows: change}
columns:
- {name: nodes, doc: "list of maps: key, label, name, stages (orders of the stages it hangs on; 0 for the business as a whole)"}
- {name: relationships, doc: "list of maps: from, to, type, standing, claim; standing is reported where a document only reports the claim, frame where it is our arrangement"}
*/
MATCH (stage:Stage)
OPTIONAL MATCH (task:Task)-[:PART_OF]->(stage)
WITH stage, collect(DISTINCT task) AS tasks
UNWIND tasks + [stage] AS centre
WITH DISTINCT stage.order AS column, centre
WITH collect({column: column, centre: centre}) AS centres
MATCH (whole:Process) WHERE whole.key IN ['process:trafficking', 'process:smuggling', 'process:trafficking-business', 'process:migration-business']
WITH centres, collect({column: 0, centre: whole}) AS wholes
UNWIND centres + wholes AS c
WITH c.column AS column, c.centre AS centre
OPTIONAL MATCH (centre)-[r]-(near)
WHERE (r.claim IS NOT NULL OR centre:Stage AND type(r) = 'PART_OF') AND (near:ActorType OR near:Organisation OR near:Method OR near:Resource OR near:Condition OR near:Outcome OR near:Lever OR near:Process OR near:Setting)
WITH column, collect(DISTINCT centre) + collect(DISTINCT near) AS members
UNWIND members AS member
OPTIONAL MATCH (lever:Lever)-[:ACTS_ON]->(member) WHERE column > 0 AND NOT member:Process
WITH column, members, collect(DISTINCT lever) AS levers
UNWIND members + levers AS n
WITH n, collect(DISTINCT column) AS columns
WITH n, CASE WHEN size(columns) > 1 AND NOT n:Process THEN [column IN columns WHERE column > 0] ELSE columns END AS columns
UNWIND columns AS column
WITH n, column ORDER BY column
WITH n, collect(column) AS stages ORDER BY n.name
WITH collect(n) AS nodes, collect({key: n.key, label: CASE WHEN n:Exploitation THEN 'Exploitation' ELSE labels(n)[0] END, name: n.name, stages: stages}) AS drawn
UNWIND nodes AS a
OPTIONAL MATCH (a)-[r]->(b) WHERE b IN nodes AND (r.claim IS NOT NULL OR type(r) IN ['PART_OF', 'PRECEDES'])
WITH nodes, drawn, a, r, b ORDER BY a.key, type(r), b.key, r.claim
WITH nodes, drawn, collect(CASE WHEN r IS NULL THEN null ELSE {from: a.key, to: b.key, type: type(r), standing: coalesce(r.standing, 'frame'), claim: r.claim} END) AS plain
UNWIND nodes AS a
OPTIONAL MATCH (a)<-[:SUBJECT]-(c:Claim {standing: 'reported', polarity: 'positive'})-[:OBJECT]->(b) WHERE b IN nodes
WITH drawn, plain, a, c, b ORDER BY c.key
WITH drawn, plain, collect(CASE WHEN c IS NULL THEN null ELSE {from: a.key, to: b.key, type: c.type, standing: 'reported', claim: c.key} END) AS reported
RETURN drawn AS nodes, plain + reported AS relationships
