"""Recipes: all of them load, the supervisor, and the tiny one from nothing to a pack that answers.

The speech engines are not needed: shards of tones stand for speech.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from tokenizers import Tokenizer

from engine import Engine
from engine.training.ctc import CtcBpe
from engine.training.export import export, models, unpack, write_resume
from engine.training.run_recipe import Stage, command_of, supervise, timeline
from engine.training.shards import ShardBuilder
from engine.training.stage import load_checkpoint, save_checkpoint
from engine.training.stages import RECIPES, Recipe, Work, best_ears, typed
from engine.training.tasks import FAMILIES, generate
from engine.training.tokenizer import train_tokenizer
from engine.training.train_codec import CodecConfig

NAMES = sorted(p.stem for p in RECIPES.glob("*.json"))


def tone(text, rate, rng):
    """A gliding tone for every word, about as long as the text would be."""
    seconds = 0.3 + 0.12 * len(text.split())
    at = np.arange(int(rate * seconds)) / rate
    wave = np.sin(2 * np.pi * (rng.uniform(90, 250) * at + 10 * at**2)) + rng.normal(0, 0.05, len(at))
    return (8_000 * wave).astype(np.int16)


def write_texts(folder):
    """Both tokenizers, trained on what the shards say and enough other words."""
    rng, draw = np.random.default_rng(0), random.Random(0)
    words = ["".join(rng.choice(list("abcdefghijklmnopqrstuvwxyz"), 6)) for _ in range(3000)]
    items = [generate(FAMILIES[i % len(FAMILIES)], draw) for i in range(200)]
    texts = [" ".join(words[i : i + 10]) for i in range(0, 3000, 10)]
    texts += [t for i in items for t in (i.spoken, i.thoughts, *i.reply)]
    folder.mkdir(parents=True)
    train_tokenizer(texts).save(str(folder / "tokenizer.json"))
    CtcBpe.train([*(" ".join(words[i : i + 10]) for i in range(0, 3000, 10)), *(i.transcript for i in items)]).save(
        folder / "ctc.json"
    )


def write_extras(work):
    """Evaluation clips, a person's recording and noise, as a real run has them."""
    rng = np.random.default_rng(2)
    for name in ("eval", "human", "noise"):
        (work / name).mkdir()
    clips = []
    for i, (family, answer) in enumerate((("", ""), ("counting", "2"), ("", ""))):
        soundfile.write(work / "eval" / f"{i}.wav", tone("three words here", 16_000, rng), 16_000)
        about = {"voice": "people" if i == 2 else "tone", "family": family, "transcript": "one", "answer": answer}
        clips.append({"file": f"{i}.wav", **about, "phones": "wʌn"})
    (work / "eval" / "clips.jsonl").write_text("\n".join(json.dumps(c) for c in clips))
    soundfile.write(work / "human" / "a.wav", tone("yes no", 16_000, rng), 16_000)
    (work / "human" / "manifest.tsv").write_text("file\tspeaker\ttext\na.wav\ts\tYes no\n")
    hiss = rng.normal(0, 0.1, 16_000)
    soundfile.write(work / "noise" / "a.opus", hiss, 16_000, format="OGG", subtype="OPUS")


def write_shards(folder):
    """Two shards: questions with their replies, open text, things to read."""
    rng, draw = np.random.default_rng(1), random.Random(1)
    folder.mkdir(parents=True)
    for n in range(2):
        shard = ShardBuilder()
        for i in range(12):
            item = generate(FAMILIES[i % len(FAMILIES)], draw)
            said = {"voice": "tone", "text": item.spoken, "transcript": item.transcript, "words": []}
            shard.add(tone(item.spoken, 8_000, rng), 16_000, kind="question", item=item.to_dict(), **said)
            shard.add(
                tone("two words", 16_000, rng),
                16_000,
                kind="open",
                phones="tuwɜdz",
                **(said | {"transcript": "two words"}),
            )
            for clause in item.reply:
                shard.add(tone(clause, 24_000, rng), 24_000, kind="reply", **(said | {"text": clause}))
        shard.write(folder / f"w{n}.npz")


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("texts") / "text"
    write_texts(folder)
    return folder


@pytest.fixture(scope="module")
def recipe_file(tmp_path_factory):
    """The tiny recipe without synthesis; the joint stage waits for the codes."""
    recipe = json.loads((RECIPES / "tiny.json").read_text())
    recipe["lm"] |= {"dim": 64, "head_dim": 32}
    recipe["encoder"]["lm_dim"] = 64
    recipe["timeline"] = {
        "codec": {"at": 0, "seconds": 12},
        "ears": {"at": 0, "seconds": 60},
        "ears_b": {"at": 0, "seconds": 60},
        "text": {"at": 0, "seconds": 60},
        "joint": {"at": 0, "seconds": 90, "needs": ["codec.pt", "ears.pt", "ears_b.pt", "text.pt"]},
    }
    recipe["variants"] = {"ears_b": {"mouths": 1.0}}
    path = tmp_path_factory.mktemp("recipe") / "tones.json"
    path.write_text(json.dumps(recipe))
    return path


@pytest.mark.parametrize("name", NAMES)
def test_every_recipe_loads_with_all_its_settings(name, texts, tmp_path):
    shutil.copytree(texts, tmp_path / "text")
    recipe = Recipe.load(name)
    work = Work(recipe, tmp_path, "cpu", "abc")
    typed(CodecConfig, recipe.codec)
    assert recipe.name == name
    assert work.encoder.lm_dim == work.lm.dim
    assert work.place.provenance["commit"] == "abc"
    stages = timeline(recipe, 0.5)
    assert {s.name for s in stages} - set(recipe.variants) == {"synthesis", "codec", "ears", "text", "joint"}
    assert [s.seconds for s in stages] == [0.5 * t["seconds"] for t in recipe.timeline.values()]


def test_unknown_recipes_and_settings_are_refused(tmp_path):
    with pytest.raises(ValueError, match="tiny"):
        Recipe.load("none")
    (tmp_path / "odd.json").write_text(json.dumps({"name": "odd", "seed": 0, "hours": 1, "buckets": [], "sped": 3}))
    with pytest.raises(ValueError, match="sped"):
        Recipe.load(str(tmp_path / "odd.json"))


def test_a_stage_that_is_started_again_goes_on_from_its_last_checkpoint(texts, tmp_path):
    shutil.copytree(texts, tmp_path / "text")
    fresh, again = (Work(Recipe.load("tiny"), tmp_path, "cpu", again=a) for a in (False, True))
    assert fresh.resume("ears") is again.resume("ears") is None
    (tmp_path / "out" / "ears.last.pt").touch()
    assert fresh.resume("ears") is None
    assert again.resume("ears").name == "ears.last.pt"
    (tmp_path / "out" / "ears0.pt").touch()
    assert fresh.resume("ears").name == "ears0.pt"
    assert again.resume("ears", "ears_b").name == "ears0.pt"
    (tmp_path / "out" / "ears_b.last.pt").touch()
    assert again.resume("ears", "ears_b").name == "ears_b.last.pt"


def test_the_encoder_that_hears_people_best_is_taken(tmp_path):
    paths = [tmp_path / f"{name}.pt" for name in ("ears", "ears_b", "ears_c")]
    for path, figure in zip(paths, ({}, {"per_people": 0.3}, {"per_people": 0.2}), strict=True):
        save_checkpoint(path, {}, **figure)
    assert best_ears(paths) == paths[2]
    assert best_ears(paths[:1]) == paths[0]
    paths[2].unlink()
    assert best_ears(paths) == paths[1]


@pytest.fixture
def arguments(tmp_path):
    (tmp_path / "out").mkdir()
    return argparse.Namespace(work=tmp_path, recipe="tiny", commit="c", seed=0, workers=1, tts_root=Path("tts"))


def test_command_lines(arguments):
    assert command_of(Stage("text", 0, 9.0), arguments)[1:5] == ["-m", "engine.training.stages", "text", "--recipe"]
    assert "--again" in command_of(Stage("text", 0, 9.0, again=True), arguments)
    assert command_of(Stage("codec", 0, 9.0), arguments)[2] == "engine.training.train_codec"
    assert command_of(Stage("synthesis", 0, 9.0), arguments)[2] == "engine.training.synthesis"
    assert json.loads((arguments.work / "plan.json").read_text())[0]["from"] == 0


def test_failures_are_retried_once_and_what_needs_them_is_left_out(arguments, monkeypatch, capsys):
    runs = []

    def command(stage, _):
        runs.append((stage.name, stage.again))
        return [sys.executable, "-c", "raise SystemExit(3)" if stage.name == "ears" else "pass"]

    monkeypatch.setattr("engine.training.run_recipe.command_of", command)
    stages = [Stage("ears", 0, 100.0), Stage("text", 0, 100.0), Stage("joint", 0, 100.0, needs=("ears.pt",))]
    assert supervise(stages, arguments) is False
    assert [s.code for s in stages] == [3, 0, 1]
    assert sorted(runs) == [("ears", False), ("ears", True), ("text", False)]
    assert '"left_out": "joint"' in capsys.readouterr().out


def test_export_and_unpack_round_trip(texts, recipe_file, tmp_path):
    torch.manual_seed(0)
    recipe = Recipe.load(str(recipe_file))
    ears, lm, codec = models(recipe)
    save_checkpoint(tmp_path / "joint.pt", {"ears": ears, "lm": lm}, commit="abc", seed=5)
    save_checkpoint(tmp_path / "codec.pt", {"codec": codec})
    pack, resume, work = (tmp_path / name for name in ("pack", "resume", "work"))
    about = {"name": "round", "version": "1", "licence": "CC0-1.0"}
    export(recipe, tmp_path / "joint.pt", tmp_path / "codec.pt", texts, pack, "F16", **about)
    write_resume(recipe, tmp_path / "codec.pt", texts, resume)
    manifest = json.loads((pack / "pack.json").read_text())
    assert (manifest["commit"], manifest["seed"], manifest["name"]) == ("abc", 5, "round")
    assert manifest["speaking"]["voices"] == ["bdl", "clb"]
    unpack(recipe, pack, resume, work)
    ears2, lm2, codec2 = models(recipe)
    load_checkpoint(work / "out" / "joint0.pt", {"ears": ears2, "lm": lm2})
    load_checkpoint(work / "out" / "codec0.pt", {"codec": codec2})
    for old, new in ((ears, ears2), (lm, lm2), (codec.encoder, codec2.encoder), (codec.decoder, codec2.decoder)):
        for (name, p), q in zip(old.named_parameters(), new.parameters(), strict=True):
            assert (p - q).norm() <= 1e-3 * p.norm() + 1e-6, name
    ids = Tokenizer.from_file(str(work / "text" / "tokenizer.json")).encode("how many are there").ids
    assert ids == Tokenizer.from_file(str(texts / "tokenizer.json")).encode("how many are there").ids
    assert Work(recipe, work, "cpu").resume("joint").name == "joint0.pt"


def test_from_nothing_to_a_pack_that_answers(texts, recipe_file, tmp_path, root):
    work, pack = tmp_path / "work", tmp_path / "pack"
    shutil.copytree(texts, work / "text")
    write_shards(work / "shards")
    write_extras(work)
    command = [sys.executable, "-m", "engine.training.run_recipe", "--recipe", str(recipe_file), "--work", str(work)]
    ended = subprocess.run(
        [*command, "--commit", "abc"],
        cwd=root,
        env={**os.environ, "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": ""},
        capture_output=True,
        text=True,
        check=False,  # its log is shown below
        timeout=150,
    )
    logs = "".join(f"{p.name}\n{p.read_text()[-2000:]}\n" for p in (work / "out").glob("*.log"))
    assert ended.returncode == 0, ended.stdout + ended.stderr + logs
    heard = [load_checkpoint(work / "out" / f"{name}.pt", {}) for name in ("ears", "ears_b")]
    assert [about["mouths"] for about in heard] == [0.0, 1.0]
    assert all(about["per_people"] > 0 for about in heard)
    last = json.loads((work / "out" / "joint.jsonl").read_text().splitlines()[-1])
    assert last["done"] == 1
    assert last["clauses"] > 0
    assert last["typed_codes"] > 0
    assert np.isfinite(last["audio_total"])
    assert last["acc_counting_tone"] in (0.0, 1.0)
    examples = [json.loads(line) for line in (work / "out" / "examples.jsonl").read_text().splitlines()]
    assert [e["family"] for e in examples] == ["counting"]
    recipe = Recipe.load(str(recipe_file))
    about = {"name": "tones", "version": "0", "licence": "CC0-1.0"}
    export(recipe, work / "out" / "joint.pt", work / "out" / "codec.pt", work / "text", pack, "F16", **about)
    (pack / "MODEL_CARD.md").write_text("# Tones\n")
    with Engine(pack, threads=1) as engine:
        engine.wait_ready(60)
        turn = engine.ask("How many are there?", "no-think")
    assert turn.mode == "no-think"
    assert turn.tokens_thought == 0
    assert turn.audio_s > 0
    assert not turn.interrupted
