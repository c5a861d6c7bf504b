import random

import pytest

from engine import words


@pytest.mark.parametrize(
    ("n", "plain", "joined"),
    [
        (0, "zero", "zero"),
        (21, "twenty one", "twenty one"),
        (104, "one hundred four", "one hundred and four"),
        (-3, "minus three", "minus three"),
        (1005, "one thousand five", "one thousand and five"),
        (2_000_350, "two million three hundred fifty", "two million three hundred and fifty"),
        (7 * 10**12, "seven trillion", "seven trillion"),
    ],
)
def test_numbers_in_words(n, plain, joined):
    assert words.number_words(n) == plain
    assert words.number_words(n, joined=True) == joined


def test_words_are_read_back():
    rng = random.Random(1)
    some = [rng.randint(-(10 ** rng.randint(1, 14)), 10 ** rng.randint(1, 14)) for _ in range(1500)]
    for n in [*range(-120, 1210), *some]:
        for joined in (False, True):
            said = words.number_words(n, joined)
            assert words.words_number(said.split()) == n
            assert words.find_numbers(f"So {said}, then.") == [n]


def test_too_large_numbers_are_refused():
    with pytest.raises(ValueError, match="too large"):
        words.number_words(10**15)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("twenty three five", [23, 5]),
        ("two three and four", [2, 3, 4]),
        ("a hundred and four dogs and six cats", [104, 6]),
        ("one thousand two thousand", [1000, 2000]),
        ("1,234 and -5, 3-4", [1234, -5, 3, 4]),
        ("a dog and a cat", []),
        ("minus a hundred", [-100]),
        ("twelve hundred", [1200]),
        ("five hundred and", [500]),
        ("3 million five", [3_000_005]),
        ("negative", []),
        ("", []),
    ],
)
def test_numbers_in_a_text(text, numbers):
    assert words.find_numbers(text) == numbers


def test_words_that_are_no_number():
    assert words.words_number(["four", "dogs"]) is None
    assert words.words_number([]) is None
    assert words.words_number(["minus"]) is None
    assert words.words_number("four five".split()) is None


def test_ordinals_and_clock():
    said = [words.ordinal_words(n) for n in (1, 2, 3, 5, 8, 9, 12, 13, 20, 21, 100)]
    assert " ".join(said[:7]) == "first second third fifth eighth ninth twelfth"
    assert said[7:] == ["thirteenth", "twentieth", "twenty first", "one hundredth"]
    assert words.clock_words(9, 5) == "nine oh five"
    assert words.clock_words(7, 0) == "seven o'clock"
    assert words.clock_words(3, 45) == "three forty five"


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Question: Ann lies. Does Ann tell the truth?", "Ann lies. Does Ann tell the truth?"),
        ("Take 2 steps. Turn right.\nOptions:\n- Yes\n- No", "Take two steps. Turn right."),
        ("\"It is clear: (A) is valid\"\nOptions:\n- valid \n- invalid", "It is clear, A, is valid"),
        ("$1,234.50 or £5", "one thousand two hundred thirty four dollars and fifty cents or five pounds"),
        ("at 3:45 on the 21st", "at three forty five on the twenty first"),
        ("50% of 3.25 km", "fifty percent of three point two five kilometers"),
        ("5 - 3 = 2, -4 and 3x4", "five minus three equals two, minus four and three times four"),
        ("1/2 or 3/7", "one half or three over seven"),
        ("a well-known 12-year-old café", "a well known twelve year old cafe"),
        ("Mr. O\u2019Brien\u2019s \u2018toy\u2019 \u2013 wow!", "mister O'Brien's toy, wow."),
        ("Really?! No way...", "Really? No way."),
        ("first line\nsecond line", "first line. second line"),
        ("007", "zero zero seven"),
        ("", ""),
    ],
)  # fmt: skip
def test_spoken_form(written, spoken):
    assert words.spoken_form(written) == spoken
    assert words.spoken_form(spoken) == spoken, "spoken form of a spoken form"


def test_spoken_form_holds_only_words_and_three_marks():
    rng = random.Random(2)
    signs = [chr(c) for c in range(32, 127)] + list("\n\t\u2019\u2018\u2013\u2014\u2026\u00d7÷°é½漢")
    for _ in range(2000):
        spoken = words.spoken_form("".join(rng.choice(signs) for _ in range(rng.randint(0, 30))))
        assert set(spoken) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',.? ")
        assert "  " not in spoken
        assert words.spoken_form(spoken) == spoken
        assert set(words.transcript(spoken)) <= set("abcdefghijklmnopqrstuvwxyz' ")


def test_transcript():
    assert words.transcript("Don't stop, Ann: 12 o'clock!") == "don't stop ann twelve o'clock"


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("Yes, you end up right where you started.", "yes"),
        ("No. You end up 2 steps to the left.", "no"),
        ("Let me see. No, Vina does not tell the truth.", "no"),
        ("It makes a hundred and four.", "104"),
        ("You have six animals.", "6"),
        ("There are no animals.", "0"),
        ("That is minus three.", "-3"),
        ("The answer is 1,234.", "1234"),
        ("One moment. I go through them one by one.", None),
        ("The argument is valid.", "valid"),
        ("It is not deductively valid.", "invalid"),
        ("That isn't valid.", "invalid"),
        ("Invalid.", "invalid"),
        ("Three and four. So it is seven.", "7"),
        ("I do not know.", None),
        ("", None),
    ],
)
def test_answer_of_a_reply(reply, answer):
    assert words.answer_of(reply) == answer
