// 1-hop expand
MATCH (a:Actor {id:$id})-[:KNOWS]->(b:Actor)
RETURN b.id AS id, b.name AS name
ORDER BY id
