# ruff: noqa: E501  (one wording a line)
"""Word problems of two and three steps in the manners of `problem_registers`; for training only."""

from __future__ import annotations

from engine.training.tasks.item import listed

REGISTERS_MULTI = listed(
    """
    {a} {boxes}, {b} {o} each, {c} {o} [broken|lost|sold]. [How many good ones|What's left|How many left]? = axb,r-c
    {a} {boxes}, {b} {o} each, and {c} loose ones. [Total|How many {o} total|All told]? = axb,r+c
    Had {a} {o}, got {b}, gave away {c}. [How many now|What's left|Left]? = a+b,r-c
    Had {a} {o}, lost {b}, found {c}. [How many now|Total now|What do I have]? = a-b,r+c
    Paid with {c} {cash}, bought {a} {ts} at {b} each. [Change|How much change|What do I get back]? = axb,c-r
    {a} {o} and {b} {p}, {c} {k}, equal shares. [How many things each|Each gets how many things]? = a+b,r/c
    {a} {o}, {b} bad, the rest in {boxes} of {c}. How many {boxes}? = a-b,r/c
    {a} got on, {b} got off, {c} more got on. How many [riding|on board now]? = a-b,r+c
    {a} {cash} each, {b} for me, {c} for {m}. [Total|Total price|How much altogether]? = b+c,axr
    [So there I was|Picture this|Imagine me], standing in the {place} with {a} {boxes} of {o}, {b} in every {box}, when [the bottom fell out|somebody bumped into me|I slipped], and {c} of them were ruined. How many {o} survived? = axb,r-c
    {n}, who [means well|is a bit forgetful|always tells jokes], came with {a} {o}, left {b} at the {place}, and then, [of all things|strangely enough|to my surprise], bought {c} more on the way home. How many did {he} bring home? = a-b,r+c
    [Once upon a time|Long ago] a [king|miller|giant] had {a} {o}. He lost {b} in a storm and gave what was left to {c} [daughters|sons|knights], the same to each. What did every one of them get? = a-b,r/c
    My aunt, bless her, made {a} {food} for the fair. We ate {b} on the way, and she sold the others for {c} {cash} each. How much did she bring home? = a-b,rxc; 40
    A customer [takes|buys|wants] {a} {ts} at {b} {cash} apiece and puts {c} {cash} on the counter. What change do I give? = axb,c-r
    A customer [takes|buys|wants] {a} {ts} at {b} {cash} apiece and one bag for {c}. What do I charge? = axb,r+c
    I had {a} {o} on the shelf this morning, sold {b}, and then a delivery of {c} came in. What is my stock? = a-b,r+c
    I buy {a} {ts} for {b} {cash} each and sell the whole lot for {c} {cash}. What [do I make|is my profit|do I gain]? = axb,c-r
    I buy a {t} for {a} {cash} and sell it for {b} {cash} more. If I sell {c} of them, what do I [gain|earn] in profit? = bxc; 40
    I took {b} {cash} in the morning and {c} in the afternoon, and paid {a} for [rent|goods|wages] out of that. How much [stays|is left] in the register? = b+c,r-a
    [Two|A couple of] customers came in. One bought {a} {o} and the other {b}, at {c} {cash} apiece. How much did they pay me together? = a+b,rxc; 30
    From a [board|beam|plank] of {a} inches I cut {b} pieces of {c} inches each. How many inches are left over? = bxc,a-r
    I saw {b} inches off a [board|beam|plank] that is {a} inches long and cut the rest into {c} equal pieces. How long is one? = a-b,r/c
    Every [chair|table|stool] takes {b} screws. I build {a} of them and drop {c} screws through the floor. How many screws did I go through? = axb,r+c
    I have a box of {c} nails. Each of {a} boards takes {b} nails. How many nails stay in the box? = axb,c-r
    I [mix|stir together] {a} {mass} of flour and {b} {mass} of sugar and [divide|portion] it into bowls of {c} {mass}. How many bowls do I fill? = a+b,r/c
    The cook [bakes|makes] {a} trays with {b} {food} each, and the guests eat {c}. How many {food} go back to the kitchen? = axb,r-c
    I bake {a} {food}, {b} come out burnt, and {c} {k} share the good ones evenly. How many does each get? = a-b,r/c
    One [cake|loaf] needs {a} minutes in the oven and {b} minutes to cool. I bake {c} of them one after the other. How many minutes is that? = a+b,rxc; 60
    I have {c} eggs. {a} cakes take {b} eggs each. How many eggs are left for breakfast? = axb,c-r
    All right, children. There are {a} [tables|benches] with {b} pupils at each, and {c} pupils are sick today. How many pupils are here? = axb,r-c
    Listen carefully. {a} boys and {b} girls [make|form] teams of {c}. How many teams are there? = a+b,r/c
    {n} had {a} [gold stars|stars on the chart|good marks], earned {b} more, and lost {c} for talking. How many does {he} have? = a+b,r-c
    A test has {a} questions with {b} points each. {n} lost {c} points. What did {he} score? = axb,r-c
    I had {a} {o} and my [brother|sister|friend] took {b} and my [mom|dad|grandma] gave me {c} new ones. How many do I got now? = a-b,r+c
    Me and {m} put our {o} together. I have {a} and {m} has {b} more than me. How many is that? = a+b,r+a
    Me and {m} put our {o} together. I have {a} and {m} has {b} fewer than me. How many is that? = a-b,r+a
    The home side led by {b} points. They had {a}. How many points did both teams have together? = a-b,r+a
    {n} made {a} shots worth two points each and {b} worth one. How many points is that on the board? = ax2,r+b
    {n} made {a} shots worth three points each and missed {b} others. How many points did {he} put up? = ax3
    A win brings {b} points and a draw one. The team has {a} wins and {c} draws. How many points are in the table? = axb,r+c
    They scored {a} in the first quarter, {b} in the second, and {c} more after the break. What was the final score? = a+b,r+c
    {n} runs {a} laps in the morning and {b} at night. How many laps is that after {c} days of training? = a+b,rxc; 40
    From here to the border is {a} {unit}. We did {b} yesterday and {c} today. How far [is it still|do we have ahead of us]? = a-b,r-c
    The hotel takes {a} {cash} a night, and breakfast is {b} more. What do {c} nights with breakfast cost? = a+b,rxc; 99
    I left home with {a} {cash}. The [bus|boat|taxi] took {b} and the hotel {c}. What do I have for the way back? = a-b,r-c
    Our bus does {a} {unit} an hour. After {b} hours there are {c} {unit} to go. How long is the whole way? = axb,r+c
    There and back is twice {a} {unit}, and on the way I made a detour of {b}. How many {unit} did I travel? = ax2,r+b
    I had {a} emails this morning, answered {b}, and {c} more came in [after lunch|meanwhile|since]. How many are open? = a-b,r+c
    I have {a} meetings of {b} minutes each and {c} minutes of phone calls. How many minutes is my day full? = axb,r+c
    I print {a} copies of a report with {b} pages, and {c} sheets get stuck in the printer. How many pages come out right? = axb,r-c
    We ordered {a} packs of {b} pens, and every one of {c} colleagues gets the same number. How many pens for each? = axb,r/c
    My hens laid {a} eggs yesterday and {b} today, and I pack them {c} to a {box}. How many {boxes} is that? = a+b,r/c
    I had {a} [cows|goats|sheep], {b} were born in spring, and I sold {c}. How big is the herd? = a+b,r-c
    I've got {a} cows, and each gives {b} {liq} of milk a day. We drink {c} {liq} ourselves. How many {liq} can I sell? = axb,r-c
    I picked {a} [baskets|crates] of {b} apples each, and {c} apples had worms. How many can go to market? = axb,r-c
    I planted {a} bulbs in one bed and {b} in the other, and the mice got {c}. How many will bloom? = a+b,r-c
    The garden has {a} rows of {b} [beans|cabbages|lettuces], and I set {c} more by the fence. How many plants [is that|grow there]? = axb,r+c
    The vine was {a} inches long, grew {b} inches, and then I cut off {c}. How long is it now? = a+b,r-c; 99
    I need to know how many {o} I have if I start with {a}, buy {b} and give {c} to {m}. = a+b,r-c
    I need to know what I owe if I take {a} {ts} at {b} {cash} and {food} for {c}. = axb,r+c
    I'd like to know how many {o} each of us gets if {a} {o} and {b} more are shared by {c} people. = a+b,r/c
    Could you tell me how much I have left of {c} {cash} if I buy {a} {ts} for {b} each? = axb,c-r
    Do you know how many {o} are in {a} {boxes} when there are {b} in each and I take out {c}? = axb,r-c
    If I had {a} {o}, gave {b} to {m} and bought {c} more, how many would I have? = a-b,r+c
    If I had {a} {boxes} with {b} {o} in each and lost {c} {o}, how many {o} would I have left? = axb,r-c
    If {n} saved {a} {cash} a {per} for {b} {pers} and then bought a {t} for {c}, how much would be left? = axb,r-c
    If {m} gave me half of {a} {o} and I already had {b}, how many would I have? = a/2,r+b
    Suppose I have {a} {o} and {m} has twice as many. How many would we have between us? = ax2,r+a
    Suppose I double my {a} {o} and then lose {b}. How many do I have then? = ax2,r-b
    Imagine {a} {k} on a {v}. {b} get off, {c} get on. How many are riding now? = a-b,r+c
    {a} {boxes} were delivered with {b} {o} in each, and {c} {o} were sent back. How many {o} were kept? = axb,r-c
    {a} {o} were bought, {b} were given away, and {c} were lost. How many are still there? = a-b,r-c
    {a} {q} were written on {day} and {b} on {dayb}, and {c} of them have been [read|checked]. How many have not? = a+b,r-c
    Half of the {a} {k} went home, and then {b} came back. How many were there in the end? = a/2,r+b
    Half of my {a} {o} are old, and {b} of the old ones are broken. How many old ones are not broken? = a/2,r-b
    Take {a} {o}, add {b}, give away {c}. What do you have? = a+b,r-c
    Fill {a} {boxes} with {b} {o} each, then take out {c}. How many {o} are inside now? = axb,r-c
    My {kin} is {b} years older than me, and I'm {a}. How old will my {kin} be in {c} years? = a+b,r+c; 40
    I'm {a}. {m} is twice my age, and my {kin} is {b} years younger than {m}. How old is my {kin}? = ax2,r-b; 30
    The red box weighs {a} pounds, and the blue one is {b} pounds heavier. What do the two weigh together? = a+b,r+a
    One {t} is {a} {cash} and the other is {b} {cash} cheaper. What do I pay for both? = a-b,r+a
    One rope is {a} {unit} long, the other {b} {unit} shorter. Tied together, how long are they? = a-b,r+a
    {n} is {a} inches tall, {m} is {b} inches shorter, and my {kin} is {c} inches taller than {m}. How tall is my {kin}? = a-b,r+c; 60
    {a} {boxes}, {b} {o} each, {c} taken out, the rest for {d} {k}. How many each? = axb,r-c,r/d
    I had {a} {cash}, earned {b}, spent {c} on {food} and {d} on a {t}. What do I have? = a+b,r-c,r-d
    A customer buys {a} {ts} at {b} {cash} and a {box} for {c} and hands me {d} {cash}. What change is due? = axb,r+c,d-r
    I've got {a} hens and {b} ducks. I sell {c} birds and buy {d}. How many birds do I have? = a+b,r-c,r+d
    {a} people started on the tour, {b} joined at the castle, {c} got tired, and {d} more took a taxi home. How many finished the tour? = a+b,r-c,r-d
    If I buy {a} {ts} at {b} {cash} each and {c} tickets at {d} {cash} each, what do I pay? = axb,cxd,r+s
    """,
    "\n",
)
