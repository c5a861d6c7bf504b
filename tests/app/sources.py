"""Every English sentence of the window that is looked up in a catalogue."""

import ast
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "app"
CALLS = {"tr", "mark", "put"}


def _name(call):
    return getattr(call.func, "id", None) or getattr(call.func, "attr", "")


def sources():
    """Return the sentences in `tr("...")`, `mark("...")` and `put(widget, text="...")` of all files."""
    found = {}
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node) in CALLS:
                given = [word.value for word in node.keywords] if _name(node) == "put" else node.args[:1]
                for value in given:
                    for constant in ast.walk(value):
                        if isinstance(constant, ast.Constant) and isinstance(constant.value, str) and constant.value:
                            found.setdefault(constant.value, path.name)
    return found
