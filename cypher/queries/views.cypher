/*
title: What a person, body or document says
question: Which statements does this voice make, dispute, qualify or recommend, how sure is it, and where?
category: disagreement
parameters:
- {name: voice, type: text, example: "person:will-kymlicka", doc: "key of a person, organisation, holder, work, instrument or document"}
breaks when: {relationship: VOICES}
columns:
- {name: stance, doc: what the voice does with the statement}
- {name: hedge, doc: how sure the text is}
- {name: on, doc: key of the statement}
- {name: text, doc: "the statement, or the name of the figure, definition or event"}
- {name: standing, doc: of the statement after all its evidence}
- {name: paraphrase, doc: what the passage says in our words}
- {name: document, doc: author and year}
- {name: at, doc: paragraph and sentence}
*/
MATCH (v {key: $voice})<-[:VOICES]-(e:Evidence)-[:BEARS_ON]->(x), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
RETURN e.stance AS stance, e.hedge AS hedge, x.key AS on, coalesce(x.text, x.name) AS text, x.standing AS standing, e.paraphrase AS paraphrase,
  d.short AS document, 'p' + toString(p.paragraph) + 's' + toString(p.sentence) AS at
ORDER BY d.key, p.paragraph, p.sentence, on
