"""What the window's settings say of a model's use reaches a model of another maker, and no other."""

import pytest

from app.engine_host import EngineHost
from app.services.settings import SettingsStore
from app.window import _engine
from engine import other_model
from engine.brains.llama import NO_GPU, gpu_offload
from engine.library import gpu_offload as told_to_the_window
from tests.engine.conftest import Listener
from tests.models.packs import chat_pack


@pytest.fixture
def store(tmp_path):
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def told_models(monkeypatch):
    """What each model that was loaded is told to be."""
    systems, make = [], other_model.ChatSettings

    def noted(*, system, **rest):
        systems.append(system)
        return make(system=system, **rest)

    monkeypatch.setattr(other_model, "ChatSettings", noted)
    return systems


def hosted(pack, store, told):
    host = EngineHost(lambda values: _engine(str(pack), values), store.values)
    host.start(told)
    host._engine.wait_ready(60)
    return host


def test_a_chat_model_is_told_and_loaded_as_the_settings_say(tiny, tmp_path, store, told_models):
    pack = chat_pack(tmp_path / "chat", tiny["llama"].gguf, "llama", voice={"use": "none"})
    store.change(use="translator", gpu_layers=8)
    told = Listener()
    host = hosted(pack, store, told)
    try:
        assert host.takes_options is True
        assert "Translate everything the user says into French" in told_models[-1]
        assert gpu_offload() is told_to_the_window()
        assert (NO_GPU in [notice.message for notice in told.of("notice")]) is not gpu_offload()
        host.apply(frozenset({"target_language"}), store.change(target_language="Japanese"))
        host._swap.join(30)
        host._engine.wait_ready(60)
        assert "Translate everything the user says into Japanese" in told_models[-1]
    finally:
        host.close()


def test_a_mode_of_use_that_is_gone_is_told_and_another_one_mends_it(tiny, tmp_path, store, told_models):
    pack = chat_pack(tmp_path / "chat", tiny["llama"].gguf, "llama", voice={"use": "none"})
    store.change(use="sailor")
    told = Listener()
    host = EngineHost(lambda values: _engine(str(pack), values), store.values)
    host.start(told)
    try:
        [failure] = told.wait_for("failure")
        assert failure.fatal
        assert failure.message.startswith("There is no mode of use 'sailor': choose one of assistant")
        host.apply(frozenset({"use"}), store.change(use="tutor"))
        host._swap.join(30)
        host._engine.wait_ready(60)
        assert "patient tutor" in told_models[-1]
    finally:
        host.close()


def test_the_embedded_kind_takes_none_of_it(tiny_pack, store):
    host = hosted(tiny_pack, store, Listener())
    try:
        engine = host._engine
        assert host.takes_options is False
        host.apply(frozenset({"use", "gpu_layers"}), store.change(use="tutor", gpu_layers=-1))
        assert host._engine is engine
    finally:
        host.close()
