#!/usr/bin/env bash
# Builds the program for every platform into build/dist: one file each, with the
# page and the data inside, the licences beside them, and SHA256SUMS of it all.
# The same commit gives the same files, wherever it is built with the same Go.
#
# CORRIDOR_VERSION is what the program calls itself, by default what git does.
# Wants web/dist built, see make web.
set -euo pipefail
unset CDPATH # or cd prints
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly platforms='linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64'

[[ -f web/dist/index.html ]] || { echo "dist.sh: web/dist holds no page: make web builds it" >&2; exit 3; }
version=${CORRIDOR_VERSION:-$(git describe --tags --always --dirty 2>/dev/null || echo development)}
to=${CORRIDOR_BUILD:-build}/dist
rm -rf "$to"
mkdir -p "$to"
for platform in $platforms; do
  system=${platform%/*} name=$to/corridor-${platform//\//-}
  [[ $system != windows ]] || name+=.exe
  CGO_ENABLED=0 GOOS=$system GOARCH=${platform#*/} GOAMD64=v1 GOARM64=v8.0 GOFLAGS=-mod=readonly \
    go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=$version" -o "$name" ./cmd/corridor
done
cp LICENSE NOTICE "$to"
cp graph/dataset/LICENSE "$to/LICENSE-dataset"
cd "$to"
sums=(sha256sum)
command -v sha256sum >/dev/null || sums=(shasum -a 256) # macOS
"${sums[@]}" -- * >.sums
mv .sums SHA256SUMS
ls -l
