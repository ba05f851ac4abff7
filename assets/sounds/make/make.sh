#!/bin/sh
# Makes all fifty-nine sounds from nothing: `assets/sounds/make/make.sh`. Names after it make only those.
set -eu
cd "$(dirname "$0")"

for tool in python3 lame espeak-ng; do
    command -v "$tool" >/dev/null || {
        echo "$tool is missing. Install it with: apt-get install python3 python3-venv lame espeak-ng" >&2
        exit 1
    }
done

# Its own place for the one library it needs, so that nothing of the machine's is touched or used by chance.
venv="${TMPDIR:-/tmp}/campfire-sounds-venv"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check -r requirements.txt
PYTHONDONTWRITEBYTECODE=1 exec "$venv/bin/python" make.py "$@"
