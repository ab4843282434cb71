/*
title: What a person, body or document says
question: Which statements does this voice make, dispute, qualify or recommend, how sure is it, and where?
category: disagreement
parameters:
- {name: voice, type: text, example: "person:will-kymlicka", labels: [Person, Organisation, Holder, Work, Document, Instrument], doc: "key of a person, body, holder, work, instrument or document"}
breaks when: {relationship: VOICES}
of: lines of evidence in the graph
columns:
- {name: stance, doc: what the voice does with the statement}
- {name: hedge, doc: how sure the text is}
- {name: on, doc: key of the statement}
- {name: text, doc: "the statement, or the name of the figure, definition or event"}
- {name: standing, doc: "of the statement after all its evidence: reported where no document asserts it itself"}
- {name: paraphrase, doc: what the passage says in our words}
- {name: through, doc: "key of the work by which the voice speaks; empty where the text names the voice itself"}
- {name: document, doc: author and year}
- {name: at, doc: paragraph and sentence}
*/
MATCH (v:Person|Organisation|Holder|Work|Instrument {key: $voice})
OPTIONAL MATCH (w:Work {speaks_for: $voice}) // such as a web page for its publisher
WITH v, collect(w) AS works
UNWIND [v] + works AS speaker
MATCH (speaker)<-[:VOICES]-(e:Evidence)-[:BEARS_ON]->(x), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
RETURN e.stance AS stance, e.hedge AS hedge, x.key AS on, coalesce(x.text, x.name) AS text, x.standing AS standing, e.paraphrase AS paraphrase,
  CASE WHEN speaker <> v THEN speaker.key END AS through, d.short AS document, 'p' + toString(p.paragraph) + 's' + toString(p.sentence) AS at
ORDER BY d.key, p.paragraph, p.sentence, on, stance

// denominator
MATCH (e:Evidence) RETURN count(e) AS count
