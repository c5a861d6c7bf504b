"""Where packs lie: the one that ships with Mindpace, the user's own, or any folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine import config
from engine.errors import PackError
from engine.packs.check import check_weights
from engine.packs.manifest import MANIFEST, Manifest, read_manifest
from engine.packs.verify import verify


@dataclass(frozen=True)
class Pack:
    """A checked pack: its folder, its manifest, and the paths of its three models."""

    folder: Path
    manifest: Manifest

    @property
    def lm(self) -> Path:
        """The language model, GGUF."""
        return self.folder / self.manifest.lm.file

    @property
    def ears(self) -> Path:
        """The encoder and adapter, safetensors."""
        return self.folder / "ears.safetensors"

    @property
    def voice(self) -> Path:
        """The speech decoder, safetensors."""
        return self.folder / "voice.safetensors"


def open_pack(which: str | Path | None = None, *, force: bool = False) -> Pack:
    """Return the pack `which` (a folder, or the name of an installed pack; None: the embedded one), checked.

    Raises:
        PackError: there is none, it is damaged, or of an unknown format.
    """
    folder = embedded_pack() if which is None else _folder(which)
    manifest = read_manifest(folder)
    pack = Pack(folder, manifest)
    for path in (pack.ears, pack.voice):
        if path.name not in manifest.files:
            raise PackError(f"The pack in {folder} lists no {path.name}: install the pack again.")
    verify(folder, manifest, force=force)
    check_weights(folder, manifest)
    return pack


def embedded_pack() -> Path:
    """Return the folder of the newest pack that ships with Mindpace.

    Raises:
        PackError: none does.
    """
    folders = list(_installed(config.packs_dir()))
    if not folders:
        raise PackError(f"No model pack ships in {config.packs_dir()}: name one with --pack FOLDER.")
    return folders[0] if len(folders) == 1 else max(folders, key=lambda folder: read_manifest(folder).created)


def _folder(which: str | Path) -> Path:
    """A folder as it is; else an installed pack of that name; else the folder again, for the error to name."""
    if not Path(which).is_dir() and Path(which).name == str(which):
        for place in (config.data_dir() / "packs", config.packs_dir()):
            if (place / which / MANIFEST).is_file():
                return place / which
    return Path(which).expanduser()


def _installed(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(path.parent for path in place.glob(f"*/{MANIFEST}"))
