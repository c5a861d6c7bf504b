"""The manual page: what does not change from linux/mindpace.1.in, commands and options from the command line itself."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

TEMPLATE = Path(__file__).resolve().parent / "linux" / "mindpace.1.in"


def manual() -> str:
    """Return the manual page of the installed Mindpace, in roff."""
    from app.cli import parser
    from engine.config import VERSION

    top = parser()
    parts = {
        "@DATE@": time.strftime("%Y-%m-%d"),
        "@VERSION@": VERSION,
        "@COMMANDS@": "\n".join(_commands(top)),
        "@OPTIONS@": "\n".join(_options(top)),
    }
    text = TEMPLATE.read_text(encoding="utf-8")
    for mark, part in parts.items():
        text = text.replace(mark, part)
    return text


def _commands(top: argparse.ArgumentParser) -> Iterator[str]:
    for action in _kinds(top):
        for listed in action._choices_actions:  # noqa: SLF001 - argparse has no public way to its help texts
            yield f".SS mindpace {_safe(listed.dest)}\n{_sentence(listed.help)}"
            yield from _options(action.choices[listed.dest])
            for kind in _kinds(action.choices[listed.dest]):
                for part in kind._choices_actions:  # noqa: SLF001
                    yield f".TP\n.B {_safe(part.dest)}\n{_sentence(part.help)}"


def _kinds(parser: argparse.ArgumentParser) -> Iterator[argparse._SubParsersAction[argparse.ArgumentParser]]:
    for action in parser._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            yield action


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001
        if not isinstance(action, argparse._SubParsersAction | argparse._HelpAction):  # noqa: SLF001
            names = ", ".join(action.option_strings) or str(action.metavar or action.dest)
            value = f" \\fI{_safe(_value(action))}\\fR" if action.option_strings and action.nargs != 0 else ""
            yield f".TP\n\\fB{_safe(names)}\\fR{value}\n{_sentence(action.help)}"


def _value(action: argparse.Action) -> str:
    if action.metavar:
        return str(action.metavar)
    return "|".join(map(str, action.choices)) if action.choices else action.dest.upper()


def _sentence(text: str | None) -> str:
    words = _safe(" ".join((text or "").split()).replace("%%", "%"))
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"


def _safe(text: str) -> str:
    """`text` so that roff takes it as it is; a line must not begin with a dot or an apostrophe."""
    text = text.replace("\\", "\\(rs").replace("-", "\\-")
    return f"\\&{text}" if text.startswith((".", "'")) else text
