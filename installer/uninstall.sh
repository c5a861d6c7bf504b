#!/bin/sh
# sh installer/run.sh uninstall [--everything]: remove what the set-up made; with --everything the user's own files too.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
venv=${MINDPACE_VENV:-$root/.venv}
: "${HOME:?}"
cache=${XDG_CACHE_HOME:-$HOME/.cache}/mindpace
config=${XDG_CONFIG_HOME:-$HOME/.config}/mindpace
data=${XDG_DATA_HOME:-$HOME/.local/share}/mindpace
state=${XDG_STATE_HOME:-$HOME/.local/state}/mindpace

say() { printf 'mindpace: %s\n' "$*"; }

# drop FOLDER WHAT
drop() {
    [ -d "$1" ] || return 0
    size=$(du -sh "$1" 2>/dev/null | cut -f1)
    if rm -rf -- "$1"; then
        say "removed $2: $1 ($size)"
    else
        say "$1 could not be removed: remove it by hand."
        failed=yes
    fi
}

# keep FOLDER WHAT
keep() {
    [ ! -d "$1" ] || say "kept $2: $1"
}

failed=
everything=
case ${1:-} in
'') ;;
--everything) everything=yes ;;
*)
    say "$1 is not known here: \`sh installer/run.sh uninstall [--everything]\`." >&2
    exit 2
    ;;
esac

if [ -d "$venv" ]; then
    if [ -f "$venv/pyvenv.cfg" ] && [ -f "$venv/setup.log" ]; then
        drop "$venv" "the environment"
    else
        say "kept $venv: the set-up did not make it."
    fi
fi
drop "$cache" "caches"
for folder in "$config=settings" "$data=history and packs" "$state=logs and reports"; do
    if [ -n "$everything" ]; then
        drop "${folder%=*}" "${folder##*=}"
    else
        keep "${folder%=*}" "${folder##*=}"
    fi
done
[ -n "$everything" ] || say "\`sh installer/run.sh uninstall --everything\` removes those too."
say "The program itself, $root, and system packages, which others may use, stay."
[ -z "$failed" ] || exit 2
