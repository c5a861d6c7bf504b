"""Turns by pauses, on real speech with pauses of known length: no clock, no device."""

from pathlib import Path

import numpy as np
import pytest

from engine import read_recording
from engine.turns import Heard, Sign, TurnTaking

RATE = 16_000


@pytest.fixture(scope="module")
def speech():
    samples = read_recording(Path(__file__).parents[1] / "audio" / "data" / "question.flac")
    loud = np.flatnonzero(np.abs(samples) > 0.02 * np.abs(samples).max())
    return samples[loud[0] : loud[-1]]


def silence(seconds):
    return np.random.default_rng(0).normal(0, 3e-4, int(seconds * RATE)).astype(np.float32)


def signs(turns, samples, complete=None, *, playing=False, block=160, text=""):
    """Signs with the second at which each came."""
    heard = Heard(playing=playing, complete=complete, text=text)
    return [
        (at / RATE, sign)
        for at in range(0, len(samples), block)
        for sign in turns.push(samples[at : at + block], heard)
    ]


def kinds(told):
    return [sign for _, sign in told]


@pytest.mark.parametrize(("complete", "least", "most"), [(0.9, 0.15, 0.3), (0.5, 0.8, 1.0), (0.2, 1.05, 1.25)])
def test_a_pause_ends_the_turn_the_sooner_the_more_complete_it_is(speech, complete, least, most):
    heard = signs(TurnTaking(), np.concatenate([silence(1), speech, silence(2)]), complete)
    begin, end = 1.0, 1.0 + len(speech) / RATE
    assert heard[0][1] is Sign.BEGIN
    assert heard[0][0] - begin < 0.4
    assert heard[-1][1] is Sign.END
    assert least < heard[-1][0] - end < most
    supposed = [at for at, sign in heard if sign is Sign.SUPPOSE]
    assert 0.02 <= supposed[-1] - end < 0.12


@pytest.mark.parametrize(("over", "least", "most"), [(0.99, 0.15, 0.3), (0.75, 0.4, 0.6), (0.01, 0.95, 1.15)])
def test_what_the_brains_know_counts_more_than_the_text(speech, over, least, most):
    turns, samples = TurnTaking(), np.concatenate([silence(1), speech, silence(2)])
    heard = Heard(complete=1 - over if over == 0.01 else 0.5, over=over)
    told = [(at / RATE, s) for at in range(0, len(samples), 160) for s in turns.push(samples[at : at + 160], heard)]
    assert told[-1][1] is Sign.END
    assert least < told[-1][0] - 1.0 - len(speech) / RATE < most


def test_who_goes_on_after_a_pause_is_not_cut_off(speech):
    half = len(speech) // 2
    told = kinds(signs(TurnTaking(), np.concatenate([speech[:half], silence(0.8), speech[half:], silence(2)]), 0.2))
    assert told.count(Sign.BEGIN) == told.count(Sign.END) == 1
    assert told.count(Sign.SUPPOSE) == told.count(Sign.GO_ON) + 1
    assert told[-3:] == [Sign.SUPPOSE, Sign.READ, Sign.END]


@pytest.mark.parametrize(("complete", "times"), [(0.9, 0), (0.5, 1), (None, 0)])
def test_what_sounds_incomplete_is_read_once_more_in_its_pause(speech, complete, times):
    told = signs(TurnTaking(), np.concatenate([silence(1), speech, silence(2)]), complete)
    supposed = [at for at, sign in told if sign is Sign.SUPPOSE]
    read = [at for at, sign in told if sign is Sign.READ and at > supposed[-1]]
    assert len(read) == times
    assert all(0.05 < at - supposed[-1] < 0.15 for at in read)


def test_the_first_word_is_kept(speech):
    turns = TurnTaking()
    samples = np.concatenate([silence(1), speech])
    for at in range(0, len(samples), 160):
        if Sign.BEGIN in turns.push(samples[at : at + 160], Heard()):
            break
    kept = turns.recent()
    onset = at + 160 - len(kept)
    assert onset < RATE - 1_600
    np.testing.assert_array_equal(kept, samples[onset : at + 160])


def test_an_interruption_keeps_its_first_word_too(speech):
    turns = TurnTaking()
    samples = np.concatenate([silence(2), speech])
    for at in range(0, len(samples), 160):
        if Sign.BEGIN in turns.push(samples[at : at + 160], Heard(playing=True)):
            break
    assert at + 160 - len(turns.recent()) < 2 * RATE - 1_600


def test_clicks_hum_noise_and_silence_are_no_question(noises):
    for name, noise in noises.items():
        assert signs(TurnTaking(), noise) == [], name


def test_in_steady_noise_a_turn_still_ends(speech, noises):
    level = np.sqrt(np.mean(np.square(speech)))
    noise = noises["white noise"] / np.sqrt(np.mean(np.square(noises["white noise"]))) * level * 10 ** (-5 / 20)
    samples = np.concatenate([silence(1), speech[: 3 * RATE], silence(2)])
    told = signs(TurnTaking(), samples + noise[: len(samples)])
    assert [sign for _, sign in told if sign in (Sign.BEGIN, Sign.END)] == [Sign.BEGIN, Sign.END]
    assert 4.6 < told[-1][0] < 5.4


def test_the_size_of_blocks_changes_nothing(speech):
    samples = np.concatenate([silence(1), speech, silence(2)])
    whole = kinds(signs(TurnTaking(), samples, 0.2))
    for block in (37, 320, 1_600):
        assert kinds(signs(TurnTaking(), samples, 0.2, block=block)) == whole


def test_an_answer_gets_softer_at_a_first_sound_and_as_loud_as_before_after_it(speech):
    told = signs(TurnTaking(), np.concatenate([silence(1), speech[:2_400], silence(1)]), playing=True)
    assert kinds(told) == [Sign.DUCK, Sign.RESTORE]
    assert told[0][0] - 1.0 < 0.2
    assert 0.3 < told[1][0] - told[0][0] < 0.8


def test_an_uh_huh_makes_an_answer_softer_but_not_silent(speech):
    for begin in range(0, len(speech) - RATE, RATE // 2):  # detectors trail by more after some sounds
        told = signs(TurnTaking(), cut(speech[begin:], 0.34), playing=True)
        assert set(kinds(told)) <= {Sign.DUCK, Sign.RESTORE}, begin


def test_an_answer_is_interrupted_by_speech_and_not_needed_when_it_lasts(speech):
    told = signs(TurnTaking(), np.concatenate([silence(1), speech, silence(2)]), 0.9, playing=True)
    assert kinds(told)[:3] == [Sign.DUCK, Sign.BEGIN, Sign.TAKE]
    assert told[1][0] - 1.0 < 0.45
    assert told[2][0] - 1.0 < 1.5
    assert kinds(told)[-1] is Sign.END


def cut(speech, seconds):
    """The first so many seconds of speech, and a pause."""
    return np.concatenate([silence(1), speech[: int(seconds * RATE)], silence(1.5)])


@pytest.mark.parametrize(
    ("text", "complete", "last"),
    [("uh huh", 0.3, Sign.DISCARD), ("", 0.0, Sign.DISCARD), ("stop", 0.3, Sign.END), ("who is he", 0.9, Sign.END)],
)
def test_what_is_said_briefly_over_an_answer_is_read_before_it_counts(speech, text, complete, last):
    told = kinds(signs(TurnTaking(), cut(speech, 0.5), complete, playing=True, text=text))
    assert told[:3] == [Sign.DUCK, Sign.BEGIN, Sign.JUDGE]
    assert told[-1] is last
    assert Sign.TAKE not in told


def test_with_a_key_an_end_is_only_supposed(speech):
    turns = TurnTaking(by_key=True)
    turns.begin()
    heard = signs(turns, np.concatenate([speech, silence(5)]), 0.9)
    assert set(kinds(heard)) <= {Sign.SUPPOSE, Sign.GO_ON}
    assert turns.supposed
    turns.reset()
    assert not turns.speaking


def discarded_after(speech, text):
    """Seconds from reading an interruption to an answer that goes on."""
    told = signs(TurnTaking(), cut(speech, 0.5), 0.3, playing=True, text=text)
    at = {sign: second for second, sign in told}
    return at[Sign.DISCARD] - at[Sign.JUDGE]


def test_an_answer_goes_on_sooner_after_words_that_only_tell_it_to(speech):
    assert discarded_after(speech, "okay") < 0.15
    assert discarded_after(speech, "") > 0.2  # nothing was read yet, which may come


def test_words_of_the_beginning_do_not_count_when_more_was_said(speech):
    """What was read in the first pause may be told only in the second: "okay ... stop"."""
    pieces = [silence(1), speech[: int(0.4 * RATE)], silence(0.12), speech[RATE : int(1.12 * RATE)], silence(1.5)]
    told = signs(TurnTaking(), np.concatenate(pieces), 0.3, playing=True, text="okay")
    judged = [second for second, sign in told if sign is Sign.JUDGE]
    assert len(judged) == 2
    assert next(second for second, sign in told if sign is Sign.DISCARD) - judged[-1] > 0.2
