"""`mindpace ask` and `say`, as a user runs them: what is printed, written and returned, for good input and bad."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from app.cli import main
from tests.tiny_pack import ANSWER, REPLY, THOUGHTS

QUESTION = Path(__file__).parents[1] / "audio" / "data" / "question.flac"
EVENTS = ["thought", "reply", "audio", "turn"]


def mindpace(*arguments, seconds=60, **environment) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, on a machine without sound."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PULSE", "PIPEWIRE", "XDG_RUNTIME", "DBUS"))}
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.run(
        command, env=kept | {"HOME": "/nonexistent"} | environment, capture_output=True, text=True, timeout=seconds,
        check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip


@pytest.fixture
def here(capsys):
    """Run the command in this process, which has loaded everything already."""

    def run(*arguments) -> subprocess.CompletedProcess[str]:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, status, said.out, said.err)

    return run


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """One sentence on standard error that holds the words, status 2, nothing else."""
    assert done.returncode == 2, done
    assert done.stderr.startswith("mindpace: ")
    assert done.stderr.count("\n") == 1, done.stderr
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr


@pytest.fixture
def reply(tmp_path) -> Path:
    return tmp_path / "reply.wav"


def test_a_bad_recording_and_a_bad_pack_end_the_real_command_in_order(tiny_pack, tmp_path):
    refused(mindpace("ask", tmp_path / "nowhere.wav"), "There is no file")
    refused(mindpace("ask", QUESTION, "--pack", tmp_path), "holds no pack.json")
    refused(mindpace("ask", recording(tmp_path / "q.wav", np.zeros(48_000)), "--pack", tiny_pack), "only silence")


def test_version_is_told_at_once():
    began = time.monotonic()
    done = mindpace("--version")
    assert done.stdout == "mindpace 0.1.0\n"
    assert time.monotonic() - began < 2.0


@pytest.mark.parametrize("heavy", ["torch", "llama_cpp", "PySide6", "sounddevice", "numpy"])
def test_the_command_line_itself_is_light(heavy):
    program = f"import sys, app.cli; app.cli.parser(); sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_thoughts_and_reply_are_marked_and_the_answer_is_written(here, tiny_pack, reply):
    done = here("ask", QUESTION, "--pack", tiny_pack, "--out", reply, "--mode", "think-before-speaking")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    thoughts = [line.removeprefix("thought: ") for line in lines if line.startswith("thought: ")]
    replies = [line.removeprefix("reply:   ") for line in lines if line.startswith("reply:   ")]
    assert " ".join(thoughts) == THOUGHTS
    assert replies == [REPLY]
    assert lines[-1].startswith(f"answer: {ANSWER}  (think-before-speaking, first sound after ")
    samples, rate = soundfile.read(reply)
    assert rate == 24_000
    assert len(samples) > 24_000


def test_json_is_one_event_a_line_and_the_last_is_the_turn(here, tiny_pack, reply):
    done = here("ask", QUESTION, "--pack", tiny_pack, "--json", "--out", reply, "--mode", "speak-first")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {line["event"] for line in lines} == set(EVENTS)
    assert [line["event"] for line in lines].count("turn") == 1
    turn = lines[-1]
    assert turn["event"] == "turn"
    assert turn["thoughts"] == THOUGHTS == "".join(line["text"] for line in lines if line["event"] == "thought").strip()
    assert turn["reply"] == "".join(line["text"] for line in lines if line["event"] == "reply").strip()
    assert turn["answer"] == ANSWER
    assert turn["mode"] == "speak-first"
    assert turn["ttfa_s"] > 0
    assert turn["rtf"] > 0
    assert turn["peak_rss_mb"] > 50
    assert 0 < turn["tokens_before_first_audio"] < turn["tokens_thought"]
    heard = sum(line["duration"] for line in lines if line["event"] == "audio")
    assert heard == pytest.approx(soundfile.info(reply).duration, abs=0.01)


def test_the_first_output_comes_quickly(tiny_pack, reply):
    command = [sys.executable, "-u", "-m", "app", "ask", QUESTION, "--pack", tiny_pack, "--out", reply]
    best = 99.0
    for _ in range(3):  # other programs may hold the processors for a while
        began = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as child:
            assert child.stdout.readline()
            best = min(best, time.monotonic() - began)
            child.stdout.read()
        if best < 3.0:
            return
    raise AssertionError(f"{best:.1f} s until the first line")


def test_a_typed_question_and_a_text_to_say(here, tiny_pack, reply):
    done = here("ask", "--text", "How many?", "--pack", tiny_pack, "--out", reply)
    assert f"answer: {ANSWER}" in done.stdout
    reply.unlink()
    done = here("--pack", tiny_pack, "say", "Something.", "--out", reply)
    assert done.returncode == 0, done.stderr
    assert soundfile.info(reply).frames > 10_000


def test_without_a_loudspeaker_the_answer_is_still_printed(tiny_pack):
    done = mindpace("ask", QUESTION, "--pack", tiny_pack)
    refused(done, "There is no loudspeaker", "--out REPLY.wav")
    assert f"answer: {ANSWER}" in done.stdout
    assert REPLY in done.stdout


def test_programs_get_their_events_without_a_loudspeaker(tiny_pack):
    done = mindpace("ask", QUESTION, "--pack", tiny_pack, "--json")
    assert done.returncode == 0
    assert "There is no loudspeaker" in done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["answer"] == ANSWER


@pytest.mark.parametrize(
    ("rate", "channels", "subtype"), [(44_100, 2, "PCM_24"), (8_000, 1, "PCM_16"), (48_000, 1, "FLOAT")]
)
def test_recordings_of_any_kind_are_answered(here, tiny_pack, tmp_path, reply, rate, channels, subtype):
    samples, native = soundfile.read(QUESTION)
    samples = soxr.resample(samples, native, rate)
    soundfile.write(tmp_path / "q.wav", np.stack([samples] * channels, axis=1), rate, subtype=subtype)
    done = here("ask", tmp_path / "q.wav", "--pack", tiny_pack, "--out", reply)
    assert done.returncode == 0, done.stderr
    assert f"answer: {ANSWER}" in done.stdout


def recording(path: Path, samples: np.ndarray) -> Path:
    soundfile.write(path, samples, 16_000)
    return path


def text(path: Path) -> Path:
    path.write_text("I am no sound. " * 50)
    return path


def empty(path: Path) -> Path:
    path.touch()
    return path


BAD_RECORDINGS = {
    "is empty": empty,
    "no recording that can be read": text,
    "There is no file": lambda path: path,
    "is a folder": lambda path: path.parent,
    "I heard no speech in the recording, only silence": lambda path: recording(path, np.zeros(48_000)),
    "I heard no speech in the recording, only noise": lambda path: recording(
        path, np.random.default_rng(0).normal(0, 0.2, 48_000)
    ),
    "which lasts 0.1 s": lambda path: recording(path, np.zeros(1_600)),
    "10 minutes long": lambda path: recording(path, np.zeros(600 * 16_000)),
}


@pytest.mark.parametrize("sentence", list(BAD_RECORDINGS))
def test_bad_recordings(here, tiny_pack, tmp_path, reply, sentence):
    path = BAD_RECORDINGS[sentence](tmp_path / "q.wav")
    done = here("ask", path, "--pack", tiny_pack, "--out", reply, "--json")
    refused(done, sentence)
    assert done.stdout == ""
    assert not reply.exists()


def damage(pack: Path) -> None:
    data = bytearray((pack / "ears.safetensors").read_bytes())
    data[-5] ^= 255
    (pack / "ears.safetensors").write_bytes(data)


BAD_PACKS = {
    "ears.safetensors of the pack": damage,
    "voice.safetensors": lambda pack: (pack / "voice.safetensors").unlink(),
    "holds no pack.json": lambda pack: (pack / "pack.json").unlink(),
    "There is no model pack": shutil.rmtree,
}


@pytest.mark.parametrize("sentence", list(BAD_PACKS))
def test_bad_packs(here, tiny_pack, tmp_path, reply, sentence):
    pack = shutil.copytree(tiny_pack, tmp_path / "pack")
    BAD_PACKS[sentence](pack)
    refused(here("ask", QUESTION, "--pack", pack, "--out", reply), sentence)


@pytest.mark.parametrize("place", ["missing/reply.wav", "/proc/reply.wav", "."])
def test_places_that_cannot_be_written_are_refused_before_the_work(here, tiny_pack, tmp_path, place):
    done = here("ask", QUESTION, "--pack", tiny_pack, "--out", tmp_path / place)
    refused(done)
    assert done.stdout == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_loses_no_answer(here, tiny_pack):
    done = here("ask", QUESTION, "--pack", tiny_pack, "--out", "/dev/full")
    refused(done, "disk is full")
    assert f"answer: {ANSWER}" in done.stdout


@pytest.mark.parametrize(
    "arguments", [["ask"], ["ask", "q.wav", "--mode", "shout"], ["sing"], ["ask", "q.wav", "--text", "both"]]
)
def test_wrong_arguments_are_explained(arguments):
    done = mindpace(*arguments)
    assert done.returncode == 2
    assert "usage: mindpace" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_is_no_error(tiny_pack, reply):
    command = f"{sys.executable} -m app ask {QUESTION} --pack {tiny_pack} --out {reply} --json | head -n 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False, timeout=60,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_a_mistake_of_ours_is_told_without_a_traceback(here, monkeypatch):
    monkeypatch.setattr("app.ask.read_recording", lambda *_, **__: 1 / 0)
    done = here("ask", "q.wav")
    assert done.returncode == 1
    assert done.stderr.startswith("mindpace: something went wrong inside Mindpace (ZeroDivisionError")
    assert "Traceback" not in done.stderr
