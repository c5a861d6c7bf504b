"""From what a model writes to what is said: nothing of markup or thoughts, and pieces equal the whole."""

import random
import re

import pytest

from engine.text import PLAIN, STYLES, ClauseCutter, Kind, ThoughtSplitter, speakable, style_of
from engine.text.thinking import MARKS

SPOKEN = [
    ("# Title\n**Bold** and *it* with `code_x`.", "Title. Bold and it with code x."),
    ("- one\n- two\n1. first\n2) second", "one. two. one, first. two, second"),
    ("See [the docs](https://x.y/z) or https://www.example.com/a?b=1.", "See the docs or example dot com."),
    ("```python\nprint(1)\n```\nDone.", "There is some code on the screen. Done."),
    ("|a|b|\n|--|:-:|\n|1|2|", "a, b. one, two."),
    ("On 2026-11-25.", "On November twenty fifth, twenty twenty six."),
    (
        "25 December 2023 and Nov. 5th, 2004",
        "December twenty fifth, twenty twenty three and November fifth, two thousand four",
    ),
    ("In 1999 and the 1990s.", "In nineteen ninety nine and the nineteen nineties."),
    ("20 °C, 5 km/h, 1 kB", "twenty degrees Celsius, five kilometers per hour, one kilobyte"),
    ("x^2 + y² = \\frac{1}{2}", "x squared plus y squared equals one over two"),
    ("It costs $3.50, or £2.", "It costs three dollars and fifty cents, or two pounds."),
    ("3 * 4 = 12, 2*3", "three times four equals twelve, two times three"),
    ("Mail a.b@c.org", "Mail a dot b at c dot org"),
    ("> quoted\n\n---\n<b>bold</b><br/>", "quoted. bold"),
    ("![a cat](cat.png) and text[1]", "a picture, a cat, and text"),
    ("你好世界", "That part is on the screen."),
    ("😀", ""),
    ("", ""),
    ("***", ""),
]


@pytest.mark.parametrize(("written", "said"), SPOKEN)
def test_written_text_is_said_as_one_would(written, said):
    assert speakable(written) == said


def pieces_of(draw, count):
    """Random replies full of markup, cut anywhere."""
    words = [
        "There",
        "are",
        "3.5",
        "apples,",
        "and",
        "Dr.",
        "Smith",
        "has",
        "two:",
        "x^2",
        "10%",
        "https://a.b/c",
        "ok.",
    ]
    marks = ["**", "*", "_", "`", "```\n", "\n", "\n- ", "# ", "|", "[a](b)", "<br>", *MARKS]
    for _ in range(count):
        text = "".join(draw.choice(marks if draw.random() < 0.3 else [f"{w} " for w in words]) for _ in range(40))
        cuts = sorted(draw.sample(range(len(text) + 1), min(len(text), draw.randint(0, 20))))
        yield text, [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def split(pieces, **options):
    splitter = ThoughtSplitter(**options)
    found = [piece for text in pieces for piece in splitter.push(text)] + splitter.finish()
    return {kind: "".join(piece.text for piece in found if piece.kind is kind) for kind in Kind}


def test_however_a_text_is_cut_thoughts_and_reply_are_the_same():
    for text, pieces in pieces_of(random.Random(1), 300):
        assert split(pieces) == split([text])
        assert split(pieces, thinking=True) == split([text], thinking=True)


def test_nothing_of_the_marks_is_left_in_thoughts_or_reply():
    for text, pieces in pieces_of(random.Random(2), 300):
        for part in split(pieces).values():
            # what is left between two marks may, joined, look like one; within what comes between marks none is
            assert sum(part.count(mark) for mark in MARKS) <= sum(text.count(mark) for mark in MARKS)
        splitter = ThoughtSplitter()
        for piece in [p for text in pieces for p in splitter.push(text)] + splitter.finish():
            assert not any(mark in piece.text for mark in MARKS)


def test_however_a_text_is_cut_the_clauses_are_the_same():
    for text, pieces in pieces_of(random.Random(3), 300):
        cutter, whole = ClauseCutter(), ClauseCutter()
        assert [c for piece in pieces for c in cutter.push(piece)] + cutter.finish() == whole.push(
            text
        ) + whole.finish()


def test_clauses_joined_are_the_text():
    for text, _ in pieces_of(random.Random(4), 300):
        cutter = ClauseCutter()
        clauses = cutter.push(text) + cutter.finish()
        assert "".join(clauses).rstrip() == text.rstrip()


def test_no_markup_is_ever_spoken():
    for text, pieces in pieces_of(random.Random(5), 300):
        reply = split(pieces)[Kind.REPLY]
        cutter = ClauseCutter()
        for clause in cutter.push(reply) + cutter.finish():
            assert re.fullmatch(r"[A-Za-z',.? ]*", speakable(clause)), text


def test_thoughts_are_never_spoken():
    draw = random.Random(6)
    for style in (*STYLES, PLAIN):
        for _ in range(50):
            thought = " ".join(draw.choice(["secret", "hidden", "inner"]) for _ in range(draw.randint(1, 20)))
            again = f"{style.begins[0]}{thought}{style.ends[0]}"
            text = f"{style.opening}{thought}{style.closing}The answer is 5. {again} Yes."
            cuts = sorted(draw.sample(range(len(text)), 12))
            pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
            parts = split(pieces)
            assert not re.search("secret|hidden|inner", parts[Kind.REPLY]), style.name
            assert "The answer is 5." in parts[Kind.REPLY]


def test_the_first_clause_is_short_and_the_later_ones_are_whole():
    cutter = ClauseCutter()
    text = "Sure, let me see, there are 3.5 apples. Dr. Smith has two, e.g. red ones, and he eats them. "
    text += "The list:\n- a\n- b"
    clauses = [clause.strip() for clause in cutter.push(text) + cutter.finish()]
    assert clauses[0] == "Sure, let me see,"
    assert clauses[1] == "there are 3.5 apples."
    assert clauses[2] == "Dr. Smith has two, e.g. red ones, and he eats them."
    assert clauses[3:] == ["The list:", "- a", "- b"]
    long = ClauseCutter().push("word " * 40)
    assert [len(clause.split()) for clause in long] == [9, 28]


def test_code_blocks_are_clauses_of_their_own():
    cutter = ClauseCutter()
    clauses = cutter.push("Look: ```py\nx = 1. y\n\nz\n``` Done. ") + cutter.finish()
    assert [clause.strip() for clause in clauses] == ["Look:", "```py\nx = 1. y\n\nz\n```", "Done."]


def test_stops_end_the_text():
    splitter = ThoughtSplitter(stops=["<tts_start>"])
    told = splitter.push("Yes. <tts_") + splitter.push("start> more") + splitter.finish()
    assert "".join(piece.text for piece in told) == "Yes. "
    assert splitter.stopped


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{{ x }}<|im_start|>assistant\n<think>\n", "think"), ("<|start|>assistant<|channel|>final", "harmony"),
        ("[INST] [THINK] [/THINK]", "mistral"), ("<|channel>thought", "channel"), ("[INST] {{ m }} [/INST]", "none"),
        ("", "none"),
    ],
)  # fmt: skip
def test_styles_are_told_by_the_template(template, name):
    assert style_of(template).name == name
