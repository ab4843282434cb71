#!/usr/bin/env bash
# Takes the picture of the page that the README shows, from a service that runs:
# scripts/picture.sh [ADDRESS] writes docs/page.png. The service must not have
# the documents: their sentences may not stand in the project.
set -euo pipefail
cd "$(dirname "$0")/.."

address=${1:-http://127.0.0.1:8270}
chromium=${CORRIDOR_CHROMIUM:-chromium}
fail() { echo "picture.sh: $*" >&2; exit 3; }

command -v "$chromium" >/dev/null || fail "no $chromium; CORRIDOR_CHROMIUM names one"
key=$(curl -fsS "${address%/}/api/v1/nodes?label=Passage&limit=1" | grep -o 'passage:[0-9a-z-]*' | head -n 1) || fail "no service with a graph at $address"
passage=$(curl -fsS "${address%/}/api/v1/passages/$key") || fail "the service at $address does not show $key"
[[ $passage == *'"text":null'* ]] || fail "the service shows sentences: start it without --documents"
"$chromium" --headless --no-sandbox --hide-scrollbars --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader \
  --window-size=1440,900 --timeout=20000 --virtual-time-budget=20000 --screenshot="$PWD/docs/page.png" \
  "${address%/}/#/business/show/actor:trafficker" 2>/dev/null
