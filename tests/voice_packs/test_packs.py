"""Voice packs from being added to speaking: what cannot speak is refused, and what is missing is said."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from engine import library
from engine.brains.outputs import ClauseEnd, Sound
from engine.errors import MindpaceError, PackError
from engine.model import load_model
from engine.other_voice import EmbeddedVoice, Means, PackVoice, load_spoken
from engine.packs import open_pack, read_gguf, user_packs_dir
from engine.packs.kinds import SpokenBy
from engine.spoken import SpokenAnswer, WrittenText
from engine.trial import try_pack
from tests.packs.kinds import make_codec
from tests.packs.test_damage import mutate, resealed
from tests.packs.test_packs import make_lm
from tests.voice_packs import tiny_pocket
from tests.voice_packs.packs import pocket_pack

MEANS = Means(seed=3, threads=1)
OWN, PACK, NOBODY = SpokenBy("embedded"), SpokenBy("pack", "spoken"), SpokenBy("none")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def embedded(tiny_pack, monkeypatch):
    """The tiny embedded pack instead of the real one."""
    monkeypatch.setattr("engine.other_voice.open_pack", lambda which: open_pack(which or tiny_pack))


def installed(name="spoken", **changes):
    return pocket_pack(user_packs_dir() / name, **changes)


def test_a_voice_pack_is_tried_and_added(tmp_path):
    added = library.add_pack(str(pocket_pack(tmp_path / "theirs")), name="spoken")
    assert added.pack.folder == user_packs_dir() / "spoken"
    assert library.check_pack("spoken").kind == "voice"


def without_sound(folder):
    """Its headers are right, and it makes no sound: every number in the codec is none."""
    weights = {name: value * float("nan") for name, value in tiny_pocket.make_weights().items()}
    tiny_pocket.write_codec(weights, folder / "codec.gguf")


def of_another_width(folder):
    make_codec(folder / "codec.gguf", 32)


def of_another_kind(folder):
    make_codec(folder / "codec.gguf", tiny_pocket.DIM, kind="qwen3tts_gen")


def without_tensors(folder):
    weights = tiny_pocket.make_weights()
    del weights["a.gen.flow.final.proj.weight"]
    tiny_pocket.write_codec(weights, folder / "codec.gguf")


def without_heads(folder):
    tiny_pocket.write_codec(
        tiny_pocket.make_weights(), folder / "codec.gguf", **{"clip.gen.audio.attention.head_count": 0}
    )


def no_sound(folder):
    (folder / "speaker.wav").write_text("Hello, I am Alba.")


def of_another_architecture(folder):
    make_lm(folder / "model.gguf", 16)


BAD = {
    without_sound: "cannot run the voice", of_another_width: "64 numbers a frame",
    without_tensors: "codec .* does not fit",
    of_another_kind: "no pockettts_gen", without_heads: "head_count is impossible",
    no_sound: "recording .* cannot be used",
    of_another_architecture: "speak with voices of the architectures pockettts and qwen3tts only",
}  # fmt: skip


@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__)
def test_a_pack_that_would_not_speak_is_not_added(tmp_path, spoil):
    folder = pocket_pack(tmp_path / "theirs")
    spoil(folder)
    data = json.loads((folder / "pack.json").read_text())
    for name, entry in data["files"].items():
        entry["sha256"] = open_pack.__globals__["verify"].__globals__["sha256"](folder / name)
        entry["bytes"] = (folder / name).stat().st_size
    data["brains"]["architecture"] = read_gguf(folder / "model.gguf").architecture
    (folder / "pack.json").write_text(json.dumps(data))
    with pytest.raises(PackError, match=BAD[spoil]) as refusal:
        library.add_pack(str(folder), name="spoken")
    assert "\n" not in str(refusal.value)
    assert library.list_packs() == [pack for pack in library.list_packs() if not pack.own]


def test_a_pack_without_a_speaker_is_not_added(tmp_path):
    with pytest.raises(PackError, match="without which it cannot speak"):
        library.add_pack(str(pocket_pack(tmp_path / "theirs", speaker="")), name="spoken")


def test_mutated_files_give_one_sentence_or_speak(tmp_path):
    """Those that no header gives away are tried in a process of their own, which llama.cpp may end."""
    folder, rng, told = pocket_pack(tmp_path / "pack"), np.random.default_rng(11), []
    whole = {name: (folder / name).read_bytes() for name in ("codec.gguf", "model.gguf", "speaker.wav", "pack.json")}
    for turn in range(40):
        for name, data in whole.items():
            (folder / name).write_bytes(data)
        name = ("codec.gguf", "model.gguf", "codec.gguf", "speaker.wav")[turn % 4]
        head = 6000 if turn % 2 == 0 else len(whole[name])
        (folder / name).write_bytes(mutate(whole[name][:head], rng) + whole[name][head:])
        resealed(folder, name)
        try:
            try_pack(open_pack(folder))
        except PackError as error:
            told.append(str(error))
    assert 20 <= len(told) < 40
    assert not any("\n" in sentence for sentence in told)


def kind_of(voice):
    kind = None if voice is None else type(voice)
    if voice is not None:
        voice.close()
    return kind


@pytest.mark.parametrize(
    ("wanted", "speaker", "speaks"),
    [(OWN, None, EmbeddedVoice), (PACK, None, PackVoice), (NOBODY, None, None), (OWN, "spoken", PackVoice),
     (NOBODY, "spoken", PackVoice)],
)  # fmt: skip
def test_who_speaks_is_what_the_user_chose_or_else_what_the_model_wants(embedded, wanted, speaker, speaks):
    installed()
    told = []
    assert kind_of(load_spoken(wanted, speaker, MEANS, told)) is speaks
    assert told == []


def test_a_missing_voice_is_said_and_the_embedded_one_speaks(embedded):
    told = []
    assert kind_of(load_spoken(PACK, None, MEANS, told)) is EmbeddedVoice
    assert len(told) == 1
    assert "voice pack spoken is not installed or is damaged" in told[0]


def test_a_damaged_voice_that_the_user_chose_is_one_sentence(embedded):
    folder = installed()
    data = (folder / "codec.gguf").read_bytes()
    (folder / "codec.gguf").write_bytes(data[:-40] + bytes(40))
    with pytest.raises(PackError, match=r"codec\.gguf.* is damaged"):
        load_spoken(OWN, "spoken", MEANS, [])


def test_what_is_no_voice_is_refused(embedded):
    installed()
    with pytest.raises(MindpaceError, match="no voice called 'loud'"):
        load_spoken(OWN, "loud", MEANS, [])


def test_the_embedded_model_keeps_its_own_voice_and_says_so(tiny_pack):
    installed()
    model = load_model(open_pack(tiny_pack), 0, 1, speaker="spoken")
    assert ["speaks for models of other makers only" in sentence for sentence in model.notices()] == [True]
    assert model.notices() == []
    model.close()


@pytest.fixture
def voice():
    installed()
    voice = PackVoice("spoken", MEANS)
    yield voice
    voice.close()


def test_a_reply_is_spoken_clause_by_clause_without_its_markup(voice):
    said = []
    answer = SpokenAnswer(
        WrittenText("Well, **three** apples. See [them](https://example.org): 2 kg."),
        lambda text: said.append(text) or voice.read(text),
    )
    outputs = list(answer)
    assert not any(mark in "".join(said) for mark in "<>*[]()0123456789/")
    ends = [output.clause for output in outputs if isinstance(output, ClauseEnd)]
    assert ends == list(range(len(said)))
    sounds = [output for output in outputs if isinstance(output, Sound)]
    assert [sound.clause for sound in sounds] == sorted(sound.clause for sound in sounds)
    assert answer.counters.codes == round(sum(len(sound.samples) for sound in sounds) / 960)


def test_the_first_sound_comes_before_the_clause_is_made(voice):
    clock = SimpleNamespace(now=0.0)
    answer = SpokenAnswer(WrittenText("Hello there, three apples are there."), voice.read, lambda: clock.now)
    made = []
    for output in answer:
        made.append(len(output.samples) if isinstance(output, Sound) else 0)
        if made[-1]:
            break
    assert made[-1] == 2 * tiny_pocket.FRAME
    assert len(made) < 6


def test_a_muted_answer_makes_no_more_sound(voice):
    answer = SpokenAnswer(WrittenText("Hello there. Three apples are there. Hello."), voice.read)
    for output in answer:
        if isinstance(output, Sound) and len(output.samples):
            answer.mute()
            break
    assert not any(isinstance(output, Sound) for output in answer)
    assert np.concatenate([o.samples for o in voice.read("No.") if isinstance(o, Sound)]).any()  # the next one speaks
