"""`mindpace packs add FOLDER` for a Step-Audio checkpoint: converted into a pack; what was paused goes on."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from engine.errors import PackError
from engine.packs.control import Outcome, StoppedError
from engine.packs.describe import pack_name
from engine.packs.download import Progress
from engine.packs.find import user_packs_dir
from engine.packs.finish import Added, Job, finish
from engine.packs.manifest import Source
from engine.packs.staging import Staging, require_room, staging

USUAL_QUANTIZATION = "Q8_0"
CONTEXT = 8192
"""Tokens that both brains share, unless the checkpoint knows fewer."""
LICENCE = "Apache-2.0"
"""Of the published weights; what a folder holds may be of another."""


def looks_like_step_audio(folder: Path) -> bool:
    """Whether `folder` holds a checkpoint that `import_checkpoint` may understand; only its configuration is read."""
    try:
        config = json.loads((folder / "config.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    names = [config.get("model_type"), *(config.get("architectures") or [])] if isinstance(config, dict) else []
    return any("stepaudio" in str(name).lower().replace("_", "").replace("-", "") for name in names)


def add_step_audio(source: Path, quantization: str | None, job: Job) -> Added:
    """Convert the checkpoint folder `source` into a pack; what an unfinished import left is gone on with.

    Raises:
        PackError: it is no such checkpoint, is damaged, or there is no room.
    """
    source = source.expanduser().resolve()
    if job.link:
        raise PackError(f"{source} has to be converted, so it cannot be linked: leave --link out.")
    chosen = quantization or USUAL_QUANTIZATION
    name = job.name or pack_name(f"{source.name}-{chosen}") or "step-audio"
    with staging(user_packs_dir(), name) as stage:
        try:
            return _import(source, chosen, stage, job)
        except StoppedError as stopped:
            if stopped.outcome is Outcome.CANCELLED:
                stage.remove()
            return Added(stopped.outcome)
        except PackError:
            stage.remove()
            raise
        except OSError as error:
            raise PackError(f"The import of {source} cannot be written ({error.strerror}): make room.") from error


def _import(source: Path, quantization: str, stage: Staging, job: Job) -> Added:
    from engine.stepaudio import TEMPLATE, expected_bytes, import_checkpoint  # torch takes seconds

    size = expected_bytes(source, quantization)
    require_room(stage.folder, size, source.name)

    def progress(part: float) -> None:
        job.control.check()
        job.on_progress(Progress(source.name, int(part * size), size, 0.0, "converting"))

    made = import_checkpoint(source, stage.folder, quantization, progress, template=TEMPLATE)
    fields = {
        "version": "1", "licence": LICENCE, "title": f"{source.name} ({quantization})",
        "source": asdict(Source("local", source.name, "")),
        "brains": {
            "file": made.lm, "architecture": "qwen2", "quantization": quantization,
            "context": min(CONTEXT, made.context),
        },
        "ears": {"file": made.ears, "sample_rate": 16_000, "config": made.encoder},
        "chat": {"template": "step-audio", "thoughts": "think", "stop": ["<tts_start>", "<tts_end>"]},
        "voice": {"use": "embedded"}, "tokens": made.tokens,
    }  # fmt: skip
    return finish(stage, job, "step_audio", fields, {})
