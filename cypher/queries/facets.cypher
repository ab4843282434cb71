/*
title: What statements are filtered by
question: In which documents do these statements stand, who says something of them, how sure is the text, and for which time do they hold?
category: evidence
parameters:
- {name: keys, type: list, example: ["claim:border-control-curbs-trafficking", "claim:caribbean-sea-route-displaced-to-land", "claim:better-future-sought-after-soviet-breakdown"], doc: "keys of claims, figures, definitions and events; what is none of these has no row"}
breaks when: {relationship: BEARS_ON}
columns:
- {name: key, doc: of the statement}
- {name: documents, doc: keys of the documents that it stands in}
- {name: voices, doc: "keys of all who say something of it, whatever the stance; of a work or document that speaks for a body or person, the key of these"}
- {name: hedges, doc: "how sure the text is, each once"}
- {name: stances, doc: "what voices do with it, each once"}
- {name: for, doc: known voices for it}
- {name: against, doc: known voices against it}
- {name: from, doc: "begin of the time that it holds for, in the words of the text: of a figure the day it is of, of a definition when it was given; null where there is none"}
- {name: to, doc: end of that time; null where there is none}
*/
UNWIND $keys AS key
MATCH (s:Claim|Statistic|Definition|Event {key: key})<-[:BEARS_ON]-(e:Evidence)-[:VOICES]->(v)
WITH s, e, coalesce(v.speaks_for, v.key) AS voice ORDER BY voice, e.hedge, e.stance
WITH s, collect(DISTINCT voice) AS voices, collect(DISTINCT e.hedge) AS hedges, collect(DISTINCT e.stance) AS stances
RETURN s.key AS key, coalesce(s.documents, []) AS documents, voices, hedges, stances, s.for AS for, s.against AS against,
  coalesce(s.from, s.as_of, s.since) AS from, coalesce(s.to, s.as_of) AS to
ORDER BY key
