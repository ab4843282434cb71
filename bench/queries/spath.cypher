// shortestPath *1..6
MATCH (a:Actor {id:$a}), (b:Actor {id:$b})
MATCH p = shortestPath((a)-[:KNOWS*1..6]->(b))
RETURN length(p) AS n
