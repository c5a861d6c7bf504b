"""Recordings are cut in the middles of phones and put together again: the right sounds, by the right people."""

import json
import random
from itertools import pairwise

import numpy as np
import pytest
import soundfile

from engine.errors import VoiceError
from engine.training.people import (
    FADE,
    RATE,
    SILENCE,
    UNSURE,
    Bank,
    Mouths,
    People,
    Piece,
    build_bank,
    join_pieces,
    recorded_phones,
)
from engine.training.phones import units_of

PITCHES = dict(zip("bdimtk", (300, 500, 700, 900, 1100, 1300), strict=True))
LENGTH = 0.12


def recording(phones, shift):
    """Half a second of silence, a tone of 120 ms for every phone (`shift` tells people apart), silence."""
    at = np.arange(round(LENGTH * RATE)) / RATE
    tones = [0.3 * np.sin(2 * np.pi * (PITCHES[p] + shift) * at) for p in phones]
    quiet = np.zeros(RATE // 2)
    return np.concatenate([quiet, *tones, quiet]).astype(np.float32)


def pitches(samples, begins):
    """The pitch in the 60 ms from 30 ms after each beginning."""
    found = []
    for begin in begins:
        part = samples[begin + 480 : begin + 480 + 960].astype(float) * np.hanning(960)
        found.append(float(np.argmax(np.abs(np.fft.rfft(part, RATE)))))
    return found


@pytest.fixture
def folder(tmp_path):
    """A woman who said "bid" and "dim", a man who said "tik", a woman who said "kim"; of the last nobody is sure."""
    lines, phones = ["file\tspeaker\tsex\tage\ttext"], {}
    said = [("ann", "f", "bid", 0), ("ann", "f", "dim", 0), ("bob", "m", "tik", 20), ("eve", "f", "kim", 40)]
    for number, (speaker, sex, what, shift) in enumerate(said):
        name = f"{number}.wav"
        soundfile.write(tmp_path / name, recording(what, shift), RATE)
        lines.append(f"{name}\t{speaker}\t{sex}\t30\tx")
        times = [round(0.5 + LENGTH * i, 3) for i in range(len(what))]
        phones[name] = [what, times, [0.1 if speaker == "eve" and p == "k" else 0.9 for p in what], [0]]
    lines.append("gone.wav\tann\tf\t30\tx")
    (tmp_path / "manifest.tsv").write_text("\n".join(lines))
    (tmp_path / "phones.json").write_text(json.dumps(phones))
    return tmp_path


@pytest.fixture
def bank(folder):
    return build_bank(folder)


def test_phones_have_silence_around_them_and_where_nothing_is_said_for_long():
    found = recorded_phones("bid", [0.5, 0.6, 1.2], [0.9, 0.1, 0.9], 2 * RATE)
    units = [unit for unit, _, _ in found]
    b, d = units_of("b")[0], units_of("d")[0]
    assert units == [SILENCE, b, UNSURE, SILENCE, d, SILENCE]
    assert [start for _, start, _ in found][:5] == [5600, 8000, 9600, 12160, 19200]
    assert all(a[2] == b[1] for a, b in pairwise(found))


def say(bank, phones, person, seed=0):
    units = [SILENCE, *units_of(phones), SILENCE]
    everybody = Mouths(bank, np.arange(len(bank.unit)))
    own = Mouths(bank, np.flatnonzero(bank.group == bank.group[bank.person == person][0]), everybody)
    samples, begins = join_pieces(bank.audio, own.pieces(units, person, random.Random(seed)))
    return samples, [begins[i + 1] for i in range(len(phones))]


@pytest.mark.parametrize(
    ("phones", "person", "expected"),
    [
        ("bid", 0, [300, 700, 500]),  # as it was said
        ("bidim", 0, [300, 700, 500, 700, 900]),  # two recordings, joined in the middle of a phone
        ("mib", 0, [900, 700, 300]),  # never said in a row
        ("dik", 0, [500, 700, 1320]),  # a sound that only the man is sure to have said
        ("ti", 1, [1120, 720]),
    ],
)
def test_the_right_sounds_come_when_they_are_said_to_come(bank, phones, person, expected):
    samples, begins = say(bank, phones, person)
    assert pitches(samples, begins) == pytest.approx(expected, abs=25)
    assert np.abs(samples).max() < 0.5
    assert begins == sorted(begins)


def test_what_nobody_says_is_refused(bank):
    with pytest.raises(VoiceError, match="Nobody"):
        say(bank, "z", 0)


def test_a_join_fits_the_wave(bank):
    first = int(bank.at[1])
    whole, _ = join_pieces(bank.audio, [Piece(first, first + 1900, [])])
    parts = [Piece(first, first + 1000, []), Piece(first + 1000 + 23, first + 1900, [])]  # 23 samples too late
    joined, _ = join_pieces(bank.audio, parts)
    assert len(whole) == 1900
    steps = np.abs(np.diff(joined[1000 - 2 * FADE : 1000 + 2 * FADE]))
    assert steps.max() < 1.1 * np.abs(np.diff(whole[200:1800])).max()


def test_the_bank_is_read_as_it_was_written(bank, tmp_path):
    bank.save(tmp_path / "bank")
    again = Bank.load(tmp_path / "bank")
    for name in ("audio", "unit", "at", "end", "person", "group", "colour"):
        assert np.array_equal(getattr(bank, name), getattr(again, name)), name
    with pytest.raises(VoiceError, match="no recordings"):
        Bank.load(tmp_path / "none")


def test_a_voice_tells_when_its_words_begin(bank, tmp_path):
    bank.save(tmp_path / "bank")
    voice = People(tmp_path / "bank", {"bid": "bid", "dim": "dim"}.__getitem__, random.Random(1))
    speech = voice.say("Bid dim, bid.")
    assert [word for word, _ in speech.words] == ["bid", "dim", "bid"]
    begins = [round(start * RATE) for _, start in speech.words]
    assert pitches(speech.samples, begins) == pytest.approx([300, 500, 300], abs=25)
    with pytest.raises(VoiceError, match="nothing to say"):
        voice.say(" ... ")
