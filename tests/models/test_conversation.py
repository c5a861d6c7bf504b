"""The same scripted conversation on models of every kind, through the whole engine.

But for the pack that ships, and the tiny one that knows one answer, they have random weights: what they say means
nothing, but it has to be thought, written, spoken and ended like an answer that does.
"""

import contextlib
import re
from dataclasses import replace

import numpy as np
import pytest

from engine import Engine, other_voice
from engine.errors import AudioInputError
from engine.options import Options
from engine.packs import embedded_pack, user_packs_dir
from engine.packs.finish import Job
from engine.prompts import user_prompts_dir
from engine.server import Request
from engine.step_audio_import import add_step_audio
from tests.engine.conftest import Listener
from tests.models.packs import chat_pack, server_pack
from tests.models.real_server import real_server
from tests.models.tiny_ears import make_audio_model, write_gguf_of, write_mmproj
from tests.models.tiny_step_audio import make_checkpoint
from tests.voice_packs.packs import pocket_pack

EARS = ("<|audio_bos|>", "<|audio_eos|>")
MARKS = ("<|", "|>", "<think>", "</think>", "<audio_", "<tts_")
OF_OURS = ("shipped", "embedded")
DEAF = ("chat", "server", "voice_pack")
TOKENS = 40
"""Tokens of a reply: random weights never end by themselves."""


def shipped(**_):
    """The pack that ships with Mindpace, with the voice that it has."""
    return embedded_pack()


def embedded(tiny_pack, **_):
    """A tiny pack of the same kind."""
    return tiny_pack


def chat(folder, tiny, **_):
    """A model that only reads, whose answers are spoken."""
    return chat_pack(folder / "chat", tiny["llama"].gguf, "llama")


def mtmd(folder, tokenizer, **_):
    """A model that hears by llama.cpp's ears."""
    model = make_audio_model("ultravox", EARS)
    lm = write_gguf_of(model, "ultravox", tokenizer, folder / "lm.gguf", EARS)
    return chat_pack(folder / "mtmd", lm, "llama", ears=write_mmproj(model, "ultravox", folder / "mmproj.gguf"))


def step_audio(folder, tokenizer, **_):
    """An imported checkpoint."""
    make_checkpoint(folder / "Step-Audio-tiny", tokenizer)
    return add_step_audio(folder / "Step-Audio-tiny", "Q8_0", Job(name="scripted")).pack.folder


def server(folder, tiny, stack, **_):
    """A model on a real server, on loopback."""
    return server_pack(folder / "server", stack.enter_context(real_server(tiny["qwen2"].gguf)))


def voice_pack(folder, tiny, **_):
    """A model that only reads, for which a voice pack speaks."""
    pocket_pack(user_packs_dir() / "tiny-voice")
    return chat_pack(folder / "spoken", tiny["llama"].gguf, "llama", voice={"use": "pack", "pack": "tiny-voice"})


KINDS = [shipped, embedded, chat, mtmd, step_audio, server, voice_pack]


@pytest.fixture(scope="module", params=KINDS, ids=lambda make: make.__name__)
def talking(request, tiny, tiny_pack, tokenizer, tmp_path_factory):
    """Kind, engine, what it tells, and texts that were read aloud; the tiny embedded pack is the voice of all."""
    folder, listener, read = tmp_path_factory.mktemp("packs"), Listener(), []
    real, aloud = other_voice.open_pack, other_voice.EmbeddedVoice.read
    with pytest.MonkeyPatch.context() as patch, contextlib.ExitStack() as stack:
        pack = request.param(folder=folder, tiny=tiny, tiny_pack=tiny_pack, tokenizer=tokenizer, stack=stack)
        patch.setattr(other_voice, "open_pack", lambda which: real(which or tiny_pack))
        patch.setattr(other_voice.EmbeddedVoice, "read", lambda self, text: read.append(text) or aloud(self, text))
        sounds = other_voice.PackVoice.read
        patch.setattr(other_voice.PackVoice, "read", lambda self, text: read.append(text) or sounds(self, text))
        patch.setattr("engine.chat_writer.LONGEST_REPLY", TOKENS)
        patch.setattr("engine.chat_writer.THINKS_S", 0.1)
        body = Request.body
        patch.setattr(Request, "body", lambda self, model: body(replace(self, max_tokens=TOKENS), model))
        user_prompts_dir().mkdir(parents=True, exist_ok=True)
        (user_prompts_dir() / "short.toml").write_text('system = "be kind"\nopeners = ["Well.", "So."]\n')
        with Engine(pack, threads=1, options=Options(use="short")) as engine:
            engine._worker.teller.on_event = listener
            engine.wait_ready(60)
            yield request.param.__name__, engine, listener, read


@pytest.fixture
def talk(talking):
    talking[2].clear()
    talking[3].clear()
    return talking


def check(talk, turn):
    """What holds of every answer of every model."""
    kind, _, listener, read = talk
    assert turn.reply
    assert turn.reply == listener.text("reply")
    assert turn.thoughts == listener.text("thought")
    assert turn.audio_s == pytest.approx(len(listener.sound()) / 24_000)
    assert turn.audio_s > 0.1
    assert not any(mark in turn.reply for mark in MARKS)
    if kind not in OF_OURS:
        assert read
        assert all(re.fullmatch(r"[A-Za-z',.? ]+", text) for text in read)


def test_a_typed_question_is_thought_about_and_answered_aloud(talk):
    turn = talk[1].ask("How many apples are three and two?", "think-first")
    check(talk, turn)
    assert turn.thoughts or talk[0] == "server"  # there the model's own marks would tell thoughts: it has none
    assert turn.answer == "5" or talk[0] != "embedded"
    assert turn.tokens_before_first_audio <= turn.tokens_thought


def test_only_a_server_is_sent_what_is_asked(talk):
    assert talk[1].sends_to == ("127.0.0.1" if talk[0] == "server" else None)


def test_what_the_pack_that_ships_says_is_right(talk):
    if talk[0] != "shipped":
        pytest.skip("it knows nothing")
    turn = talk[1].ask("What is 47 plus 385?", "think-before-speaking")
    check(talk, turn)
    assert turn.answer == "432"
    assert talk[1].ask("And if I add three more?", "think-before-speaking").answer == "435"
    assert talk[1].ask("What is twelve plus nine?", "think-before-speaking").answer == "21"  # not mixed with before
    assert "Mindpace" in talk[1].ask("Who are you?", "think-before-speaking").reply


@pytest.mark.parametrize("mode", ["speak-first", "think-before-speaking", "no-think"])
def test_every_mode_answers(talk, mode):
    kind, engine, listener, _ = talk
    turn = engine.ask("And three and three?", mode)
    check(talk, turn)
    if kind != "server":
        assert bool(turn.thoughts) == (mode != "no-think")
    if mode == "think-before-speaking":
        order = [event.kind for event in listener.events if event.kind in ("thought", "reply")]
        assert order == sorted(order, reverse=True)
    if mode == "speak-first" and kind not in (*OF_OURS, "server"):
        assert turn.reply.startswith(("Well.", "So."))


def test_a_spoken_question_is_heard_while_it_comes_in(talk, question):
    kind, engine, _, _ = talk
    if kind in DEAF:
        pytest.skip("it has no ears")
    engine.listen_begin()
    for begin in range(0, len(question), 4000):
        engine.listen_push(question[begin : begin + 4000])
    turn = engine.listen_end("think-first").result(60)
    check(talk, turn)
    assert turn.question_s == pytest.approx(len(question) / 16_000, abs=0.3)


def test_a_model_without_ears_says_so(talk, question):
    kind, engine, _, _ = talk
    if kind not in DEAF:
        pytest.skip("it has ears")
    with pytest.raises(AudioInputError, match="cannot hear"):
        engine.ask(question)
    assert engine.ask("Again?", "no-think").reply


def test_an_interrupted_answer_ends_and_the_next_one_comes(talk):
    _, engine, listener, _ = talk
    for kind in ("thought", "reply"):
        listener.on(kind, engine.interrupt)
    assert engine.ask("Count to a thousand.", "speak-first").interrupted
    listener.clear()
    assert engine.ask("Never mind.", "no-think").reply


def test_stop_speaking_stops_the_mouth_not_the_mind(talk):
    kind, engine, listener, _ = talk
    listener.on("audio", engine.stop_speaking)
    turn = engine.ask("How many apples are three and two?", "think-first")
    assert not turn.interrupted
    assert turn.thoughts or kind == "server"
    assert len(listener.of("audio")) <= 2


def test_text_is_read_aloud_as_it_is(talk):
    _, engine, listener, _ = talk
    turn = engine.say("There are five of them.").result(60)
    assert turn.mode == "read"
    assert turn.audio_s > 0.2
    assert not turn.thoughts
    assert np.isfinite(listener.sound()).all()
