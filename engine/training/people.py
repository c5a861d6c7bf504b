"""Voices that say anything, out of recordings of people: `python -m engine.training.people --folder DIR --to BANK`.

The free speech engines have two dozen speakers, and the ears know each by heart before they have learnt what speakers
have in common. A hundred people who read a few sentences each are more mouths, but those sentences are soon known by
heart, too. So what they said is cut in the middles of phones and put together again to say other things (unit
selection, A. Hunt and A. Black, ICASSP 1996): as many phones in a row as were once said so, joined where the spectra
fit. It sounds patched and follows nobody's melody; every sound is a person's.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.errors import VoiceError
from engine.speech.features import mel_filters
from engine.training.human import recordings
from engine.training.phones import units_of
from engine.voices import Speech
from engine.words import transcript

RATE = 16_000
PHONES = "phones.json"
BANK = "people"  # folder of the bank in the tree of voices
SILENCE, UNSURE = 0, 255  # units of what is no phone, and of what must not be used
SURE = 0.4  # posterior that a phone needs
LEVEL, LOUDEST_GAIN = 0.06, 16.0  # root mean square of every recording's speech
PAUSE = 0.35  # seconds between the beginnings of two phones over which there is silence between them
LAST = 0.16  # seconds of a phone before a silence
BANDS, WINDOW = 20, 400
FADE, SEARCH = 128, 80  # samples over which two pieces fade into each other, and by which they are shifted to fit
TRIED = 400  # places compared for one piece
MOST = (4, 12)  # diphones of a piece at most: a sentence must not come back whole
JOIN = 1.5  # spectral distance (standard deviations) that one more diphone in a row is worth
STRANGER = 0.5  # and the right person
GROWN = 14  # years


@dataclass(frozen=True)
class Bank:
    """All phones of all recordings, one after another, silences between them, as arrays over phones.

    `audio` int16 at 16 kHz; `unit`, sample of the beginning `at`, of the end `end`, `person`, whom they sound like
    `group` (men, women and children apart), and the spectrum at the middle `colour` [n, BANDS].
    """

    audio: np.ndarray
    unit: np.ndarray
    at: np.ndarray
    end: np.ndarray
    person: np.ndarray
    group: np.ndarray
    colour: np.ndarray

    @property
    def middle(self) -> np.ndarray:
        """Samples at which phones are cut in two."""
        return (self.at + self.end) // 2

    def save(self, folder: Path) -> None:
        """Write the bank so that a reader finds all of it or nothing."""
        half = folder.with_suffix(".half")
        half.mkdir(parents=True)
        np.save(half / "audio.npy", self.audio)
        rest = {name: getattr(self, name) for name in ("unit", "at", "end", "person", "group", "colour")}
        np.savez(half / "phones.npz", **rest)
        half.rename(folder)

    @classmethod
    def load(cls, folder: Path) -> Bank:
        """The bank in a folder, its audio shared by all processes that read it.

        Raises:
            VoiceError: there is none.
        """
        if not folder.exists():
            raise VoiceError("There are no recordings of people to speak with.")
        with np.load(folder / "phones.npz") as arrays:
            return cls(np.load(folder / "audio.npy", mmap_mode="r"), **arrays)


def recorded_phones(letters: str, times: Sequence[float], sure: Sequence[float], samples: int) -> list[tuple]:
    """(unit, first sample, one after the last) of a recording's phones and of the silences around and between them."""
    units = [u if s >= SURE else UNSURE for u, s in zip(units_of(letters), sure, strict=True)]
    starts = np.clip(np.round(np.array(times) * RATE).astype(int), 0, samples)
    found = [(SILENCE, max(0, starts[0] - int(0.15 * RATE)), starts[0])]
    for unit, start, after in zip(units, starts, [*starts[1:], samples], strict=True):
        stop = after if after - start < PAUSE * RATE else start + int(LAST * RATE)
        found.append((unit, start, stop))
        if stop < after and after < samples:
            found.append((SILENCE, stop, after))
    found.append((SILENCE, found[-1][2], min(samples, found[-1][2] + int(0.2 * RATE))))
    return found


def build_bank(folder: Path) -> Bank:
    """The bank of the recordings of `folder` (manifest.tsv, phones.json of engine.training.alignment)."""
    phones = json.loads((folder / PHONES).read_text())
    audio: list[np.ndarray] = []
    rows: list[tuple[int, int, int, int, int]] = []
    people: dict[str, int] = {}
    offset = 0
    for row, wave in recordings(folder, "float32", only=phones):
        letters, times, sure, _ = phones[row["file"]]
        found = recorded_phones(letters, times, sure, len(wave))
        person = people.setdefault(row["speaker"], len(people))
        rows += [(unit, a + offset, b + offset, person, _group(row)) for unit, a, b in found]
        audio.append(_levelled(wave, found))
        offset += len(wave)
    whole, table = np.concatenate(audio), np.array(rows)
    unit, at, end, person, group = table.T
    people_of = person.astype(np.int16), group.astype(np.int8)
    return Bank(whole, unit.astype(np.uint8), at, end, *people_of, _colours(whole, (at + end) // 2))


def _group(row: dict[str, str]) -> int:
    """0 for children, 1 for women, 2 for men."""
    return 0 if row.get("age") and int(row["age"]) < GROWN else 1 + (row.get("sex") == "m")


def _levelled(wave: np.ndarray, phones: Sequence[tuple]) -> np.ndarray:
    """int16 samples whose phones are at the common level."""
    spoken = np.concatenate([wave[a:b] for unit, a, b in phones if unit != SILENCE])
    gain = min(LOUDEST_GAIN, LEVEL / float(np.sqrt(np.mean(spoken**2)) + 1e-6))
    return (np.clip(wave * gain, -1, 1) * 32767).astype(np.int16)


def _colours(audio: np.ndarray, middles: np.ndarray) -> np.ndarray:
    """Spectra [n, BANDS] around samples, of unit variance over all of them."""
    filters, out = mel_filters(RATE, 512, BANDS, 100.0, 7000.0), []
    reach = np.arange(WINDOW) - WINDOW // 2
    for at in range(0, len(middles), 4096):
        places = np.clip(middles[at : at + 4096, None] + reach, 0, len(audio) - 1)
        frames = audio[places].astype(np.float32) / 32768 * np.hanning(WINDOW)
        out.append(np.log(np.abs(np.fft.rfft(frames, 512)) ** 2 @ filters + 1e-6))
    colours = np.concatenate(out)
    scaled: np.ndarray = ((colours - colours.mean(0)) / (colours.std(0) + 1e-6)).astype(np.float32)
    return scaled


@dataclass
class Piece:
    """Samples `start` to `stop` of the bank's audio, and which phones of the text begin where in it."""

    start: int
    stop: int
    begins: list[tuple[int, int]]  # number of the phone, sample of the bank's audio


class Mouths:
    """Where the people of a group said which phones; what none of them ever said, `others` say for them."""

    def __init__(self, bank: Bank, own: np.ndarray, others: Mouths | None = None):
        self._bank, self._middle, self._others = bank, bank.middle, others
        pairs = own[:-1][np.diff(own) == 1]
        self._pairs = _grouped(_pair(bank.unit[pairs], bank.unit[pairs + 1]), pairs)
        self._singles = _grouped(bank.unit[own].astype(int), own)

    def pieces(self, phones: Sequence[int], person: int, rng: random.Random) -> list[Piece]:
        """Pieces that say `phones` (units; silence first and last), by `person` as far as they can.

        A piece goes from the middle of a phone to the middle of another; after two phones that nobody said in a row, it
        begins with the whole second one.

        Raises:
            VoiceError: nobody ever said one of the phones.
        """
        bank, wanted, at = self._bank, np.asarray(phones), 0
        pieces: list[Piece] = []
        last = -1  # the bank's phone in whose middle the last piece ended
        while at < len(wanted) - 1:
            places = self.together(int(_pair(wanted[at], wanted[at + 1])))
            if places is not None:
                place, length = self._choose(places, wanted[at:], last, person, rng)
                start, first = int(self._middle[place]), 1
            else:
                place, length = self._choose(self.said(int(wanted[at + 1])), wanted[at + 1 :], -1, person, rng)
                start, first, at = int(bank.at[place]), 0, at + 1
                if pieces:
                    pieces[-1].stop = int(bank.end[last])
            begins = [(at + i, int(bank.at[place + i])) for i in range(first, length + 1)]
            at, last = at + length, place + length
            pieces.append(Piece(start, int(self._middle[last]), begins))
        return pieces

    def together(self, pair: int) -> np.ndarray | None:
        """Where two phones (`_pair`) were said in a row; None if nobody ever did."""
        places = self._pairs.get(pair)
        return places if places is not None or self._others is None else self._others.together(pair)

    def said(self, unit: int) -> np.ndarray:
        """Where a phone was said.

        Raises:
            VoiceError: nobody ever did.
        """
        if unit in self._singles:
            return self._singles[unit]
        if self._others is None:
            raise VoiceError("Nobody in the recordings says one of the sounds of that text.")
        return self._others.said(unit)

    def _choose(
        self, places: np.ndarray, wanted: np.ndarray, last: int, person: int, rng: random.Random
    ) -> tuple[int, int]:
        """The best of some places: many phones in a row, the right person, and a spectrum like that at `last`."""
        some = places if len(places) <= TRIED else places[[rng.randrange(len(places)) for _ in range(TRIED)]]
        if len(places) > TRIED:
            some = np.concatenate([some, places[self._bank.person[places] == person]])
        most = min(rng.randint(*MOST), len(wanted) - 1)
        rows = np.minimum(some[:, None] + np.arange(most + 1), len(self._bank.unit) - 1)
        lengths = np.cumprod(self._bank.unit[rows] == wanted[: most + 1], 1).sum(1) - 1
        costs = STRANGER * (self._bank.person[some] != person) - JOIN * lengths
        if last >= 0:
            step = self._bank.colour[some] - self._bank.colour[last]
            costs = costs + np.sqrt(np.mean(step**2, 1))
        best = int(np.argmin(costs))
        return int(some[best]), int(lengths[best])


def _pair(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """One number for two phones in a row."""
    return first.astype(int) * 256 + second


def _grouped(keys: np.ndarray, values: np.ndarray) -> dict[int, np.ndarray]:
    """The values of every key."""
    order = np.argsort(keys, kind="stable")
    found, starts = np.unique(keys[order], return_index=True)
    return dict(zip(found.tolist(), np.split(values[order], starts[1:]), strict=True))


def join_pieces(audio: np.ndarray, pieces: Sequence[Piece]) -> tuple[np.ndarray, dict[int, int]]:
    """float32 samples of pieces one after another, and at which sample each phone begins.

    Each piece is shifted by a few samples to where its wave fits the end of the one before (as in WSOLA, W. Verhelst
    and M. Roelands, ICASSP 1993), and fades in.
    """
    out = np.zeros(sum(p.stop - p.start for p in pieces) + FADE * len(pieces) + SEARCH, np.float32)
    fade = np.linspace(0.0, 1.0, FADE, dtype=np.float32)
    length, begins = 0, dict[int, int]()
    for piece in pieces:
        start, shared = piece.start, min(FADE, length)
        if shared == FADE:
            start = _fitting(audio, piece.start, out[length - FADE : length])
        samples = audio[max(0, start - shared) : max(piece.stop, start + FADE)].astype(np.float32) / 32768
        shared = min(shared, len(samples))
        at = length - shared
        samples[:shared] *= fade[FADE - shared :]
        out[at:length] *= fade[::-1][:shared]
        out[at : at + len(samples)] += samples
        begins |= {phone: at + shared + place - start for phone, place in piece.begins}
        length = at + len(samples)
    return out[:length], begins


def _fitting(audio: np.ndarray, start: int, end: np.ndarray) -> int:
    """The sample near `start` before which the audio is most like `end` [FADE]."""
    first = start - FADE - SEARCH
    if first < 0 or start + SEARCH > len(audio):
        return start
    around = audio[first : start + SEARCH].astype(np.float32)
    power = np.convolve(around**2, np.ones(FADE, np.float32), "valid")
    alike = np.correlate(around, end, "valid") / np.sqrt(power + 1.0)
    return start - SEARCH + int(np.argmax(alike))


class People:
    """A voice that is somebody else in every text."""

    def __init__(self, folder: Path, pronounce: Callable[[str], str], rng: random.Random):
        self._bank, self._pronounce, self._rng = Bank.load(folder), pronounce, rng
        bank = self._bank
        everybody = Mouths(bank, np.arange(len(bank.unit)))
        groups = {int(g): Mouths(bank, np.flatnonzero(bank.group == g), everybody) for g in np.unique(bank.group)}
        first = np.unique(bank.person, return_index=True)[1]
        self._people = [groups[int(bank.group[place])] for place in first]
        self._weights = (np.bincount(bank.person) ** 0.75).tolist()  # who said much is clearer

    def say(self, text: str, rate: float = 1.0, pitch: float = 1.0) -> Speech:  # noqa: ARG002 - the protocol of voices
        """Somebody says `text`; they keep the pace and the pitch that they have.

        Raises:
            VoiceError: there is nothing to say in it.
        """
        person = self._rng.choices(range(len(self._people)), self._weights)[0]
        samples, words, length = list[np.ndarray](), list[tuple[str, float]](), 0
        for phrase in re.split(r"[,.;:?!]+", text):
            if not (spoken := transcript(phrase).split()):
                continue
            said, begins = self._phrase(person, spoken)
            words += [(word, (length + begin) / RATE) for word, begin in zip(spoken, begins, strict=True)]
            samples.append(said)
            length += len(said)
        if not samples:
            raise VoiceError("There is nothing to say in that text.")
        return Speech((np.clip(np.concatenate(samples), -1, 1) * 32767).astype(np.int16), RATE, words)

    def _phrase(self, person: int, words: Sequence[str]) -> tuple[np.ndarray, list[int]]:
        """Samples of a phrase, and where its words begin."""
        spoken = [units_of(self._pronounce(word)) or [UNSURE] for word in words]
        phones = [SILENCE, *(unit for word in spoken for unit in word), SILENCE]
        pieces = self._people[person].pieces(phones, person, self._rng)
        samples, begins = join_pieces(self._bank.audio, pieces)
        firsts = 1 + np.cumsum([0, *(len(word) for word in spoken[:-1])])
        return samples, [begins[int(first)] for first in firsts]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help=f"with manifest.tsv and {PHONES}")
    parser.add_argument("--to", type=Path, required=True, help="folder of the bank, which must not exist")
    args = parser.parse_args()
    bank = build_bank(args.folder)
    bank.save(args.to)
    print(f"{len(bank.unit)} phones of {int(bank.person.max()) + 1} people")


if __name__ == "__main__":
    main()
