"""The assistant does not hear itself: reference, canceller, and answers through simulated rooms."""

import numpy as np
import pytest

from engine import read_recording
from engine.audio import EchoCanceller, Reference
from engine.bench.sounds import trimmed
from engine.bench.talk_over import DEVICES_S, Loop, measure, room, summary
from engine.turns import Sign

RATE = 16_000
RNG = np.random.default_rng(0)


@pytest.fixture(scope="module")
def speech(root):
    return trimmed(read_recording(root / "tests" / "audio" / "data" / "question.flac"))


def heard_through(path, far, block=160):
    """What is left of `far`, played in blocks, after the way from loudspeaker to microphone and the canceller."""
    reference = Reference()
    reference.begin(RATE)
    canceller = EchoCanceller(reference)
    near = np.convolve(far, path)[: len(far)].astype(np.float32) + RNG.normal(0, 1e-4, len(far)).astype(np.float32)
    cleaned = []
    for at in range(0, len(far), block):
        reference.write(far[at : at + block])
        cleaned.append(canceller.push(near[at : at + block]))
    return near, np.concatenate(cleaned), canceller


@pytest.mark.parametrize("delay", [0.02, 0.1, 0.3])
@pytest.mark.parametrize("level_db", [-6, -18, -30])
def test_echo_is_taken_away(speech, delay, level_db):
    far = np.concatenate([speech, speech])
    path = room(delay + DEVICES_S) * 10 ** (level_db / 20)
    near, cleaned, canceller = heard_through(path, far)
    last = slice(5 * RATE, len(cleaned))
    taken = 10 * np.log10(np.mean(np.square(near[last])) / np.mean(np.square(cleaned[last])))
    assert taken > (20 if level_db > -30 else 10)
    assert not canceller.learning


def test_without_playback_the_users_voice_passes_as_it_is(speech):
    canceller = EchoCanceller()
    cleaned = np.concatenate([canceller.push(speech[at : at + 160]) for at in range(0, len(speech), 160)])
    np.testing.assert_array_equal(cleaned, speech[: len(cleaned)])
    assert canceller.learning


def test_after_playback_the_users_voice_passes_unharmed(speech):
    far = np.concatenate([speech, np.zeros(RATE // 2, np.float32)])
    _, _, canceller = heard_through(room(0.1), far)
    canceller._silent = -100.0
    cleaned = np.concatenate([canceller.push(speech[at : at + 160]) for at in range(0, len(speech), 160)])
    spectra = np.abs(np.fft.rfft([speech[: len(cleaned)], cleaned]))
    assert np.corrcoef(spectra)[0, 1] > 0.95


def played_over(speech, near):
    """What the canceller leaves of `near` [n] while `speech` is played again and again."""
    reference = Reference()
    reference.begin(RATE)
    canceller, far = EchoCanceller(reference), np.resize(speech, len(near))
    cleaned = []
    for at in range(0, len(near), 160):
        reference.write(far[at : at + 160])
        cleaned.append(canceller.push(near[at : at + 160]))
    return np.concatenate(cleaned)


def test_behind_a_noise_gate_the_users_voice_is_not_taken_for_echo(speech):
    voice = speech[::-1][: RATE + RATE // 4].copy()
    near = np.concatenate([np.zeros(RATE, np.float32), voice])
    np.testing.assert_array_equal(played_over(speech, near)[RATE:], voice)


def test_an_echo_that_begins_late_is_still_taken_away(speech):
    far = np.resize(speech, 9 * RATE)
    near = np.convolve(far, room(0.1))[: len(far)].astype(np.float32) * 0.2
    near[:RATE] = 0  # muted at first
    cleaned = played_over(speech, near)
    last = slice(6 * RATE, None)
    assert np.mean(np.square(near[last])) > 100 * np.mean(np.square(cleaned[last]))


def test_pieces_give_what_the_whole_gives(speech):
    whole, pieces = EchoCanceller(), EchoCanceller()
    expected = whole.push(speech)
    got = np.concatenate([pieces.push(speech[at : at + 37]) for at in range(0, len(speech), 37)])
    np.testing.assert_array_equal(got, expected)


@pytest.mark.parametrize("rate", [16_000, 24_000, 44_100, 48_000])
def test_the_reference_keeps_its_pace_at_any_rate_and_block(rate):
    reference = Reference()
    reference.begin(rate)
    tone = np.sin(2 * np.pi * 300 * np.arange(2 * rate) / rate).astype(np.float32)
    played, block = 0, rate // 50
    read = []
    for number in range(200):  # the microphone reads every 10 ms what the loudspeaker writes every 20
        if number % 2 == 0 and played < len(tone):
            reference.write(tone[played : played + block])
            played += block
        read.append(reference.read(160))
    got = np.concatenate(read)
    loud = np.flatnonzero(np.abs(got) > 0.1)
    assert loud[-1] - loud[0] == pytest.approx(2 * RATE, abs=0.06 * RATE)
    middle = got[RATE // 2 : 3 * RATE // 2]
    assert np.abs(np.fft.rfft(middle)).argmax() == 300
    assert np.abs(np.diff(middle)).max() < 0.2  # no holes, no jumps


def test_a_reader_that_stood_still_does_not_lag_for_ever():
    reference = Reference()
    reference.begin(RATE)
    for _ in range(1000):
        reference.write(np.full(320, 0.5, np.float32))
    reference.read(160)
    assert len(reference._held) < 0.2 * RATE
    assert len(reference._blocks) == 0


def test_after_a_hole_in_what_is_played_the_room_is_learnt_anew():
    reference = Reference()
    reference.begin(RATE)
    canceller, block = EchoCanceller(reference), np.full(160, 0.1, np.float32)
    for _ in range(170):
        reference.write(block)
        canceller.push(block)
    assert not canceller.learning
    reference.write(block)
    canceller.push(np.resize(block, 160 * 20))  # the loudspeaker's callback is late
    assert canceller.learning


def test_nothing_played_is_silence():
    assert not Reference().read(480).any()


@pytest.mark.parametrize("delay", [0.03, 0.25])
def test_an_answer_does_not_interrupt_itself(speech, delay):
    answer = np.concatenate([speech, speech])
    signs = Loop(room(delay + DEVICES_S) * 10 ** (-6 / 20)).run(answer, np.zeros(len(answer), np.float32))
    assert Sign.BEGIN not in [sign for _, sign in signs]


@pytest.mark.parametrize("level_db", [-20, -10])
def test_who_talks_over_an_answer_is_heard(speech, level_db):
    answer = np.concatenate([speech, speech])
    over = np.zeros_like(answer)
    onset = 4 * RATE
    over[onset : onset + 2 * RATE] = speech[RATE : 3 * RATE][::1]
    loop = Loop(room(0.1) * 10 ** (level_db / 20))
    signs = [sign for at, sign in loop.run(answer, over) if at > 4.0]
    assert signs[:3] == [Sign.DUCK, Sign.BEGIN, Sign.TAKE]
    assert loop.below(0.25, onset) < 0.3
    assert loop.below(0.0, onset) < 0.9


def test_a_summary_tells_shares_and_times():
    rows = summary(list(measure(1, echo_db=(-20,), kinds=("speech", "backchannel"))))
    assert [row["kind"] for row in rows] == ["speech", "backchannel"]
    assert rows[0]["missed_percent"] == 0
    assert 0 < rows[0]["duck_ms"] < rows[0]["silence_ms"] < 900
    assert rows[1]["lost_percent"] == 0
