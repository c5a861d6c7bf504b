"""Reads what a screen reader sees of the running window, by AT-SPI: JSON on standard output. Needs Debian's pyatspi.

Run by `test_accessibility.py` with the system's Python, inside a session bus of its own.
"""

import json
import sys
import time

import pyatspi

SHOWN = pyatspi.STATE_SHOWING


def find(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for application in pyatspi.Registry.getDesktop(0):
            if application is not None and application.childCount and "indpace" in (application.name or ""):
                return application
        time.sleep(0.5)
    sys.exit("no window on the accessibility bus")


def walk(node, found):
    try:
        states = node.getState()
        if states.contains(SHOWN):
            found.append(
                {
                    "role": node.getRoleName(), "name": node.name, "description": node.description,
                    "focusable": states.contains(pyatspi.STATE_FOCUSABLE),
                }
            )  # fmt: skip
        for child in node:
            if child is not None:
                walk(child, found)
    except Exception as error:  # noqa: BLE001 - what has just gone is not there
        print(error, file=sys.stderr)


nodes = []
walk(find(60), nodes)
print(json.dumps(nodes))
