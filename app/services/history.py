"""The history: finished turns in one SQLite file, searched, exported and deleted. No Qt.

    history = History()                       # `history.notice` says if a damaged file was kept aside
    history.add(turn)                         # one transaction: a turn is there whole or not at all
    history.search("oranges", limit=50)       # newest first; "" finds all
    history.sound(turn_id, "reply")           # samples and their rate, or None
    history.delete([turn_id]); history.delete_older_than(days=30)

`app.services.history_recorder` makes turns of the engine's events, off the window's thread.
"""

from __future__ import annotations

import io
import json
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import soundfile

from app.services.history_schema import HistoryError, open_database
from engine import config

__all__ = ["History", "HistoryError", "Piece", "Side", "Sound", "StoredTurn", "default_path"]

Side = Literal["question", "reply"]
COLUMNS = "id, began, mode, question, thoughts, reply, answer, outcome, figures, pieces"
DAY_S = 86_400


@dataclass(frozen=True)
class Sound:
    """Samples [n] float32 mono in [-1, 1] at `rate` a second."""

    samples: npt.NDArray[np.float32] = field(repr=False, compare=False)
    rate: int


@dataclass(frozen=True)
class Piece:
    """Something of a turn at its time: `kind` is that of the engine's event, `seconds` since the question's end.

    `text` is a piece of thought or reply, or what was heard; `clause` counts the reply's clauses; `duration` is that of
    sound; `rests_on` as in `engine.events.Reply`.
    """

    kind: str
    seconds: float
    text: str = ""
    clause: int = 0
    duration: float = 0.0
    rests_on: int = 0


@dataclass(frozen=True)
class StoredTurn:
    """One question and its answer. `began` in seconds since 1970; `outcome` done, interrupted or failed.

    `question` is the typed text, or what was heard as far as it is known. `figures` are those of the engine's `Turn`.
    `sounds` are read by `History.sound` only, so that lists stay light.
    """

    began: float
    mode: str
    question: str
    thoughts: str
    reply: str
    answer: str | None = None
    outcome: str = "done"
    figures: dict[str, Any] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()
    sounds: dict[Side, Sound] = field(default_factory=dict, compare=False)
    id: int = 0


def default_path() -> Path:
    """Return the file in the user's folder of data."""
    return config.data_dir() / "history.sqlite3"


class History:
    """Turns in the file `path`. Methods may be called from any thread, one after the other."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the file, or begin a new one.

        Raises:
            HistoryError: it cannot be used; turns cannot be kept then, all else goes on.
        """
        self.path = path or default_path()
        self._lock = threading.RLock()
        self._connection, self.notice = open_database(self.path)

    def add(self, turn: StoredTurn) -> int:
        """Keep the turn and return its number.

        Raises:
            HistoryError: the disk is full, or the file is not to be written; nothing of the turn is kept.
        """
        sounds = [(side, _packed(sound)) for side, sound in turn.sounds.items() if len(sound.samples)]
        row = (
            turn.began, turn.mode, turn.question, turn.thoughts, turn.reply, turn.answer, turn.outcome,
            json.dumps(turn.figures), json.dumps([asdict(piece) for piece in turn.pieces]),
        )  # fmt: skip
        with self._writing() as connection:
            marks = ", ".join("?" * len(row))
            added = connection.execute(f"INSERT INTO turns ({COLUMNS[4:]}) VALUES ({marks})", row)  # noqa: S608 - ours
            number = int(added.lastrowid or 0)
            connection.executemany("INSERT INTO sounds VALUES (?, ?, ?)", [(number, *sound) for sound in sounds])
        return number

    def get(self, turn_id: int) -> StoredTurn | None:
        """Return the turn of that number, without its sounds."""
        return next(iter(self._select("WHERE id = ?", turn_id)), None)

    def search(self, text: str = "", limit: int = 100, offset: int = 0) -> list[StoredTurn]:
        """Return turns, newest first, in which every word of `text` begins a word of question, thoughts or reply."""
        words = " ".join('"' + word.replace('"', '""') + '"*' for word in text.split())
        if not words:
            return self._select("ORDER BY id DESC LIMIT ? OFFSET ?", limit, offset)
        found = "WHERE id IN (SELECT rowid FROM words WHERE words MATCH ?) ORDER BY id DESC LIMIT ? OFFSET ?"
        return self._select(found, words, limit, offset)

    def sound(self, turn_id: int, side: Side) -> Sound | None:
        """Return what was asked or said, or None where no sound was kept."""
        row = self._one("SELECT flac FROM sounds WHERE turn = ? AND side = ?", turn_id, side)
        if row is None:
            return None
        samples, rate = soundfile.read(io.BytesIO(row[0]), dtype="float32")
        return Sound(samples, rate)

    def with_sounds(self, turn: StoredTurn) -> StoredTurn:
        """Return the turn with its sounds, for a replay or an export."""
        sides: tuple[Side, Side] = ("question", "reply")
        sounds = {side: sound for side in sides if (sound := self.sound(turn.id, side)) is not None}
        return replace(turn, sounds=sounds)

    def count(self) -> int:
        """Return how many turns there are."""
        row = self._one("SELECT count(*) FROM turns")
        return int(row[0]) if row else 0

    def delete(self, turn_ids: Iterable[int]) -> int:
        """Delete turns with their sounds for good; return how many there were."""
        numbers = [(number,) for number in turn_ids]
        return self._delete("WHERE id = ?", numbers)

    def delete_all(self) -> int:
        """Delete every turn for good; return how many there were."""
        return self._delete("", [()])

    def delete_older_than(self, days: float | None) -> int:
        """Delete turns older than `days` (None: none); return how many there were."""
        if days is None:
            return 0
        return self._delete("WHERE began < ?", [(time.time() - days * DAY_S,)])

    def close(self) -> None:
        """Close the file; harmless when called again."""
        with self._lock:
            self._connection.close()

    def _delete(self, condition: str, rows: Sequence[tuple[float, ...]]) -> int:
        """Delete so that the words are in no file any more: neither in the search index nor in the write-ahead log."""
        with self._lock:
            with self._writing() as connection:
                deleted = int(connection.executemany(f"DELETE FROM turns {condition}", rows).rowcount)  # noqa: S608 - ours
                if deleted > 0:
                    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
            if deleted > 0:
                self._one("PRAGMA wal_checkpoint(TRUNCATE)")
        return max(0, deleted)

    def _select(self, condition: str, *values: Any) -> list[StoredTurn]:
        with self._lock, self._told():
            found = self._connection.execute(f"SELECT {COLUMNS} FROM turns {condition}", values)  # noqa: S608 - ours
            return [_stored(row) for row in found]

    def _one(self, query: str, *values: Any) -> tuple[Any, ...] | None:
        with self._lock, self._told():
            row: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
            return row

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it, or nothing."""
        with self._lock, self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk may have ended it already
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn SQLite's errors into one sentence."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "full" in str(error):
                raise HistoryError("The history cannot be kept because the disk is full: make room.") from error
            raise HistoryError(f"The history in {self.path} cannot be used now ({error}): try again later.") from error
        except sqlite3.DatabaseError as error:
            raise HistoryError(f"The history in {self.path} is damaged ({error}): start Mindpace again.") from error


def _stored(row: tuple[Any, ...]) -> StoredTurn:
    number, began, mode, question, thoughts, reply, answer, outcome, figures, pieces = row
    return StoredTurn(
        began, mode, question, thoughts, reply, answer, outcome, json.loads(figures),
        tuple(Piece(**piece) for piece in json.loads(pieces)), id=number,
    )  # fmt: skip


def _packed(sound: Sound) -> bytes:
    """FLAC of 16 bits: about half the size of WAV, and lossless for what a microphone gives."""
    data = io.BytesIO()
    soundfile.write(data, np.clip(sound.samples, -1.0, 1.0), sound.rate, format="FLAC", subtype="PCM_16")
    return data.getvalue()
