// 2 hops + filter + aggregate
MATCH (s:Stage {id:$id})<-[:OPERATES_IN]-(a:Actor)-[p:PAYS]->(b:Actor)
WHERE p.year >= $y AND b.kind = $kind
RETURN b.country AS c, count(*) AS n, sum(p.amount) AS t
ORDER BY t DESC, c LIMIT 10
