/*
title: Figures on a subject
question: Which figures do the documents give on this subject, of whom, where, when, and who measured them?
category: figures and events
parameters:
- {name: about, type: text, default: "", example: "place:thailand", labels: [Any], doc: "key of a node that the figure, or the claim it belongs to, has as an end; empty for all"}
- {name: words, type: text, default: "", example: risk, doc: words in what is measured or in the figure's name; empty for all}
breaks when: {property: measures}
of: figures in the graph
columns:
- {name: figure, doc: key of the figure}
- {name: measures, doc: what is measured}
- {name: low, doc: lower bound}
- {name: high, doc: upper bound}
- {name: words, doc: amount in words}
- {name: approximate, doc: whether the text says about}
- {name: unit, doc: unit}
- {name: currency, doc: as written}
- {name: per, doc: for each what}
- {name: date, doc: "point in time or period, or unknown"}
- {name: population, doc: among whom}
- {name: place, doc: where}
- {name: measurer, doc: who measured it}
- {name: compared_with, doc: what a ratio compares with}
- {name: belongs_to, doc: "list of maps: key, text; the claim, or the key and name of the node, that it quantifies"}
- {name: standing, doc: "asserted, disputed or reported"}
- {name: voices, doc: who gives the figure}
- {name: documents, doc: where it stands}
- {name: evidence, doc: keys of the evidence}
*/
MATCH (s:Statistic)
WHERE toLower(s.measures + ' ' + s.name) CONTAINS toLower($words)
  AND ($about = '' OR EXISTS { (s)-->({key: $about}) } OR EXISTS { (s)-[:QUANTIFIES]->(:Claim)-->({key: $about}) })
RETURN s.key AS figure, s.measures AS measures, s.low AS low, s.high AS high, s.words AS words, coalesce(s.approximate, false) AS approximate,
  s.unit AS unit, s.currency AS currency, s.per AS per,
  coalesce(s.as_of, s.from + CASE WHEN s.to IS NULL OR s.to = s.from THEN '' ELSE ' to ' + s.to END) AS date,
  s.population AS population, s.place AS place, s.measurer AS measurer, s.compared_with AS compared_with,
  COLLECT { MATCH (s)-[:QUANTIFIES]->(x) RETURN {key: x.key, text: coalesce(x.text, x.name)} ORDER BY x.key } AS belongs_to, s.standing AS standing,
  COLLECT { MATCH (s)<-[:BEARS_ON]-(:Evidence)-[:VOICES]->(v) RETURN DISTINCT coalesce(v.short, v.name) AS voice ORDER BY voice } AS voices,
  COLLECT { MATCH (d:Document) WHERE d.key IN s.documents RETURN d.short ORDER BY d.short } AS documents, s.evidence AS evidence
ORDER BY figure

// denominator
MATCH (s:Statistic) RETURN count(s) AS count
