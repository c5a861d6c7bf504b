"""Training wordings for weekdays, months, clock times and durations; `asking.py` says what the marks mean."""

from __future__ import annotations

NEXT = """
[What|Which] {kind} [comes|is] [after|right after|just after|directly after] {x}?
[What|Which] {kind} [follows|comes next after|is next after|would follow|is the next after] {x}?
What is the [{kind} after|next {kind} after|{kind} right after|{kind} following] {x}?
What's the [{kind} after|next {kind} after|{kind} right after|{kind} following] {x}?
After {x} comes which {kind}?
After {x}, [what|which] {kind} [is next|comes|do we have|comes next]?
<ask> [which|what] {kind} [comes after|follows|is after|comes right after] {x}?
<tell> [which|what] {kind} [comes after|follows|is after|comes right after] {x}.
<noun> the {kind} [after|right after|that comes after] {x}.
[Tell|Give] me the [next {kind} after|{kind} after|{kind} right after] {x}[, please|].
When {x} is over, [what|which] {kind} [is it|comes|begins|starts|is next]?
If it's {x} now, [what|which] {kind} [is next|comes next|will be next]?
It is {x}. [What|Which] {kind} comes [next|after that|then]?
{x} is over. [What|Which] {kind} [is it now|begins|comes now]?
{x}, and then [which|what] {kind}?
The {kind} after {x} is [which|what|called what]?
What do we call the {kind} after {x}?
Once {x} ends, which {kind} [starts|begins|do we get]?
"""
PREVIOUS = """
[What|Which] {kind} [comes|is] [before|right before|just before|directly before] {x}?
What is the [{kind} before|{kind} right before|{kind} just before] {x}?
What's the [{kind} before|{kind} right before|last {kind} before] {x}?
Before {x} comes which {kind}?
Before {x}, [what|which] {kind} [is it|was it|comes|do we have]?
<ask> [which|what] {kind} [comes before|is before|comes right before] {x}?
<tell> [which|what] {kind} [comes before|is before|comes right before] {x}.
<noun> the {kind} [before|right before|that comes before] {x}.
[Tell|Give] me the {kind} [before|right before] {x}[, please|].
If it's {x} now, [what|which] {kind} was [just before|right before|before that]?
It is {x}. [What|Which] {kind} came before?
The {kind} before {x} is [which|what|called what]?
What do we call the {kind} before {x}?
[What|Which] {kind} is over [before|right before|just before] {x} [begins|starts|comes]?
[What|Which] {kind} has to [pass|end|finish] right before {x} [comes|starts]?
"""
LATER = """
[What|Which] {kind} is {n} {kinds} after {x}?
If [today|it] is {x}, [what|which] {kind} [is it|will it be|do we have] in {n} {kinds}?
[Today|It] is {x}. [What|Which] {kind} [will it be|is it|will we have] in {n} {kinds}?
[What|Which] {kind} comes {n} {kinds} [after|later than] {x}?
It is {x} now. [What|Which] {kind} will it be {n} {kinds} [from now|later|after this]?
[What|Which] {kind} is it {n} {kinds} [after|from] {x}?
{n} {kinds} after {x} is [what|which] {kind}?
{n} {kinds} from {x}, [what|which] {kind} is [that|it]?
In {n} {kinds} from {x}, [what|which] {kind} will it be?
[Count|Go|Move] [forward|ahead|on] {n} {kinds} from {x}. [Where do you land|What {kind} is it|Which {kind} do you get]?
If [I|you|we] [count|go] [forward|ahead] {n} {kinds} from {x}, [what|which] {kind} [is it|do I get|comes out|is that]?
<ask> [which|what] {kind} [is|comes|it is] {n} {kinds} after {x}?
<tell> [which|what] {kind} [is|comes|it is] {n} {kinds} after {x}.
<ask> [which|what] {kind} it [is|will be] {n} {kinds} from {x}?
<tell> [which|what] {kind} it [is|will be] in {n} {kinds} if it is {x} now.
<can> [count|go] {n} {kinds} [forward|on|ahead] from {x} and [tell me the {kind}|say which {kind} it is]?
[Add|When I add|If you add] {n} {kinds} to {x}, [what|which] {kind} [do you get|is it|comes out]?
[My trip|The course|My holiday|The job] [starts|begins] {on} {x} and [ends|is over] {n} {kinds} later. [What|\
Which] {kind} is that?
[I start|I'm starting|We begin|We leave] {on} {x} and [stop|finish|return] {n} {kinds} later. [What|Which] \
{kind} is it then?
It's {x} and I have to wait {n} {kinds}. [What|Which] {kind} [is it then|will it be|will that be]?
[My package|The letter|My order] was sent {on} {x} and takes {n} {kinds}. [What|Which] {kind} does it come?
The [work|repair|job] [began|started] {on} {x} and takes {n} {kinds}. [What|Which] {kind} [is that|is it over|\
will it be]?
[Suppose|Say|Imagine] it is {x}. [What|Which] {kind} is it {n} {kinds} later?
[What|Which] {kind} do we have when {n} {kinds} have passed since {x}?
When {n} {kinds} have passed [after|since] {x}, [what|which] {kind} is it?
From {x} on, {n} {kinds} [pass|go by]. [What|Which] {kind} is it then?
{x} plus {n} {kinds} is [which|what] {kind}?
"""
EARLIER = """
[What|Which] {kind} is {n} {kinds} before {x}?
If [today|it] is {x}, [what|which] {kind} was it {n} {kinds} ago?
[Today|It] is {x}. [What|Which] {kind} was it {n} {kinds} [ago|before|earlier]?
[What|Which] {kind} [comes|was] {n} {kinds} before {x}?
{n} {kinds} before {x} is [what|which] {kind}?
{n} {kinds} before {x}, [what|which] {kind} [was|is] it?
[Count|Go|Move|Step] [back|backward|backwards] {n} {kinds} from {x}. [Where do you land|What {kind} is it|Which \
{kind} do you get]?
Count {n} {kinds} [back|backwards] from {x}.
If [I|you|we] [count|go] [back|backwards] {n} {kinds} from {x}, [what|which] {kind} [is it|do I get|comes out|is that]?
<ask> [which|what] {kind} [is|comes|it was] {n} {kinds} before {x}?
<tell> [which|what] {kind} [is|comes|it was] {n} {kinds} before {x}.
<tell> [which|what] {kind} it was {n} {kinds} ago if it is {x} now.
<can> [count|go] {n} {kinds} [back|backwards] from {x} and [tell me the {kind}|say which {kind} it is]?
[Take|When I take|If you take] {n} {kinds} away from {x}, [what|which] {kind} [do you get|is it|comes out]?
It's {x} and it [happened|started|began] {n} {kinds} ago. [What|Which] {kind} was that?
I've been [waiting|working on this|ill|here|away] for {n} {kinds} and now it's {x}. [What|Which] {kind} did [it|\
that] [start|begin]?
[Suppose|Say|Imagine] it is {x}. [What|Which] {kind} was it {n} {kinds} earlier?
It has to be [ready|done|paid] {n} {kinds} before {x}. [What|Which] {kind} is that?
{x} minus {n} {kinds} is [which|what] {kind}?
"""
TOMORROW = """
If today is {x}, [what|which] day [is|will it be|is it] {when}?
Today is {x}. [What|Which] day [is|will it be|do we have|is it] {when}?
It is {x}. [What|Which] day is it {when}?
[What|Which] day [is it|will it be|do we have] {when} if [today is|it is|it's] {x}[ today| now|]?
<ask> [which|what] day it is {when} if today is {x}?
<tell> [which|what] day it is {when} if today is {x}.
It's {x} today, so [what|which] day [is it|will it be] {when}?
Since today is {x}, [what|which] day is {when}?
[I have a date|My exam is|We meet|The party is] {when} and today is {x}. [What|Which] day is that?
{when} is [what|which] day if today is {x}?
[Suppose|Say|Imagine] today is {x}. [What|Which] day is it {when}?
It's {x}. And {when} is [what|which] day?
"""
YESTERDAY = """
If today is {x}, [what|which] day was [it |]{when}?
Today is {x}. [What|Which] day was [it |]{when}?
<ask> [which|what] day it was {when} if today is {x}?
<tell> [which|what] day it was {when} if today is {x}.
It's {x} today, so [what|which] day was {when}?
[What|Which] day was {when} if [it is|it's|today is] {x}?
"""
UNTIL = """
How many {kinds} [is it|are there|is that] from {x} [to|until|till] the next {y}?
How many {kinds} [is it|are there] [until|till] {y} if [it|today] is {x} now?
It is {x}. How many {kinds} [until|till|is it to|do I wait for] {y}?
If it's {x} now, how many {kinds} [is it|do I have] until {y}?
How many {kinds} after {x} [is|comes] {y}?
How long is it from {x} to {y} in {kinds}?
<ask> how many {kinds} after {x} {y} comes?
<tell> how many {kinds} it is from {x} [to|until] {y}.
"""
NTH_MONTH = """
[What|Which] is the {n} month [of the year|]?
Which month is number {c}?
[What|Which] month is [the {n}|number {c}] [of|in] the year?
[What's|What is] month number {c}?
[What's|What is] the {n} month [of|in] the year[ called|]?
[What's|What is] the name of the {n} month?
<ask> [which|what] month is [the {n}|number {c}][ of the year|]?
<tell> [which|what] month is [the {n}|number {c}][ of the year|].
<noun> the {n} month[ of the year|].
[Tell me|Give me|Say] the {n} month[ of the year|][, please|].
If January is the first, [what|which] is the {n} month?
The {n} month [of the year|] is [what|which|called what]?
Number {c} of the months is [what|which]?
On a form it says month number {c}. [Which|What] month is [that|it]?
If someone writes month number {c}, which month do they mean?
[What|Which] month comes {n} in the year?
In a year, [what|which] month is [the {n}|number {c}]?
Counting from January, [what|which] is the {n} month?
"""
NUMBER_OF = """
Which number is {x} [among the months|in the year]?
What number month is {x}?
What number is {x} in the [year|calendar]?
[What's|What is] the number of [the month of |]{x}?
<ask> [what|which] number {x} is [among the months|in the year]?
<tell> [what|which] number {x} is [among the months|in the year].
<ask> [what|which] number [month {x} is|the month of {x} has]?
{x} is [what|which] number [of the months|in the year|among the months]?
{x} is month number what?
How do I write {x} as a [number|month number]?
If January is number one, what number is {x}?
When I count the months, [what|which] number is {x}?
Counting from January, [what|which] number is {x}?
[Give|Tell] me the [number of the month of|month number for] {x}.
<can> [give|tell] me the number of the month of {x}?
At which [place|position] in the year does {x} come?
"""
MONTH_DAYS = """
How many days are [in|there in] [the month of |]{x}?
How many days does [the month of |]{x} [have|last|contain]?
How long is [the month of |]{x} in days?
How many days [has {x} got|long is {x}]?
What is the length of {x} in days?
<ask> how many days [{x} has|are in {x}|there are in {x}]?
<tell> how many days [{x} has|are in {x}|there are in {x}].
{x} has how many days?
{x}, how many days [is that|does it have|has it got]?
In {x}, how many days are there?
How many days [do I get|will pass|go by|do we have] in {x}?
[What's|Which is] the last day of {x}, as a number?
If I stay for all of {x}, how many days is that?
Is {x} a long month? How many days does it have?
For [the whole of|all of] {x}, how many days [do I need|is that]?
"""

CLOCK = """
[What time is it|What's the time|What time will it be|What is the time] {d} [after|past|later than] {t}?
It is {t}. What time will it be [in {d}|{d} from now|{d} later|after {d}]?
If it is {t} now, what time [is it {d} later|will it be in {d}|is it in {d}|is it after {d}]?
<event> [starts|begins|is] at {t} and [takes|lasts|goes on for|runs for] {d}. [When|At what time|What time] \
[does it end|is it over|will it finish]?
{d} after {t} is what time?
{d} after {t}, what [time is it|does the clock say|time do we have]?
In {d} from {t}, what time will it be?
[Add|When I add|If you add] {d} to {t}, what time [is it|do you get]?
{t} plus {d} is what time?
<ask> what time [it is {d} after {t}|it will be {d} after {t}|is {d} after {t}]?
<tell> what time [it is {d} after {t}|it will be {d} after {t}|is {d} after {t}].
<ask> what time it will be in {d} if it's {t} now?
<tell> what time it will be in {d} if it's {t} now.
I [leave|left|start|am leaving] at {t} and [travel|drive|walk|need|am on the way for] {d}. [When|What time] [do \
I arrive|am I there|will I get there]?
My [flight|bus|train|ferry] leaves at {t} and [takes|needs] {d}. [When|What time|At what time] do I [arrive|get \
there|land]?
[Put|Set] [a timer|an alarm] for {d} at {t}. [When|What time] does it [ring|go off]?
I put [the cake|the bread|the chicken|the pizza] in the oven at {t} for {d}. [When|What time] [is it done|do I \
take it out|will it be ready]?
It's {t} and I [have to wait|need to wait|want to sleep for|will be busy for|work for another] {d}. What time \
[is it then|will it be|will that be]?
It's {t} now and [the bus comes|dinner is|the show starts|we leave|I have to go] in {d}. [What time|When] is that?
[Suppose|Say|Imagine] it's {t}. What time is it {d} later?
When {d} have [passed|gone by] since {t}, what time is it?
[When|What time] is {d} after {t}?
[My shift|Practice|The lesson|The exam] begins at {t}. It [takes|lasts] {d}. [When|At what time] [am I free|is \
it over|does it stop]?
The clock [says|shows] {t}. What will it [say|show] [in {d}|{d} later|{d} from now]?
[Give|Tell] me the time {d} after {t}.
The [train|plane|bus] was due at {t} but is {d} late. [When|What time] does it [come|get in|arrive]?
[I slept|I fell asleep|I lay down] at {t} and [woke up|got up] {d} later. What time was that?
"""
BEFORE = """
[What time is it|What's the time|What time was it|What is the time] {d} before {t}?
It is {t}. What time was it {d} [ago|earlier|before|before that]?
{d} before {t} is what time?
{d} before {t}, what [time is it|time was it|does the clock say]?
<ask> what time [it is|it was|is] {d} before {t}?
<tell> what time [it is|it was|is] {d} before {t}.
<ask> what time it was {d} ago if it's {t} now?
If it is {t} now, what time was it {d} [ago|earlier]?
[Take|When I take|If you take] {d} away from {t}, what time [is it|do you get]?
{t} minus {d} is what time?
I have to be there [at|by] {t} and [the way|the drive|the walk|getting there] takes {d}. [When|What time] [must \
I leave|do I have to leave|should I go]?
[Dinner|The cake|The roast|The soup] should be ready at {t} and takes {d}. [When|What time] do I [start|begin|\
have to start]?
<event> ended at {t} and [lasted|took] {d}. [When|What time|At what time] did it [start|begin]?
It's {t} and [I've been waiting for|I have been here for|it's been raining for|they've been talking for] {d}. \
[When|What time] did [that|it] [start|begin]?
[My flight|My train|The bus] leaves at {t} and I want to be there {d} [early|before|before that]. [When|What \
time] is that?
[Wake me|Call me|Remind me] {d} before {t}. What time is that?
[Count|Go] back {d} from {t}. What time [is it|do you get|was it]?
[When|What time] is {d} before {t}?
[Suppose|Say|Imagine] it's {t}. What time was it {d} earlier?
The clock [says|shows] {t}. What did it [say|show] {d} [ago|earlier|before]?
[Give|Tell] me the time {d} before {t}.
My watch shows {t} but it is {d} fast. What is the right time?
"""
BETWEEN = """
How long is it from {s} [to|until|till] {t}?
<event> [starts|begins] at {s} and [ends|is over|stops|finishes] at {t}. How long [is it|does it last|does it \
take|is that]?
How much time [is there|passes|lies|do I have] between {s} and {t}?
How much time [is it|passes|do I have|is that] from {s} [to|until|till] {t}?
How long is it between {s} and {t}?
How long [is the time|is the wait|do I wait|does it take] from {s} [to|until] {t}?
From {s} [to|until|till] {t}, how [long is it|much time is that|long is that|much time passes]?
Between {s} and {t}, how much time [passes|is there|do I have|do we have]?
<ask> how long it is [from {s} to {t}|between {s} and {t}|from {s} until {t}]?
<tell> how long it is [from {s} to {t}|between {s} and {t}|from {s} until {t}].
<ask> how much time [passes|there is] between {s} and {t}?
<tell> how much time [passes|there is] between {s} and {t}.
It is {s}. How long is it [to|until|till] {t}?
It's {s} now and [the bus comes|the movie starts|we leave|I have to go|dinner is] at {t}. [How long is that|How \
much time is left|How long do we have|How long do I wait]?
I [left|set off] at {s} and [got there|arrived] at {t}. [How long did it take|How long was the way]?
I [fell asleep|went to sleep] at {s} and [woke up|got up] at {t}. How long [did I sleep|was that]?
I [started|began] at {s} and [stopped|was done|finished] at {t}. [How long did it take|How much time was that]?
My [train|bus|flight|ferry] leaves at {s} and [arrives|gets in] at {t}. How long [is the trip|does it take|am I \
traveling|is the ride]?
I [work|am busy|have class|am out] from {s} [to|until] {t}. How [long is that|much time is that|long am I gone]?
The [store|library|pool|museum] opens at {s} and closes at {t}. How long is it open?
[Count|Work out|Calculate|Figure out] the time [from {s} to {t}|between {s} and {t}].
<can> [work out|calculate|figure out] [the time|how long it is] [from {s} to {t}|between {s} and {t}]?
If I [start|leave|begin] at {s} and [stop|arrive|finish] at {t}, how long [is that|does it take|was I at it]?
If it's {s} now, how long [is it|do I have] [until|till] {t}?
What's the time [difference|span] between {s} and {t}?
[When|If] I sleep from {s} to {t}, how long do I sleep?
Starting at {s} and [ending|stopping] at {t} takes how long?
"""
_EVENT = (
    "[The movie|The meeting|The train ride|The concert|The class|My shift|The game|The show|The party|Practice|"
    "The lesson|The flight|Lunch|School|Work|The visit|The call|The play|Choir|The exam|The tour]"
)
CLOCK, BEFORE, BETWEEN = (text.replace("<event>", _EVENT) for text in (CLOCK, BEFORE, BETWEEN))
IN_MINUTES = """
How many minutes [is|are|are in|are there in|make|make up|would be] {d}?
[What is|What's|How much is|What would be] {d} in minutes?
[Convert|Change|Turn|Translate] {d} [to|into] minutes.
<can> [convert|change|turn] {d} into minutes[ for me|]?
<do> [convert|change|turn] {d} into minutes.
{d} is how many minutes?
{d}, how many minutes [is that|would that be|does that make]?
{d} in minutes[, please|].
<ask> how many minutes {d} [is|makes|comes to]?
<tell> how many minutes {d} [is|makes|comes to].
<ask> what {d} is in minutes?
[The movie|The flight|My drive|The trip|The game|The meeting] [takes|lasts] {d}. How many minutes is [that|it]?
It [took|takes] me {d}. How many minutes is that[ in all| altogether|]?
If [something|it|the cake|a walk] takes {d}, how many minutes [is that|do I need|does it take]?
[I need|Give me|Tell me|I want] {d} in minutes.
In minutes, [how long|how much|what] is {d}?
I [set a timer|waited|slept|have been waiting] for {d}. How many minutes is that?
I have {d} [left|to go|to wait]. How many minutes is that?
"""
