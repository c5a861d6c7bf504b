"""Is a question over? By what was read of it."""

import random

import pytest

from engine.completeness import completeness
from engine.reading import load_reader
from engine.training.tasks import FAMILIES, generate
from engine.turns.stop import PATIENCE

COMPLETE = """
what is forty seven plus three hundred eighty nine and twelve apples
how many fruits do i have
how many tools is that
a clarinet two goats and an oboe count all of them
jerry tells the truth amanda says jerry lies does amanda tell the truth
asha says meredith is honest is asha an honest person
sharon claims mike tells the truth is mike honest
spell athletic
please sort the names by length
where do you come from
what are you able to do
so are you a computer
twelve percent of four hundred is how much
he is a fan of the little tower is the argument deductively valid or invalid
every crystal is loud the stone is loud valid or invalid
follow these instructions take two steps turn around do you return to the starting point
what is seven times twelve
what is that plus seventy four
how many hours does a trip of two hundred miles take
she had six hats and lost two how many remain
what should i do tomorrow
how have you been
tell me how many animals there are
could you work out six times three for me
can you repeat that
"""
INCOMPLETE = """
what is forty seven plus
how many of the
how many fruits do i
a chair and one peach how many
amanda lies does thomas tell
would you tell me
what does the

i have two apples a dog
jerry tells the truth
asha says meredith is honest
dylan is a liar
ken does not tell the truth
ken does not tell the truth olive
how many animals do
tell me how many
what day comes right after
what if she
tell me what you can
everyone who is not a fan
when he comes home
name the letter that
tell me how tall
their friend has two how many do
would you say that
someone is tall whenever someone is tall
what is ninety take away
suppose i have one dress
the visitor is not
in front of me are a rat a hamster
every boat is a drain and every drain is an animal
five
if you follow these instructions do you return to the
"""
DOUBTFUL = """
if you follow these instructions do you return to the starting point
what is forty seven plus three
what is the number
what is the produ
what is the month t
i have a hat how many fruits
here is an argument first tom is tall is the argument valid
here is an argument first tom is tall is the argument
how many cards does maria
what does bonjour
what number month
if you follow these instruct shans do you return to the starting poin
what kinds of questions
read this
can you stop
read this the quiet cat
what is eleven
calculate ten percent
order these from smallest
do i return to where i started take two steps turn right take nine steps turn left take one step
your answer is mistaken
"""
SHORT = PATIENCE[0][0]
"""From here on a question is ended after the shortest pause."""


@pytest.mark.parametrize("text", COMPLETE.strip().splitlines())
def test_a_complete_question_is_ended_soon(text):
    assert completeness(text) >= SHORT


@pytest.mark.parametrize("text", INCOMPLETE.strip("\n").splitlines())
def test_a_beginning_is_waited_for(text):
    assert completeness(text) < PATIENCE[1][0]


@pytest.mark.parametrize("text", DOUBTFUL.strip().splitlines())
def test_what_may_go_on_is_neither(text):
    assert PATIENCE[1][0] <= completeness(text) < SHORT


@pytest.mark.parametrize("split", ["train", "held_out"])
def test_most_questions_of_all_kinds_end_soon_and_few_beginnings_of_them(split):
    rng = random.Random(7)
    families = [family for family in FAMILIES if family != "read"]  # texts to be read aloud are no questions
    asked = [generate(family, rng, split).transcript.split() for family in families for _ in range(40)]
    ended = [completeness(" ".join(words)) >= SHORT for words in asked]
    begun = [completeness(" ".join(words[:n])) >= SHORT for words in asked for n in range(1, len(words))]
    assert sum(ended) / len(ended) > 0.6  # since there are many wordings, many of which really may go on
    assert sum(begun) / len(begun) < 0.08


def test_a_pack_without_a_vocabulary_reads_nothing(tmp_path):
    assert load_reader(tmp_path / "ctc.json", 257) is None
    (tmp_path / "ctc.json").write_text('{"model": {"vocab": {"<blank>": 0, "a": 300}}}')
    assert load_reader(tmp_path / "ctc.json", 257) is None
