"""Where packs lie: the one that ships with Mindpace, the user's own, or any folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine import config
from engine.errors import PackError
from engine.packs.check import EARS, VOICE, check_weights
from engine.packs.control import Control
from engine.packs.kinds import Voice
from engine.packs.manifest import MANIFEST, Manifest, read_manifest
from engine.packs.verify import verify


@dataclass(frozen=True)
class Pack:
    """A checked pack: its folder and its manifest. `lm`, `ears` and `voice` are the models of an embedded one."""

    folder: Path
    manifest: Manifest

    def path(self, name: str) -> Path:
        """Where the pack's file `name` is."""
        return self.folder / name

    @property
    def lm(self) -> Path:
        """The language model, GGUF."""
        return self.folder / self.manifest.lm.file

    @property
    def ears(self) -> Path:
        """The encoder and adapter, safetensors."""
        return self.folder / EARS

    @property
    def voice(self) -> Path:
        """The speech decoder, safetensors."""
        return self.folder / VOICE


def open_pack(which: str | Path | None = None, *, force: bool = False, control: Control | None = None) -> Pack:
    """Return the pack `which` (a folder, or the name of an installed pack; None: the embedded one), checked.

    It may be of any kind: `pack.manifest.body` tells. `force` reads every file again, also those found whole before.

    Raises:
        PackError: there is none, it is damaged, or of an unknown format.
        StoppedError: `control` says stop.
    """
    folder = embedded_pack() if which is None else pack_folder(which)
    manifest = read_manifest(folder)
    verify(folder, manifest, force=force, control=control)
    check_weights(folder, manifest)
    return Pack(folder, manifest)


def is_voice_pack(name: str) -> bool:
    """Whether a voice pack of this name is installed.

    Raises:
        PackError: a pack is, but its manifest cannot be read.
    """
    folder = pack_folder(name)
    return (folder / MANIFEST).is_file() and isinstance(read_manifest(folder).body, Voice)


def user_packs_dir() -> Path:
    """Return the folder of the packs that the user added (not created here)."""
    return config.data_dir() / "packs"


def installed_packs() -> list[Path]:
    """Return the folders of all packs, the user's own first; a name that is there twice means the user's."""
    found: dict[str, Path] = {}
    for place in (user_packs_dir(), config.packs_dir()):
        for folder in _installed(place):
            found.setdefault(folder.name, folder)
    return list(found.values())


def embedded_pack() -> Path:
    """Return the folder of the newest pack that ships with Mindpace.

    Raises:
        PackError: none does.
    """
    folders = list(_installed(config.packs_dir()))
    if not folders:
        raise PackError(f"No model pack ships in {config.packs_dir()}: name one with --pack FOLDER.")
    return folders[0] if len(folders) == 1 else max(folders, key=lambda folder: read_manifest(folder).created)


def pack_folder(which: str | Path) -> Path:
    """A folder as it is; else an installed pack of that name; else the folder again, for the error to name."""
    if not Path(which).is_dir() and Path(which).name == str(which):
        for place in (user_packs_dir(), config.packs_dir()):
            if (place / which / MANIFEST).is_file():
                return place / which
    return Path(which).expanduser()


def _installed(place: Path) -> Iterator[Path]:
    """Folders in `place` that hold a manifest; those that begin with a dot are being made."""
    if place.is_dir():
        yield from sorted(path.parent for path in place.glob(f"*/{MANIFEST}") if not path.parent.name.startswith("."))
