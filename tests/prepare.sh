#!/bin/sh
# What the tests need beside Python packages: a Chromium, letters for Hindi and Urdu, a second SPARQL server, two RDF
# parsers.
# As root on Debian or Ubuntu they come from apt; elsewhere Playwright brings a Chromium of its own.
set -eu

missing=""
command -v chromium >/dev/null || missing="$missing chromium"
command -v virtuoso-t >/dev/null || missing="$missing virtuoso-opensource-7-bin"
command -v rapper >/dev/null || missing="$missing raptor2-utils"
command -v serdi >/dev/null || missing="$missing serdi"
for letters in devanagari nastaliq; do
    fc-list 2>/dev/null | grep -qi "$letters" || missing="$missing fonts-noto-core"
done
[ -n "$missing" ] || exit 0

if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null >/dev/null
    # shellcheck disable=SC2086
    apt-get install -qq -y --no-install-recommends $missing </dev/null >/dev/null
elif ! command -v chromium >/dev/null; then
    "$(dirname "$0")/../.venv/bin/playwright" install chromium
fi
