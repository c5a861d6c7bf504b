"""The history's database file: opening it, bringing it up to date, and keeping a damaged one aside."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from app.services.files import keep_aside
from engine.errors import MindpaceError, OutputError

MIGRATIONS = [
    """
    CREATE TABLE turns (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        began REAL NOT NULL,
        mode TEXT NOT NULL,
        question TEXT NOT NULL,
        thoughts TEXT NOT NULL,
        reply TEXT NOT NULL,
        answer TEXT,
        outcome TEXT NOT NULL,
        figures TEXT NOT NULL,
        pieces TEXT NOT NULL
    );
    CREATE INDEX turns_began ON turns (began);
    CREATE TABLE sounds (
        turn INTEGER NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
        side TEXT NOT NULL CHECK (side IN ('question', 'reply')),
        flac BLOB NOT NULL,
        PRIMARY KEY (turn, side)
    );
    CREATE VIRTUAL TABLE words USING fts5 (
        question, thoughts, reply, content='turns', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
    );
    CREATE TRIGGER turn_added AFTER INSERT ON turns BEGIN
        INSERT INTO words (rowid, question, thoughts, reply) VALUES (new.id, new.question, new.thoughts, new.reply);
    END;
    CREATE TRIGGER turn_deleted AFTER DELETE ON turns BEGIN
        INSERT INTO words (words, rowid, question, thoughts, reply)
        VALUES ('delete', old.id, old.question, old.thoughts, old.reply);
    END;
    """,
]
"""`MIGRATIONS[v]` makes version v + 1 of a file of version v (`PRAGMA user_version`); 0 is an empty file."""


class HistoryError(MindpaceError):
    """A history that cannot be read or written."""


class NewerHistoryError(HistoryError):
    """A history that a newer Mindpace wrote; it is left as it is."""


def open_database(path: Path) -> tuple[sqlite3.Connection, str | None]:
    """Return a connection to the history at `path`, and a sentence if a damaged file was kept aside for it.

    Raises:
        HistoryError: the file is of a newer Mindpace, or the folder cannot be used.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _opened(path), None
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # locked, no permission, disk full: nothing is damaged
                raise
        aside = _all_kept_aside(path)
        return _opened(path), f"The history was damaged and is kept as {aside}; a new one was begun."
    except (sqlite3.Error, OSError, OutputError) as error:
        raise HistoryError(f"The history in {path} cannot be opened ({error}): turns are not kept for now.") from error


def _opened(path: Path) -> sqlite3.Connection:
    # Manual transactions; the store's lock keeps threads apart.
    connection = sqlite3.connect(path, timeout=5.0, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # a finished turn survives a loss of power too
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what the user deletes is gone from the file
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check failed")
        _migrate(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise NewerHistoryError(f"The history in {path} was written by a newer Mindpace: turns are not kept for now.")
    for number, script in enumerate(MIGRATIONS[version:], version + 1):
        connection.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")


def _all_kept_aside(path: Path) -> Path:
    """Move the file aside, and its write-ahead log, which may hold the newest turns, with it."""
    aside = keep_aside(path)
    for end in ("-wal", "-shm"):
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
    return aside
