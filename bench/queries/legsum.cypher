// min cost sum over LEG*1..3
MATCH (a:Place {id:$id})-[r:LEG*1..3]->(b:Place)
RETURN b.id AS id, min(reduce(s = 0, x IN r | s + x.cost)) AS c
ORDER BY c, id LIMIT 10
