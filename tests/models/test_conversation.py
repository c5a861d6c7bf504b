"""The same scripted conversation on models of every kind, through the whole engine."""

import pytest

from engine import Engine
from tests.engine.conftest import Listener
from tests.models.packs import chat_pack


@pytest.fixture(scope="module")
def packs(tiny, tmp_path_factory):
    folder = tmp_path_factory.mktemp("packs")
    return {"chat": chat_pack(folder / "chat", tiny["qwen3"].gguf, "qwen3")}


@pytest.fixture(params=["chat"])
def engine(request, packs, tiny_pack, monkeypatch):
    from engine import other_model

    real = other_model.open_pack
    monkeypatch.setattr(other_model, "open_pack", lambda which: real(which or tiny_pack))
    listener = Listener()
    with Engine(packs[request.param], threads=1) as opened:
        opened._worker.on_event = listener
        opened.wait_ready(60)
        yield opened, listener


def test_a_conversation(engine):
    engine, _ = engine
    turn = engine.ask("What is this?", "think-first")
    assert turn.thoughts
    assert turn.reply
    assert turn.audio_s > 0
