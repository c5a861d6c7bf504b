#!/bin/sh
# sh installer/voices.sh FOLDER [engine ...]: put free speech engines into FOLDER, for training (see docs/voices.md).
set -eu
# shellcheck source=installer/setup.sh
. "$(dirname -- "$0")/setup.sh"

set_up run
exec "$venv/bin/python" -m engine.voices "$@"
