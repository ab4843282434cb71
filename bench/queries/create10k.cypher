// CREATE 1000 nodes (per batch)
UNWIND $rows AS r
CREATE (:Note {id:r.id, text:r.text, year:r.year})
