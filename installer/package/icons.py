"""The icon in the forms that systems want, drawn by Qt from assets/icons/mindpace.svg."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from pathlib import Path

ICON = Path(__file__).resolve().parents[2] / "assets" / "icons" / "mindpace.svg"
HICOLOR = (16, 22, 24, 32, 48, 64, 128, 256, 512)
IN_ICO = (16, 24, 32, 48, 64, 128, 256)
ICNS_KINDS = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def drawn(pixels: int) -> bytes:
    """Return the icon as a PNG of `pixels` by `pixels`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(ICON)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # PySide6's stub wants bytes, Qt a str
    return bytes(buffer.data().data())


def ico(sizes: Sequence[int] = IN_ICO) -> bytes:
    """Return a Windows icon file that holds PNGs (Windows Vista and newer)."""
    pictures = [drawn(size) for size in sizes]
    at = 6 + 16 * len(pictures)
    entries = b""
    for size, picture in zip(sizes, pictures, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures)


def icns() -> bytes:
    """Return a macOS icon file."""
    parts = b""
    for kind, size in ICNS_KINDS.items():
        picture = drawn(size)
        parts += kind + struct.pack(">I", 8 + len(picture)) + picture
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


def program_icons(folder: Path) -> None:
    """Write the icons that programs carry inside them on Windows and macOS."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mindpace.ico").write_bytes(ico())
    (folder / "mindpace.icns").write_bytes(icns())


def hicolor(share: Path) -> None:
    """Write the icon theme's files below `share` (`/usr/share`)."""
    for size in HICOLOR:
        _write(share / "icons" / "hicolor" / f"{size}x{size}" / "apps" / "mindpace.png", drawn(size))
    _write(share / "icons" / "hicolor" / "scalable" / "apps" / "mindpace.svg", ICON.read_bytes())


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
