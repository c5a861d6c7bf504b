#!/bin/sh
# sh installer/check_deb.sh [PACKAGE.deb [SUITE]]: try the Debian package, and the bare folder in it, on a Debian root
# that holds nothing else: install, ask, open the window, start twice, remove. Needs root, mmdebstrap, xvfb, xdotool;
# takes a minute or two. SUITE is bookworm, trixie ... (default: this machine's).
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
say() { printf 'check_deb: %s\n' "$*" >&2; }
fail() {
    say "$*"
    exit 1
}

if [ -z "${MINDPACE_APART:-}" ]; then
    [ "$(id -u)" = 0 ] || fail "needs root: mounts and chroot."
    for tool in mmdebstrap Xvfb xdotool unshare; do
        command -v "$tool" >/dev/null 2>&1 || fail "needs $tool: \`sudo apt-get install mmdebstrap xvfb xdotool\`."
    done
    # In a mount namespace of its own, so that nothing stays mounted however this ends.
    MINDPACE_APART=1 exec unshare --mount --propagation private -- sh "$0" "$@"
fi

package=${1:-$(find "$root/dist" -name 'mindpace_*.deb' | sort | tail -n 1)}
[ -f "$package" ] || fail "there is no package: \`sh installer/package.sh deb\` makes one."
suite=${2:-$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")}
work=$(mktemp -d "${TMPDIR:-/tmp}/mindpace-deb.XXXXXX")
bare=$work/root
xvfb=''
window=''
trap 'end' EXIT
trap 'exit 130' INT TERM
end() {
    status=$?
    [ -z "$window" ] || kill "$window" 2>/dev/null || true
    [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
    umount "$bare/proc" 2>/dev/null || true
    rm -rf --one-file-system "$work"
    exit "$status"
}

# inside COMMAND ...: as root on the bare root. user COMMAND: a shell line as an ordinary user there.
inside() { chroot "$bare" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
user() { inside su tester -c "$1"; }
files() { (cd "$bare" && find usr etc var/lib/mindpace opt -xdev 2>/dev/null | sort); }
# answered COMMAND: the command answers the example right and writes its sound.
answered() {
    user "cd && $1 ask sum.wav --mode think-before-speaking --out reply.wav" >"$work/said" 2>&1 ||
        fail "ask failed: $(cat "$work/said")"
    grep -q '^answer: 432 ' "$work/said" || fail "it answered wrongly: $(cat "$work/said")"
    [ "$(stat -c %s "$bare/srv/tester/reply.wav")" -gt 50000 ] || fail "the reply is too short"
    rm "$bare/srv/tester/reply.wav"
}

say "a bare $suite ..."
mmdebstrap --quiet --variant=minbase "$suite" "$bare"
mount -t proc proc "$bare/proc"
inside useradd --create-home --home-dir /srv/tester tester
cp "$root/assets/examples/sum.wav" "$bare/srv/tester/"
say "$(inside dpkg-query -W | wc -l) packages on it"

say "the folder alone, without any package installed ..."
mkdir "$bare/opt/alone"
dpkg-deb --fsys-tarfile "$package" | tar -x -C "$bare/opt/alone" ./usr/lib/mindpace
user "/opt/alone/usr/lib/mindpace/mindpace --version" >&2
answered /opt/alone/usr/lib/mindpace/mindpace
rm -r "$bare/opt/alone"

say "installing the package ..."
cp "$package" "$bare/tmp/mindpace.deb"
inside apt-get update -qq
# What it needs first, so that removal can be compared with a root that has that.
needed=$(inside apt-get install -s --no-install-recommends /tmp/mindpace.deb | sed -n 's/^Inst \([^ ]*\).*/\1/p' | grep -v '^mindpace$')
# shellcheck disable=SC2086 # one word a package
inside apt-get install -qq -y --no-install-recommends $needed >"$work/apt" 2>&1 || fail "$(cat "$work/apt")"
files >"$work/before"
started=$(date +%s)
inside apt-get install -qq -y --no-install-recommends /tmp/mindpace.deb >"$work/apt" 2>&1 || fail "$(cat "$work/apt")"
say "installed in $(($(date +%s) - started)) s, beside $(printf '%s\n' "$needed" | wc -l) packages that it needs"

# Read when a conversation begins, which needs a microphone: nothing below would miss it.
weights=/usr/lib/mindpace/_internal/silero_vad/data/silero_vad_16k.safetensors
[ -s "$bare$weights" ] || fail "the voice detector's weights are missing: $weights"

say "libraries ..."
missing=$(inside sh -c 'find /usr/lib/mindpace -name "*.so*" -type f -exec env LD_LIBRARY_PATH=/usr/lib/mindpace/_internal:/usr/lib/mindpace/_internal/torch/lib:/usr/lib/mindpace/_internal/PySide6/Qt/lib ldd {} + 2>/dev/null' |
    sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u)
[ -z "$missing" ] || fail "libraries are missing: $missing"

say "asking ..."
user "mindpace --version" >&2
answered mindpace
status=0
user "mindpace ask nowhere.wav" >"$work/said" 2>&1 || status=$?
[ "$status" = 2 ] || fail "a missing recording gave exit status $status"
grep -q 'There is no file' "$work/said" || fail "$(cat "$work/said")"
# Processes of the program's own, and modules that nothing imports by name.
user "mindpace packs check" >&2 || fail "the pack could not be tried"
[ -z "$(find "$bare/srv/tester" -name 'crash-*')" ] || fail "it wrote a crash report"

say "the window ..."
number=$((50 + $$ % 900))
Xvfb ":$number" -screen 0 1280x800x24 -nolisten tcp >"$work/xvfb" 2>&1 &
xvfb=$!
export DISPLAY=":$number"
seen() { xdotool search --onlyvisible --name "$1" 2>/dev/null | head -n 1; }
names() { xdotool search --name '.*' 2>/dev/null | while read -r id; do xdotool getwindowname "$id"; done | tr '\n' '|'; }
# wait_for TITLE SECONDS
wait_for() {
    tenths=$(($2 * 10))
    while [ -z "$(seen "$1")" ]; do
        tenths=$((tenths - 1))
        [ "$tenths" -gt 0 ] || fail "no window named $1 but: $(names); it said: $(cat "$work/window")"
        sleep 0.1
    done
}
sleep 1
started=$(date +%s%N)
chroot --userspec=tester "$bare" env -i HOME=/srv/tester PATH=/usr/bin:/bin LC_ALL=C.UTF-8 DISPLAY="$DISPLAY" \
    mindpace >"$work/window" 2>&1 &
window=$!
wait_for 'Loading|Ready' 60 # xdotool reads a title up to its dash only
say "a window after $((($(date +%s%N) - started) / 1000000)) ms"
wait_for 'Ready' 60
say "ready after $((($(date +%s%N) - started) / 1000000)) ms"
if [ -n "${MINDPACE_SCREENSHOT:-}" ] && command -v import >/dev/null 2>&1; then
    import -window root "$MINDPACE_SCREENSHOT"
fi
timeout 20 chroot --userspec=tester "$bare" env -i HOME=/srv/tester PATH=/usr/bin:/bin LC_ALL=C.UTF-8 \
    DISPLAY="$DISPLAY" mindpace ||
    fail "the second start did not leave in order"
[ "$(xdotool search --onlyvisible --name 'Ready' | wc -l)" = 1 ] || fail "the second start opened a second window"
kill "$window"
status=0
wait "$window" || status=$?
window=''
[ "$status" = 0 ] || fail "the window ended with status $status: $(cat "$work/window")"
[ ! -s "$work/window" ] || say "it said: $(cat "$work/window")"
[ -z "$(find "$bare/srv/tester" -name 'crash-*')" ] || fail "it wrote a crash report"

say "removing ..."
inside apt-get purge -qq -y mindpace >"$work/apt" 2>&1 || fail "$(cat "$work/apt")"
files >"$work/after"
left=$(diff "$work/before" "$work/after" | grep '^>' | grep -v 'icon-theme.cache' || true)
[ -z "$left" ] || fail "left behind: $left"
[ -d "$bare/srv/tester/.local/state/mindpace" ] || fail "removal took the user's own files"
say "all well on $suite"
