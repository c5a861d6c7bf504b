"""Model packs: finding, reading, checking and describing them. Loading their weights is the engine's business."""

from engine.packs.find import Pack, embedded_pack, installed_packs, is_voice_pack, open_pack, user_packs_dir
from engine.packs.gguf_header import read_gguf
from engine.packs.kinds import Embedded, Mtmd, Server, StepAudio, Voice
from engine.packs.manifest import Manifest, read_manifest
from engine.packs.speeds import remember_speed
from engine.packs.verify import verify
from engine.packs.write import write_manifest

__all__ = [
    "Embedded",
    "Manifest",
    "Mtmd",
    "Pack",
    "Server",
    "StepAudio",
    "Voice",
    "embedded_pack",
    "installed_packs",
    "is_voice_pack",
    "open_pack",
    "read_gguf",
    "read_manifest",
    "remember_speed",
    "user_packs_dir",
    "verify",
    "write_manifest",
]
