/*
title: The evidence for a statement
question: In which passages does this claim, figure, definition or event stand, and who says it?
category: evidence
parameters:
- {name: key, type: text, example: "claim:border-control-curbs-trafficking", labels: [Claim, Statistic, Definition, Event], doc: "key of a claim, figure, definition or event; of another node the query node gives the statements, of a relationship the query evidence-for-relationship"}
breaks when: {relationship: CITES}
columns:
- {name: evidence, doc: key of the evidence}
- {name: document, doc: title of the document}
- {name: document_key, doc: its key}
- {name: short, doc: author and year}
- {name: at, doc: paragraph and sentence}
- {name: passage, doc: key of the passage}
- {name: voice, doc: "who says it; a document that speaks for itself by author and year"}
- {name: voice_key, doc: its key}
- {name: stance, doc: what the voice does with the statement}
- {name: hedge, doc: how sure the text is}
- {name: reading, doc: how far our statement is from the words}
- {name: paraphrase, doc: what the passage says in our words}
*/
MATCH ({key: $key})<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
RETURN e.key AS evidence, d.name AS document, d.key AS document_key, d.short AS short, 'p' + toString(p.paragraph) + 's' + toString(p.sentence) AS at,
  p.key AS passage, coalesce(v.short, v.name) AS voice, v.key AS voice_key, e.stance AS stance, e.hedge AS hedge, e.reading AS reading, e.paraphrase AS paraphrase
ORDER BY document_key, p.paragraph, p.sentence, voice_key
