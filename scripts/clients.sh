#!/usr/bin/env bash
# Installs into build/clients the programs of others that the tests speak with:
# two Python drivers, the JavaScript driver, cypher-shell, Python's readers of the
# formats of other tools, and Schemathesis. Each is pinned, with checksums, by its
# file in scripts/clients. Needs Python 3.11 or newer, npm, Java and Maven. Prints
# the folder.
set -euo pipefail
unset CDPATH # or cd prints

fail() { printf 'clients.sh: %s\n' "$*" >&2; exit 3; }

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
pins=$top/scripts/clients
root=$(cd "$top" && mkdir -p "${CORRIDOR_BUILD:-build}/clients" && cd "${CORRIDOR_BUILD:-build}/clients" && pwd -P)

# once NAME PIN... installs a client unless it was from these very pins. What is
# installed half has no stamp.
once() {
  local name=$1 stamp output
  stamp=$(cat "${@:2}" | cksum)
  [[ -f $root/$name/.stamp && $(<"$root/$name/.stamp") == "$stamp" ]] && return
  printf 'clients.sh: installing %s\n' "$name" >&2
  rm -rf "${root:?}/$name"
  output=$("install_${name%-[0-9]}" "$name" 2>&1) || fail "$name could not be installed:"$'\n'"$output"
  printf '%s' "$stamp" >"$root/$name/.stamp"
}

# The system's Python may lack venv, which Debian packs separately; its pip installs into a folder as well.
install_python() {
  python3 -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --only-binary=:all: \
    --target "$root/$1" --requirement "$pins/$1.txt"
}

install_formats() { install_python "$1"; }
install_schemathesis() { install_python "$1"; }

install_javascript() {
  mkdir -p "$root/$1"
  cp "$pins/$1"/package.json "$pins/$1"/package-lock.json "$pins/$1"/.npmrc "$root/$1" &&
    (cd "$root/$1" && npm ci --no-audit --no-fund --ignore-scripts --silent)
}

# Maven's own pins are versions only, so what it brought is compared with a list.
install_cypher-shell() {
  local lib=$root/$1/lib
  mvn -q -B -f "$pins/$1/pom.xml" dependency:copy-dependencies -DoutputDirectory="$lib" &&
    (cd "$lib" && diff <(sha256sum *.jar) "$pins/$1/SHA256SUMS") || return
  # It lives for a moment: a compiler that takes its time would be lost on it.
  cat >"$root/$1/cypher-shell" <<END
#!/bin/sh
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '$lib/*' org.neo4j.shell.Main "\$@"
END
  chmod +x "$root/$1/cypher-shell"
}

once python-5 "$pins/python-5.txt"
once python-6 "$pins/python-6.txt"
once formats "$pins/formats.txt"
once schemathesis "$pins/schemathesis.txt"
once javascript "$pins"/javascript/*.json
once cypher-shell "$pins"/cypher-shell/*
echo "$root"
