"""From checkpoints to a pack.

`python -m engine.training.export --joint joint.pt --codec codec.pt --text DIR --recipe v0 --out FOLDER --resume DIR`

Beside the pack it writes what the next training run resumes from (`--resume FOLDER`): the codec's encoder and both
tokenizers. `--unpack PACK` does the reverse.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from engine.config import CODE_RATE, FIRST, HEARING_RATE, SEGMENT, SPEAKING_RATE
from engine.packs import write_manifest
from engine.speech.encoder import Ears, EncoderConfig
from engine.training import vocabulary as v
from engine.training.brains import BrainsConfig
from engine.training.codec import Codec
from engine.training.export_gguf import ExportInfo, export_lm, load_lm
from engine.training.lm import Lm, LmConfig
from engine.training.stage import load_checkpoint, save_checkpoint
from engine.training.stages import Recipe, typed
from engine.training.train_codec import CodecConfig, new_codec


def halves(module: nn.Module) -> dict[str, Tensor]:
    """A module's weights as float16."""
    return {k: x.half().contiguous() for k, x in module.state_dict().items()}


def export(
    recipe: Recipe, joint: Path, codec_path: Path, text: Path, out: Path, quantization: str, **about: str | int
) -> None:
    """Write the pack folder `out` (it must not hold other files than a model card)."""
    ears, lm, codec = models(recipe)
    provenance = load_checkpoint(joint, {"ears": ears, "lm": lm})
    load_checkpoint(codec_path, {"codec": codec})
    out.mkdir(parents=True, exist_ok=True)
    save_file(halves(ears), out / "ears.safetensors")
    save_file(halves(codec.decoder), out / "voice.safetensors")
    export_lm(
        lm, Tokenizer.from_file(str(text / "tokenizer.json")), out / "lm.gguf", ExportInfo(quantization=quantization)
    )
    shutil.copy(text / "ctc.json", out / "ctc.json")
    write_manifest(
        out,
        **({"commit": provenance["commit"], "seed": provenance["seed"]} | about),
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        hearing={
            "sample_rate": HEARING_RATE,
            "features": ears.features.config.to_dict(),
            "encoder": ears.config.to_dict(),
        },
        speaking={
            "sample_rate": SPEAKING_RATE,
            "code_rate": CODE_RATE,
            "decoder": codec.decoder.config.to_dict(),
            "voices": voice_names(recipe),
        },
        lm={
            "file": "lm.gguf", "quantization": quantization, "n_text": v.N_TEXT, "n_codes": v.N_CODES,
            "code_offset": v.CODE_OFFSET, "gap": v.GAP, "segment": SEGMENT, "first": FIRST,
            "special_tokens": v.SPECIAL_IDS, "history": True,
            "listening": (listens := typed(BrainsConfig, recipe.brains).listening_share > 0),
            "tells_end": listens,  # rows that think while they listen learn it (row_makers.decisions)
        },
    )  # fmt: skip


def voice_names(recipe: Recipe) -> list[str]:
    """What users call the pack's voices, in the decoder's order."""
    return [name.rpartition(":")[2] for name in typed(CodecConfig, recipe.codec).voices]


def models(recipe: Recipe) -> tuple[Ears, Lm, Codec]:
    """The recipe's three models, with random weights."""
    return (
        Ears(typed(EncoderConfig, recipe.encoder)),
        Lm(typed(LmConfig, recipe.lm)),
        new_codec(typed(CodecConfig, recipe.codec)),
    )


def load_one_voice(module: nn.Module, weights: dict[str, Tensor]) -> None:
    """Load weights that may be from before a codec had several voices: the table of voices stays as it is then."""
    own = {name: x for name, x in module.state_dict().items() if name.startswith("voices")}
    module.load_state_dict(own | weights)


def write_resume(recipe: Recipe, codec_path: Path, text: Path, out: Path) -> None:
    """What a later run needs beside the pack: codec encoder (float16), tokenizers."""
    _, _, codec = models(recipe)
    load_checkpoint(codec_path, {"codec": codec})
    out.mkdir(parents=True, exist_ok=True)
    save_file(halves(codec.encoder), out / "codec_encoder.safetensors")
    for name in ("tokenizer.json", "ctc.json"):
        shutil.copy(text / name, out / name)


def unpack(recipe: Recipe, pack: Path, resume: Path, work: Path) -> None:
    """Lay out a work folder so that the stages resume from a pack.

    It gets `out/joint0.pt`, `out/ears0.pt`, `out/text0.pt`, `out/codec0.pt`, and the tokenizers in `text/`.
    """
    ears, _, codec = models(recipe)
    ears.load_state_dict(load_file(pack / "ears.safetensors"))
    load_one_voice(codec.decoder, load_file(pack / "voice.safetensors"))
    load_one_voice(codec.encoder, load_file(resume / "codec_encoder.safetensors"))
    lm = load_lm(pack / "lm.gguf")
    (work / "out").mkdir(parents=True, exist_ok=True)
    (work / "text").mkdir(exist_ok=True)
    checkpoints: dict[str, dict[str, nn.Module]] = {
        "joint0": {"ears": ears, "lm": lm},
        "ears0": {"ears": ears},
        "text0": {"lm": lm},
        "codec0": {"codec": codec},
    }
    for name, modules in checkpoints.items():
        save_checkpoint(work / "out" / f"{name}.pt", modules, resumed=str(pack.name))
    for name in ("tokenizer.json", "ctc.json"):
        shutil.copy(resume / name, work / "text" / name)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipe", default="v0")
    parser.add_argument("--joint", type=Path)
    parser.add_argument("--codec", type=Path)
    parser.add_argument("--text", type=Path)
    parser.add_argument("--out", type=Path, help="pack folder; with --unpack the work folder")
    parser.add_argument("--resume", type=Path, required=True)
    parser.add_argument("--unpack", type=Path)
    parser.add_argument("--quantization", default="Q8_0")
    parser.add_argument("--name", default="mindpace-pocket")
    parser.add_argument("--version", default="0")
    parser.add_argument("--licence", default="Apache-2.0")
    args = parser.parse_args()
    recipe = Recipe.load(args.recipe)
    torch.manual_seed(0)
    if args.unpack:
        unpack(recipe, args.unpack, args.resume, args.out)
        return
    export(
        recipe,
        args.joint,
        args.codec,
        args.text,
        args.out,
        args.quantization,
        name=args.name,
        version=args.version,
        licence=args.licence,
    )
    write_resume(recipe, args.codec, args.text, args.resume)


if __name__ == "__main__":
    main()
