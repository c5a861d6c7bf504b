"""The language model to GGUF and back."""

import gguf
import pytest
import torch

from engine.training import vocabulary as v
from engine.training.export_gguf import ExportInfo, export_lm, load_lm
from engine.training.lm import Lm, LmConfig


def test_the_weights_come_back(lm, gguf_files):
    same = load_lm(gguf_files["F32"])
    assert same.config == lm.config
    for name, weight in lm.state_dict().items():
        assert torch.equal(same.state_dict()[name], weight), name


@pytest.mark.parametrize(("kind", "error"), [("F16", 1e-3), ("Q8_0", 1e-2)])
def test_quantized_weights_come_back_nearly(lm, gguf_files, kind, error):
    for name, weight in load_lm(gguf_files[kind]).state_dict().items():
        wanted = lm.state_dict()[name]
        if wanted.ndim == 1:
            assert torch.equal(weight, wanted), name
        assert (weight - wanted).abs().max() < error * wanted.abs().max(), name


def test_eight_bits_exported_again_change_nothing_more(gguf_files, tokenizer, tmp_path):
    """The next training session resumes from the pack, and may write it again."""
    once = load_lm(gguf_files["Q8_0"])
    export_lm(once, tokenizer, tmp_path / "again.gguf", ExportInfo(quantization="Q8_0"))
    for name, weight in load_lm(tmp_path / "again.gguf").state_dict().items():
        torch.testing.assert_close(weight, once.state_dict()[name], rtol=1e-3, atol=1e-6, msg=name)


def test_what_cannot_be_written_or_read_is_refused(lm, tokenizer, tmp_path):
    with pytest.raises(ValueError, match="Q8_0"):
        export_lm(lm, tokenizer, tmp_path / "x.gguf", ExportInfo(quantization="Q3_X"))
    narrow = Lm(LmConfig(dim=48, layers=1, heads=2, kv_heads=1, head_dim=16, ffn=64))
    with pytest.raises(ValueError, match=r"token_embd.*Q8_0"):
        export_lm(narrow, tokenizer, tmp_path / "x.gguf", ExportInfo(quantization="Q8_0"))


def test_foreign_models_are_not_resumed_from(tmp_path):
    writer = gguf.GGUFWriter(tmp_path / "llama.gguf", "llama")
    for write in (
        writer.write_header_to_file,
        writer.write_kv_data_to_file,
        writer.write_tensors_to_file,
        writer.close,
    ):
        write()
    with pytest.raises(ValueError, match="qwen3"):
        load_lm(tmp_path / "llama.gguf")


def test_the_vocabulary_must_have_its_size(tokenizer):
    with pytest.raises(ValueError, match=str(v.N_TEXT)):
        v.all_tokens(["a"])
