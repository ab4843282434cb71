// CONTAINS count
MATCH (a:Actor)
WHERE a.name CONTAINS $s
RETURN count(a) AS n
