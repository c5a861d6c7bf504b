"""Getting to know the user's voice: when it is learnt, what is kept of it, and that it is forgotten."""

import threading
import time

import numpy as np
import pytest
import torch

from engine import Engine, acquaintance, read_recording
from engine.acquaintance import Acquaintance, forget_voice, keep_voice, kept_voice
from engine.model import Model, load_ears
from engine.options import Options
from engine.packs import open_pack
from engine.preferences import Preferences
from engine.speech.known_voice import Pupil, values_of
from tests.cli.test_bench import QUESTION

SPEECH = np.ones(1600, np.float32)


class Willing(Pupil):
    """Finds everything worth learning from, and learns in ten steps that take no time."""

    taken = 0

    def hear(self, samples):  # noqa: ARG002 - it hears nothing
        self.count += 1
        return True

    @property
    def finished(self):
        return self.learnt > 0

    @property
    def due(self):
        return self.count > self.learnt

    def lesson(self):
        for _ in range(10):
            Willing.taken += 1
            time.sleep(0.01)
            yield
        self.values = {name: value + 0.5 for name, value in self.values.items()}
        self.learnt = self.count


@pytest.fixture
def ears(tiny_pack):
    return load_ears(open_pack(tiny_pack))


@pytest.fixture
def friend(ears, tmp_path, monkeypatch):
    monkeypatch.setattr(acquaintance, "Pupil", Willing)
    monkeypatch.setattr(acquaintance, "AFTER_S", 0.0)
    Willing.taken = 0
    friend = Acquaintance(ears, tmp_path / "voice.safetensors", "sha", Preferences())
    yield friend
    friend.close()


def until(condition):
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def test_it_learns_in_quiet_and_keeps_the_norms_only(friend, ears, tmp_path):
    friend.heard(SPEECH)
    time.sleep(0.1)
    assert Willing.taken == 0, "somebody may still speak"
    friend.rest(quiet=True)
    until((tmp_path / "voice.safetensors").exists)
    news = friend.news()
    own = values_of(ears)
    assert all(torch.equal(news[name], own[name] + 0.5) for name in own)
    assert friend.news() is None
    values, learnt = kept_voice(tmp_path / "voice.safetensors", "sha", ears)
    assert learnt == 1
    assert values.keys() == own.keys()


def test_it_stops_when_somebody_speaks_and_goes_on_afterwards(friend):
    friend.rest(quiet=True)
    friend.heard(SPEECH)
    until(lambda: Willing.taken >= 2)
    friend.rest(quiet=False)
    time.sleep(0.05)
    taken = Willing.taken
    time.sleep(0.1)
    assert Willing.taken == taken < 10
    friend.rest(quiet=True)
    until(lambda: friend.news() is not None)
    assert Willing.taken == 10


def test_a_preference_stops_it(ears, tmp_path, monkeypatch):
    monkeypatch.setattr(acquaintance, "Pupil", Willing)
    friend = Acquaintance(ears, tmp_path / "voice.safetensors", "sha", Preferences(learn_voice=False))
    friend.rest(quiet=True)
    friend.heard(SPEECH)
    assert not [thread for thread in threading.enumerate() if thread.name == "mindpace-learner"]
    friend.close()


def test_what_was_learnt_counts_after_a_start_but_for_other_ears(ears, tmp_path):
    file = tmp_path / "voice.safetensors"
    values = {name: value + 0.25 for name, value in values_of(ears).items()}
    keep_voice(file, "sha", values, 4)
    news = Acquaintance(ears, file, "sha", Preferences()).news()
    assert all(torch.equal(news[name], value) for name, value in values.items())
    assert Acquaintance(ears, file, "sha of other ears", Preferences()).news() is None


@pytest.mark.parametrize("damage", [b"", b"no tensors", None])
def test_a_damaged_file_is_as_none(ears, tmp_path, damage):
    file = tmp_path / "voice.safetensors"
    if damage is not None:
        file.write_bytes(damage)
    assert Acquaintance(ears, file, "sha", Preferences()).news() is None


def test_a_voice_is_forgotten_at_once(friend, ears, tmp_path):
    friend.rest(quiet=True)
    friend.heard(SPEECH)
    until((tmp_path / "voice.safetensors").exists)
    friend.forget()
    assert not (tmp_path / "voice.safetensors").exists()
    assert all(torch.equal(friend.news()[name], value) for name, value in [*values_of(ears).items()][:1])
    assert not forget_voice(tmp_path / "voice.safetensors")
    friend.heard(SPEECH)
    until((tmp_path / "voice.safetensors").exists)
    assert kept_voice(tmp_path / "voice.safetensors", "sha", ears)[1] == 1, "it begins anew"


def test_an_engine_hears_with_what_it_knows_and_forgets(tiny_pack, tmp_path, monkeypatch):
    file, pack = tmp_path / "voice.safetensors", open_pack(tiny_pack)
    values = {name: value + 0.25 for name, value in values_of(load_ears(pack)).items()}
    keep_voice(file, pack.manifest.files[pack.ears.name].sha256, values, 4)
    told = []
    monkeypatch.setattr(Model, "know", lambda _self, norms: told.append(norms))
    with Engine(tiny_pack, options=Options(my_voice=file)) as engine:
        for _ in range(2):
            engine.ask(read_recording(QUESTION), "no-think", until_answer=True)
        assert len(told) == 1
        assert all(torch.equal(told[0][name], value) for name, value in values.items())
        engine.forget_voice().result(10)
        assert not file.exists()
        engine.ask("What is two plus two?", "no-think", until_answer=True)
    assert len(told) == 2


def test_without_a_file_everybody_is_a_stranger(tiny_pack, monkeypatch):
    monkeypatch.setattr(Model, "know", lambda _self, _norms: pytest.fail("it knows somebody"))
    with Engine(tiny_pack) as engine:
        engine.ask("What is two plus two?", "no-think", until_answer=True)
        engine.forget_voice().result(10)


def test_a_model_that_knows_no_voices_forgets_what_another_one_learnt(tiny_pack, tmp_path, ears):
    file = tmp_path / "voice.safetensors"
    with Engine(tiny_pack, options=Options(my_voice=file)) as engine:
        engine.ask("What is two plus two?", "no-think", until_answer=True)
        engine._worker.floor.acquaintance = None  # as with a model of another maker
        keep_voice(file, "sha", values_of(ears), 4)
        engine.forget_voice().result(10)
        assert not file.exists()
