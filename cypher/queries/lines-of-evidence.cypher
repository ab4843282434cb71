/*
title: Lines of evidence
question: Which lines of evidence are there in this document, on this statement or node, by this voice, with this stance and this hedge?
category: evidence
parameters:
- {name: document, type: text, default: "", example: "doc:004", labels: [Document], doc: only what stands in this document; empty for all}
- {name: "on", type: text, default: "", example: "", labels: [Claim, Statistic, Definition, Event], doc: "only what bears on this claim, figure, definition or event; empty for all"}
- {name: about, type: text, default: "", example: "", labels: [Any], doc: only what bears on a statement that has this node as an end; empty for all}
- {name: voice, type: text, default: "", example: "", labels: [Person, Organisation, Holder, Work, Document, Instrument], doc: "only what this voice, or a work that speaks for it, says; empty for all"}
- {name: stance, type: text, default: "", example: disputes, values: [asserts, disputes, qualifies, recommends, asks], doc: only lines with this stance; empty for all}
- {name: hedge, type: text, default: "", example: "", values: [none, mostly, probably, possibly, estimate, hearsay], doc: only lines with this hedge; empty for all}
breaks when: {relationship: CITES}
of: lines of evidence
columns:
- {name: key, doc: of the line of evidence}
- {name: "on", doc: "key of the claim, figure, definition or event that it bears on"}
- {name: on_label, doc: "Claim, Statistic, Definition or Event"}
- {name: text, doc: "the statement, what the figure measures, or what the definition says"}
- {name: standing, doc: of the statement after all its evidence}
- {name: stance, doc: what the voice does with the statement}
- {name: hedge, doc: how sure the text is}
- {name: reading, doc: how far our statement is from the words}
- {name: paraphrase, doc: what the passage says in our words}
- {name: voice, doc: who says it}
- {name: voice_key, doc: its key}
- {name: document, doc: key of the document}
- {name: passage, doc: key of the passage}
- {name: at, doc: paragraph and sentence}
*/
MATCH (x)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v), (e)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
WHERE $document IN ['', d.key] AND $on IN ['', x.key] AND $stance IN ['', e.stance] AND $hedge IN ['', e.hedge]
  AND ($voice = '' OR v.key = $voice OR v.speaks_for = $voice)
  AND ($about = '' OR EXISTS { (x)-[end]->({key: $about}) WHERE NOT type(end) IN ['CONTRADICTS', 'SUPPORTS'] })
RETURN e.key AS key, x.key AS on, labels(x)[0] AS on_label, coalesce(x.text, x.gist, x.measures, x.name) AS text, x.standing AS standing,
  e.stance AS stance, e.hedge AS hedge, e.reading AS reading, e.paraphrase AS paraphrase, coalesce(v.short, v.name) AS voice, v.key AS voice_key,
  d.key AS document, p.key AS passage, 'p' + toString(p.paragraph) + 's' + toString(p.sentence) AS at
ORDER BY document, p.paragraph, p.sentence, key

// denominator
MATCH (e:Evidence) RETURN count(e) AS count
