"""Two brains of other models: what llama.cpp computes is what `transformers` computes with the mask spelled out."""

import numpy as np
import pytest
import torch

from engine.brains.llama import LlamaModel
from engine.brains.streams import Streams, Transfer

ARCHS = ("llama", "qwen2", "qwen3")
QUESTION = 30
OPENING = [11, 12, 13]


def torch_logits(model, tokens, positions=None, mask=None):
    """Logits [n, vocabulary] of one row of tokens; `mask` [n, n] tells who sees whom (default: all before)."""
    n = len(tokens)
    mask = torch.ones(n, n, dtype=torch.bool).tril() if mask is None else torch.from_numpy(mask)
    bias = torch.zeros(n, n).masked_fill(~mask, torch.finfo(torch.float32).min)[None, None]
    positions = torch.arange(n)[None] if positions is None else torch.tensor([positions])
    inputs = {"input_ids": torch.tensor([tokens]), "position_ids": positions, "attention_mask": bias}
    return model(**inputs, use_cache=False).logits[0].numpy()


@pytest.fixture(scope="module", params=ARCHS)
def pair(request, tiny):
    with LlamaModel(tiny[request.param].gguf) as model:
        yield model, tiny[request.param].torch


def draw(count, seed):
    return np.random.default_rng(seed).integers(0, 2048, count).tolist()


def close(ours, theirs):
    np.testing.assert_allclose(ours, theirs, atol=0.02 * np.abs(theirs).max())
    assert (ours.argmax(-1) == theirs.argmax(-1)).all()


def test_a_reply_after_all_thoughts_is_plain_decoding(pair):
    model, reference = pair
    question, thoughts, reply = draw(QUESTION, 0), draw(20, 1), draw(10, 2)
    for transfer in Transfer:
        streams = Streams(model, cells=512, transfer=transfer)
        streams.prompt([question])
        ours = [streams.logits]
        ours += [streams.step(token, None)[0] for token in thoughts]
        streams.hand_over(len(thoughts))
        ours.append(streams.open_reply(OPENING, 0))
        ours += [streams.step(None, token)[1] for token in reply]
        theirs = torch_logits(reference, question + thoughts + OPENING + reply)
        rows = [*range(QUESTION - 1, QUESTION + 20), *range(QUESTION + 22, QUESTION + 33)]
        close(np.stack(ours), theirs[rows])
        streams.close()


def moved_logits(model, question, thoughts, reply, seen, ahead):
    """Logits of a reply that sees `seen` thoughts at each token; its opening was computed, then moved by `ahead`."""
    from transformers import DynamicCache

    def run(tokens, positions, mask, cache):
        bias = torch.zeros(mask.shape).masked_fill(~torch.from_numpy(mask), torch.finfo(torch.float32).min)[None, None]
        ids, at = torch.tensor([tokens]), torch.tensor([positions])
        return model(input_ids=ids, position_ids=at, attention_mask=bias, cache=cache).logits[0].numpy()

    n, m, k = len(question), len(thoughts), len(OPENING)
    beside, cache = DynamicCache(), DynamicCache()
    run(question + OPENING, list(range(n + k)), np.tril(np.ones((n + k, n + k), bool)), beside)
    run(question + thoughts, list(range(n + m)), np.tril(np.ones((n + m, n + m), bool)), cache)
    cos, sin = model.model.rotary_emb(torch.zeros(1, 1, 1), torch.tensor([[ahead]]))
    for number, layer in enumerate(beside.layers):
        keys = layer.keys[:, :, n:]
        half = keys.shape[-1] // 2
        turned = keys * cos[:, None] + torch.cat([-keys[..., half:], keys[..., :half]], -1) * sin[:, None]
        cache.update(turned, layer.values[:, :, n:], number)
    mask = np.ones((len(reply), n + m + k + len(reply)), bool)
    mask[:, n + m + k :] = np.tril(mask[:, n + m + k :])
    for row, count in enumerate(seen):
        mask[row, n + count : n + m] = False
    return run(reply, list(range(n + ahead + k, n + ahead + k + len(reply))), mask, cache)


def test_thoughts_that_are_handed_over_are_seen_from_then_on(pair):
    model, reference = pair
    question, thoughts, reply = draw(QUESTION, 3), draw(24, 4), draw(24, 5)
    streams = Streams(model, cells=512, transfer=Transfer.HAND_OVER)
    streams.prompt([question])
    seen, ours = [], []
    streams.open_reply(OPENING, 32)
    for at, (thought, token) in enumerate(zip(thoughts, reply, strict=True)):
        streams.hand_over(at - at % 8)
        seen.append(at - at % 8)
        ours.append(streams.step(thought, token)[1])
    assert streams.computed == QUESTION + len(OPENING) + 48  # nothing twice
    streams.close()
    close(np.stack(ours), moved_logits(reference, question, thoughts, reply, seen, 32))


def test_re_prefill_is_plain_decoding_of_thoughts_and_reply_so_far(pair):
    model, reference = pair
    question, thoughts, reply = draw(QUESTION, 6), draw(16, 7), draw(16, 8)
    streams = Streams(model, cells=512, transfer=Transfer.REPREFILL)
    streams.prompt([question])
    streams.open_reply(OPENING, 32)
    for thought, token in zip(thoughts, reply, strict=True):
        last = streams.step(thought, token)[1]
    close(last, torch_logits(reference, question + OPENING + reply)[-1])
    streams.hand_over(16)
    ours = streams.step(None, 99)[1]
    close(ours, torch_logits(reference, question + thoughts + OPENING + reply + [99])[-1])
    streams.close()


def test_a_prompt_that_begins_like_the_last_is_not_computed_again(pair):
    model, _ = pair
    first, second, third = draw(40, 9), draw(10, 10), draw(12, 11)
    embeddings = np.random.default_rng(0).standard_normal((6, model.dim), np.float32)
    streams = Streams(model, cells=512)
    streams.prompt([first, embeddings, second])
    streams.step(5, None)
    before = streams.computed
    streams.prompt([first, embeddings, second, third])
    assert streams.computed - before == len(third)
    kept = streams.logits
    fresh = Streams(model, cells=512)
    fresh.prompt([first, embeddings.copy(), second, third])
    np.testing.assert_allclose(kept, fresh.logits, atol=1e-3)
    other = embeddings.copy()
    before = streams.computed
    streams.prompt([first, other, second])  # equal numbers, but another sound: not taken for the same
    assert streams.computed - before == len(other) + len(second)
    streams.close()
    fresh.close()
