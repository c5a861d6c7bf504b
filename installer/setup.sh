# Set-up shared by run.sh, test.sh and package.sh, which source this file. All it prints goes to standard error.
# shellcheck shell=sh
#
# Environment:
#   MINDPACE_VENV             folder of the virtual environment (default: .venv in this checkout)
#   MINDPACE_PYTHON           the Python to use (default: the first suitable of python3, python3.13 ... python3.11)
#   MINDPACE_TORCH            PyTorch build: cpu (default), auto, cu130 ... as `uv pip install --torch-backend` names them
#   MINDPACE_LLAMA            what llama.cpp computes with: cpu (default), cuda, vulkan, metal (only cpu was run by the project)
#   MINDPACE_SYSTEM_PACKAGES  "skip" leaves system libraries to you

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
venv=${MINDPACE_VENV:-$root/.venv}

# Sound (PortAudio and its way to PulseAudio or PipeWire), OpenMP for llama.cpp, and what Qt loads, with one font.
run_packages="ca-certificates libportaudio2 libasound2-plugins libgomp1
    libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0 fonts-dejavu-core
    libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    libwayland-client0 libwayland-cursor0 libwayland-egl1"
# The tests' sound card and screen, and the linter of these scripts.
test_packages="pulseaudio pulseaudio-utils xvfb xdotool xauth at-spi2-core python3-pyatspi dbus procps shellcheck git"
# Packaging: PyInstaller reads and strips libraries with binutils and wants Python's own library.
package_packages="binutils zstd"

say() { printf 'mindpace: %s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 2
}

# set_up PROFILE: make the environment ready for `run`, `test` or `package`; does nothing when it is.
set_up() {
    wanted=$(inputs)
    if [ -x "$venv/bin/mindpace" ] && [ "$(cat "$venv/.mindpace-$1" 2>/dev/null)" = "$wanted" ]; then
        return
    fi
    find_python
    install_system_packages "$1"
    "$python" "$root/installer/set_up.py" "$1" "$venv" >&2
    [ "$1" = run ] || printf '%s\n' "$wanted" >"$venv/.mindpace-run"
    printf '%s\n' "$wanted" >"$venv/.mindpace-$1"
}

# Everything that decides what an environment holds: the stamp of a finished set-up is a checksum of it.
inputs() {
    {
        printf '%s\n' "$root" "${MINDPACE_TORCH:-cpu}" "${MINDPACE_LLAMA:-cpu}"
        cat "$root/pyproject.toml" "$root/installer/constraints.txt" "$root/installer/setup.sh" \
            "$root/installer/set_up.py" "$root/installer/llama_wheel.py" "$root/installer/commands.py"
    } | cksum
}

find_python() {
    for python in ${MINDPACE_PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            return
        fi
    done
    found=$(python3 --version 2>/dev/null) || found="no python3"
    fail "Mindpace needs Python 3.11, 3.12 or 3.13, and here is $found: $(python_advice), and run this again."
}

# The newest suitable Python that this system's packages offer; some systems offer only a newer one.
python_advice() {
    for offered in python3.13 python3.12 python3.11; do
        if apt-cache show "$offered" >/dev/null 2>&1; then
            printf '%s' "install one with \`sudo apt-get install $offered $offered-venv\`"
            return
        fi
    done
    printf '%s' "install one (\`uv python install 3.13\` is a way) and name it in MINDPACE_PYTHON"
}

# install_system_packages PROFILE: apt-get what is missing; without the right to, say what to install.
install_system_packages() {
    [ "${MINDPACE_SYSTEM_PACKAGES:-}" != skip ] || return 0
    packages=$run_packages
    case $1 in
    test) packages="$packages $test_packages" ;;
    package) packages="$packages $package_packages $(python_library)" ;;
    esac
    [ "${MINDPACE_LLAMA:-cpu}" != vulkan ] || packages="$packages glslc libvulkan-dev libvulkan1"
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        packages="$packages $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    compiler_here || "$python" "$root/installer/llama_wheel.py" || packages="$packages g++"
    if ! command -v apt-get >/dev/null 2>&1; then
        say "there is no apt-get here; Mindpace counts on your system having PortAudio, Qt's libraries and a C++ compiler."
        return 0
    fi
    missing=$(missing_packages "$packages")
    [ -z "$missing" ] || apt_install "$missing"
}

# Debian keeps the library of its Python in a package of its own; a Python from elsewhere brings it along.
python_library() {
    "$python" -c 'import sys; sys.executable.startswith("/usr/bin/") and print("libpython%d.%d" % sys.version_info[:2])'
}

compiler_here() {
    command -v "${CC:-cc}" >/dev/null 2>&1 && command -v "${CXX:-c++}" >/dev/null 2>&1
}

# missing_packages "NAMES": those that dpkg does not have, under this name or its 64-bit-time twin (Debian 13, Ubuntu 24.04).
missing_packages() {
    for name in $1; do
        dpkg-query -W -f '${db:Status-Status}\n' "$name" "${name}t64" 2>/dev/null | grep -q '^installed$' ||
            printf '%s ' "$name"
    done
}

apt_install() {
    sudo=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 || ask_for_packages "$1"
        sudo=sudo
        # Without a terminal nobody can type the password.
        [ -t 0 ] || sudo -n true 2>/dev/null || ask_for_packages "$1"
    fi
    say "installing system packages: $1"
    talk=$(mktemp)
    # shellcheck disable=SC2086 # one word a package
    if ! { $sudo apt-get update -qq; $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
        --no-install-recommends -o DPkg::Lock::Timeout=300 $1; } </dev/null >"$talk" 2>&1; then
        cat "$talk" >&2
        rm -f "$talk"
        fail "apt-get could not install the system packages (its reason is above): mend that, then run this again."
    fi
    rm -f "$talk"
}

ask_for_packages() {
    fail "some system packages are missing: install them with \`sudo apt-get install ${1% }\` and run this again."
}
