"""The streaming encoder: pieces equal whole, causality, shapes, what the layers remember."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.speech.encoder import Ears, EncoderConfig

CHUNK = 5120
OVERLAP = 240
SMALL = EncoderConfig(dim=32, layers=3, heads=2, ffn=64, kernel=5, left=16, mid_layer=1, ctc_vocab=11, lm_dim=24)


@pytest.fixture(scope="module")
def ears():
    torch.manual_seed(0)
    return Ears(SMALL).eval()


def sound(samples, seed=0):
    return np.random.default_rng(seed).normal(0, 0.1, samples).astype(np.float32)


@torch.inference_mode()
def at_once(ears, wave):
    """Embeddings of a whole recording, padded as the contract says."""
    chunks = -(-len(wave) // CHUNK)
    padded = np.zeros(chunks * CHUNK + OVERLAP, np.float32)
    padded[: len(wave)] = wave
    frames, _ = ears.encode(ears.features(torch.from_numpy(padded)[None]))
    return ears.embed(frames)[0].numpy()


def in_pieces(ears, wave, cuts):
    stream = ears.stream()
    return np.concatenate([*(stream.push(piece) for piece in np.split(wave, cuts)), stream.finish()])


@pytest.mark.parametrize("seed", range(5))
def test_pieces_equal_whole(ears, seed):
    rng = np.random.default_rng(seed)
    wave = sound(int(rng.integers(1, 9 * CHUNK)), seed)
    cuts = np.sort(rng.integers(0, len(wave), rng.integers(0, 30)))
    np.testing.assert_allclose(in_pieces(ears, wave, cuts), at_once(ears, wave), atol=1e-5)


@pytest.mark.parametrize("left", [8, 20, 64])
def test_a_stream_remembers_what_the_mask_allows(left):
    torch.manual_seed(0)
    ears = Ears(replace(SMALL, left=left)).eval()
    wave = sound(12 * CHUNK)
    np.testing.assert_allclose(in_pieces(ears, wave, []), at_once(ears, wave), atol=1e-5)


def test_streams_do_not_share_memory(ears):
    one, other, wave = ears.stream(), ears.stream(), sound(6 * CHUNK + OVERLAP)
    pieces = []
    for piece in np.split(wave, 6):
        pieces.append(one.push(piece))
        other.push(-2 * piece)
    np.testing.assert_allclose(np.concatenate(pieces), at_once(ears, wave)[:24], atol=1e-5)


def test_a_fork_hears_the_end_and_the_stream_goes_on_as_if_it_had_never_been(ears):
    wave = sound(9 * CHUNK + 77)
    stream, plain = ears.stream(), ears.stream()
    begun = stream.push(wave[:15_000])
    fork = stream.fork()
    ended = np.concatenate([begun, fork.finish()])
    np.testing.assert_array_equal(ended, in_pieces(ears, wave[:15_000], []))
    rest = np.concatenate([stream.push(wave[15_000:]), stream.finish()])
    plain.push(wave[:15_000])
    np.testing.assert_array_equal(rest, np.concatenate([plain.push(wave[15_000:]), plain.finish()]))


@pytest.mark.parametrize("samples", [CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + OVERLAP])
def test_number_of_embeddings_at_the_edges_of_chunks(ears, samples):
    assert in_pieces(ears, sound(samples), [samples // 2]).shape == (4 * -(-samples // CHUNK), SMALL.lm_dim)


def test_a_chunk_is_given_as_soon_as_its_last_sample_is_there(ears):
    wave, stream = sound(CHUNK + OVERLAP), ears.stream()
    assert stream.push(wave[:-1]).shape == (0, SMALL.lm_dim)
    assert stream.push(wave[-1:]).shape == (4, SMALL.lm_dim)


@pytest.mark.parametrize("chunk", [1, 2, 5])
def test_later_sound_never_changes_earlier_embeddings(ears, chunk):
    wave = sound(7 * CHUNK)
    changed = wave.copy()
    changed[chunk * CHUNK + OVERLAP :] = sound(len(wave), seed=9)[chunk * CHUNK + OVERLAP :]
    before, after = at_once(ears, wave), at_once(ears, changed)
    np.testing.assert_allclose(before[: 4 * chunk], after[: 4 * chunk], atol=1e-6)
    assert np.abs(before[4 * chunk :] - after[4 * chunk :]).max() > 1e-3


def test_earlier_sound_changes_later_embeddings(ears):
    wave = sound(3 * CHUNK)
    changed = wave.copy()
    changed[:CHUNK] = 0
    assert np.abs(at_once(ears, wave)[8:] - at_once(ears, changed)[8:]).max() > 1e-4


def test_mask_is_own_chunk_and_the_left_frames(ears):
    mask = ears.hearing.mask(48, torch.device("cpu"))
    for query in range(48):
        first = max(0, query // 8 * 8 - SMALL.left)
        last = query // 8 * 8 + 8
        assert mask[query].nonzero().flatten().tolist() == list(range(first, last))


def test_heads_and_sizes(ears):
    frames, mid = ears.encode(torch.randn(2, 70, SMALL.mels))
    assert frames.shape == mid.shape == (2, 16, SMALL.dim)
    assert ears.ctc_logits(frames).shape == ears.mid_logits(mid).shape == (2, 16, SMALL.ctc_vocab)
    assert EncoderConfig(**SMALL.to_dict()) == SMALL
