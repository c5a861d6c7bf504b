"""`mindpace bench two-brains`: what thinking while speaking costs on models of other makers, as a table."""

from __future__ import annotations

import argparse
import json


def two_brains(arguments: argparse.Namespace) -> int:
    """Print what thinking while speaking costs on models of other makers."""
    from engine.bench.two_brains import measure  # llama.cpp takes a moment

    if not arguments.json:
        print("random weights; steps a second of processor time while a reply is written (200 tokens: about 60 s)")
        head = ("model", "weights", "one brain", "both, hand-over", "both, re-prefill", "gain")
        print("".join(f"{name:>18}" for name in head))
    for one in measure(
        arguments.arch, quantization=arguments.quantization, threads=arguments.threads, tokens=arguments.tokens
    ):
        if arguments.json:
            print(json.dumps(one.to_json()), flush=True)
            continue
        cells = (
            one.model, f"{one.parameters / 1e9:.2f} G {one.quantization}", f"{one.one_brain:.1f}",
            f"{one.hand_over:.1f}", f"{one.re_prefill:.1f}", f"{one.gain:.2f} x",
        )  # fmt: skip
        print("".join(f"{cell:>18}" for cell in cells), flush=True)
    return 0


KINDS = {"two-brains": two_brains}
