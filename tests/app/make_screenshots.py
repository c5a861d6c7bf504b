"""Pictures of every state, page, error and empty view: `python -m tests.app.make_screenshots [FOLDER] [--only NAME]`.

Without a folder they go to docs/screenshots: in light and dark, at 100 % and 200 %, in the usual and the smallest size
(`--all`: every combination of these), made small by pngquant where that is installed. What is asked and answered in
them is what the embedded pack made of two of the examples.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

USUAL, SMALLEST = (1000, 700), (640, 480)
KEPT = {"1": (("light", USUAL), ("dark", USUAL), ("light", SMALLEST)), "2": (("dark", SMALLEST),)}
EVERY = tuple((theme, size) for theme in ("light", "dark") for size in (USUAL, SMALLEST))
ALIASES = {
    "answered": "done-light-1000", "listening": "listening-dark-1000",
    "thinking-and-speaking": "thinking-and-speaking-dark-1000",
}  # fmt: skip
"""Pictures that README and guide show, under names that stay."""
DOCS = Path(__file__).resolve().parents[2] / "docs" / "screenshots"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DOCS)
    parser.add_argument("--only", default="", help="only views with this in their name")
    parser.add_argument("--scale", choices=list(KEPT), help="100 or 200 percent only")
    parser.add_argument("--all", action="store_true", help="every theme in every size at every scale")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.here:
        shoot(given.folder, given.only, given.scale, EVERY if given.all else KEPT[given.scale])
        return
    for scale in [given.scale] if given.scale else KEPT:
        command = [sys.executable, "-m", "tests.app.make_screenshots", str(given.folder), "--here", "--scale", scale]
        with tempfile.TemporaryDirectory() as home:
            environment = os.environ | {
                "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale, "LANG": "C.UTF-8", "XDG_CONFIG_HOME": home,
                "XDG_DATA_HOME": home, "XDG_CACHE_HOME": home, "XDG_STATE_HOME": home, "TZ": "UTC",
            }  # fmt: skip
            subprocess.run(
                [*command, "--only", given.only, *(["--all"] if given.all else [])], env=environment, check=True
            )
    for alias, name in ALIASES.items():
        if (picture := given.folder / f"{name}.png").exists():
            shutil.copyfile(picture, given.folder / f"{alias}.png")
    if shutil.which("pngquant"):
        pictures = [str(path) for path in given.folder.glob("*.png") if given.only in path.name]
        subprocess.run(["pngquant", "--force", "--ext", ".png", "--nofs", "--strip", "128", *pictures], check=True)


def shoot(folder: Path, only: str, scale: str, kinds) -> None:
    from PySide6.QtWidgets import QApplication

    from app.theme import Look
    from tests.app.views import VIEWS, Stage

    look = Look(QApplication([]), "light")
    for theme, (width, height) in kinds:
        look.choose(theme)
        for name, view in VIEWS.items():
            if only in name:
                with Stage(look, theme, (width, height)) as stage:
                    view(stage)
                    stage.settle()
                    stage.picture().save(str(folder / f"{name}-{theme}-{width}{'@2x' if scale == '2' else ''}.png"))


if __name__ == "__main__":
    main()
