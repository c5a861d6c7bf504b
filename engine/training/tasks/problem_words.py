# ruff: noqa: E501  (one wording a line)
"""Word problems: what happens, and how it is worked out (see `problems.Problem`)."""

from __future__ import annotations

from engine.training.tasks.item import listed
from engine.training.tasks.objects import KINDS, plural
from engine.training.tasks.word_lists import LONG

OBJECTS = {
    "train": listed(
        """
        apples|oranges|pears|lemons|cookies|candies|cupcakes|muffins|marbles|stickers|stamps|coins|books|pencils|pens|crayons|
        erasers|notebooks|balloons|toy cars|blocks|puzzles|cards|buttons|beads|shells|stones|flowers|roses|tulips|plants|seeds|
        trees|eggs|bottles|cups|plates|spoons|boxes|bags|hats|shirts|socks|shoes|tickets|photos|letters|postcards|magazines|
        comics|balls|bricks|tiles|chairs|tables|lamps|candles|keys|ribbons|peaches|plums|carrots|potatoes|tomatoes|pizzas|
        sandwiches|pies|donuts|chocolates|fish|chickens|ducks|sheep|goats|rabbits|birds|butterflies|toys|dolls|games|songs|
        videos|badges|paintings|drawings|pictures|kites|bracelets|rings|necklaces
        """,
        "|",
    ),
    "held_out": listed("figs|pancakes|lanterns|feathers|envelopes|magnets|pumpkins|whistles|cactuses|scarves", "|"),
}
RARE_OBJECTS = tuple(plural(noun) for kind in (*KINDS, "others") for noun in LONG.get(kind, ()))
"""Rare things of training, in the plural."""
CONTAINERS = listed("box|bag|basket|jar|drawer|crate|bucket|tray|packet|carton", "|")
EXTRA = {
    "food": "cookies|muffins|pies|rolls|cakes|donuts|waffles|sandwiches|tarts|biscuits|cupcakes|bagels|pretzels|brownies",
    "k": "children|students|guests|players|workers|people|friends|visitors|campers|dancers|soldiers|pupils|kids|tourists|"
    "singers|runners|sailors|farmers|teachers|scouts",
    "t": "shirt|book|toy|ticket|hat|lamp|chair|coat|ball|game|cup|plate|jacket|puzzle|plant|kite|pillow|blanket|clock|"
    "belt|scarf|bracelet|football|guitar|bicycle|helmet|phone|sweater|notebook|backpack|skirt|basket|camera",
    "v": "bus|train|boat|ferry|tram|plane|ship|van|subway train|truck",
    "place": "school|library|museum|park|market|lake|beach|farm|store|zoo|gym|theater|station|village|garden|pool|hotel|"
    "church|airport|camp|castle|stadium|fair|bakery|harbor|hall",
    "unit": "miles|miles|miles|feet|yards|meters|kilometers|blocks",
    "mass": "pounds|pounds|kilograms|ounces|tons|grams",
    "liq": "liters|gallons|cups|pints|quarts|bottles",
    "per": "hour|day|week|month|minute|year|night|weekend",
    "cash": "dollars|dollars|dollars|dollars|cents|euros|pounds|coins",
    "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "kin": "sister|brother|cousin|teacher|friend|neighbor|classmate|roommate",
    "q": "letters|emails|cards|tests|forms|reports|papers|photos",
}
"""What else templates of training speak of."""
ROLES = listed(
    "my sister|my mother|my aunt|my daughter|my grandmother|my brother|my father|my uncle|my son|my cousin|my boss", "|"
)
FEMALE_ROLES = 5
LINES = listed(
    """
    {n} has {a} {o}. {m} [gives|hands] {n} {b} more. How many {o} does {n} have now? = a+b
    {n} had {a} {o} and [found|bought|got|picked up] {b} more. How many {o} does {n} have [now|in total|altogether]? = a+b
    There are {a} {o} in [one|the first] {box} and {b} {o} in [another|the other one]. How many {o} are there [in all|altogether|in total]? = a+b
    {n} [read|wrote] {a} pages on [Monday|Saturday] and {b} pages on [Tuesday|Sunday]. How many pages is that [in total|altogether]? = a+b
    {n} has {a} {o} and {m} has {b} {o}. How many {o} do they have [together|in all|altogether]? = a+b
    A [farmer|gardener|baker|shop] has {a} {o} and {b} {p}. How many things is that in all? = a+b
    {m} is {b} years older than {n}, who is {a}. How old is {m}? = a+b
    The {box} costs {a} dollars and the [lamp|chair|coat|bicycle] costs {b} dollars. How much do they cost together? = a+b
    {n} drove {a} miles in the morning and {b} miles in the afternoon. How far did {n} drive? = a+b
    After {n} gave away {b} {o}, there were {a} {o} left. How many {o} did {n} have at first? = a+b
    A train has {a} passengers. At the next station {b} people get on. How many passengers are there now? = a+b
    {n} scored {a} points in the first game and {b} [points |]in the second. What was the total score? = a+b
    {m} has {b} more {o} than {n}. {n} has {a} {o}. How many {o} does {m} have? = a+b
    {n} had {a} {o} and [gave|sold|lost] {b} of them. How many {o} [are left|does {n} have left|remain]? = a-b
    {n} has {a} {o} and gives {b} to {m}. How many {o} does {n} still have? = a-b
    There were {a} {o} in the {box}. {n} took {b} of them [out|away]. How many are left in the {box}? = a-b
    {n} has {a} {o} and {m} has {b}. How many more {o} does {n} have than {m}? = a-b
    {n} has {a} {o}, and {m} has {b}. How many fewer does {m} have? = a-b
    {n} has {a} dollars and buys a [shirt|book|toy|ticket] for {b} dollars. How much money is left? = a-b
    {n} paid with {a} dollars for something that costs {b} dollars. How much change did {n} get? = a-b
    {n} is {a} years old and {m} is {b}. How much older is {n}? = a-b
    There were {a} birds on a [tree|roof|wire]. Then {b} flew away. How many stayed? = a-b
    {n} needs {a} {o} and already has {b}. How many more {o} does {n} need? = a-b
    There are {a} students in a class, and {b} of them are girls. How many are boys? = a-b
    The [store|baker|farmer] had {a} {o} in the morning and sold {b} during the day. How many were not sold? = a-b
    It is {a} miles to the [city|lake|beach]. {n} has driven {b} miles. How many miles remain? = a-b
    One [tower|building|tree] is {a} feet tall and another is {b} feet. What is the difference in height? = a-b
    {n} [collected|picked|found] some {o}. After finding {b} more, {n} has {a}. How many were there at first? = a-b
    There are {a} {boxes} with {b} {o} [each|in each]. How many {o} are there [in all|altogether|in total]? = axb
    {n} buys {a} {o} [for|at] {b} dollars each. How much does {n} pay? = axb
    {n} walks {b} miles [every|a] day. How far does {n} walk in {a} days? = axb
    A car drives {a} miles an hour. How far does it go in {b} hours? = axb
    There are {a} rows of chairs with {b} chairs in each row. How many chairs are there? = axb
    {n} earns {a} dollars an hour and works {b} hours. How much does {n} earn? = axb
    One ticket costs {a} dollars. How much do {b} tickets cost? = axb
    {n} reads {a} pages a day. How many pages does {n} read in {b} days? = axb
    A [baker|machine|factory] makes {a} {o} an hour. How many does it make in {b} hours? = axb
    Each of {b} [children|friends|students] brings {a} {o}. How many {o} is that? = axb
    A garden is {a} feet long and {b} feet wide. What is its area in square feet? = axb
    {n} saves {a} dollars a {per}. How much is saved after {b} {pers}? = axb
    {n} shares {a} {o} [equally |]among {b} [friends|children|people]. How many does each [get|receive]? = a/b
    {n} puts {a} {o} into {b} {boxes}, the same number in each. How many {o} are in each {box}? = a/b
    {b} {o} cost {a} dollars. How much does one cost? = a/b
    {n} drove {a} miles in {b} hours. How many miles is that per hour? = a/b
    A teacher divides {a} students into {b} equal groups. How many students are in a group? = a/b
    {n} reads {b} pages a day. How many days does a book of {a} pages take? = a/b
    {n} has {a} dollars. One [ticket|toy|book] costs {b} dollars. How many can {n} buy? = a/b
    A rope of {a} feet is cut into {b} equal pieces. How long is each piece? = a/b
    {n} has {a} {o}, which is {b} times as many as {m} has. How many does {m} have? = a/b
    {n} plants {a} {o} in {b} equal rows. How many are in each row? = a/b
    {n} had {a} {o}, bought {b} more and gave {c} to {m}. How many {o} does {n} have now? = a+b,r-c
    {n} had {a} {o}, lost {b} [of them|] and then found {c}. How many are there now? = a-b,r+c
    {n} had {a} {o}. {n} gave {b} to {m} and {c} to [a friend|a neighbor|the teacher]. How many are left? = a-b,r-c
    A bus has {a} passengers. At a stop {b} get off and {c} get on. How many are on the bus now? = a-b,r+c
    There are {a} {boxes} with {b} {o} each. {n} takes out {c} {o}. How many {o} are left? = axb,r-c
    {n} buys {a} {o} for {b} dollars each and a [bag|box|card] for {c} dollars. How much does {n} pay in total? = axb,r+c
    {n} had {a} dollars and bought {b} {o} for {c} dollars each. How much money is left? = bxc,a-r
    {n} has {a} {o} and {b} {p}. They are shared equally among {c} children. How many things does each child get? = a+b,r/c
    {n} had {a} {o} and ate {b}. The rest is shared among {c} friends. How many does each friend get? = a-b,r/c
    {n} [saves|earns] {a} dollars a week for {b} weeks and then spends {c} dollars. How much is left? = axb,r-c
    {n} has {a} {o}. {m} has {b} more than {n}. How many {o} do they have together? = a+b,r+a
    {n} has {a} {o}. {m} has {b} fewer than {n}. How many {o} do they have together? = a-b,r+a
    {n} has {a} {o}, and {m} has {b} times as many. How many do they have together? = axb,r+a
    {n} is {a} years old. {m} is {b} years younger. How old will {m} be in {c} years? = a-b,r+c
    In a hall there are {a} rows of {b} chairs. {c} chairs are taken. How many are free? = axb,r-c
    {n} reads {a} pages in the morning and {b} pages in the evening, every day. How many pages is that in {c} days? = a+b,rxc
    There are {a} {boxes} with {b} {o} each, and {c} people share them equally. How many does each person get? = axb,r/c
    {n} ran {a} miles on Monday, {b} miles on Wednesday and {c} miles on Friday. How far is that in total? = a+b,r+c
    A shop had {a} {o}, sold {b} [in the morning|on Monday], and got {c} new ones. How many does it have now? = a-b,r+c
    {n} has {a} dollars, {m} has {b} dollars. Together they buy a gift for {c} dollars. How much is left? = a+b,r-c
    {n} picked {a} {o} and {m} picked {b}. They pack them in {boxes} of {c}. How many {boxes} do they fill? = a+b,r/c
    A ticket costs {a} dollars for adults and {b} dollars for children. What do one adult and {c} children pay? = bxc,a+r
    {n} bought {a} packs of {b} {o} and used {c} of them. How many {o} are left? = axb,r-c
    {n} has {a} {o}, which is {b} more than {m} has. How many do they have together? = a-b,r+a
    {n} had {a} {o}. {n} bought {b} {boxes} with {c} {o} each. How many {o} does {n} have now? = bxc,a+r
    {n} drives {a} miles to work and the same way back, {b} days a week. How many miles is that a week? = a+a,rxb
    {n} bought {a} {o} for {b} dollars each and sold them for {c} dollars in all. How much [profit did {n} make|did {n} gain]? = axb,c-r
    {n} had {a} {o}, gave {b} to {m}, lost {c}, and then bought {d} more. How many {o} does {n} have now? = a-b,r-c,r+d
    There are {a} {boxes} with {b} {o} each. {n} adds {c} {o} and then shares all among {d} people. How many does each get? = axb,r+c,r/d
    {n} earns {a} dollars an hour, works {b} hours a day for {c} days. How much does {n} earn? = axb,rxc
    {n} had {a} {o}, found {b}, gave away {c} and lost {d}. How many remain? = a+b,r-c,r-d
    A farmer has {a} {o} in one field and {b} in another. The farmer sells {c} and buys {d}. How many are there now? = a+b,r-c,r+d
    {n} saves {a} dollars a week for {b} weeks, gets {c} dollars from {m}, and spends {d} dollars. How much is left? = axb,r+c,r-d
    There are {a} boys and {b} girls in a school. {c} children leave and {d} new ones come. How many children are there? = a+b,r-c,r+d
    {n} has {a} {o}, {m} has {b} more than {n}, and together they give away {c}. How many are left? = a+b,r+a,r-c
    A bus starts with {a} people. At the first stop {b} get on, at the second {c} get off, and at the third {d} get on. How many people are on the bus? = a+b,r-c,r+d
    """,
    "\n",
)
HELD_LINES = listed(
    """
    {n} is {a} years old. How old will {n} be in {b} years? = a+b
    {n} spent {a} dollars on [food|lunch|books] and {b} dollars on [clothes|gas|a gift]. How much money did {n} spend? = a+b
    A book has {a} pages. {n} has read {b} of them. How many pages are left [to read|]? = a-b
    {n} is {a} years old. How old was {n} {b} years ago? = a-b
    {n} has {a} {boxes}. Each {box} holds {b} {o}. How many {o} does {n} have? = axb
    {n} has {a} {o}, and {m} has {b} times as many. How many {o} does {m} have? = axb
    {a} {o} are packed in {boxes} of {b}. How many {boxes} are needed? = a/b
    {n} earned {a} dollars in {b} hours. How much is that an hour? = a/b
    {n} has {a} {o}, {m} has {b}, and [their friend|the teacher|a neighbor] has {c}. How many {o} do they have together? = a+b,r+c
    {n} baked {a} {o} and {m} baked {b}. They sold {c} of them. How many {o} were not sold? = a+b,r-c
    {n} works {a} hours a day for {b} days and earns {c} dollars an hour. How much does {n} earn? = axb,rxc
    {n} had {a} {o} and divided them equally into {b} {boxes}. Then {n} put {c} more in each {box}. How many are in each {box}? = a/b,r+c
    {n} buys {a} {o} for {b} dollars each and {c} {p} for the same price each. How much is left of {d} dollars? = a+c,rxb,d-r
    {n} baked {a} trays of {b} {o}, ate {c} and gave {d} to {m}. How many {o} are left? = axb,r-c,r-d
    """,
    "\n",
)
"""Templates that training never sees; evaluations of before depend on them, so they stay as they are."""
