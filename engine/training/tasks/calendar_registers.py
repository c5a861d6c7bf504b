"""Weekdays, months, times and durations as other people ask: terse, told with a reason, polite; for training only."""

from __future__ import annotations

LATER = """
{x} plus {n} {kinds}?
{n} {kinds} after {x}?
{x}, then {n} {kinds} on. [Which|What] {kind}?
I would like to know [which|what] {kind} it [is|will be] {n} {kinds} after {x}.
We [paid|ordered|met|signed up] {on} {x} and heard from them {n} {kinds} later. [What|Which] {kind} was that?
The [doctor|dentist|nurse] saw me {on} {x} and wants to see me again {n} {kinds} later. [Which|What] {kind} is that?
My [teacher|boss|coach] gave us {n} {kinds} from {x}. [What|Which] {kind} is the time up?
The [game|party|exam] {on} {x} is moved to {n} {kinds} later. [Which|What] {kind} is that?
It's {x}. Our [trip|holiday|big game|move|wedding] is in {n} {kinds}. [What|Which] {kind} is that?
If I [plant|order|buy] it {on} {x} and it [needs|takes] {n} {kinds}, [what|which] {kind} is it [ready|there]?
When it is {x} and {n} {kinds} go by, [what|which] {kind} is it?
[My sister|My cousin|My aunt] comes {n} {kinds} after {x}. [What|Which] {kind} is that?
The [bill|report|homework|paper] is due {n} {kinds} after {x}. [Which|What] {kind} is it due?
[Please|Kindly] [give me|say] the {kind} {n} {kinds} after {x}.
The [ship|tour|hikers|train] left {on} {x} and got in {n} {kinds} later. [What|Which] {kind} was that?
[Which|What] {kind} is reached when you start at {x} and go {n} {kinds} on?
"""
EARLIER = """
{x} minus {n} {kinds}?
{n} {kinds} before {x}?
{x}, and {n} {kinds} back. [Which|What] {kind}?
I would like to know [which|what] {kind} it [is|was] {n} {kinds} before {x}.
It is {x}, and we [met|moved here|bought the car|planted the tree] {n} {kinds} ago. [Which|What] {kind} was that?
The [exam|race|trip|wedding] is {on} {x} and I must [sign up|pay|book] {n} {kinds} before. [What|Which] {kind} is that?
My [report|homework|paper] is due {on} {x}, but I want it done {n} {kinds} earlier. [What|Which] {kind} is that?
The [doctor|dentist|nurse] wants to see me {n} {kinds} before {x}. [Which|What] {kind} is that?
I [got ill|started|hurt my knee|lost my keys] {n} {kinds} ago and it's {x} now. [Which|What] {kind} was that?
The [meeting|game|party] {on} {x} is moved to {n} {kinds} earlier. [What|Which] {kind} is that?
If it is {x} and the [letter|package] was sent {n} {kinds} ago, [what|which] {kind} was it sent?
[Grandma|My friend|My cousin] [called|visited|left] {n} {kinds} ago. Now it's {x}. [What|Which] {kind} was that?
If I'm to start {n} {kinds} before {x}, [which|what] {kind} do I start?
[Please|Kindly] [give me|say] the {kind} {n} {kinds} before {x}.
To be ready by {x} I have to begin {n} {kinds} before that. [Which|What] {kind} do I begin?
It ended {on} {x} and had begun {n} {kinds} earlier. [What|Which] {kind} did it begin?
[Which|What] {kind} is reached when you start at {x} and go back {n} {kinds}?
"""
UNTIL = """
{x} to {y}, how many {kinds}?
From {x} to {y}, how many {kinds} [is it|are there|pass]?
It is {x}. [Our trip|The exam|The game|My birthday] is {on} {y}. How many {kinds} do I have to wait?
I would like to know how many {kinds} it takes from {x} to {y}.
It's {x} now and we leave {on} {y}. How many {kinds} [is that|are left|do I have]?
If it's {x} and I wait for {y}, how many {kinds} do I wait?
It's {x}. How many {kinds} to go [until|till] {y}?
How many {kinds} must pass from {x} to get to {y}?
How many {kinds} go by from {x} to the next {y}?
"""

CLOCK = """
{t} plus {d}?
{d} after {t}?
I would like to know what time it is {d} after {t}.
My train leaves at {t} and the ride takes {d}. [When do I get there|What time do I get there|When am I there]?
I put [the rolls|cookies|a pie|the roast] in at {t} to bake for {d}. [When|What time] [is it all done|can I serve]?
The [film|play|match|concert] starts at {t} and runs {d}. [When|What time] [is it over|does it end|can I go home]?
I took my [pill|medicine|drops] at {t} and have to wait {d}. [When|What time] can I take [more|the next]?
I took a pill at {t} and the next is due {d} later. [When|What time] is that?
The doctor [saw me|gave me something] at {t} and said to come again in {d}. What time is that?
[Practice|Swimming|The race|The match|Soccer] [starts|begins] at {t} and [takes|lasts] {d}. When do I pick up the kids?
Our [meeting|call|review] [starts|is] at {t} and is planned for {d}. [When|What time] [will it end|are we done]?
The [meeting|call|lesson] at {t} is put off by {d}. [When|What time] is it now?
[The baby|My son|My daughter|The dog] fell asleep at {t} and slept for {d}. What time was it then?
If the [bus|ferry|plane] leaves at {t} and the trip takes {d}, [when|at what time] [do we arrive|are we there]?
If I start [cooking|running|work|my homework] at {t} and need {d}, [when|what time] am I done?
I parked at {t} and paid for {d}. [When|What time] [does it run out|do I have to leave|is my time over]?
The [wash|dryer|dishwasher] was started at {t} and takes {d}. [When|What time] is it done?
[Lunch|Recess|Class|The test] is at {t} and takes {d}. [When|What time] is it over?
It's {t}. They said the wait is {d}. [When|What time] is my turn?
The game was [to start|supposed to start] at {t}, but rain made it {d} late. [When|What time] did it start?
[My alarm|The alarm] rang at {t} and I slept {d} more. [When|What time] did I get up?
"""
BEFORE = """
{t} minus {d}?
{d} before {t}?
{d} ahead of {t}, what time?
I would like to know what time it was {d} before {t}.
My train leaves at {t} and I need {d} to get to the station. [When|What time] must I leave home?
School starts at {t} and the walk takes {d}. [When|What time] must I leave home?
[The meeting|Work|Practice|The exam|My shift] starts at {t} and the drive takes {d}. [When|What time] must I leave home?
We eat at {t} and the [stew|lasagna|turkey|rice] needs {d}. [When|What time] must I start [cooking|it]?
I have to be up {d} before {t}. [When|What time] do I set the alarm for?
My pill has to be taken {d} before [lunch|dinner|the meal] at {t}. [When|What time] do I take it?
The [film|game|match|talk] ended at {t} after {d}. [When|What time] did it start?
The cake came out at {t} after {d} in the oven. [When|What time] did it go in?
I got home at {t} after a [ride|drive|flight|walk] of {d}. [When|What time] did I leave?
The [kids|guests|players|others] came {d} before {t}. What time was that?
The [meeting|call] at {t} has been moved {d} earlier. [When|What time] is it now?
If I must be at [the airport|the office|the doctor] by {t} and it takes {d}, [when|what time] must I leave home?
It is {t} and [the baby|grandpa|the cat] fell asleep {d} ago. [When|What time] was that?
It's {t} now. I took my [pill|medicine] {d} ago. [When|What time] was that?
I [ran|swam|studied|worked] for {d} and stopped at {t}. [When|What time] did I start?
"""
BETWEEN = """
{s} to {t}, how long?
From {s} to {t}?
Time from {s} to {t}?
Time between {s} and {t}?
I would like to know how long it is from {s} to {t}.
The film starts at {s} and ends at {t}. How long is [it|the film]?
My [shift|workday|class|practice] [runs|goes|is] from {s} to {t}. How long is [it|that]?
I put the [bread|cake|roast] in at {s} and took it out at {t}. How long did it bake?
I took a [pill|tablet] at {s} and [another|the next] at {t}. How long was [it between them|that]?
Our train left at {s} and got in at {t}. How long [was the ride|did we ride|were we on the train]?
The meeting was [planned|set] from {s} to {t}. How long is that?
We were [called in|told to come] at {s} and were let go at {t}. How long was that?
The [match|race|game|hike] began at {s} and was over at {t}. How long did it [last|take]?
[My son|My daughter|The baby] slept from {s} until {t}. How long was that?
School [starts|begins] at {s} and is out at {t}. How long is [school|the school day]?
If [class|lunch|the exam|the meeting] begins at {s} and is over at {t}, how long does it [last|take]?
I was supposed to be there at {s}, but I came at {t}. How [late was I|long did they wait]?
The bus was due at {s} and came at {t}. How late was it?
[I parked|We parked] at {s} and came for the car at {t}. How long was [it|the car] there?
The power went out at {s} and came on again at {t}. How long was it out?
"""
IN_MINUTES = """
{d}. In minutes?
{d} is what in minutes?
I would like to know how many minutes {d} is.
[The recipe|My coach|The doctor] says {d}, and my timer only takes minutes. How many do I [set|type in]?
The [hike|exam|roast|class|ride|match] takes {d}. How many minutes [must I plan|is that|does it take]?
How many minutes [go by|pass|are spent] in {d}?
If I [run|sleep|read|study|swim] for {d}, how many minutes is that?
We [talked|walked|waited|played|worked] for {d}. How [long is that in|much is that in] minutes?
[Say|Write|Give] the length of {d} as minutes.
I can park for {d}. How many minutes do I have?
{d}, if it's counted in minutes, is how [many|much]?
How would {d} be written in minutes?
My [boss|teacher|client] wants minutes and I [wrote|worked|have] {d}. How many minutes is that?
To [bake|cook|rest] for {d}, how many minutes do I set?
"""
