/*
title: Search by words, with slips of the pen
question: Which nodes have these words, or words like them, in their name, in another name, or in what a passage says of them?
category: graph
parameters:
- {name: text, type: text, example: "forced labor", doc: "words, their beginnings, or words with a slip: one letter in words of four to seven letters, two in longer ones, and two from five letters on where nothing comes closer; signs count as spaces, eight words of thirty letters at most, small words such as the only where there are no others"}
- {name: label, type: text, default: "", example: "", values: [Stage, Task, Process, ActorType, Organisation, Holder, Person, Place, Setting, Route, Method, Resource, Condition, Outcome, Exploitation, Lever, Programme, Instrument, Event, Statistic, Definition, Work, Document, Passage, Claim, Evidence], doc: "only nodes with this label; empty for all"}
- {name: limit, type: integer, default: 20, example: 20, min: 1, max: 1000, doc: how many at most}
breaks when: {property: name, rows: change}
columns:
- {name: key, doc: "of the node; where a paraphrase matched, of the statement that its evidence bears on"}
- {name: label, doc: of the node}
- {name: name, doc: of the node}
- {name: matched, doc: "the name, the other name or the paraphrase that has the words"}
- {name: standing, doc: "of a statement: asserted, disputed or reported"}
- {name: claims, doc: how many claims have it as an end}
of: nodes found, by as many of the words as are found together anywhere
*/
// Only letters and digits go on to the index: its query language has signs.
WITH reduce(clean = '', i IN range(0, size($text) - 1) | clean + CASE WHEN substring($text, i, 1) =~ '[\\p{L}\\p{M}\\p{N}]' THEN toLower(substring($text, i, 1)) ELSE ' ' END) AS clean
WITH [word IN split(clean, ' ') WHERE word <> '' | left(word, 30)] AS typed
WITH typed, [word IN typed WHERE NOT word IN ['a', 'an', 'and', 'are', 'at', 'by', 'do', 'does', 'for', 'from', 'how', 'in', 'is', 'of', 'on', 'or', 'that', 'the', 'to', 'what', 'where', 'which', 'who', 'why', 'with']] AS telling
WITH CASE WHEN size(telling) = 0 THEN typed ELSE telling END[..8] AS words
UNWIND words AS word
UNWIND [{query: word, points: 4}, {query: word + '*', points: 3}]
  + CASE WHEN size(word) < 4 THEN [] ELSE [{query: word + CASE WHEN size(word) < 8 THEN '~1' ELSE '~2' END, points: 2}] END
  + CASE WHEN size(word) IN [5, 6, 7] THEN [{query: word + '~2', points: 1}] ELSE [] END AS term
UNWIND [{index: 'names', points: 3}, {index: 'aliases', points: 2}, {index: 'paraphrases', points: 1}] AS field
CALL db.index.fulltext.queryNodes(field.index, term.query) YIELD node
// Points of our own: the scores of an index change with what was once deleted from it.
WITH words, word, node, field, max(term.points) AS points
WITH words, node, field.index AS index, count(word) AS found, count(CASE WHEN points > 1 THEN 1 END) AS close, sum(points * field.points) AS points
OPTIONAL MATCH (node)-[:BEARS_ON]->(statement)
WITH words, node, index, found, close, points, coalesce(statement, node) AS n
WHERE $label = '' OR $label IN labels(n)
WITH n, node, words, index, found, close, points, coalesce(node.aliases, []) + coalesce(node.short, []) AS others
WITH n, found, close, points, CASE index WHEN 'names' THEN node.name WHEN 'paraphrases' THEN node.paraphrase
  ELSE head([a IN others WHERE any(w IN words WHERE toLower(a) CONTAINS w)] + [a IN others WHERE any(w IN words WHERE toLower(a) CONTAINS left(w, 3))] + others) END AS matched
// A word in a short name says more than in a long one.
WITH n, matched, found, close, 100 * points / size(split(replace(matched, '-', ' '), ' ')) AS rank ORDER BY found DESC, close DESC, rank DESC, size(matched), matched
WITH n, collect({found: 10 * found + close, rank: rank, matched: matched})[0] AS best
// What has a word with two slips counts only where nothing comes closer.
WITH collect({n: n, best: best}) AS hits, max(best.found) AS most
UNWIND [hit IN hits WHERE hit.best.found = most] AS hit
WITH hit.n AS n, hit.best AS best
OPTIONAL MATCH (n)<-[end]-(c:Claim) WHERE NOT type(end) IN ['CONTRADICTS', 'SUPPORTS']
// Of what much is said, more are likely to look for.
WITH n, best, count(DISTINCT c) AS claims
RETURN n.key AS key, CASE WHEN n:Exploitation THEN 'Exploitation' WHEN n:Document THEN 'Document' ELSE labels(n)[0] END AS label,
  n.name AS name, best.matched AS matched, n.standing AS standing, claims
ORDER BY best.rank * sqrt(1 + claims) DESC, key
LIMIT $limit
// denominator
WITH reduce(clean = '', i IN range(0, size($text) - 1) | clean + CASE WHEN substring($text, i, 1) =~ '[\\p{L}\\p{M}\\p{N}]' THEN toLower(substring($text, i, 1)) ELSE ' ' END) AS clean
WITH [word IN split(clean, ' ') WHERE word <> '' | left(word, 30)] AS typed
WITH typed, [word IN typed WHERE NOT word IN ['a', 'an', 'and', 'are', 'at', 'by', 'do', 'does', 'for', 'from', 'how', 'in', 'is', 'of', 'on', 'or', 'that', 'the', 'to', 'what', 'where', 'which', 'who', 'why', 'with']] AS telling
WITH CASE WHEN size(telling) = 0 THEN typed ELSE telling END[..8] AS words
UNWIND words AS word
UNWIND [{query: word, points: 4}, {query: word + '*', points: 3}]
  + CASE WHEN size(word) < 4 THEN [] ELSE [{query: word + CASE WHEN size(word) < 8 THEN '~1' ELSE '~2' END, points: 2}] END
  + CASE WHEN size(word) IN [5, 6, 7] THEN [{query: word + '~2', points: 1}] ELSE [] END AS term
UNWIND [{index: 'names', points: 3}, {index: 'aliases', points: 2}, {index: 'paraphrases', points: 1}] AS field
CALL db.index.fulltext.queryNodes(field.index, term.query) YIELD node
WITH word, node, field.index AS index, max(term.points) AS points
WITH node, index, 10 * count(word) + count(CASE WHEN points > 1 THEN 1 END) AS found
OPTIONAL MATCH (node)-[:BEARS_ON]->(statement)
WITH coalesce(statement, node) AS n, found
WHERE $label = '' OR $label IN labels(n)
WITH n, max(found) AS found
WITH collect(found) AS all, max(found) AS most
RETURN size([found IN all WHERE found = most]) AS count
