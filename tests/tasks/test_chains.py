"""Chains of thought: every written step is true by itself, and they stay short."""

import random
import re

import pytest

from engine.training.tasks import FAMILIES, generate
from engine.training.tasks.columns import add_steps, divide_steps, multiply_steps, subtract_steps
from engine.training.tasks.navigate import Step, walk
from engine.training.tokenizer import text_tokens, train_tokenizer


def value(expression):
    """Products before sums, from left to right."""
    total = 0
    for sign, term in re.findall(r"([+-]?)([\dx]+)", expression):
        product = 1
        for factor in term.split("x"):
            product *= int(factor)
        total += -product if sign == "-" else product
    return total


def check_equations(chain):
    for equation in re.findall(r"(?<![\d/])[\d+x-]+(?:=[\d+x-]+)+", chain):
        parts = equation.split("=")
        assert len({value(part) for part in parts}) == 1, (equation, chain)
    for whole, divisor, result, rest in re.findall(r"(\d+)/(\d+)=(\d+)(?: r(\d+))?", chain):
        assert int(whole) == int(divisor) * int(result) + int(rest or 0)
        assert int(rest or 0) < int(divisor)


def last(chain):
    return int(re.findall(r"\d+", chain)[-1])


@pytest.mark.parametrize(
    ("steps", "result"),
    [
        (add_steps(47, 385), "7+5=12: 2. 4+8+1=13: 32. 3+1=4: 432."),
        (add_steps(5, 4), "5+4=9."),
        (add_steps(99, 1), "9+1=10: 0. 9+1=10: 100."),
        (subtract_steps(432, 385), "2-5: 12-5=7. 3-8-1: 13-8-1=4: 47. 4-3-1=0: 047."),
        (multiply_steps(47, 8), "7x8=56: 6. 4x8+5=32+5=37: 376."),
        (divide_steps(252, 7), "25/7=3 r4: 3. 42/7=6: 36."),
    ],
)
def test_columns_read_as_documented(steps, result):
    assert steps == result


def test_columns_are_right_for_all_kinds_of_numbers():
    rng = random.Random(1)
    for _ in range(3000):
        a, b = rng.randint(0, 10 ** rng.randint(1, 4) - 1), rng.randint(0, 10 ** rng.randint(1, 4) - 1)
        d, two = rng.randint(1, 9), rng.randint(1, 99)
        low, high = sorted((a, b))
        for chain, result in (
            (add_steps(a, b), a + b),
            (subtract_steps(high, low), high - low),
            (multiply_steps(a, two), a * two),
            (divide_steps(a * d, d), a) if a else ("0", 0),
        ):
            check_equations(chain)
            assert last(chain) == result, chain


def test_equations_in_items_hold():
    rng = random.Random(2)
    for _ in range(1000):
        item = generate("arithmetic", rng)
        check_equations(item.thoughts)


def test_walk_turns_and_steps():
    steps = [Step(count=2), Step(turn="right"), Step(count=3), Step(turn="around"), Step(count=1, side="left")]
    assert walk(steps) == [(0, 2, "n"), (0, 2, "e"), (3, 2, "e"), (3, 2, "w"), (3, 1, "w")]
    assert walk([Step(count=4, side="west"), Step(count=4, side="backward")])[-1] == (-4, -4, "n")


def test_places_in_a_chain_follow_from_the_line_before():
    rng = random.Random(6)
    for _ in range(400):
        chain = generate("navigate", rng).thoughts
        places = [(int(x), int(y)) for x, y in re.findall(r"(?:start|\d:) (-?\d+) (-?\d+)", chain)]
        counts = [int(n) for n in re.findall(r" (\d+): -?\d", chain)]
        assert len(places) == len(counts) + 1
        for (x, y), (u, v), count in zip(places, places[1:], counts, strict=False):
            assert abs(x - u) + abs(y - v) == count


@pytest.fixture(scope="module")
def tokenizer():
    rng = random.Random(0)
    items = [generate(FAMILIES[i % len(FAMILIES)], rng) for i in range(4000)]
    return train_tokenizer(text for i in items for text in (i.spoken, i.transcript, i.thoughts, *i.reply, *i.fillers))


def test_tokens_of_chains_and_questions(tokenizer):
    """The widths that training gives a row: thoughts in 200 tokens, thoughts and question in 400."""
    rng = random.Random(8)
    for family in FAMILIES:
        items = [generate(family, rng) for _ in range(300)]
        thoughts = sorted(len(tokenizer.encode(i.thoughts).ids) for i in items)
        questions = [max(len(tokenizer.encode(t).ids) for t in (i.spoken, i.transcript)) for i in items]
        assert sum(thoughts) / len(thoughts) < (110 if family in ("fallacies", "counting") else 75), family
        assert thoughts[int(0.95 * len(thoughts))] <= (
            160 if family in ("fallacies", "counting", "problems") else 120
        ), family
        assert thoughts[-1] <= 220, family
        assert max(questions) <= 270, family
        assert max(len(tokenizer.encode(i.reply[0]).ids) for i in items) <= 60, family


def test_tokenizer_is_byte_level_with_single_digits(tokenizer):
    assert tokenizer.get_vocab_size() == len(text_tokens(tokenizer)) == 2048
    for text in ("start 0 0. left 12: -12 0.", "naïve — 3½ \n\t ok", "Shalonda lies, so true."):
        assert tokenizer.decode(tokenizer.encode(text).ids) == text
    assert not [token for token in text_tokens(tokenizer) if sum(c.isdigit() for c in token) > 1]
    assert tokenizer.encode("x 4096").tokens[-4:] == ["4", "0", "9", "6"]


def test_too_little_text_for_a_tokenizer_is_refused():
    with pytest.raises(ValueError, match="2048 wanted"):
        train_tokenizer(["too little"])
