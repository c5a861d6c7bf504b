"""A Step-Audio checkpoint folder: its configuration, vocabulary, and tensors in any number of safetensors files.

Nothing of it is run: neither the Python files that come with it nor pickles.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from engine.errors import PackError
from engine.stepaudio.encoder import Sizes

INDEX = "model.safetensors.index.json"
LONGEST_JSON = 64 << 20


@dataclass(frozen=True)
class TextSizes:
    """Sizes of the language model (Qwen2)."""

    hidden: int
    layers: int
    heads: int
    kv_heads: int
    ffn: int
    vocab: int
    context: int
    theta: float
    eps: float


@dataclass(frozen=True)
class Vocabulary:
    """Byte-level tokens by id, merges ("left right"), and added tokens: id -> (text, whether it is control)."""

    tokens: dict[int, str]
    merges: list[str]
    added: dict[int, tuple[str, bool]]


class Checkpoint:
    """Opens a checkpoint folder.

    Raises:
        PackError: something is missing, damaged, or not of the Step-Audio form.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.config = self._json("config.json")
        self._files: dict[str, Path] = {}
        self._shapes: dict[str, tuple[int, ...]] = {}
        for path in self._weight_files():
            self._list(path)
        self.text = self._text_sizes()
        self.audio = self._audio_sizes()

    @property
    def names(self) -> list[str]:
        """Names of all tensors, in order."""
        return sorted(self._shapes)

    def shape(self, name: str) -> tuple[int, ...]:
        """Return the shape of a tensor.

        Raises:
            PackError: it is missing.
        """
        if name not in self._shapes:
            raise self._bad(f"the tensor {name} is missing")
        return self._shapes[name]

    def rows(self, name: str, at_once: int) -> Iterator[Tensor]:
        """Return a tensor in blocks of `at_once` of its rows, in the type it is stored in."""
        try:
            with safe_open(self._files[name], "pt") as weights:
                part = weights.get_slice(name)
                for begin in range(0, self._shapes[name][0], at_once):
                    yield part[begin : begin + at_once]
        except (SafetensorError, OSError) as error:
            raise self._bad(f"the tensor {name} cannot be read") from error

    def tensor(self, name: str) -> Tensor:
        """Return a whole tensor, in the type it is stored in."""
        return torch.cat(list(self.rows(name, max(1, self.shape(name)[0]))))

    def vocabulary(self) -> Vocabulary:
        """Return the vocabulary, of `tokenizer.json` or else of `vocab.json`, `merges.txt` and `tokenizer_config.json`.

        Raises:
            PackError: it is missing or of another kind.
        """
        try:
            if (self.folder / "tokenizer.json").is_file():
                return _fast_vocabulary(self._json("tokenizer.json"))
            return self._slow_vocabulary()
        except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
            raise self._bad("its vocabulary is not the byte-level BPE of Qwen") from error

    def _slow_vocabulary(self) -> Vocabulary:
        tokens = {int(number): text for text, number in self._json("vocab.json").items()}
        try:
            lines = (self.folder / "merges.txt").read_text("utf-8").splitlines()
        except OSError as error:
            raise self._bad("merges.txt is missing") from error
        merges = [line for line in lines if line and not line.startswith("#version")]
        decoder = self._json("tokenizer_config.json").get("added_tokens_decoder", {})
        added = {int(number): (str(entry["content"]), bool(entry["special"])) for number, entry in decoder.items()}
        return Vocabulary(tokens, merges, added)

    def _weight_files(self) -> list[Path]:
        if (self.folder / INDEX).is_file():
            listed = self._json(INDEX).get("weight_map")
            names = sorted({str(name) for name in listed.values()}) if isinstance(listed, dict) else []
            if any(Path(name).name != name for name in names):
                raise self._bad("its index names files outside the folder")
            missing = [name for name in names if not (self.folder / name).is_file()]
            if missing:
                raise self._bad(f"{missing[0]} is missing")
            return [self.folder / name for name in names]
        found = sorted(self.folder.glob("*.safetensors"))
        if not found:
            raise self._bad(
                "it holds no .safetensors; other kinds of weights are not read, because they can hold programs"
            )
        return found

    def _list(self, path: Path) -> None:
        try:
            with safe_open(path, "pt") as weights:
                for name in weights.keys():  # noqa: SIM118 - it is no dictionary
                    self._shapes[name] = tuple(weights.get_slice(name).get_shape())
                    self._files[name] = path
        except (SafetensorError, OSError) as error:
            raise self._bad(f"{path.name} is damaged or cut") from error

    def _text_sizes(self) -> TextSizes:
        c = self.config.get("text_config") or self.config
        embedding = self.shape("model.embed_tokens.weight")
        layers = 1 + max((int(n.split(".")[2]) for n in self._shapes if n.startswith("model.layers.")), default=-1)
        try:
            sizes = TextSizes(
                hidden=embedding[1], layers=layers, heads=int(c["num_attention_heads"]),
                kv_heads=int(c.get("num_key_value_heads") or c.get("num_attention_groups") or c["num_attention_heads"]),
                ffn=self.shape("model.layers.0.mlp.gate_proj.weight")[0], vocab=embedding[0],
                context=int(c.get("max_position_embeddings") or c.get("max_seq_len") or 32_768),
                theta=float(c.get("rope_theta") or (c.get("rope_parameters") or {}).get("rope_theta") or 1e6),
                eps=float(c.get("rms_norm_eps") or 1e-6),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise self._bad(f"config.json lacks {error}") from error
        if sizes.heads < 1 or sizes.hidden % sizes.heads or sizes.layers < 1:
            raise self._bad("the sizes in config.json do not fit its weights")
        return sizes

    def _audio_sizes(self) -> Sizes:
        c = self.config.get("audio_encoder_config") or {}
        conv, positions = self.shape("encoder.conv1.weight"), self.shape("encoder.positional_embedding.weight")
        blocks = {int(n.split(".")[2]) for n in self._shapes if n.startswith("encoder.blocks.")}
        if self.shape("adapter.conv.weight")[2] != 3 or int(c.get("adapter_stride", 2)) != 2:
            raise self._bad("its adapter is of another form")
        try:
            return Sizes.of(
                {
                    "n_mels": conv[1], "n_ctx": positions[0], "n_state": conv[0],
                    "n_head": c.get("n_audio_head") or max(1, conv[0] // 64), "n_layer": 1 + max(blocks, default=-1),
                    "adapter_state": self.shape("adapter.linear1.weight")[0],
                    "llm_dim": self.shape("adapter.linear2.weight")[0],
                }
            )  # fmt: skip
        except ValueError as error:
            raise self._bad(str(error)) from error

    def _json(self, name: str) -> dict[str, Any]:
        try:
            path = self.folder / name
            if path.stat().st_size > LONGEST_JSON:
                raise ValueError("too long")
            data = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise self._bad(f"{name} is missing or damaged") from error
        if not isinstance(data, dict):
            raise self._bad(f"{name} is no table")
        return data

    def _bad(self, what: str) -> PackError:
        return PackError(f"{self.folder} is no Step-Audio checkpoint that can be imported ({what}): get it again.")


def _fast_vocabulary(data: dict[str, Any]) -> Vocabulary:
    model = data["model"]
    merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]]
    tokens = {int(number): str(text) for text, number in model["vocab"].items()}
    added = {int(e["id"]): (str(e["content"]), bool(e["special"])) for e in data.get("added_tokens", [])}
    return Vocabulary(tokens, merges, added)
