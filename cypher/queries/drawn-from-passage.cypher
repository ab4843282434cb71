/*
title: What was drawn from a passage
question: On which statements does this passage bear, in whose voice, and how far are they from its words?
category: sources
parameters:
- {name: passage, type: text, example: "passage:003-a01944e6e791", labels: [Passage], doc: key of the passage}
breaks when: {relationship: CITES}
columns:
- {name: evidence, doc: key of the evidence}
- {name: "on", doc: "key of the claim, figure, definition or event that it bears on"}
- {name: on_label, doc: "Claim, Statistic, Definition or Event"}
- {name: text, doc: "the statement, or the name of the figure, definition or event"}
- {name: standing, doc: of the statement after all its evidence}
- {name: voice, doc: who says it}
- {name: voice_key, doc: its key}
- {name: stance, doc: what the voice does with the statement}
- {name: hedge, doc: how sure the text is}
- {name: reading, doc: how far our statement is from the words}
- {name: paraphrase, doc: what the passage says in our words}
*/
MATCH (p:Passage {key: $passage})<-[:CITES]-(e:Evidence)-[:BEARS_ON]->(x), (e)-[:VOICES]->(v)
RETURN e.key AS evidence, x.key AS on, labels(x)[0] AS on_label, coalesce(x.text, x.name) AS text, x.standing AS standing,
  v.name AS voice, v.key AS voice_key, e.stance AS stance, e.hedge AS hedge, e.reading AS reading, e.paraphrase AS paraphrase
ORDER BY on, voice_key, evidence
