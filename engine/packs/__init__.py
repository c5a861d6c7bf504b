"""Model packs: finding, reading, checking and describing them. Loading their weights is the engine's business."""

from engine.packs.find import Pack, embedded_pack, open_pack
from engine.packs.manifest import Manifest, read_manifest
from engine.packs.verify import verify
from engine.packs.write import write_manifest

__all__ = ["Manifest", "Pack", "embedded_pack", "open_pack", "read_manifest", "verify", "write_manifest"]
