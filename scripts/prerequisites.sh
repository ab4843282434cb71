#!/usr/bin/env bash
# Makes sure that what the tests need beside Go is there: Java 17 and Maven for
# Neo4j, Node.js and npm to build the page, Chromium to try it, Python for the
# check of copied words, pip for the drivers of scripts/clients.sh. Installs Debian's packages where it may, else says what
# is missing.
set -euo pipefail

have() { command -v "$1" >/dev/null; }

missing=()
have java || missing+=(openjdk-17-jre-headless)
have mvn || missing+=(maven)
have python3 || missing+=(python3)
python3 -m pip --version >/dev/null 2>&1 || missing+=(python3-pip)
{ have node && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]; } || missing+=(nodejs)
have npm || missing+=(npm)
{ [ -n "${CORRIDOR_CHROMIUM:-}" ] && have "$CORRIDOR_CHROMIUM"; } || have chromium || have chromium-browser || have google-chrome || missing+=(chromium)

[ "${#missing[@]}" -gt 0 ] || exit 0
if ! have apt-get || [ "$(id -u)" != 0 ]; then
  echo "prerequisites.sh: missing: ${missing[*]} (names of Debian's packages): install them, then run this again" >&2
  exit 3
fi
echo "prerequisites.sh: installing ${missing[*]}" >&2
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
