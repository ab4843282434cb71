// UNWIND 100 ids lookup
UNWIND $ids AS i
MATCH (a:Actor {id:i})
RETURN a.id AS id, a.name AS name, a.score AS score
