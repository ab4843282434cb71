// var length *1..4 count distinct
MATCH (a:Actor {id:$id})-[:KNOWS*1..4]->(c:Actor)
RETURN count(DISTINCT c) AS n
