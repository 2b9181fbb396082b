#!/bin/sh
# Builds the UI for the server's jar: ui.sh stale|missing
#   stale    when a source is newer than ui/dist
#   missing  only when there is no ui/dist
set -eu
cd "$(dirname "$0")/../../../ui"
built=dist/index.html
if [ -e "$built" ]; then
    [ "$1" = stale ] || exit 0
    newer=$(find . \( -name node_modules -o -name dist -o -name target -o -name e2e \) -prune -o -newer "$built" -type f -print)
    [ -n "$newer" ] || exit 0
fi
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    # Not npm ci: it refuses a lock file that lacks an optional package of some other platform.
    npm install --no-save --no-audit --no-fund --silent
    touch node_modules/.package-lock.json
fi
npm run --silent build
touch "$built"
