// top-10 by degree over all KNOWS
MATCH (:Actor)-[:KNOWS]->(b:Actor)
WITH b, count(*) AS d
RETURN b.id AS id, d
ORDER BY d DESC, id LIMIT 10
