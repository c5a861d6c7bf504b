"""Phones: one letter a phone, and the same for every engine."""

# ruff: noqa: RUF001 - IPA

import subprocess
import sys

from engine.training.phones import UNITS, phones_of, units_of

# Speech engines keep global state and can crash, so they are tried in a process of their own.
PRONOUNCE = """
import sys
from pathlib import Path
from engine.errors import VoiceError
from engine.training.phones import Pronunciation
from engine.voices import ensure_engine
from engine.voices.espeak import pronounce
root = Path(sys.argv[1])
ensure_engine("espeak:en-us+klatt2", root)
say = Pronunciation(root)
print(say("a lazy dog"), say("dog a") == say("dog") + say("a"))
try:
    pronounce(root, "nobody", "dog")
except VoiceError as error:
    print(error)
"""


def test_diphthongs_and_affricates_are_one_phone_and_stress_is_dropped():
    assert phones_of("tʃˈɜːtʃ") == "CɜC"
    assert phones_of("dʒˈʌmps ˈoʊvɚ") == "JʌmpsOvɜ"
    assert phones_of("") == ""


def test_units_leave_0_to_the_blank_and_are_all_different():
    units = units_of(UNITS)
    assert sorted(units) == list(range(1, len(UNITS) + 1))
    assert len(UNITS) <= 256  # the head of the middle layer


def test_words_are_pronounced_one_by_one_and_a_missing_voice_is_named(tmp_path):
    command = [sys.executable, "-c", PRONOUNCE, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=170, check=False, encoding="utf-8")
    assert done.stdout.splitlines() == ["əlAzidɑɡ True", "espeak-ng has no voice 'nobody'."], done.stderr
