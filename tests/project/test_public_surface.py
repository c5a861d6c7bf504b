"""The names that `engine` offers are a promise: changing them is a decision, made here too."""

import subprocess
import sys

import engine

PUBLIC = [
    "Device", "Engine", "Loudspeaker", "Microphone", "Mode", "list_devices", "read_recording", "require_writable",
    "write_recording",
]  # fmt: skip


def test_public_names_are_exactly_these():
    assert sorted(engine.__all__) == PUBLIC


def test_every_public_name_is_there_and_documented():
    for name in PUBLIC:
        assert getattr(engine, name).__doc__, name


def test_other_names_are_refused():
    assert not hasattr(engine, "Thinker")


def test_importing_the_engine_is_cheap():
    heavy = "{'torch', 'llama_cpp', 'PySide6', 'numpy', 'sounddevice'}"
    program = f"import sys, engine; sys.exit(sorted({heavy} & set(sys.modules)) or 0)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
