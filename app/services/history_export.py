"""Turns of the history as files for people and programs: WAV, text, JSON or a page (HTML) that needs nothing else."""

from __future__ import annotations

import base64
import html
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import numpy as np
import soundfile
import soxr

from app.services.files import write_whole
from app.services.history import History, Side, Sound, StoredTurn
from engine.config import SPEAKING_RATE
from engine.errors import OutputError

PAUSE_S = 0.5
SIDES: tuple[Side, Side] = ("question", "reply")
STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
    "article{border-top:1px solid #8886;padding:1rem 0}details{opacity:.8}audio{display:block;margin:.5rem 0}"
)


def export(history: History | None, turns: Sequence[StoredTurn], path: Path) -> None:
    """Write turns to `path` in the format that its ending names: .wav, .txt, .json or .html.

    Sounds that a turn does not hold are taken from `history`.

    Raises:
        OutputError: another ending, nothing to write, no permission, or the disk is full.
    """
    make = FORMATS.get(path.suffix.lower())
    if make is None:
        raise OutputError(f"{path.name} names no format: end it in {', '.join(FORMATS)}.")
    if not turns:
        raise OutputError("There is no turn to export: ask something first.")
    write_whole(path, make([turn if turn.sounds or history is None else history.with_sounds(turn) for turn in turns]))


def _wav(turns: Sequence[StoredTurn]) -> bytes:
    """All questions and replies one after the other."""
    pause = np.zeros(int(PAUSE_S * SPEAKING_RATE), np.float32)
    parts = [part for turn in turns for side in SIDES if side in turn.sounds for part in (_said(turn, side), pause)]
    if not parts:
        raise OutputError("No sound was kept of this: choose text, JSON or HTML.")
    data = io.BytesIO()
    soundfile.write(data, np.clip(np.concatenate(parts[:-1]), -1, 1), SPEAKING_RATE, format="WAV", subtype="PCM_16")
    return data.getvalue()


def _said(turn: StoredTurn, side: Side) -> np.ndarray:
    sound = turn.sounds[side]
    return sound.samples if sound.rate == SPEAKING_RATE else soxr.resample(sound.samples, sound.rate, SPEAKING_RATE)


def _text(turns: Sequence[StoredTurn]) -> bytes:
    return (
        "\n\n".join(
            f"{_when(turn)} ({turn.mode}, {turn.outcome})\nYou: {turn.question or '(spoken)'}\n"
            f"Thoughts: {turn.thoughts}\nMindpace: {turn.reply}"
            for turn in turns
        ).encode()
        + b"\n"
    )


def _json(turns: Sequence[StoredTurn]) -> bytes:
    """Everything but the sound."""
    rows = [{name: value for name, value in asdict(turn).items() if name != "sounds"} for turn in turns]
    return json.dumps({"format": 1, "turns": rows}, indent=1, ensure_ascii=False).encode() + b"\n"


def _html(turns: Sequence[StoredTurn]) -> bytes:
    body = "".join(_article(turn) for turn in turns)
    head = f"<meta charset='utf-8'><title>Mindpace: {len(turns)} turns</title><style>{STYLE}</style>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>\n".encode()


def _article(turn: StoredTurn) -> str:
    sounds = "".join(_player(side, turn.sounds[side]) for side in SIDES if side in turn.sounds)
    return (
        f"<article><time>{_when(turn)}</time><p><b>You:</b> {html.escape(turn.question or '(spoken)')}</p>"
        f"<details open><summary>Thoughts</summary><p>{html.escape(turn.thoughts)}</p></details>"
        f"<p><b>Mindpace:</b> {html.escape(turn.reply)}</p>{sounds}</article>"
    )


def _player(side: Side, sound: Sound) -> str:
    data = io.BytesIO()
    soundfile.write(data, sound.samples, sound.rate, format="FLAC", subtype="PCM_16")
    source = base64.b64encode(data.getvalue()).decode()
    return f"<audio controls aria-label='{side}' src='data:audio/flac;base64,{source}'></audio>"


def _when(turn: StoredTurn) -> str:
    return datetime.fromtimestamp(turn.began).astimezone().strftime("%Y-%m-%d %H:%M")


FORMATS: dict[str, Callable[[Sequence[StoredTurn]], bytes]] = {
    ".wav": _wav,
    ".txt": _text,
    ".json": _json,
    ".html": _html,
}
