#!/bin/sh
# sh installer/run.sh [arguments]: set Mindpace up on first use, then run `mindpace [arguments]`.
set -eu
# shellcheck source=installer/setup.sh
. "$(dirname -- "$0")/setup.sh"

set_up run
exec "$venv/bin/mindpace" "$@"
