#!/usr/bin/env bash
# Takes the pictures of the page that the README shows, from a service that it
# starts by itself on the dataset alone: scripts/pictures.sh PROGRAM writes
# docs/page-*.png. Sentences of documents cannot get into them, as that service
# has no documents.
set -euo pipefail
cd "$(dirname "$0")/.."

program=${1:?name the built program}
chromium=${CORRIDOR_CHROMIUM:-chromium}
command -v "$chromium" >/dev/null || { echo "pictures.sh: no $chromium; CORRIDOR_CHROMIUM names one" >&2; exit 3; }

folder=$(mktemp -d)
"$program" serve --data "$folder/data" --listen 127.0.0.1:0 >"$folder/said" 2>&1 &
service=$!
trap 'kill "$service" 2>/dev/null; wait "$service" 2>/dev/null; rm -rf "$folder"' EXIT
address=
for _ in $(seq 120); do
  address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$folder/said" | head -n 1) || true
  if [ -n "$address" ] && curl -fsS "$address/api/v1/picture" >/dev/null 2>&1; then break; fi
  kill -0 "$service" 2>/dev/null || { cat "$folder/said" >&2; exit 1; }
  sleep 0.5
done
[ -n "$address" ] || { cat "$folder/said" >&2; exit 1; }

take() { # NAME ADDRESS
  "$chromium" --headless --no-sandbox --hide-scrollbars --use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader \
    --user-data-dir="$folder/$1" --window-size=1600,1000 --timeout=20000 --virtual-time-budget=20000 --screenshot="$PWD/docs/page-$1.png" "$address/$2" 2>/dev/null
}
take business "#/business"
take disputes "#/disputes/show/claim:border-control-curbs-trafficking"
take map "#/map"
