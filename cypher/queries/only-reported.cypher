/*
title: Views that are only reported
question: Which statements does no document make its own, who holds them, and where are they passed on?
category: disagreement
parameters:
- {name: about, type: text, default: "", example: "process:smuggling", labels: [Any], doc: key of a node that the statement has as an end; empty for all}
breaks when: {property: standing}
of: "claims, figures, definitions and events with this end"
columns:
- {name: on, doc: key of the statement}
- {name: label, doc: "Claim, Statistic, Definition or Event"}
- {name: text, doc: "the statement, what is measured, or what is defined or happened"}
- {name: holders, doc: "names of those who hold it; unknown holder where the text does not say"}
- {name: holder_keys, doc: their keys}
- {name: against, doc: "names of those who dispute or qualify it, documents by author and year"}
- {name: askers, doc: names of those who raise it as an open question}
- {name: documents, doc: the documents that pass it on}
- {name: paraphrases, doc: "list of maps: document, at, hedge, paraphrase"}
*/
MATCH (x:Claim|Statistic|Definition|Event {standing: 'reported'})
WHERE $about = '' OR EXISTS { (x)-->({key: $about}) }
RETURN x.key AS on, labels(x)[0] AS label, coalesce(x.text, x.measures, x.gist, x.name) AS text,
  COLLECT { MATCH (x)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['asserts', 'recommends'] WITH DISTINCT v ORDER BY v.name, v.key RETURN coalesce(v.short, v.name) } AS holders,
  COLLECT { MATCH (x)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['asserts', 'recommends'] WITH DISTINCT v ORDER BY v.name, v.key RETURN v.key } AS holder_keys,
  COLLECT { MATCH (x)<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v) WHERE e.stance IN ['disputes', 'qualifies'] RETURN DISTINCT coalesce(v.short, v.name) AS name ORDER BY name } AS against,
  COLLECT { MATCH (x)<-[:BEARS_ON]-(:Evidence {stance: 'asks'})-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS name ORDER BY name } AS askers,
  COLLECT { MATCH (d:Document) WHERE d.key IN x.documents RETURN d.short ORDER BY d.short } AS documents,
  COLLECT { MATCH (x)<-[:BEARS_ON]-(e:Evidence)-[:CITES]->(p:Passage)-[:IN]->(d:Document)
    WITH e, p, d ORDER BY d.key, p.paragraph, p.sentence, e.key
    RETURN {document: d.short, at: 'p' + toString(p.paragraph) + 's' + toString(p.sentence), hedge: e.hedge, paraphrase: e.paraphrase} } AS paraphrases
ORDER BY label, on

// graph
MATCH (x:Claim|Statistic|Definition|Event {standing: 'reported'})
WHERE $about = '' OR EXISTS { (x)-->({key: $about}) }
RETURN x.key AS key ORDER BY key

// denominator
MATCH (x:Claim|Statistic|Definition|Event) WHERE $about = '' OR EXISTS { (x)-->({key: $about}) } RETURN count(x) AS count
