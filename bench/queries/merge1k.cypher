// MERGE 1000 rels (one batch)
UNWIND $rows AS r
MATCH (a:Actor {id:r.a}), (b:Actor {id:r.b})
MERGE (a)-[x:ALLY]->(b)
RETURN count(x) AS n
