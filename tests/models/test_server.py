"""Brains on a server: streaming, articulation by prefix, faults, keys, and what is never sent or logged."""

import base64
import io
import logging
import ssl
import threading
import time
import wave

import numpy as np
import pytest

from engine.errors import AudioInputError, ServerError
from engine.packs import open_pack
from engine.server import (
    Endpoint,
    Request,
    ServerSettings,
    ServerWriter,
    TextStream,
    can_continue,
    client,
    get_key,
)
from engine.text import STYLES
from tests.models import scripted_server as s
from tests.models.real_server import real_server

THINK = next(style for style in STYLES if style.name == "think")


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(client, "FIRST_WAIT_S", 0.01)


def endpoint(url, **changes):
    return Endpoint(url, "test", **{"silent_s": 5.0, **changes})


def text_of(stream, seconds=10.0):
    """All text of an answer."""
    text, until = "", time.monotonic() + seconds
    while time.monotonic() < until:
        item = stream.take(0.1)
        if isinstance(item, client.End):
            return text
        text += item.text if item is not None else ""
    raise AssertionError(f"no end: {text}")


def ask(url, **changes):
    return text_of(TextStream(endpoint(url, **changes), Request([{"role": "user", "content": "hi"}])))


def answer(writer, mode, question="How many?", longest=10.0):
    """All that happens, in order."""
    writer.begin()
    writer.read(question)
    writer.end_of_question()
    going, told, until = writer.write(mode), [], time.monotonic() + longest
    while time.monotonic() < until:
        what = going.next()
        if what.kind == "finished":
            return told
        if what.kind != "idle":
            told.append((what.kind, what.text))
    raise AssertionError(f"no end: {told}")


def joined(told, kind):
    return "".join(text for one, text in told if one == kind)


def test_text_streams():
    with s.serving(s.words("Hel", "lo ", "there.")) as (url, script):
        assert ask(url, key="sesame") == "Hello there."
        (request,) = script.requests
        assert request["stream"] is True
        assert request["model"] == "test"
        assert "continue_final_message" not in request
        assert script.headers[0]["Authorization"] == "Bearer sesame"


FAULTS = [
    ([s.hang_up], "cannot be reached"),
    ([s.status(500), s.status(502), s.status(503)], "is not well"),
    ([s.status(429)], "asked too often"),
    ([s.status(429, Retry_After="0")], "asked too often"),
    ([s.status(401, "bad key sesame")], "does not accept the key"),
    ([s.status(403)], "does not allow"),
    ([s.status(404)], "has no model 'test'"),
    ([s.status(413)], "too long"),
    ([s.status(400, "audio is not supported")], "audio is not supported"),
    ([s.status(302, Location="http://127.0.0.1:9/elsewhere")], "refuses"),
    ([s.cut("Half an ")], "broke off in the middle"),
    ([s.garbage("{not json")], "cannot be understood"),
    ([s.garbage("[]")], "cannot be understood"),
    ([s.garbage('{"choices": [{"delta": {"content": 5}}]}')], "cannot be understood"),
    ([s.garbage('{"choices": "none"}')], "cannot be understood"),
    ([s.garbage('{"error": {"message": "out of memory"}}')], "out of memory"),
    ([s.garbage("x" * (client.LONGEST_LINE + 10))], "without end"),
    ([s.garbage()], "ended without an answer"),
]


@pytest.mark.parametrize(("answers", "sentence"), FAULTS)
def test_faults_are_one_sentence(answers, sentence):
    with s.serving(*answers) as (url, _), pytest.raises(ServerError, match=sentence) as caught:
        ask(url, key="sesame")
    assert "sesame" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "fault", [s.hang_up, s.status(500), s.status(503), s.status(429, Retry_After="0"), s.garbage()]
)
def test_what_fails_before_the_first_word_is_tried_again(fault):
    with s.serving(fault, fault, s.words("Here.")) as (url, script):
        assert ask(url) == "Here."
        assert len(script.requests) == 3


@pytest.mark.parametrize("fault", [s.status(401), s.status(400), s.cut("some words")])
def test_what_would_fail_again_is_not_tried_again(fault):
    with s.serving(fault, s.words("Here.")) as (url, script):
        with pytest.raises(ServerError):
            ask(url)
        assert len(script.requests) == 1


def test_a_silent_server_is_given_up():
    event = threading.Event()
    with s.serving(s.silent(event)) as (url, _), pytest.raises(ServerError, match="did not answer in 0 s"):
        ask(url, silent_s=0.05)
    event.set()


def test_nobody_there_is_one_sentence():
    with s.serving(s.words("x")) as (url, _):
        pass
    with pytest.raises(ServerError, match="cannot be reached: check the network, or choose a model on this computer"):
        ask(url)


def test_closing_ends_the_thread_at_once():
    event = threading.Event()
    with s.serving(s.words("One ", wait=event)) as (url, _):
        stream = TextStream(endpoint(url), Request([{"role": "user", "content": "hi"}]))
        assert stream.take(5.0).text == "One "
        stream.close()
        stream._thread.join(2.0)
        assert not stream._thread.is_alive()
        assert stream.take(0.05) is None
        event.set()


@pytest.mark.parametrize(
    "url", ["http://example.com/v1", "ftp://example.com", "example.com", "https://user:pass@example.com", "https://"]
)
def test_addresses_that_are_not_safe_are_refused(url):
    with pytest.raises(ServerError):
        TextStream(endpoint(url), Request([]))


def test_addresses_are_understood():
    assert Endpoint("https://host/v1", "m").path == "/v1/chat/completions"
    assert Endpoint("https://host", "m").path == "/v1/chat/completions"
    assert Endpoint("https://host/api/v2/", "m").path == "/api/v2/chat/completions"
    assert Endpoint("http://127.0.0.1:8000", "m").local
    Endpoint("http://cluster.lan/v1", "m", plain_http=True).check()
    assert "sesame" not in repr(Endpoint("https://host", "m", "sesame"))


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path):
    """A TLS server with a certificate of its own making: nothing is sent to it."""
    certificate = _self_signed(tmp_path)
    with s.serving(s.words("secret")) as (url, script):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        port = int(url.rsplit(":", 1)[1])
        with _tls_front(context, port) as front, pytest.raises(ServerError, match="cannot prove who it is"):
            ask(f"https://localhost:{front}/v1")
        assert not script.requests


def _self_signed(folder):
    import subprocess

    path = folder / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-keyout", folder / "key.pem", "-out", folder / "cert.pem"], check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return path


def _tls_front(context, _port):
    import contextlib
    import socket

    @contextlib.contextmanager
    def front():
        with socket.create_server(("127.0.0.1", 0)) as listening:
            listening.settimeout(5.0)

            def accept():
                with contextlib.suppress(OSError):
                    raw, _ = listening.accept()
                    with raw, context.wrap_socket(raw, server_side=True):
                        pass

            thread = threading.Thread(target=accept, daemon=True)
            thread.start()
            yield listening.getsockname()[1]
            thread.join(5.0)

    return front()


# Thoughts and replies.


def writer(url, **changes):
    return ServerWriter(endpoint(url), ServerSettings(style=THINK, system="Be kind.", **changes))


@pytest.mark.parametrize(
    "script",
    [
        s.words("<think>\nThree and ", "two.</th", "ink>\n\nThere are ", "five."),
        s.words("There are ", "five.", reasoning=["Three and ", "two."]),
    ],
)
def test_thoughts_are_told_from_the_reply(script):
    with s.serving(script) as (url, _):
        told = answer(writer(url), "think-first")
    assert joined(told, "thought").strip() == "Three and two."
    assert joined(told, "reply") == "There are five."
    kinds = [kind for kind, _ in told]
    assert kinds.index("end") < kinds.index("reply")


def thinker_and_speaker(thoughts, stretches, seen, gate=None):
    """A server that goes on from prefixes: thinks where the prefix is open, else says the next stretch."""
    stretches = list(stretches)

    def respond(handler, body):
        prefix = body["messages"][-1]["content"]
        assert body["continue_final_message"] is True
        assert body["add_generation_prompt"] is False
        if "</think>" not in prefix:
            s.begin(handler)
            for number, thought in enumerate(thoughts):
                s.send(handler, s.chunk(thought))
                if gate is not None and number == 2:
                    gate.wait(20)
            s.send(handler, s.chunk("</think>\n\nI would now say something."))
            time.sleep(5)
            return
        seen.append(prefix)
        whole = body["max_tokens"] > 100
        texts = [stretches.pop(0) for _ in range(len(stretches) if whole else 1)]
        s.words(*texts, reason="length" if stretches else "stop")(handler, body)
        if gate is not None:
            gate.set()

    return respond


def test_the_reply_goes_on_from_a_prefix_that_holds_the_thoughts_so_far():
    seen, gate = [], threading.Event()
    thoughts = ["a ", "b ", "c ", "d ", "e"]
    with s.serving(thinker_and_speaker(thoughts, ["One ", "two ", "three."], seen, gate)) as (url, _):
        told = answer(writer(url, continues=True, first=3, stretch=4), "think-first")
    assert joined(told, "thought") == "a b c d e"
    assert joined(told, "reply") == "One two three."
    assert "something" not in joined(told, "reply")
    assert seen[0] == "<think>\na b c\n</think>\n\n"  # it was asked to speak while it thought
    assert seen[-1].startswith("<think>\na b c d e\n</think>\n\nOne ")


def test_speak_first_begins_with_an_opener():
    seen = []
    script = thinker_and_speaker(["x"], ["and ", "five."], seen)
    with s.serving(script) as (url, _):
        told = answer(writer(url, continues=True, openers=("Let me think.",)), "speak-first")
    assert told[0] == ("reply", "Let me think. ")
    assert joined(told, "reply").startswith("Let me think. and ")
    assert seen[0].endswith("</think>\n\nLet me think. ")


def test_think_before_speaking_waits_for_all_thoughts():
    seen = []
    with s.serving(thinker_and_speaker(["a ", "b"], ["Done."], seen)) as (url, _):
        told = answer(writer(url, continues=True), "think-before-speaking")
    assert seen == ["<think>\na b\n</think>\n\n"]
    assert [kind for kind, _ in told] == ["thought", "thought", "end", "reply"]


def test_no_think_shuts_the_thoughts_before_they_begin():
    with s.serving(s.words("Five.")) as (url, script):
        assert answer(writer(url, continues=True), "no-think") == [("reply", "Five.")]
    assert script.requests[0]["messages"][-1] == {"role": "assistant", "content": "<think>\n\n</think>\n\n"}


def test_thoughts_that_the_model_begins_in_its_reply_are_not_said():
    with s.serving(s.words("<think>a</think>Yes. <think>hm", "m</think>No.<|im_end|>")) as (url, _):
        told = answer(writer(url), "think-first")
    assert joined(told, "reply") == "Yes. No.<|im_end|>".replace("<|im_end|>", joined(told, "reply")[len("Yes. No.") :])
    assert "hm" not in joined(told, "reply")


def test_mute_stops_the_mouth_not_the_mind():
    seen, gate = [], threading.Event()
    with s.serving(thinker_and_speaker(["a ", "b ", "c ", "d"], ["One ", "two."], seen, gate)) as (url, _):
        one = writer(url, continues=True, first=1, stretch=4)
        one.begin()
        one.read("?")
        one.end_of_question()
        going, told = one.write("think-first"), []
        until = time.monotonic() + 10
        while time.monotonic() < until:
            what = going.next()
            told.append((what.kind, what.text))
            if what.kind == "reply":
                going.mute()
            if what.kind == "finished":
                break
    assert joined(told, "thought") == "a b c d"
    assert joined(told, "reply") == "One "


# What is sent.


def test_sound_goes_as_wav_in_pieces():
    samples = (0.5 * np.sin(np.arange(16_000 * 6) / 5)).astype(np.float32)
    with s.serving(s.words("ok")) as (url, script):
        one = writer(url, piece_s=4.0, user="human")
        one.begin()
        for begin in range(0, len(samples), 7000):
            one.hear(samples[begin : begin + 7000])
        one.end_of_question()
        going = one.write("no-think")
        while going.next().kind != "finished":
            pass
    system, user = script.requests[0]["messages"]
    assert system == {"role": "system", "content": "Be kind."}
    assert user["role"] == "human"
    heard = []
    for part in user["content"]:
        with wave.open(io.BytesIO(base64.b64decode(part["input_audio"]["data"]))) as sound:
            assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (16_000, 1, 2)
            heard.append(np.frombuffer(sound.readframes(sound.getnframes()), "<i2") / 32_767)
    assert [len(part) for part in heard] == [64_000, 32_000]
    np.testing.assert_allclose(np.concatenate(heard), samples, atol=1e-4)


def test_a_model_that_cannot_hear_says_so():
    with pytest.raises(AudioInputError, match="cannot hear"):
        writer("http://127.0.0.1:9", hears=False).hear(np.zeros(10, np.float32))


def test_earlier_turns_are_sent_along_and_a_cut_reply_as_it_was_heard():
    with s.serving(s.words("There are five apples.")) as (url, script):
        one = writer(url)
        answer(one, "no-think", "How many?")
        one.remember("There are five apples.")
        one.remember("There are")  # the user interrupted
        answer(one, "no-think", "And pears?")
    roles = [(message["role"], message["content"]) for message in script.requests[1]["messages"]]
    assert roles == [
        ("system", "Be kind."), ("user", "How many?"), ("assistant", "There are"), ("user", "And pears?")
    ]  # fmt: skip


def test_nothing_of_a_request_is_logged(caplog):
    with caplog.at_level(logging.DEBUG), s.serving(s.status(500), s.words("A secret reply.")) as (url, _):
        answer(ServerWriter(endpoint(url, key="sesame"), ServerSettings()), "no-think", "A secret question")
    assert "secret" not in caplog.text
    assert "sesame" not in caplog.text


# Keys.


@pytest.fixture
def ring(monkeypatch):
    import keyring
    from keyring.backend import KeyringBackend
    from keyring.errors import PasswordDeleteError

    class Ring(KeyringBackend):
        priority = 1

        def __init__(self):
            super().__init__()
            self.held = {}

        def get_password(self, service, name):
            return self.held.get((service, name))

        def set_password(self, service, name, key):
            self.held[service, name] = key

        def delete_password(self, service, name):
            if (service, name) not in self.held:
                raise PasswordDeleteError
            del self.held[service, name]

    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_keys_come_from_the_keyring(ring):
    with pytest.raises(ServerError, match="no key"):
        get_key("cluster")
    ring.set_password("mindpace", "cluster", "sesame")
    assert get_key("cluster") == "sesame"


def test_no_keyring_is_one_sentence():
    import keyring
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    try:
        with pytest.raises(ServerError, match="keyring cannot be used"):
            get_key("x")
    finally:
        keyring.set_keyring(before)


def models(maker):
    import json

    def answer(handler):
        data = json.dumps({"object": "list", "data": [{"id": "test", "owned_by": maker}]}).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


@pytest.mark.parametrize(("maker", "able"), [("vllm", True), ("sglang", True), ("me", False), ("", False)])
def test_only_servers_that_say_so_go_on_from_a_prefix(maker, able):
    with s.serving(s.words("x"), get=models(maker)) as (url, _):
        assert can_continue(endpoint(url)) is able


def test_a_server_that_is_not_there_is_not_thought_able():
    with s.serving(s.words("x")) as (url, _):
        pass
    assert can_continue(endpoint(url)) is False


def test_the_embedded_language_model_on_a_real_server_streams_to_the_end():
    """It answers no chat templates, so what it says means little; protocol, streaming and the end are what counts."""
    embedded = open_pack(None)
    with real_server(embedded.lm, "--chat_format", "chatml") as url:
        assert can_continue(endpoint(url)) is False
        request = Request([{"role": "user", "content": "How many are three and two?"}], max_tokens=40)
        stream, items, until = TextStream(endpoint(url, silent_s=60.0), request), [], time.monotonic() + 60
        while time.monotonic() < until and not (items and isinstance(items[-1], client.End)):
            if (item := stream.take(0.1)) is not None:
                items.append(item)
        assert isinstance(items[-1], client.End)
        assert items[-1].reason in ("length", "stop")
        unknown = TextStream(endpoint(f"{url}/nowhere"), request)
        with pytest.raises(ServerError, match="has no model"):
            text_of(unknown, 30)
