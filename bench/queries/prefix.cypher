// STARTS WITH, top 20
MATCH (a:Actor)
WHERE a.name STARTS WITH $p
RETURN a.id AS id, a.name AS n
ORDER BY n, id LIMIT 20
