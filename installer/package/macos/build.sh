#!/bin/sh
# sh installer/package/macos/build.sh: make Mindpace.app and a disk image of it.
#
# Written with care, not run by the project, which has no Mac. Needs macOS 13 or newer, CPython 3.11 to 3.13 and
# Apple's command line tools. llama.cpp is built for Metal unless MINDPACE_LLAMA says cpu.
#   MINDPACE_SIGN   name of a "Developer ID Application" certificate (default: signed for this Mac only)
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../.." && pwd -P)
cd "$root"
venv=${MINDPACE_VENV:-$root/.venv}
sign=${MINDPACE_SIGN:--}
export MINDPACE_LLAMA="${MINDPACE_LLAMA:-metal}"

[ "$(uname -s)" = Darwin ] || {
    echo "mindpace: this makes the macOS program and runs on a Mac only; on Linux: sh installer/package.sh bundle" >&2
    exit 2
}
# On macOS the plain torch wheel has no CUDA, so the set-up's search for a CPU build is not needed: pip takes it.
"${MINDPACE_PYTHON:-python3}" -m venv "$venv"
"$venv/bin/pip" install -c installer/constraints.txt pip setuptools hatchling
PYTHONPATH=installer "$venv/bin/python" - <<'PYTHON'
import sys
from pathlib import Path

import llama_wheel
from commands import pip

log = Path("build/setup.log")
log.parent.mkdir(exist_ok=True)
wheel = llama_wheel.ensure(Path(sys.executable), log)
pip(Path(sys.executable), ["install", "--no-deps", "--force-reinstall", str(wheel)], log, "installing llama-cpp-python")
PYTHON
"$venv/bin/pip" install -c installer/constraints.txt --no-build-isolation --editable '.[package]'
"$venv/bin/python" installer/package/make.py bundle

app=dist/Mindpace.app
version=$("$venv/bin/python" -c 'from importlib.metadata import version; print(version("mindpace"))')
# The microphone is only given to programs that ask for it in their signature.
codesign --force --deep --options runtime --entitlements installer/package/macos/entitlements.plist --sign "$sign" "$app"
codesign --verify --deep --strict "$app"
"$app/Contents/MacOS/mindpace" --version
"$app/Contents/MacOS/mindpace" ask assets/examples/sum.wav --out build/reply.wav

stage=build/package/image
rm -rf "$stage"
mkdir -p "$stage"
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname Mindpace -srcfolder "$stage" -format UDZO -ov "dist/mindpace-$version-$(uname -m).dmg"
echo "mindpace: dist/mindpace-$version-$(uname -m).dmg"
[ "$sign" != - ] || echo "mindpace: not signed with a Developer ID: on other Macs it opens only after a right click, Open."
