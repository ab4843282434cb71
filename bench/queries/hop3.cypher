// 3-hop count distinct
MATCH (a:Actor {id:$id})-[:KNOWS]->(:Actor)-[:KNOWS]->(:Actor)-[:KNOWS]->(c:Actor)
RETURN count(DISTINCT c) AS n
