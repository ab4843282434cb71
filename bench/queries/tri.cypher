// triangles from ~50 seeds
UNWIND $ids AS i
MATCH (a:Actor {id:i})-[:KNOWS]->(b:Actor)-[:KNOWS]->(c:Actor)<-[:KNOWS]-(a)
RETURN count(*) AS n
