#!/bin/sh
# sh installer/package.sh bundle|deb: make a folder with everything in it (and its archive), or a Debian package.
set -eu
# shellcheck source=installer/setup.sh
. "$(dirname -- "$0")/setup.sh"

case ${1:-} in
bundle | deb) ;;
*) fail "say what to make: \`sh installer/package.sh bundle\` or \`sh installer/package.sh deb\`." ;;
esac
set_up package
exec "$venv/bin/python" "$root/installer/package/make.py" "$@"
