# ruff: noqa: E501  (one wording a line)
"""Units, money and percentages as other people ask: terse, told with a reason, polite, overheard; for training only."""

from __future__ import annotations

CONVERT = """
{n} {from} [measured in|counted in|written in] {to}[, please|]?
[Quick|Fast], {n} {from} in {to}?
Number of {to} in {n} {from}[, please|]?
{n} {from}. In {to}[, please|]?
I would like to know how many {to} there are in {n} {from}.
I would be [glad|grateful] to hear how many {to} {n} {from} [is|makes].
[The form|My teacher|The website|My boss] wants {to}, but I [have|only know] {n} {from}. How many {to} do I [write|put|enter]?
[My teacher|The book|The exercise] says {n} {from}. [What do I write in|How much is that in] {to}?
The [answer|result|value] is given as {n} {from}. How many {to} is [this|that]?
[My daughter|My son|A student|My class] has to turn {n} {from} into {to}. What is the [answer|result]?
How would {n} {from} be [written|given] in {to}?
[Should|When] {n} {from} be changed into {to}, how many would [there be|it be]?
[Someone|My boss|A colleague] [said|mentioned|wrote] {n} {from}. I think in {to}, so how many is that?
Exactly how many {to} are [contained|there] in {n} {from}?
We were told {n} {from}. How many {to} is that?
I know it is {n} {from}, but [what is that|how much is that|how many is that] in {to}?
{n} {from} equals how many {to}?
{n} {from} works out to how many {to}?
To get {n} {from}, how many {to} do [I|you|we] [need|put together]?
[Let's|Let us] [convert|change] {n} {from} into {to}. [What do we get|What comes out]?
If you had to say {n} {from} in {to}, what would you say?
"""

COOKING = """
[The recipe|My cookbook|Grandma's recipe] [calls for|asks for|needs] {n} {from}. How many {to} [is that|do I need]?
I'm [cooking soup|making punch|baking] and need {n} {from}, but I [measure|only measure] in {to}. How many do I need?
The [pot|bowl|bucket|jug] holds {n} {from} of [milk|water|juice|oil]. How many {to} is that?
[Pour in|Add|Stir in] {n} {from} of [water|milk|juice], the recipe says. How many {to} do I [pour|add|use]?
I [drank|used|spilled] {n} {from} of [water|milk|tea]. How many {to} is that?
If the soup needs {n} {from} of water, how many {to} do I [pour in|use|add]?
"""
LENGTH = """
[The rope|The fence|The wall|Our hallway|The ribbon|My garden] is {n} {from} long. How long is [it|that] in {to}?
I [jumped|threw the ball|swam|crawled] {n} {from}. How many {to} [is that|was it]?
The [store|shop] sells [ribbon|cloth|wire|rope] in {to} and I need {n} {from}. How many {to} do I [buy|order|ask for]?
The [carpenter|plumber|tailor|builder] [says|measured] {n} {from}. What is that in {to}?
If the [shelf|pipe|track|path] is {n} {from} long, how many {to} is [it|that]?
I'm measuring [the wall|a curtain|the floor]. It is {n} {from}. How many {to} is that?
"""
DISTANCE = """
I [walked|ran|cycled|hiked] {n} {from}. How many {to} [is that|was it]?
The [trail|race|road|tunnel] is {n} {from} long. How long is [it|that] in {to}?
The [sign|map|coach] says {n} {from}. How many {to} is that?
We [drove|flew|rode|sailed] {n} {from}. What is that in {to}?
If the [lake|station|beach] is {n} {from} away, how many {to} is [it|that]?
My [school|office|gym] is {n} {from} from my house. How many {to} [is that|do I walk]?
"""
TIME = """
[I was gone|It lasted|I waited|The wait was|We have been here] {n} {from}. How many {to} is that?
It [will take|took|lasts] {n} {from}. How long is that in {to}?
I have {n} {from} [left|to go|until my exam|before the trip]. How many {to} [is that|do I have]?
The [doctor|boss|coach|teacher] said {n} {from}. How many {to} is that?
If something [takes|lasts] {n} {from}, how many {to} does it [take|last]?
We still have {n} {from} to go. How many {to} [are left|is that|must I count]?
How many {to} [go by|pass] in {n} {from}?
How many {to} have [passed|gone by] after {n} {from}?
"""
COINS = """
I have {n} {from} in my [pocket|purse|jar|piggy bank]. How many {to} is that worth?
How many {to} [can I get|will the bank give me|do I get] for {n} {from}?
I want to [swap|trade] {n} {from} for {to}. How many [should I get|do I get|would that be]?
The machine [only takes|wants] {to} and I have {n} {from}. How many {to} is that worth?
{n} {from} can be swapped for how many {to}?
My [son|daughter|sister] saved {n} {from}. How many {to} is that?
If I [swap|trade] {n} {from} for {to}, how many [do I get|are there]?
"""
WEIGHT = """
The [bag|box|parcel|sack|package] weighs {n} {from}. [How many {to} is that|What is its weight in {to}]?
I [bought|need|ordered] {n} {from} of [flour|sugar|salt|sand]. How many {to} is that?
The scale [says|shows|reads] {n} {from}. How many {to} is that?
How heavy is {n} {from} of [flour|sand|salt] in {to}?
If it weighs {n} {from}, how [heavy is it|much does it weigh] in {to}?
The [doctor|label|recipe] says {n} {from}. What is that in {to}?
"""

CHANGE = """
{b} minus {a}?
Change from {b} for {a}[, please|]?
Change for {a} out of {b}[, please|]?
The [total|bill] was {a} and I [paid with|handed over|gave the waiter] {b}. What change is due?
A customer pays {b} for [a toy|groceries|a book|lunch] at {a}. How much change [does he get|do I give her]?
My mother gave me {b} to [buy bread|go shopping|spend at the fair], and I [spent|used] {a}. How much is left?
I'm at the [register|bakery|market|gas station]. It says {a} and I have {b}. How much change [will I get|do I get]?
I would like to know how much change I get [from|out of] {b} when I [spend|pay] {a}.
If {a} is [paid|taken] out of {b}, how much [is left|remains]?
How much [is left|remains] [if|when] {a} is taken from {b}?
[Lunch at school|The museum|My medicine|The ferry|The zoo] costs {a}. My dad gave me {b}. How much is left for me?
My [daughter|son|brother] had {b} of pocket money and bought [candy|stickers|a ball] for {a}. How much is left?
<noun> the change from {b} for {a}.
My budget is {b}. [The food|The gift|The bus] takes {a} of it. How much is left?
I'm saving for something that costs {b}. So far I have {a}. How much [more do I need|is missing]?
The [ball|helmet|racket|ticket] costs {b}, but I have only {a}. How much [more do I need|is missing]?
[My friend|My cousin|He] owes {b} and has [paid|given] {a} so far. How much is left to pay?
Out of {b} I [spend|give away|donate] {a}. How much is left?
I owe {b} and have paid {a}. What is left to pay?
"""
TOGETHER = """
Total of {a} plus {b}?
{a} and {b} [in total|altogether|in all]?
The sum of {a} and {b}[, please|]?
My [groceries|books|tickets] were {a} and my [lunch|coffee|bus fare] was {b}. How much [did I spend|is that in total]?
At the [market|bakery|fair|station] I [spent|paid] {a}, and at the [pharmacy|bookstore|museum] {b}. What did I spend?
The [taxi|train|bus] was {a} and the [food|museum|ferry] was {b}. What did [the trip|the outing|it all] cost?
I would like to know how much I pay for [two books|two gifts|both tickets] at {a} and {b}.
[My aunt|Grandma|My uncle] gave me {a} and [my dad|my mother|a friend] gave me {b}. How much [did I get|do I have]?
How much is [paid|spent] in all if {a} and {b} are [paid|spent]?
If {a} is added to {b}, what [is the total|do we get]?
Flour is {a} and butter is {b}. [What will both cost me|How much for both]?
I sold [a lamp|a hat|a chair] for {a} and [a game|some books|a scarf] for {b}. How much did I [earn|make|get]?
The pills cost {a} and the cream {b}. How much do I [spend|pay] in total?
[Two bills came|I have two bills], {a} and {b}. What do I [owe|pay] in total?
Last week we [collected|raised] {a} and this week {b}. How much [is that|did we raise] in all?
My piggy bank [has|had] {a} in it. If I put in {b} more, how much is in it?
The ticket is {a} plus a fee of {b}. What do I pay?
The [father|mother] pays {a} and the [child|student] {b}. What do they pay together?
What does it cost if the [shirt|ball|book] is {a} and the [hat|net|pen] {b}?
"""

PERCENT = """
{p} percent of {n}, what's that?
[Quick|Fast], {p} percent of {n}?
I would like to know [how much|what] {p} percent of {n} is.
From {n}, how much is {p} percent?
[The test|The exam|The quiz] had {n} questions and I got {p} percent right. How many did I get right?
[Our team|My team] [won|lost] {p} percent of {n} games. How many [games |]is that?
We invited {n} [people|guests|friends] and {p} percent [came|said yes]. How many is that?
{n} [people|workers|students] were asked and {p} percent [said yes|agreed]. How many is that?
Our school has {n} [students|children] and {p} percent [walk to school|take the bus|play chess]. How many [children |]is that?
The book has {n} pages and I have read {p} percent. How many pages [is that|have I read]?
The battery holds {n} units and is at {p} percent. How many units is that?
The trip is {n} miles and we've done {p} percent of it. How many miles is that?
I [make|earn] {n} dollars and {p} percent [goes to rent|is taxed|goes to savings]. How many dollars is that?
[Dinner|The taxi|The massage|Lunch|The meal] was {n} dollars and I tip {p} percent. How much [is the tip|do I tip]?
[Work out|Calculate] {ap} {p} percent tip on {n} dollars.
{p} percent tip on {n} dollars?
What tip do I leave on {n} dollars if I [tip|give] {p} percent?
How much should [the waiter|the driver|the barber] get if I tip {p} percent on {n} dollars?
If {p} percent of {n} [people|guests|players|seats] are [missing|ready|here|new], how many is that?
[A choir|A class|A club] has {n} people, and {p} percent are [at home|sick|new]. How many is that?
[The shop|The bank] charges {p} percent of {n} dollars as a fee. How much is the fee?
"""
OFF = """
{n} dollars at {p} percent off?
{n} dollars, {p} percent discount, final price?
[A coat|A tent|A desk|A ball|A helmet] for {n} dollars, {p} percent off. [What do I pay|Price now]?
The [tag|label|sign] says {n} dollars, but everything is {p} percent off. What [do I pay|will I pay]?
I would like to know what I pay for [boots|a tent|a desk] at {n} dollars if I get {p} percent off.
[Students|Members|Children|Teachers] get {p} percent off. The ticket is {n} dollars. What do they pay?
My [brother|father|uncle] works [there|at the store] and gets {p} percent off. What does he pay for [a tent|a desk|a watch] at {n} dollars?
The [hotel|flight|tour] is {n} dollars, but with [early|online] booking I get {p} percent off. What do I pay?
The [shoes|skates|skis|pants] were {n} dollars and are {p} percent off [this week|today|now]. What do they cost?
My bill is {n} dollars before {ap} {p} percent discount. What do I pay [after it|then]?
With {ap} {p} percent discount, what do I pay on {n} dollars?
[My card|This code|The coupon] gives me a discount of {p} percent. What do I pay for [a bed|a grill] at {n} dollars?
I'm [buying|looking at] [a bed|a grill|a tent] for {n} dollars. They give me {p} percent off. How much do I pay?
What would be left of {n} dollars with {p} percent off?
[Sale|Big sale], {p} percent off. What do I pay for [a bed|a tent|boots] at {n} dollars?
[Prices|All prices] are cut by {p} percent. What does [a desk|a bed|a tent] of {n} dollars cost now?
"""
UP = """
{n} dollars plus {p} percent?
{n} dollars with {p} percent added?
Rent of {n} dollars goes up {p} percent. What's the new rent?
My [bus pass|gym|insurance|school bus] cost {n} dollars and went up by {p} percent. What do I pay now?
[My boss|The company] raises my pay of {n} dollars by {p} percent. What do I [earn|get] then?
If my pay of {n} dollars is increased by {p} percent, how much [is it|do I earn] then?
I would like to know the price if {n} dollars is increased by {p} percent.
The [landlord|store|gym|club] increased the price of {n} dollars by {p} percent. What is it now?
[Dinner|The meal|Lunch|The ride] was {n} dollars. With {ap} {p} percent tip added, what [do I pay|is it in all]?
The [hotel|repair|bill] is {n} dollars plus {p} percent tax. [What do I pay|What is it in total|How much is it all]?
How much is {n} dollars increased by {p} percent?
[Gas|Heating|Water|Power] used to be {n} dollars a month and rose by {p} percent. What is it now?
A price of {n} dollars is increased by {p} percent. What is [it now|the new price]?
My savings of {n} dollars [went up|increased] by {p} percent. [What|How much] do I have now?
After it rose by {p} percent, what is a fee of {n} dollars?
What will [a ticket|a room|a lesson] of {n} dollars cost if the price goes up by {p} percent?
"""
