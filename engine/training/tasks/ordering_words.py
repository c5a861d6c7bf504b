"""Training wordings for comparing, sorting, letters and spelling; `asking.py` says what the marks mean."""

from __future__ import annotations

_COMPARE = """
Which [number |]is <more>, {a} or {b}?
What is <more>, {a} or {b}?
What's <more>, {a} or {b}?
Which is the <more> [number|of the two], {a} or {b}?
Which of these [numbers |two |]is <more>, {a} or {b}?
Is {a} or {b} <more>?
Is {a} <more> or is {b}?
{a} or {b}, [which is <more>|which one is <more>|what's <more>|which number is <more>]?
{a} and {b}, which [is|one is|of them is|number is] <more>?
<ask> [which is <more>|what's <more>|which number is <more>|which one is <more>], {a} or {b}?
<tell> [which is <more>|what's <more>|which number is <more>|which one is <more>], {a} or {b}.
Between {a} and {b}, which [is|one is|number is] <more>?
Of {a} and {b}, which [is|one is|number is] <more>?
Out of {a} and {b}, which [is|one is|number is] <more>?
Compare {a} and {b}. Which [is|one is|number is] <more>?
<can> compare {a} and {b} and say which is <more>?
<do> compare {a} and {b} and tell me which is <more>.
If I compare {a} [with|and|to] {b}, which [is|one is] <more>?
Here are two numbers, {a} and {b}. Which [is|one is|of them is] <more>?
[I have|There are|You get] two numbers, {a} and {b}. Which [is|one is] <more>?
"""
_MORE = """
[What is|What's|Which is|Which number is] more, {a} or {b}?
Who has more, someone who has {a} or someone who has {b}?
Which [score|price|value|amount] is [higher|greater], {a} or {b}?
Do I have more with {a} or with {b}?
{a} or {b}, what's more?
<ask> what's more, {a} or {b}?
"""
_LESS = """
[What is|What's|Which is|Which number is] less, {a} or {b}?
Who has less, someone who has {a} or someone who has {b}?
Which [score|price|value|amount] is [lower|smaller], {a} or {b}?
Do I pay less with {a} or with {b}?
{a} or {b}, what's less?
<ask> what's less, {a} or {b}?
"""


def _compared(words: str, own: str) -> str:
    """The wordings of comparing with each of the words, and those that fit one of them only."""
    return "\n".join((*(_COMPARE.replace("<more>", word) for word in words.split("|")), own))


LARGER = _compared("larger|bigger|greater|higher", _MORE)
SMALLER = _compared("smaller|lower", _LESS)
MOST = """
[What|Which] is the {word} of {list}?
Which [number |one |]is the {word}, {list}?
Find the {word} [number|of these], {list}.
[What's|What is] the {word} [number|of these|value], {list}?
[What's|Which is] the {word} [number |]in this list, {list}?
{list}, [which is the {word}|what's the {word}|which one is the {word}|which number is the {word}]?
Of {list}, [which is the {word}|what's the {word}|which one is the {word}]?
Out of {list}, [which is the {word}|what's the {word}|pick the {word}|which would be the {word}]?
Between {list}, [which is the {word}|what's the {word}]?
I have the numbers {list}. [Which is the {word}|What's the {word}|Which one is the {word}]?
Here are [some|a few] numbers, {list}. [Which is the {word}|What's the {word}|Which one is the {word}]?
<ask> [which is the {word}|what the {word} is|which number is the {word}], {list}?
<tell> [which is the {word}|what the {word} is|which number is the {word}], {list}.
<can> [find|pick|pick out|give me] the {word} [number|of these], {list}?
<do> [find|pick|pick out|look for] the {word} [number|of these], {list}.
Pick [out |]the {word} number, {list}.
Take the numbers {list}. [Which is the {word}|What's the {word}]?
Our scores were {list}. [Which is the {word}|What's the {word}]?
Look at {list}. [Which is the {word}|What's the {word}]?
"""
_UP = (
    "[from smallest to largest|small to large|from low to high|from the smallest up|in ascending order|"
    "smallest first|lowest first|from lowest to highest|going up|starting with the smallest]"
)
SORT = """
[Sort|Put|Order] {list} from [smallest to largest|small to large].
[Sort|Put|Arrange] these numbers [in order|in ascending order], {list}.
Can you [sort|order] {list}?
Please sort the numbers {list}.
[Sort|Arrange|Order|List|Line up|Rank] {list} <up>.
[Sort|Arrange|Order|List|Line up|Rank] [these|the following|my|these few] numbers <up>, {list}.
<can> [sort|arrange|order|list|line up|rank] {list} <up>?
<can> [sort|arrange|order|list|line up] [these numbers|the numbers|this list|these] <up>, {list}?
<do> [sort|arrange|order|list|line up|rank] {list} <up>.
<do> [sort|arrange|order|list|line up] [these numbers|the numbers|this list|these] <up>, {list}.
[Say|Read|Give me|Repeat] {list} <up>.
What [is|are|would be] {list} <up>?
What's the [right |]order of {list} <up>?
How do I [sort|order|arrange] {list} <up>?
How would you [sort|order|arrange|line up] {list} <up>?
I have the numbers {list}. [Put them|Sort them|Say them|Arrange them] <up>.
Here are [some|a few|my] numbers, {list}. [Put them|Sort them|List them|Arrange them] <up>.
{list}. [Sort that|Put those in order|Sort them|Say them again] <up>.
<ask> how {list} go <up>?
I need {list} [sorted|in order|arranged|listed] <up>.
I'd like {list} [sorted|ordered|arranged|listed] <up>.
[Say|Tell me|Give me] these numbers <up>, {list}.
Our scores were {list}. [Rank|Sort|List] them <up>.
""".replace("<up>", _UP)
_DOWN = (
    "[from largest to smallest|from high to low|in descending order|largest first|biggest first|"
    "from highest to lowest|going down|starting with the largest]"
)
SORT_DOWN = "\n".join(line.replace(_UP, _DOWN) for line in SORT.splitlines() if _UP in line)
_BY = "[alphabetically|in alphabetical order|from A to Z|by the alphabet|by their letters|as in a dictionary]"
SORT_WORDS = """
[Sort|Put|Arrange|Order|List] {list} <by>.
[Sort|Put|Arrange|Order|List] [these|the following|my] words <by>, {list}.
<can> [sort|put|arrange|order|list] {list} <by>?
<can> [sort|put|arrange|order] [these words|the words|this list] <by>, {list}?
<do> [sort|put|arrange|order|list] {list} <by>.
<do> [sort|put|arrange|order] [these words|the words|this list] <by>, {list}.
What is the order of {list} <by>?
How do I [sort|order|arrange|list] {list} <by>?
I have the words {list}. [Sort|Put|Arrange] them <by>.
Here are [some|a few] words, {list}. [Sort|Put|Arrange] them <by>.
I need {list} [sorted|arranged|listed] <by>.
[Say|Read|Give me] {list} <by>.
My list has {list}. [Sort|Put|Arrange] it <by>.
How would {list} [stand|be listed|be sorted] <by>?
""".replace("<by>", _BY)
AFTER = """
[What|Which] letter [comes|is|goes|stands] [right |just |]{side} {x}?
[What|Which] letter of the alphabet [comes|is] {side} {x}?
In the alphabet, [what|which letter] [comes|is|stands] [right |]{side} {x}?
What is the letter [right |just |]{side} {x}?
What's the letter [right |just |]{side} {x}?
What's [right |just |]{side} {x} in the alphabet?
What comes [right |just |]{side} {x} [in the alphabet|in the ABC|when I say the alphabet]?
<ask> [which|what] letter [comes|is|stands] {side} {x}[ in the alphabet|]?
<tell> [which|what] letter [comes|is|stands] {side} {x}[ in the alphabet|].
<noun> the letter [right |just |]{side} {x}.
[Tell|Give] me the letter [right |just |]{side} {x}[, please|].
Right {side} {x} [comes|is] which letter?
The letter {side} {x} is [what|which|which letter]?
[Say|I need|I want] the letter {side} {x}.
When I say the alphabet, [what|which letter] comes {side} {x}?
Which letter do you say {side} {x}?
[Going through|In the order of] the alphabet, what's {side} {x}?
"""
NTH = """
[What|Which] is the {n} letter of the alphabet?
Which letter of the alphabet is number {c}?
[What|Which] letter is [number {c}|the {n}][ in the alphabet| of the alphabet]?
[What's|What is] the {n} letter [in|of] the alphabet?
[What's|What is] letter number {c} [in|of] the alphabet?
<ask> [which|what] letter is [the {n}|number {c}] [in|of] the alphabet?
<tell> [which|what] letter is [the {n}|number {c}] [in|of] the alphabet.
<noun> the {n} letter of the alphabet.
[Give|Tell] me [the {n} letter|letter number {c}] of the alphabet[, please|].
The {n} letter of the alphabet is [which|what|which letter]?
Number {c} in the alphabet is [which|what] letter?
Which letter [stands|comes] at number {c} in the alphabet?
In the alphabet, [what|which] is the {n} letter?
If A is number one, [which|what] letter is number {c}?
Counting from A, [which|what] is the {n} letter?
Which letter do I get when I count to {c} in the alphabet?
"""
PLACE = """
[What|Which] number in the alphabet is {x}?
At which place in the alphabet is {x}?
What number is {x} in the alphabet?
[What's|What is] the [number|place] of {x} in the alphabet?
Where in the alphabet [is|comes|stands] {x}, as a number?
<ask> [what|which] number {x} is in the alphabet?
<tell> [what|which] number {x} is in the alphabet.
If A is number one, what number is {x}?
Counting from A, what number is {x}?
{x} is [what|which] number in the alphabet?
[Give|Tell] me the number of {x} in the alphabet.
In the alphabet, [what|which] number is {x}?
How many letters do I count from A up to and with {x}?
When I count the letters from A, [which|what] number is {x}?
What place does {x} [take|get] in the alphabet?
"""
SPELL = """
[How do you spell|How do I spell|How must I spell] {w}?
[Spell|Spell out|Spell the {what}] {w}[ please|].
How [do|would|should|can|must] [I|you|we] [spell|write] [the {what} |]{w}?
How [do|would] people [spell|write] {w}?
<can> spell [the {what} |out |]{w}[ for me| letter by letter|]?
<do> spell [the {what} |out |]{w}[ for me| letter by letter|].
<ask> how [to spell|you spell|I spell|one spells|to write] {w}?
<tell> how [to spell|you spell|I spell|to write] {w}.
{w}, how [do you spell that|is that spelled|do I spell it|is it written]?
How do you spell the {what} {w}?
What letters [are in|make up] {w}, in order?
Which letters [are in|make up|spell] {w}, in order?
[Give|Tell] me the [letters of|spelling of|spelling for] {w}[, please|].
The [next |]{what} [to spell |]is {w}. [Spell it|How do you spell it|Spell it out|How is it written]?
I [want|need|have] to [write|spell|type] {w}. [How is it spelled|How do I spell it|Can you spell it]?
I [can't|don't know how to|never know how to] spell {w}. [Help me|Please help me|I need help].
[Say|Read|Go through|Read out] the letters of {w}[ one by one| in order|].
Letter by letter, [how do you spell|how do I write|what makes up] {w}?
How does one [spell|write] {w}?
How is [the {what} |]{w} [spelled|written]?
How is {w} spelled [exactly|correctly|in English]?
Break {w} into its letters.
My daughter asks how to spell {w}. How is it spelled?
{w}. [Spell it|Spell that|Spell that {what}|Spell it for me].
"""
FIRST = """
[What is|What's|Which is] the {which} letter [of|in] [the {what} |]{w}?
With which letter does {w} {verb}?
[What|Which] letter does [the {what} |]{w} {verb} with?
[What|Which] letter is the {which} in {w}?
{w} {verb}s with which letter?
<ask> [which|what] letter {w} {verb}s with?
<tell> [which|what] letter {w} {verb}s with.
<ask> what the {which} letter [of|in] {w} is?
<noun> the {which} letter [of|in] {w}.
[Tell|Give] me the {which} letter [of|in] [the {what} |]{w}[, please|].
When I spell {w}, [what|which] is the {which} letter?
The {which} letter [of|in] {w} is [what|which]?
In [the {what} |]{w}, [what|which] is the {which} letter?
In [the {what} |]{w}, what letter comes {which}?
When you write {w}, what letter comes {which}?
What does {w} {verb} with, which letter?
"""
HOW_LONG = """
How many letters [are in|are there in] [the {what} |]{w}?
How long is the {what} {w}?
How many letters does [the {what} |]{w} have?
How many letters long is the {what} {w}?
How many letters do I need to [spell|write|type] {w}?
How many letters [make up|spell] [the {what} |]{w}?
<ask> how many letters [are in {w}|{w} has|there are in {w}]?
<tell> how many letters [are in {w}|{w} has|there are in {w}].
[Count|Please count|Just count] the letters [in|of] [the {what} |]{w}.
<can> count the letters [in|of] [the {what} |]{w}?
{w} has how many letters?
In [the {what} |]{w}, how many letters are there?
When I [write|spell] {w}, how many letters is that?
[What's|What is] the length of the {what} {w} in letters?
The {what} is {w}. [How many letters is that|How many letters does it have|How long is it in letters]?
If I [spell|write] {w}, how many letters do I [use|need|write]?
"""
NTH_OF = "\n".join(line for line in FIRST.splitlines() if line and "{verb}" not in line)
