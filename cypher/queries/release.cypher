/*
title: The release that is loaded
question: Which release of the dataset stands in the database, was its loading completed, and which one stood there before?
category: graph
breaks when: {property: loaded}
columns:
- {name: key, doc: of the release}
- {name: release, doc: its hash}
- {name: loaded, doc: true once the load was complete}
- {name: previous, doc: "hash of the release that it took the place of; null where there was none"}
*/
MATCH (r:Release)
WHERE r.release IS NOT NULL AND r.loaded IS NOT NULL
RETURN r.key AS key, r.release AS release, r.loaded AS loaded, r.previous AS previous
// During a load there are two: the one that stands and the one that is to come.
ORDER BY loaded DESC, key
