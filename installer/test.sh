#!/bin/sh
# sh installer/test.sh [pytest arguments]: set up what the tests need, then run every check and test.
set -eu
# shellcheck source=installer/setup.sh
. "$(dirname -- "$0")/setup.sh"

set_up test
cd "$root"
PATH=$venv/bin:$PATH
export PATH
say "ruff"
ruff format --check .
ruff check .
say "mypy"
mypy
say "import-linter"
lint-imports
say "pytest"
exec pytest "$@"
