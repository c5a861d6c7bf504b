"""`mindpace doctor`: checks microphone, loudspeaker, model and echo from the command line."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict

from app.services.doctor import (
    QUESTION,
    Finding,
    check_echo,
    check_loudspeaker,
    check_microphone,
    check_model,
    not_heard,
)
from app.services.settings import SettingsStore
from engine import Engine
from engine.errors import EXIT_STATUS, MindpaceError

MARKS = {"good": "ok", "warn": "note", "bad": "FAULT", "ask": "?"}


def doctor(arguments: argparse.Namespace) -> int:
    """Run all checks; return the exit status: 2 if something is broken."""
    broken = False
    for finding in _findings(arguments):
        broken = broken or finding.verdict == "bad"
        if arguments.json:
            print(json.dumps(asdict(finding)), flush=True)
            continue
        print(f"{finding.check:12} {MARKS[finding.verdict]:6} {finding.said}", flush=True)
        if finding.advice:
            print(f"{'':20}{finding.advice}")
        for name, value in finding.fix.items():
            print(f"{'':20}Another {name} works: {value}")
    return EXIT_STATUS if broken else 0


def _findings(arguments: argparse.Namespace) -> Iterator[Finding]:
    values = SettingsStore().values
    microphone, loudspeaker = arguments.device or values.microphone, arguments.loudspeaker or values.loudspeaker
    talks = not arguments.json and sys.stdin.isatty()
    if talks:
        print("Please say something for three seconds ...", flush=True)
    yield check_microphone(microphone)
    heard = check_loudspeaker(loudspeaker)
    if heard.verdict == "ask" and talks:
        yes = input(f"{heard.said} [Y/n] ").strip().lower() in ("", "y", "yes", "j", "ja")
        heard = Finding("loudspeaker", "good", "It works.") if yes else not_heard(loudspeaker)
    yield heard
    yield _model(arguments)
    yield check_echo(microphone, loudspeaker)


def _model(arguments: argparse.Namespace) -> Finding:
    began = time.monotonic()
    engine = Engine(arguments.pack)
    try:
        engine.start()
        engine.wait_ready()
        load_s = time.monotonic() - began
        return check_model(engine.ask(QUESTION), load_s)
    except MindpaceError as error:
        return Finding("model", "bad", str(error))
    finally:
        engine.close()
