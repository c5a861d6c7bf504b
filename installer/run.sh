#!/bin/sh
# sh installer/run.sh [arguments]: set Mindpace up on first use, then run `mindpace [arguments]`.
# sh installer/run.sh uninstall [--everything]: remove what that made.
set -eu
if [ "${1:-}" = uninstall ]; then
    shift
    exec sh "$(dirname -- "$0")/uninstall.sh" "$@"
fi
# shellcheck source=installer/setup.sh
. "$(dirname -- "$0")/setup.sh"

set_up run
exec "$venv/bin/mindpace" "$@"
