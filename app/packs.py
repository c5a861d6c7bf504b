"""`mindpace packs`: what models there are, adding, removing and checking them."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.packs_text import amount, catalogue_notes, facts, fit, progress_words, speed
from engine.errors import EXIT_STATUS, MindpaceError, PackError, SetupError

if TYPE_CHECKING:
    from engine.library import Added, Control, Progress

PROGRESS_EVERY_S = 5.0
PAUSED = 130


def add_arguments(packs: argparse.ArgumentParser) -> None:
    """Tell the parser of `mindpace packs` what may follow."""
    tasks = packs.add_subparsers(dest="task", required=True, metavar="TASK")
    listing = tasks.add_parser("list", help="what is installed, or with --catalogue what can be downloaded")
    listing.add_argument("--catalogue", action="store_true", help="models that can be added by name")
    _add_json(listing)
    adding = tasks.add_parser("add", help="add a model: a GGUF file, a folder, an archive or a name of the catalogue")
    sources = "FILE.gguf, FOLDER, FILE.zip, FILE.tar.gz, a name, OWNER/REPOSITORY[:QUANTIZATION], or a server's address"
    adding.add_argument("source", metavar="SOURCE", help=sources)
    adding.add_argument("--mmproj", metavar="FILE", help="the projector of a GGUF model: its ears")
    adding.add_argument("--quantization", metavar="Q", help="of a Step-Audio checkpoint: Q8_0 (default), Q4_0, F16 ...")
    adding.add_argument("--name", help="what to call the pack (default: what the model calls itself)")
    adding.add_argument("--link", action="store_true", help="leave the files where they are instead of copying them")
    adding.add_argument("--model", help="with a server's address: the model to ask there")
    adding.add_argument("--key", action="store_true", help="the server wants a key: ask for it, keep it in the keyring")
    adding.add_argument("--plain-http", action="store_true", help="allow a server without encryption")
    adding.add_argument("--no-trial", action="store_true", help="do not run the model once to see whether it works")
    removing = tasks.add_parser("remove", help="remove a pack that you added, or an interrupted download")
    removing.add_argument("name", metavar="NAME")
    removing.add_argument("--yes", action="store_true", help="do not ask")
    checking = tasks.add_parser("check", help="read every byte of packs again and try their models")
    checking.add_argument("names", nargs="*", metavar="NAME", help="packs to check (default: all)")
    checking.add_argument("--no-trial", action="store_true", help="check the files only")
    _add_json(checking)
    keying = tasks.add_parser("key", help="give the key that a server wants; it goes to the system's keyring only")
    keying.add_argument("name", metavar="NAME")
    telling = tasks.add_parser("info", help="all about one pack or one model of the catalogue")
    telling.add_argument("name", nargs="?", metavar="NAME", help="(default: the pack that ships)")
    _add_json(telling)


def run(arguments: argparse.Namespace) -> int:
    """Do what the arguments say; return the exit status."""
    tasks = {"list": list_packs, "add": add, "remove": remove, "check": check, "info": info, "key": key}
    return tasks[arguments.task](arguments)


def list_packs(arguments: argparse.Namespace) -> int:
    """Print what is installed, or what can be downloaded."""
    from engine import library

    if arguments.catalogue:
        return _list_catalogue(json_wanted=arguments.json)
    packs = library.list_packs()
    if arguments.json:
        print(json.dumps([pack.to_json() for pack in packs]))
        return 0
    have = library.memory()
    rows = [
        [p.name, p.kind, amount(p.bytes), fit(p.need, have), p.licence, speed(p.speed)] for p in packs if not p.problem
    ]
    _table(["name", "kind", "size", "memory needed", "licence", "speed"], rows)
    for pack in packs:
        if pack.problem:
            print(f"{pack.name}: {pack.problem}")
    for name, size in library.unfinished().items():
        print(f"Not finished: {name}, {amount(size)} are here; `mindpace packs add {name}` goes on.")
    print(f"This machine has {amount(have.total)} of memory, {amount(have.available)} of it free.")
    print("`mindpace packs list --catalogue` shows what can be added.")
    return 0


def _list_catalogue(*, json_wanted: bool) -> int:
    from dataclasses import asdict

    from engine import library

    entries = list(library.catalogue().values())
    if json_wanted:
        print(json.dumps([asdict(entry) | {"bytes": entry.bytes} for entry in entries]))
        return 0
    have = library.memory()
    rows = []
    for one in entries:
        size = "unknown" if one.bytes is None else amount(one.bytes, about=one.about_bytes)
        memory = "unknown" if one.bytes is None else fit(library.estimate(one.bytes), have)
        rows.append([one.name, one.kind, size, memory, one.licence, "yes" if one.verified else "not verified"])
    _table(["name", "kind", "size", "memory needed", "licence", "tried"], rows)
    print("Not verified: nobody could run it where this catalogue was made. `mindpace packs info NAME` tells more.")
    return 0


def info(arguments: argparse.Namespace) -> int:
    """Print all about one pack, or one model of the catalogue that is not here."""
    from dataclasses import asdict

    from engine import library

    name = arguments.name
    entry = library.catalogue().get(name) if name else None
    if entry is not None and name not in {pack.name for pack in library.list_packs()}:
        if arguments.json:
            print(json.dumps(asdict(entry) | {"bytes": entry.bytes}))
        else:
            _rows(catalogue_notes(entry))
        return 0
    pack = library.pack_info(name)
    if arguments.json:
        print(json.dumps(pack.to_json()))
    else:
        _rows(facts(pack, library.memory()))
    return 0


def check(arguments: argparse.Namespace) -> int:
    """Check packs one after another; every one gets a line."""
    from engine import library

    results: list[dict[str, Any]] = []
    for name in arguments.names or [pack.name for pack in library.list_packs()]:
        try:
            pack = library.check_pack(name, trial=not arguments.no_trial)
            results.append(pack.to_json())
            tried = "it speaks" if pack.kind == "voice" else speed(pack.speed)
            line = f"{name}: whole" + ("" if arguments.no_trial else f", {tried}")
        except MindpaceError as error:
            results.append({"name": name, "problem": str(error)})
            line = f"{name}: {error}"
        if not arguments.json:
            print(line, flush=True)
    if arguments.json:
        print(json.dumps(results))
    return EXIT_STATUS if any(one["problem"] for one in results) else 0


def remove(arguments: argparse.Namespace) -> int:
    """Remove a pack, after asking where somebody is there to answer."""
    from app.services.settings import SettingsStore

    if not arguments.yes and sys.stdin.isatty():
        answer = input(f"Remove the pack {arguments.name}? It is gone for good. [y/N] ")
        if answer.strip().lower() not in ("y", "yes"):
            print("Nothing was removed.")
            return 0
    free = remove_with_key(arguments.name)
    print(f"Removed {arguments.name}: {amount(free)} are free again.")
    store = SettingsStore()
    if store.values.pack == arguments.name:
        store.change(pack=None)
        print("It was the one in use; from now on the pack that ships is used.")
    if store.values.voice == arguments.name:
        store.change(voice=None)
        print("It was the voice in use; from now on the model's first voice speaks.")
    return 0


def add(arguments: argparse.Namespace) -> int:
    """Add a pack and tell how far it is; Ctrl+C pauses a download."""
    from engine import library

    if arguments.source.startswith(("http://", "https://")):
        return add_server(arguments)
    entry = None if Path(arguments.source).exists() else library.catalogue().get(arguments.source)
    if entry is not None:
        tried = "" if entry.verified else ", not verified"
        print(f"{entry.title}, licence {entry.licence}{tried}; from {entry.source.repo}.", flush=True)
    control, before = library.Control(), library.unfinished()
    added = _interruptible(arguments, control)
    if added.outcome is library.Outcome.DONE and added.pack:
        name = added.pack.folder.name
        pack = library.pack_info(name)
        measured = "" if pack.kind == "voice" else f"; {speed(pack.speed)}"
        print(f"Added {name}: needs {fit(pack.need, library.memory())}{measured}.")
        used = f"--pack MODEL talk --voice-name {name}" if pack.kind == "voice" else f"--pack {name}"
        print(f"`mindpace {used}` uses it.")
        return 0
    after = library.unfinished()
    kept = arguments.source in after or after != before
    print(f"Paused: `mindpace packs add {arguments.source}` goes on." if kept else "Stopped: nothing was added.")
    return PAUSED


def add_server(arguments: argparse.Namespace) -> int:
    """Add a pack for a model on a server; its key, if it wants one, goes to the system's keyring."""
    from engine import library

    if not arguments.model:
        raise PackError("Name the model that is to be asked on the server: --model NAME.")
    choice = library.ServerChoice(arguments.model, arguments.key, arguments.plain_http)
    added = library.add_pack(arguments.source, name=arguments.name, server=choice)
    name = added.pack.folder.name if added.pack else ""
    if arguments.key:
        keep_key(name, getpass.getpass(f"Key for {name}: "))
    print(f"Added {name}: what you say to it goes to the server. `mindpace --pack {name}` uses it.")
    return 0


def keep_key(name: str, key: str) -> None:
    """Keep a server's key in the system's keyring, never in a file.

    Raises:
        SetupError: there is no keyring.
    """
    try:
        import keyring

        keyring.set_password("mindpace", name, key.strip())
    except Exception as error:  # keyrings of other makers raise what they like
        raise SetupError(f"The system's keyring does not take the key ({error}): unlock it, or set one up.") from error


def remove_with_key(name: str) -> int:
    """Remove a pack of the user's and, of a server, its key in the system's keyring; return the bytes freed.

    Raises:
        PackError: there is no such pack, or it cannot be removed.
    """
    from engine import library

    on_server = any(pack.name == name and pack.kind == "server" for pack in library.list_packs())
    free = library.remove_pack(name)
    if on_server:
        import keyring

        with contextlib.suppress(Exception):  # there was none, or no keyring: nothing is left to forget
            keyring.delete_password("mindpace", name)
    return free


def key(arguments: argparse.Namespace) -> int:
    """Ask for the key of a server's pack and keep it."""
    from engine import library

    if library.pack_info(arguments.name).kind != "server":
        raise PackError(f"{arguments.name} runs on this computer and needs no key.")
    keep_key(arguments.name, getpass.getpass(f"Key for {arguments.name}: "))
    return 0


def _interruptible(arguments: argparse.Namespace, control: Control) -> Added:
    """Work on another thread, so that Ctrl+C ends it in order, wherever it is."""
    from engine import library

    results: list[Added | BaseException] = []

    def work() -> None:
        try:
            meter = _Meter()
            ears = Path(arguments.mmproj) if arguments.mmproj else None
            results.append(
                library.add_pack(
                    arguments.source, ears=ears, quantization=arguments.quantization, name=arguments.name,
                    link=arguments.link,
                    trial=not arguments.no_trial, control=control, on_progress=meter.tell,
                )
            )  # fmt: skip
            meter.end()
        except BaseException as error:  # noqa: BLE001 - raised again on the main thread
            results.append(error)
        finally:
            done.set()

    done = threading.Event()
    threading.Thread(target=work, name="mindpace-add", daemon=True).start()
    while not done.is_set():  # not `join`: one that Ctrl+C interrupts takes the thread for ended
        try:
            done.wait(0.2)
        except KeyboardInterrupt:
            control.pause()
    result = results[0]
    if isinstance(result, BaseException):
        raise result
    return result


class _Meter:
    """Tells on standard error how far it is: on one line of a terminal, else now and then."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._told, self._state, self._drawn = 0.0, "", False

    def tell(self, progress: Progress) -> None:
        """Show the progress if it is time."""
        now = time.monotonic()
        state = f"{progress.name} {progress.state}"
        if not self._live and now - self._told < PROGRESS_EVERY_S and state == self._state:
            return
        self._told, self._state = now, state
        line = progress_words(progress)
        if self._live:
            print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)
            self._drawn = True
        else:
            print(line, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the terminal's line."""
        if self._drawn:
            print(file=sys.stderr)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON, for programs")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    for row in [head, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _rows(rows: Iterable[tuple[str, str]]) -> None:
    for name, value in rows:
        print(f"{name:20} {value}".rstrip())
