# Reads JSON-LD with rdflib and compares what comes with what was written:
# read_rdf.py FILE EXPECTED.
import json
import sys
from collections import Counter
from urllib.parse import quote

from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

PROV = Namespace("http://www.w3.org/ns/prov#")


def iri(kind, name):
    return URIRef(f"urn:corridor:{kind}:" + quote(name, safe=":~._-"))


def plain(g, o):
    if o == RDF.nil or isinstance(o, BNode):
        return [plain(g, item) for item in Collection(g, o)]
    return o.toPython() if isinstance(o, Literal) else o


def value(kind, v):
    return float(v) if kind == "float" else v


def same(a, b):
    return a == b and type(a) is type(b)


def check_properties(g, subject, properties, faults):
    for name, pair in properties.items():
        found = [plain(g, o) for o in g.objects(subject, iri("property", name))]
        if len(found) != 1 or not same(found[0], value(*pair)):
            faults.append(f"{subject} {name}: {found!r} for {pair!r}")
    written = {iri("property", name) for name in properties}
    for p in set(g.predicates(subject)):
        if p.startswith("urn:corridor:property:") and p not in written:
            faults.append(f"{subject}: {p} came in")


def main():
    g = Graph().parse(sys.argv[1], format="json-ld")
    with open(sys.argv[2], encoding="utf-8") as f:
        expected = json.load(f)
    faults, wanted = [], Counter()
    for id, n in expected["nodes"].items():
        subject = iri("node", id)
        labels = {t for t in g.objects(subject, RDF.type) if t.startswith("urn:corridor:label:")}
        if labels != {iri("label", l) for l in n["labels"]}:
            faults.append(f"{id}: labels {labels}")
        check_properties(g, subject, n["properties"], faults)
    for r in expected["relationships"].values():
        wanted[iri("node", r["start"]), iri("relationship", r["type"]), iri("node", r["end"])] += 1
    found = Counter()
    by_statement = {}
    for s in g.subjects(RDF.type, RDF.Statement):
        triple = tuple(g.value(s, p) for p in (RDF.subject, RDF.predicate, RDF.object))
        found[triple] += 1
        by_statement.setdefault(triple, []).append(s)
        if triple not in g:
            faults.append(f"{triple} is no triple of its own")
    if found != wanted:
        faults.append(f"statements: {(found - wanted) + (wanted - found)}")
    for r in expected["relationships"].values():
        triple = iri("node", r["start"]), iri("relationship", r["type"]), iri("node", r["end"])
        trials = []
        for s in by_statement.get(triple, []):
            trial = []
            check_properties(g, s, r["properties"], trial)
            trials.append(trial)
        if trials and all(trials):
            faults.extend(trials[0])
    for kind in ("nodes", "relationships"):
        for id, thing in expected[kind].items():
            rests = set(thing["properties"].get("evidence", [0, []])[1])
            for key in rests:
                if (iri("node", key), RDF.type, PROV.Entity) not in g:
                    faults.append(f"{id}: {key} is no entity")
    # Whatever is derived from evidence leads to a voice and to a document.
    evidence = {s for s in g.subjects(RDF.type, URIRef("urn:corridor:label:Evidence"))}
    sourced = {row[0] for row in g.query(
        "PREFIX prov: <http://www.w3.org/ns/prov#> SELECT DISTINCT ?e WHERE { ?e prov:wasAttributedTo ?v . ?v a prov:Agent . ?e prov:wasDerivedFrom ?p . ?p prov:hadPrimarySource ?d }")}
    if evidence - sourced:
        faults.append(f"without a source: {sorted(evidence - sourced)[:5]}")
    keys = {id for id, n in expected["nodes"].items() if "Evidence" in n["labels"]}
    if {iri("node", k) for k in keys} != evidence:
        faults.append("evidence was lost")
    print("\n".join(faults[:20]))
    sys.exit(1 if faults else 0)


main()
