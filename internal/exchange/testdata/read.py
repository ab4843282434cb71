# Reads a file with the tool that its format is for and compares what comes with what
# was written: read.py FORMAT FILE EXPECTED. Expected is JSON: nodes and
# relationships by id, each value beside the name of its type.
import json
import sys

import networkx as nx

LIST = "list"


def value(kind, v):
    return {"int": int, "float": float}.get(kind, lambda x: x)(v)


def properties(expected):
    return {name: value(*pair) for name, pair in expected.items()}


def unlisted(expected, found):
    """Lists of formats that have none are texts of JSON."""
    return {
        name: json.loads(v) if expected.get(name, [None])[0] == LIST and isinstance(v, str) else v
        for name, v in found.items()
    }


def compare(what, want, have, faults):
    for name in want.keys() | have.keys():
        if name not in have or name not in want:
            faults.append(f"{what}: {name} is only {'written' if name in want else 'read'}")
        elif have[name] != want[name] or type(have[name]) is not type(want[name]):
            faults.append(f"{what}: {name}: {have[name]!r} for {want[name]!r}")


def check(g, expected, extra_of_node, extra_of_edge):
    faults = []
    nodes = dict(g.nodes(data=True))
    edges = {key: (s, t, data) for s, t, key, data in g.edges(keys=True, data=True)}
    if nodes.keys() != expected["nodes"].keys():
        faults.append(f"nodes: {nodes.keys() ^ expected['nodes'].keys()}")
    if edges.keys() != expected["relationships"].keys():
        faults.append(f"edges: {edges.keys() ^ expected['relationships'].keys()}")
    for id, want in expected["nodes"].items():
        compare(id, properties(want["properties"]) | extra_of_node(id, want), unlisted(want["properties"], nodes.get(id, {})), faults)
    for id, want in expected["relationships"].items():
        s, t, data = edges.get(id, (None, None, {}))
        if (s, t) != (want["start"], want["end"]):
            faults.append(f"{id} leads from {s} to {t}")
        compare(id, properties(want["properties"]) | extra_of_edge(id, want), unlisted(want["properties"], data), faults)
    return faults


def name_of(id, want):
    return properties(want["properties"]).get("name", id)


def node_link(path):
    with open(path, encoding="utf-8") as f:
        g = nx.node_link_graph(json.load(f), edges="edges")
    return g, lambda id, n: {"labels": n["labels"]}, lambda id, r: {"type": r["type"]}


def cytoscape(path):
    with open(path, encoding="utf-8") as f:
        g = nx.cytoscape_graph(json.load(f))
    of_node = lambda id, n: {"id": id, "value": id, "labels": n["labels"], "name": name_of(id, n)}
    return g, of_node, lambda id, r: {
        "id": id, "key": id, "source": r["start"], "target": r["end"], "interaction": r["type"], "name": r["type"]
    }


def graphml(path):
    g = nx.read_graphml(path, force_multigraph=True)
    return g, lambda id, n: {"labels": json.dumps(n["labels"], separators=(",", ":"))}, lambda id, r: {"type": r["type"]}


def gexf(path):
    g = nx.read_gexf(path, version="1.3")
    if not g.is_multigraph():
        multi = nx.MultiDiGraph()
        multi.add_nodes_from(g.nodes(data=True))
        multi.add_edges_from((s, t, data["id"], data) for s, t, data in g.edges(data=True))
        g = multi
    of_node = lambda id, n: {"label": name_of(id, n), "labels": json.dumps(n["labels"], separators=(",", ":"))}
    return g, of_node, lambda id, r: {"id": id, "label": r["type"]}


def main():
    read = {"node-link": node_link, "cytoscape": cytoscape, "graphml": graphml, "gexf": gexf}[sys.argv[1]]
    with open(sys.argv[3], encoding="utf-8") as f:
        expected = json.load(f)
    faults = check(*(lambda g, n, e: (g, expected, n, e))(*read(sys.argv[2])))
    print("\n".join(faults[:20]))
    sys.exit(1 if faults else 0)


main()
