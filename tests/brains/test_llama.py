"""The binding: text, errors that a user sees, silence, and closing."""

import ctypes

import numpy as np
import pytest

from engine.brains import llama
from engine.brains.assemblers import TextAssembler
from engine.brains.llama import BATCH, Entry, LlamaContext, LlamaModel, NoRoomError, quantize
from engine.errors import MindpaceError, PackError
from engine.training import vocabulary as v


@pytest.fixture(scope="module")
def model(gguf_files):
    with LlamaModel(gguf_files["F32"]) as opened:
        yield opened


@pytest.fixture
def context(model):
    with LlamaContext(model, cells=256) as opened:
        yield opened


TEXTS = [
    "hello there",
    "Is 1234 more than 99? ",
    "It's  odd,\n\nisn't it",
    "naïve café",
    "smile 😀, 漢字",
    "<|eot|> <|s_1|>",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_becomes_the_tokens_of_training_and_text_again(model, tokenizer, text):
    tokens = model.tokenize(text)
    assert tokens == tokenizer.encode(text).ids
    assembler = TextAssembler(model)
    assert "".join(assembler.push(token) for token in tokens) == text


def test_special_tokens_have_no_text(model):
    assert all(model.piece(token) == b"" for token in (*range(v.N_TEXT, v.N_TEXT + 40), v.SIZE - 1))


@pytest.mark.parametrize("content", [None, b"", b"GGUF", b"just some text, not a model" * 50])
def test_a_bad_file_is_one_sentence_and_no_noise(tmp_path, capfd, content):
    path = tmp_path / "lm.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(PackError, match="cannot be read: install the pack again"):
        LlamaModel(path)
    assert capfd.readouterr() == ("", "")


def test_a_cut_file_is_one_sentence(tmp_path, gguf_files):
    whole = gguf_files["F16"].read_bytes()
    (tmp_path / "cut.gguf").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PackError):
        LlamaModel(tmp_path / "cut.gguf")


def test_work_makes_no_noise(gguf_files, capfd):
    with LlamaModel(gguf_files["Q8_0"]) as model, LlamaContext(model, cells=256) as context:
        context.decode([Entry(1, 0, 0)])
    assert capfd.readouterr() == ("", "")


def test_closing_twice_is_harmless_and_use_after_it_is_refused(gguf_files):
    model = LlamaModel(gguf_files["F32"])
    context = LlamaContext(model, cells=256)
    for _ in range(2):
        context.close()
    with pytest.raises(ValueError, match="closed"):
        context.decode([Entry(1, 0, 0)])
    for _ in range(2):
        model.close()
    with pytest.raises(ValueError, match="closed"):
        LlamaContext(model, cells=256)


def test_a_full_cache_is_an_error_of_the_user(context):
    context.decode([Entry(5, i, 0, wanted=False) for i in range(256)])
    with pytest.raises(NoRoomError, match="shorter") as caught:
        context.decode([Entry(5, 256, 0)])
    assert isinstance(caught.value, MindpaceError)
    assert context.last_position(0) == 255


def test_wrong_shapes_and_too_large_batches_are_refused(context):
    with pytest.raises(ValueError, match="128"):
        context.decode_embeddings(np.zeros((3, 64), np.float32), 0, 0)
    with pytest.raises(ValueError, match="at most"):
        context.decode([Entry(1, i, 0) for i in range(BATCH + 1)])


def test_logits_are_copies_in_the_order_of_the_batch(context):
    both = context.decode([Entry(1, 0, 0), Entry(2, 0, 1, wanted=False), Entry(3, 1, 0)])
    assert both.shape == (2, v.SIZE)
    kept = both.copy()
    context.clear()
    first = context.decode([Entry(1, 0, 0)])
    second = context.decode([Entry(3, 1, 0)])
    np.testing.assert_array_equal(both, kept)
    np.testing.assert_allclose(np.concatenate([first, second]), both, atol=0.05)


def test_cells_are_shared_moved_and_removed_by_sequence(context):
    context.decode([Entry(7, i, 0, wanted=False) for i in range(4)])
    context.share(0, 1, 1, 3)
    assert context.last_position(1) == 2
    context.remove(0, -1, -1)
    assert (context.last_position(0), context.last_position(1)) == (-1, 2)
    context.shift(1, 0, -1, 100)
    assert context.last_position(1) == 102
    context.clear()
    assert context.last_position(1) == -1


def test_a_model_is_stored_another_way_and_still_runs(gguf_files, tmp_path):
    small = tmp_path / "small.gguf"
    quantize(gguf_files["F16"], small, "Q8_0")
    assert small.stat().st_size < 0.7 * gguf_files["F16"].stat().st_size
    with LlamaModel(small) as model, LlamaContext(model, cells=64) as context:
        assert context.decode([Entry(1, 0, 0)]).shape == (1, model.vocab_size)


def test_what_cannot_be_stored_another_way_is_told(gguf_files, tmp_path):
    with pytest.raises(PackError, match="cannot be stored as Q6_K"):
        quantize(tmp_path / "none.gguf", tmp_path / "out.gguf", "Q6_K")
    with pytest.raises(PackError, match="cannot be stored as Q8_0"):
        quantize(gguf_files["F16"], tmp_path / "no" / "folder.gguf", "Q8_0")


def test_a_batch_whose_positions_have_planes_gives_back_the_memory_that_it_got(monkeypatch):
    """Freed memory that is Python's own corrupts the heap, and the process ends some time later."""
    places, init, free = [], llama.c.llama_batch_init, llama.c.llama_batch_free

    def noted(batch):
        places.append(ctypes.cast(batch.pos, ctypes.c_void_p).value)
        return batch

    monkeypatch.setattr(llama.c, "llama_batch_init", lambda *sizes: noted(init(*sizes)))
    monkeypatch.setattr(llama.c, "llama_batch_free", lambda batch: free(noted(batch)))
    batch = llama._Batch(8, 1, planes=4)
    assert ctypes.cast(batch.c.pos, ctypes.c_void_p).value != places[0]
    batch.free()
    assert places[0] == places[1]
