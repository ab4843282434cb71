// OPTIONAL MATCH + collect (50)
MATCH (l:Lever)
WHERE l.id IN $ids
OPTIONAL MATCH (l)-[:TARGETS]->(t:Actor)
RETURN l.id AS id, collect(t.id) AS ts
ORDER BY id
