#!/bin/sh
# Draws the icons from the SVGs beside this script: `assets/brand/make.sh`.
set -eu
cd "$(dirname "$0")"

command -v rsvg-convert >/dev/null || {
    echo "rsvg-convert is missing. Install it with: apt-get install librsvg2-bin" >&2
    exit 1
}

rsvg-convert --width 192 --height 192 icon.svg --output icon-192.png
rsvg-convert --width 512 --height 512 icon.svg --output icon-512.png
rsvg-convert --width 512 --height 512 icon-maskable.svg --output icon-maskable-512.png
rsvg-convert --width 32 --height 32 favicon.svg --output favicon-32.png
