"""Step-Audio: ears against a straight-line reference, language model against `transformers`, and the import."""

import json
import shutil

import gguf
import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from engine.brains.llama import LlamaModel
from engine.brains.streams import Streams
from engine.errors import PackError
from engine.step_audio_import import looks_like_step_audio
from engine.stepaudio import (
    TEMPLATE,
    StepAudioEars,
    embeddings_for,
    gguf_stream,
    import_checkpoint,
    load_ears,
    log_mel,
)
from tests.models.test_streams import close, torch_logits
from tests.models.tiny_step_audio import SIZES, SPECIALS, make_checkpoint


@pytest.fixture(scope="module")
def made(tokenizer, tmp_path_factory):
    """A checkpoint folder, its language model, its tower."""
    folder = tmp_path_factory.mktemp("step") / "Step-Audio-tiny"
    return folder, *make_checkpoint(folder, tokenizer)


@pytest.fixture(scope="module")
def imported(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("imported")
    return folder, import_checkpoint(made[0], folder, "F32", template=TEMPLATE)


def noise(seconds, seed=0):
    rng = np.random.default_rng(seed)
    t = np.arange(int(seconds * 16_000)) / 16_000
    return (0.3 * np.sin(2 * np.pi * 330 * t) + 0.05 * rng.standard_normal(len(t))).astype(np.float32)


# A reference that shares nothing with the code under test: numpy in float64, one step after another.


def reference_features(samples):
    from transformers.audio_utils import mel_filter_bank

    x = np.concatenate([samples.astype(np.float64), np.zeros(479)])
    x = np.pad(x, 200, mode="reflect")
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(400) / 400)
    frames = 1 + (len(x) - 400) // 160
    power = np.stack([np.abs(np.fft.rfft(x[160 * i : 160 * i + 400] * window)) ** 2 for i in range(frames - 1)])
    bank = mel_filter_bank(201, 128, 0.0, 8000.0, 16_000, norm="slaney", mel_scale="slaney")
    mel = np.log10(np.maximum(power @ bank, 1e-10))
    return ((np.maximum(mel, mel.max() - 8) + 4) / 4).T


def gelu(x):
    from scipy.special import erf

    return 0.5 * x * (1 + erf(x / np.sqrt(2)))


def norm(x, w, name):
    centred = x - x.mean(-1, keepdims=True)
    return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5) * w[f"{name}.weight"] + w[f"{name}.bias"]


def conv(x, weight, bias, stride):
    """x [channels, frames], kernel 3, padding 1."""
    x = np.pad(x, ((0, 0), (1, 1)))
    steps = range(0, x.shape[1] - 2, stride)
    return np.stack([np.einsum("oik,ik->o", weight, x[:, i : i + 3]) + bias for i in steps], 1)


def attend(x, w, name, heads, seen):
    d = x.shape[1] // heads
    q = (x @ w[f"{name}.query.weight"].T + w[f"{name}.query.bias"]) * (x.shape[1] / heads) ** -0.25
    k = (x @ w[f"{name}.key.weight"].T) * (x.shape[1] / heads) ** -0.25
    v = x @ w[f"{name}.value.weight"].T + w[f"{name}.value.bias"]
    out = np.empty_like(x)
    for h in range(heads):
        part = slice(h * d, (h + 1) * d)
        scores = q[:, part] @ k[:, part].T
        scores[:, ~seen] = -np.inf
        weights = np.exp(scores - scores.max(1, keepdims=True))
        out[:, part] = weights / weights.sum(1, keepdims=True) @ v[:, part]
    return out @ w[f"{name}.out.weight"].T + w[f"{name}.out.bias"]


def reference_embeddings(tower, mel):
    w = {name: tensor.double().numpy() for name, tensor in tower.state_dict().items()}
    frames = mel.shape[1]
    x = gelu(conv(mel, w["encoder.conv1.weight"], w["encoder.conv1.bias"], 1))
    x = gelu(conv(x, w["encoder.conv2.weight"], w["encoder.conv2.bias"], 2)).T
    x = x + w["encoder.positional_embedding.weight"][: len(x)]
    seen = np.array([2 * i + (frames + 1) % 2 < frames - 2 for i in range(len(x))])
    for n in range(SIZES.n_layer):
        at = f"encoder.blocks.{n}"
        x = x + attend(norm(x, w, f"{at}.attn_ln"), w, f"{at}.attn", SIZES.n_head, seen)
        h = gelu(norm(x, w, f"{at}.mlp_ln") @ w[f"{at}.mlp.0.weight"].T + w[f"{at}.mlp.0.bias"])
        x = x + h @ w[f"{at}.mlp.2.weight"].T + w[f"{at}.mlp.2.bias"]
    x = norm(x[: len(x) // 2 * 2].reshape(len(x) // 2, 2, -1).mean(1), w, "encoder.after_norm")
    x = gelu(conv(x.T, w["adapter.conv.weight"], w["adapter.conv.bias"], 2)).T
    x = np.maximum(x @ w["adapter.linear1.weight"].T + w["adapter.linear1.bias"], 0)
    x = x @ w["adapter.linear2.weight"].T + w["adapter.linear2.bias"]
    encoded = (frames - 2 + 1) // 2 // 2
    return x[: (encoded + 2 - 3) // 2 + 1]


LENGTHS = (0.1, 0.333, 1.0, 1.007, 2.5013, 3.333)


@pytest.mark.parametrize("seconds", LENGTHS)
def test_features_are_those_of_the_reference(seconds):
    samples = noise(seconds)
    ours = log_mel(torch.from_numpy(samples)).numpy()
    theirs = reference_features(samples)
    assert ours.shape == theirs.shape == (128, (len(samples) + 479) // 160)
    np.testing.assert_allclose(ours, theirs, atol=1e-4)


@pytest.mark.parametrize("seconds", LENGTHS)
def test_embeddings_are_those_of_the_reference(made, imported, seconds):
    samples = noise(seconds, seed=1)
    ears = load_ears(imported[0] / "ears.safetensors", imported[1].encoder)
    ours = ears.encode(samples)
    theirs = reference_embeddings(made[2], reference_features(samples))
    assert ours.shape == theirs.shape == (embeddings_for((len(samples) + 479) // 160), SIZES.llm_dim)
    np.testing.assert_allclose(ours, theirs, atol=1e-4)


def test_a_second_makes_twelve_and_a_half_embeddings():
    assert [embeddings_for(100 * s + 2) for s in (1, 2, 4, 25)] == [13, 25, 50, 313]
    assert embeddings_for(1) == 0


def test_long_recordings_are_cut_into_pieces(made):
    ears = StepAudioEars(made[2], SIZES)
    samples = noise(26.0)
    first, second = ears.pieces(samples)
    np.testing.assert_array_equal(second, ears.encode(samples[25 * 16_000 :]))
    assert len(first) == embeddings_for((25 * 16_000 + 479) // 160)
    with pytest.raises(ValueError, match="29 s"):
        ears.encode(np.zeros(30 * 16_000, np.float32))


def test_the_language_model_is_that_of_transformers(made, imported):
    """Tokens, then embeddings of sound, then tokens again: logits as `transformers` has them."""
    _, lm, _ = made
    ears = load_ears(imported[0] / "ears.safetensors", imported[1].encoder)
    heard = ears.encode(noise(1.5))
    rng = np.random.default_rng(0)
    before, after = rng.integers(0, 2048, 9).tolist(), rng.integers(0, 2048, 14).tolist()
    embed = lm.get_input_embeddings()
    inputs = torch.cat([embed(torch.tensor(before)), torch.from_numpy(heard), embed(torch.tensor(after))])[None]
    theirs = lm(inputs_embeds=inputs, use_cache=False).logits[0, -len(after) :].numpy()
    with LlamaModel(imported[0] / "lm.gguf") as model:
        streams = Streams(model, cells=512)
        streams.prompt([before, heard, after[:1]])
        ours = [streams.logits, *(streams.step(token, None)[0] for token in after[1:])]
        streams.close()
    close(np.stack(ours), theirs)


def test_the_vocabulary_is_that_of_the_checkpoint(made, imported, tokenizer):
    with LlamaModel(imported[0] / "lm.gguf") as model:
        text = "bade kora <|EOT|> 12"
        assert model.tokenize(text) == tokenizer.encode(text).ids
        assert model.tokenize("<|BOT|>human\n<|EOT|>", special=True)[-1] == SPECIALS["<|EOT|>"]
        assert model.ends(SPECIALS["<|EOT|>"])
        assert model.controls(SPECIALS["<audio_patch>"])
        assert model.chat_template == TEMPLATE
    assert imported[1].tokens == {
        "audio_start": SPECIALS["<audio_start>"], "audio_end": SPECIALS["<audio_end>"],
        "audio_patch": SPECIALS["<audio_patch>"], "eot": SPECIALS["<|EOT|>"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("quantization", "tolerance"), [("F16", 0.001), ("Q8_0", 0.01), ("Q4_0", 0.12), ("BF16", 0.01)]
)
def test_quantizations_keep_what_they_can(made, tmp_path, quantization, tolerance):
    import_checkpoint(made[0], tmp_path, quantization)
    weights = {tensor.name: tensor for tensor in gguf.GGUFReader(tmp_path / "lm.gguf").tensors}
    for key, name in (
        ("model.layers.1.mlp.down_proj.weight", "blk.1.ffn_down.weight"),
        ("model.norm.weight", "output_norm.weight"),
    ):
        theirs = made[1].state_dict()[key].numpy()
        ours = gguf.quants.dequantize(weights[name].data, weights[name].tensor_type).reshape(theirs.shape)
        assert np.abs(ours - theirs).max() <= tolerance * np.abs(theirs).max()
    question = np.random.default_rng(2).integers(0, 2048, 12).tolist()
    with LlamaModel(tmp_path / "lm.gguf") as model:  # llama.cpp takes it
        streams = Streams(model, cells=512)
        streams.prompt([question])
        theirs = torch_logits(made[1], question)[-1]
        assert np.corrcoef(streams.logits, theirs)[0, 1] > (0.95 if quantization == "Q4_0" else 0.999)
        streams.close()


def test_half_precision_checkpoints_keep_their_ears(tokenizer, tmp_path):
    _, tower = make_checkpoint(tmp_path / "in", tokenizer, kind=torch.bfloat16)
    done = import_checkpoint(tmp_path / "in", tmp_path / "out", "Q8_0")
    assert load_file(tmp_path / "out" / done.ears)["encoder.conv1.weight"].dtype == torch.bfloat16
    samples = noise(0.7)
    ours = load_ears(tmp_path / "out" / done.ears, done.encoder).encode(samples)
    np.testing.assert_allclose(ours, reference_embeddings(tower, reference_features(samples)), atol=1e-4)


@pytest.mark.parametrize("when", [0.2, 0.5, 0.9])
def test_an_import_that_was_ended_goes_on(made, tmp_path, monkeypatch, when):
    monkeypatch.setattr(gguf_stream, "NOTE_EVERY", 4096)
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    import_checkpoint(made[0], whole, "Q8_0")

    class EndedError(Exception):
        pass

    def end(part):
        if part > when:
            raise EndedError

    with pytest.raises(EndedError):
        import_checkpoint(made[0], broken, "Q8_0", end)
    assert not (broken / "lm.gguf").exists()
    begun = []
    import_checkpoint(made[0], broken, "Q8_0", begun.append)
    assert begun[1] > when - 0.3  # it did not begin anew
    assert (broken / "lm.gguf").read_bytes() == (whole / "lm.gguf").read_bytes()
    assert sorted(path.name for path in broken.iterdir()) == ["ears.safetensors", "lm.gguf"]


def test_a_try_with_another_quantization_is_not_gone_on_with(made, tmp_path, monkeypatch):
    monkeypatch.setattr(gguf_stream, "NOTE_EVERY", 4096)

    def end(part):
        if part > 0.6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_checkpoint(made[0], tmp_path / "a", "Q8_0", end)
    import_checkpoint(made[0], tmp_path / "a", "Q4_0")
    import_checkpoint(made[0], tmp_path / "b", "Q4_0")
    assert (tmp_path / "a" / "lm.gguf").read_bytes() == (tmp_path / "b" / "lm.gguf").read_bytes()


def damage_config(folder):
    (folder / "config.json").write_text("{")


def drop_file(folder):
    next(folder.glob("*2.safetensors")).unlink()


def cut_file(folder):
    path = next(folder.glob("*1-of*.safetensors"))
    path.write_bytes(path.read_bytes()[:5000])


def drop_tensor(folder):
    index = json.loads((folder / "model.safetensors.index.json").read_text())
    file = index["weight_map"]["encoder.conv1.weight"]
    weights = load_file(folder / file)
    del weights["encoder.conv1.weight"]
    from safetensors.torch import save_file

    save_file(weights, folder / file)


def escape(folder):
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": {"a": "../../etc/passwd"}}))


def no_vocabulary(folder):
    (folder / "tokenizer.json").write_text(json.dumps({"model": {"type": "Unigram"}}))


def other_vocabulary(folder):
    data = json.loads((folder / "tokenizer.json").read_text())
    data["added_tokens"] = []
    (folder / "tokenizer.json").write_text(json.dumps(data))


def only_pickles(folder):
    for path in folder.glob("*.safetensors*"):
        path.unlink()
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04")


DAMAGES = [damage_config, drop_file, cut_file, drop_tensor, escape, no_vocabulary, other_vocabulary, only_pickles]


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_checkpoints_are_one_sentence(made, tmp_path, damage):
    shutil.copytree(made[0], tmp_path / "in")
    damage(tmp_path / "in")
    with pytest.raises(PackError) as caught:
        import_checkpoint(tmp_path / "in", tmp_path / "out")
    assert "\n" not in str(caught.value)


def test_unknown_quantizations_are_one_sentence(made, tmp_path):
    with pytest.raises(PackError, match="choose one of"):
        import_checkpoint(made[0], tmp_path, "Q9_K")


def test_folders_are_told_apart(made, tmp_path):
    assert looks_like_step_audio(made[0])
    assert not looks_like_step_audio(tmp_path)
    (tmp_path / "config.json").write_text('{"model_type": "qwen2"}')
    assert not looks_like_step_audio(tmp_path)


def test_a_checkpoint_becomes_a_pack_by_its_folder(made, monkeypatch):
    """`mindpace packs add FOLDER`: converted, checked, tried; pauses go on, cancelling leaves nothing."""
    from engine import library
    from engine.packs.find import user_packs_dir

    monkeypatch.setattr(gguf_stream, "NOTE_EVERY", 4096)
    control = library.Control()

    def pause(progress):
        if progress.total and progress.done > 0.5 * progress.total:
            control.pause()

    paused = library.add_pack(str(made[0]), quantization="Q8_0", control=control, on_progress=pause)
    assert paused.outcome is library.Outcome.PAUSED
    told = []
    added = library.add_pack(str(made[0]), quantization="Q8_0", on_progress=told.append)
    assert added.outcome is library.Outcome.DONE
    assert added.pack.folder == user_packs_dir() / "step-audio-tiny-q8-0"
    assert added.pack.manifest.kind == "step_audio"
    converting = [one.done / one.total for one in told if one.state == "converting"]
    assert converting[1] > 0.3
    assert converting == sorted(converting)
    info = library.check_pack(added.pack.folder.name)
    assert (info.architecture, info.quantization, info.hears) == ("qwen2", "Q8_0", True)
    library.remove_pack(added.pack.folder.name)
    control = library.Control()
    cancelled = library.add_pack(str(made[0]), control=control, on_progress=lambda _: control.cancel())
    assert cancelled.outcome is library.Outcome.CANCELLED
    assert not [path for path in user_packs_dir().iterdir() if "step-audio" in path.name]
