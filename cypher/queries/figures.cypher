/*
title: Figures on a subject
question: Which figures do the documents give on this subject, of whom, where, when, and who measured them?
category: figures and events
parameters:
- {name: about, type: text, default: "", example: "place:thailand", doc: "key of a node, or words in what is measured; empty for all"}
breaks when: {property: unit, rows: change}
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
- {name: standing, doc: "asserted, disputed or reported"}
- {name: evidence, doc: keys of the evidence}
*/
MATCH (s:Statistic)
WHERE $about = '' OR toLower(s.measures + ' ' + s.name) CONTAINS toLower($about)
  OR EXISTS { (s)-[:QUANTIFIES|IN|AMONG|MEASURED_BY]->({key: $about}) }
  OR EXISTS { (s)-[:QUANTIFIES]->(:Claim)-->({key: $about}) }
RETURN s.key AS figure, s.measures AS measures, s.low AS low, s.high AS high, s.words AS words, coalesce(s.approximate, false) AS approximate,
  s.unit AS unit, s.currency AS currency, s.per AS per,
  coalesce(s.as_of, s.from + CASE WHEN s.to IS NULL OR s.to = s.from THEN '' ELSE ' to ' + s.to END) AS date,
  s.population AS population, s.place AS place, s.measurer AS measurer, s.standing AS standing, s.evidence AS evidence
ORDER BY figure
