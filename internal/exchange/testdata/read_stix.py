# Reads a STIX bundle with the stix2 library, has OASIS's validator check it, and looks for
# what ATT&CK Navigator needs of it: read_stix.py FILE EXPECTED.
import json
import sys
import types

import stix2

# The validator asks cpe about pieces of software only, of which a bundle of ours has none;
# of it there is no wheel to install. If there were one it would be an error here.
sys.modules["cpe"] = types.SimpleNamespace(CPE=None)
import stix2validator  # noqa: E402

# What STIX only recommends and we do otherwise: random ids (ours are the same in each
# export), the usual types of relationships, and definitions of extensions, which ATT&CK's own
# data lacks as well.
OTHERWISE = "103,202,401"


def invalid(path):
    """What the validator has against a file; all else that STIX recommends is held too."""
    options = stix2validator.ValidationOptions(version="2.1", strict=True, enforce_refs=True, disabled=OTHERWISE)
    results = stix2validator.validate_file(path, options)
    if results.is_valid:
        return []
    return [str(e) for r in results.object_results for e in r.errors] or [f"invalid: {results.fatal}"]


def strict(o):
    """The object without what is not STIX's own; the library refuses all else that is wrong."""
    custom = o["type"].startswith("x-") or any(str(o.get(end, "")).startswith("x-") for end in ("source_ref", "target_ref")) \
        or any(ref.startswith("x-") for ref in o.get("object_refs", []))
    plain = o if o["type"].startswith("x-") else {name: v for name, v in o.items() if not name.startswith("x_")}
    return stix2.parse(plain, allow_custom=custom, version="2.1")


def labelled(expected, *labels):
    return {id for id, n in expected["nodes"].items() if set(labels) & set(n["labels"])}


def navigator(objects, expected, faults):
    """Reads as Navigator does: each object by its first external id, techniques by the short names of tactics."""
    def of(kind):
        return {o["id"]: o for o in objects if o["type"] == kind}

    for kind in ("x-mitre-matrix", "x-mitre-tactic", "attack-pattern", "course-of-action"):
        names = [o["external_references"][0]["external_id"] for o in of(kind).values()]
        if len(set(names)) != len(names):
            faults.append(f"{kind}: an external id is there twice")
        for o in of(kind).values():
            if not (o["x_mitre_domains"] and o["x_mitre_version"]):
                faults.append(f"{o['id']} lacks a domain or a version")
    tactics, techniques = of("x-mitre-tactic"), of("attack-pattern")
    (matrix,) = of("x-mitre-matrix").values()
    if set(matrix["tactic_refs"]) != set(tactics):
        faults.append("the matrix has other tactics than there are")
    columns = [tactics[ref]["external_references"][0]["external_id"] for ref in matrix["tactic_refs"]]
    stages = sorted(labelled(expected, "Stage"), key=lambda id: expected["nodes"][id]["properties"]["order"][1])
    if columns[: len(stages)] != stages:
        faults.append(f"columns: {columns}")
    short = {t["x_mitre_shortname"] for t in tactics.values()}
    shown = set()
    for t in techniques.values():
        phases = {p["phase_name"] for p in t["kill_chain_phases"]}
        if phases <= short and phases and t["x_mitre_platforms"] and t["x_mitre_is_subtechnique"] is False:
            shown.add(t["external_references"][0]["external_id"])
    if not labelled(expected, "Method", "Task") <= shown:
        faults.append(f"not shown: {labelled(expected, 'Method', 'Task') - shown}")
    levers = of("course-of-action")
    if {o["external_references"][0]["external_id"] for o in levers.values()} != labelled(expected, "Lever"):
        faults.append("levers are not all there")
    weaken = [r for r in expected["relationships"].values() if r["type"] == "ACTS_ON" and r["properties"]["direction"][1] == "weakens" and r["end"] in shown]
    mitigates = [o for o in objects if o["type"] == "relationship" and o["relationship_type"] == "mitigates"]
    if len(weaken) != len(mitigates) or not all(m["source_ref"] in levers and m["target_ref"] in techniques for m in mitigates):
        faults.append(f"{len(mitigates)} mitigations for {len(weaken)}")


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        bundle = json.load(f)
    with open(sys.argv[2], encoding="utf-8") as f:
        expected = json.load(f)
    faults = invalid(sys.argv[1])
    stix2.Bundle(objects=[], id=bundle["id"])
    objects = bundle["objects"]
    ids = {o["id"] for o in objects}
    if len(ids) != len(objects):
        faults.append("an id is there twice")
    for o in objects:
        try:
            strict(o)
        except Exception as err:  # whatever the library has against it
            faults.append(f"{o['id']}: {err}")
        refs = [o[name] for name in ("source_ref", "target_ref", "created_by_ref") if name in o] + o.get("object_refs", []) + o.get("tactic_refs", [])
        if not set(refs) <= ids:
            faults.append(f"{o['id']} refers to what is not there")
    notes = {o["external_references"][0]["external_id"] for o in objects if o["type"] == "note"}
    if notes != labelled(expected, "Evidence"):
        faults.append(f"evidence: {sorted(notes ^ labelled(expected, 'Evidence'))[:5]}")
    if labelled(expected, "Stage"):
        navigator(objects, expected, faults)
    print("\n".join(faults[:20]))
    sys.exit(1 if faults else 0)


main()
