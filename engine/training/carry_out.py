"""Bring trained weights home through a narrow door.

`python -m engine.training.carry_out --from out/joint.pt --to DIR`, and back with `--join`.

Matrices become 8-bit integers in blocks of 64 (int8 values, one float16 scale a block, as in GGML's Q8_0), everything
else float16; compressed and cut into parts of at most 15 MiB.
"""

from __future__ import annotations

import argparse
import io
import json
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

BLOCK, PART = 64, 15 << 20


def quantise(x: Tensor) -> tuple[np.ndarray, np.ndarray]:
    """int8 values [n / 64, 64] and float16 scales [n / 64] of a tensor whose last dimension is a multiple of 64."""
    blocks = x.float().reshape(-1, BLOCK)
    scale = (blocks.abs().amax(1) / 127).half()
    inverse = torch.where(scale > 0, 1 / scale.float(), 0)
    return torch.round(blocks * inverse[:, None]).clamp(-127, 127).to(torch.int8).numpy(), scale.numpy()


def dequantise(values: np.ndarray, scales: np.ndarray, shape: tuple[int, ...]) -> Tensor:
    """The tensor again, float32."""
    return torch.from_numpy(values.astype(np.float32) * scales.astype(np.float32)[:, None]).reshape(shape)


def pack_weights(weights: dict[str, Tensor], provenance: str) -> bytes:
    """All tensors and the provenance as compressed bytes."""
    arrays: dict[str, Any] = {}
    shapes: dict[str, list[int]] = {}
    for name, x in weights.items():
        shapes[name] = list(x.shape)
        if x.ndim >= 2 and x.shape[-1] % BLOCK == 0:
            arrays[f"{name}|q"], arrays[f"{name}|s"] = quantise(x)
        else:
            arrays[name] = x.half().numpy()
    buffer = io.BytesIO()
    meta = json.dumps({"shapes": shapes, "provenance": provenance}).encode()
    arrays["meta"] = np.frombuffer(meta, np.uint8)
    np.savez(buffer, **arrays)
    return zlib.compress(buffer.getvalue(), 5)


def unpack_weights(data: bytes) -> tuple[dict[str, Tensor], str]:
    """Tensors (float32) and provenance of `pack_weights`."""
    with np.load(io.BytesIO(zlib.decompress(data))) as arrays:
        meta = json.loads(arrays["meta"].tobytes())
        out = {}
        for name, shape in meta["shapes"].items():
            if name in arrays:
                out[name] = torch.from_numpy(arrays[name].astype(np.float32)).reshape(shape)
            else:
                out[name] = dequantise(arrays[f"{name}|q"], arrays[f"{name}|s"], tuple(shape))
    return out, meta["provenance"]


def split(path: Path, to: Path) -> list[Path]:
    """Write a checkpoint of `stage.save_checkpoint` as parts `weights.000`, ... in `to`."""
    data = torch.load(path, map_location="cpu", weights_only=True)
    flat = {f"{module}/{k}": x for module, state in data["weights"].items() for k, x in state.items()}
    packed = pack_weights(flat, data["provenance"])
    parts = []
    for i in range(0, len(packed), PART):
        parts.append(to / f"weights.{i // PART:03d}")
        parts[-1].write_bytes(packed[i : i + PART])
    return parts


def join_parts(parts: list[Path], out: Path) -> None:
    """The parts as one checkpoint file again."""
    weights, provenance = unpack_weights(b"".join(p.read_bytes() for p in sorted(parts)))
    modules: dict[str, dict[str, Tensor]] = {}
    for name, x in weights.items():
        module, _, key = name.partition("/")
        modules.setdefault(module, {})[key] = x
    torch.save({"weights": modules, "provenance": provenance}, out)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--from", dest="source", type=Path, required=True, help="a checkpoint; or a folder of parts with --join"
    )
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--join", action="store_true")
    args = parser.parse_args()
    if args.join:
        join_parts(list(args.source.glob("weights.*")), args.to)
    else:
        args.to.mkdir(parents=True, exist_ok=True)
        print(*split(args.source, args.to), sep="\n")


if __name__ == "__main__":
    main()
