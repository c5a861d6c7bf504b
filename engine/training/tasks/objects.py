"""Things to count, by category, for training and held out of it."""

from __future__ import annotations

from functools import cache

from engine.training.tasks.item import Split, listed
from engine.training.tasks.more_objects import MORE
from engine.training.tasks.wide_objects import WIDE
from engine.training.tasks.word_lists import LONG

_TRAIN = {
    "fruits": """
        apple|banana|orange|peach|plum|grape|strawberry|blackberry|raspberry|nectarine|pear|cherry|
        mango|lemon|lime|kiwi|apricot|melon|watermelon|pineapple|fig|blueberry|coconut|papaya|cranberry|
        tangerine|grapefruit
    """,
    "vegetables": """
        potato|carrot|onion|cabbage|yam|garlic|lettuce head|head of lettuce|cauliflower|broccoli|
        head of broccoli|celery|celery stalk|stalk of celery|bunch of celery|clove of garlic|turnip|leek|
        radish|cucumber|pepper|eggplant|zucchini|parsnip|artichoke|beet|asparagus spear|sweet potato|bean|
        ear of corn
    """,
    "animals": """
        dog|cat|rabbit|chicken|duck|goat|cow|pig|snake|frog|bear|fish|snail|mouse|donkey|horse|
        sheep|goose|turkey|hamster|parrot|turtle|lizard|pony|lion|tiger|elephant|monkey|camel|fox|
        deer|owl|squirrel|crab|spider|wolf|rooster|kitten|puppy|swan|whale|bee|butterfly|toad|rat|
        bull
    """,
    "musical instruments": """
        piano|violin|flute|trumpet|drum|clarinet|trombone|accordion|guitar|cello|harp|saxophone|banjo|
        oboe|tuba|ukulele|xylophone|organ|harmonica|viola|bugle|keyboard
    """,
    "furniture": """
        chair|table|sofa|bed|couch|desk|stool|bookcase|armchair|bench|wardrobe|dresser|cupboard|shelf|
        rocking chair|footstool
    """,
    "vehicles": """
        car|bus|truck|bicycle|motorcycle|van|train|tractor|scooter|boat|taxi|tram|ship|airplane|sled|
        canoe
    """,
    "tools": """
        hammer|saw|wrench|screwdriver|drill|shovel|rake|axe|chisel|pair of pliers|ladder|file|crowbar|
        hoe
    """,
    "clothes": """
        shirt|coat|hat|scarf|skirt|sweater|jacket|sock|belt|tie|glove|dress|pair of jeans|cap|shoe|
        blouse
    """,
    "flowers": """
        rose|tulip|sunflower|daffodil|dandelion|lily|daisy|carnation|orchid|poppy|violet|red rose|white rose|pansy
    """,
    "drinks": """
        cup of tea|cup of coffee|glass of milk|glass of water|glass of lemonade|glass of orange juice|bottle of beer|
        can of soda|mug of cocoa|hot chocolate|glass of wine|can of cola|bottle of lemonade|orange juice
    """,
    "others": """
        stove|lamp|fridge|oven|toaster|microwave|television|clock|mirror|pillow|blanket|candle|bottle|
        cup|plate|spoon|fork|umbrella|phone|radio|book|pencil|ball|kite|basket|bucket|kettle|camera|
        key|coin|bag|box|brick|rope|newspaper|map|stamp|painting|window|watch
    """,
}
_HELD_OUT = {
    "fruits": "pomegranate|guava|plantain|persimmon|date",
    "vegetables": "pumpkin|shallot|sprout|spinach leaf|rhubarb stalk",
    "animals": "hedgehog|ferret|llama|penguin|otter|moose",
    "musical instruments": "mandolin|bassoon|tambourine|lute|bagpipe",
    "furniture": "nightstand|cabinet|ottoman|cradle",
    "vehicles": "ambulance|ferry|helicopter|jeep",
    "tools": "trowel|spade|mallet|pair of tongs",
    "clothes": "vest|sandal|cardigan|mitten",
    "others": "vase|laptop|pitcher|pebble|envelope|ribbon",
}
KINDS = tuple(kind for kind in _TRAIN if kind != "others")
"""Categories that a question can ask for; the first four are those of Big-Bench-Hard."""
_HELD_OUT_KINDS = tuple(kind for kind in KINDS if kind in _HELD_OUT)
# What some people would count among another category; such things are no distractors there.
_BLURRED = {"furniture": ("others",), "tools": ("others", "furniture"),
            "flowers": ("others",), "drinks": ("others",)}  # fmt: skip
ADJECTIVES = listed("small big old new red blue green brown nice heavy tiny fresh dirty")
MORE_ADJECTIVES = ADJECTIVES + listed(
    "little large huge lovely pretty beautiful cute funny strange ugly white black yellow pink purple gray clean"
)
_IRREGULAR = dict(
    pair.split("=")
    for pair in listed(
        """mouse=mice|goose=geese|fish=fish|sheep=sheep|deer=deer|moose=moose|ox=oxen|trout=trout|salmon=salmon|cod=cod|
        shrimp=shrimp|squid=squid|bison=bison|tuna=tuna|pike=pike|reindeer=reindeer|mosquito=mosquitoes|buffalo=buffaloes|
        catfish=catfish|swordfish=swordfish|sunfish=sunfish|crayfish=crayfish|snowman=snowmen|man=men|loaf=loaves|herring=herring|
        mackerel=mackerel|halibut=halibut|haddock=haddock|perch=perch|carp=carp|catfish=catfish|swordfish=swordfish|sunfish=sunfish|crayfish=crayfish|snowman=snowmen|man=men|herring=herring|
        mackerel=mackerel|halibut=halibut|haddock=haddock|perch=perch|carp=carp|potato=potatoes|mango=mangoes|shelf=shelves|
        sweet potato=sweet potatoes|wolf=wolves|spinach leaf=spinach leaves|ear of corn=ears of corn""",
        "|",
    )
)
_ENDINGS = {"leaf": "leaves", "knife": "knives", "calf": "calves", "tomato": "tomatoes"}  # _LAST_WORDS
_ENOUGH = 40
_NOUNS = {
    "train": {kind: listed(names, "|") for kind, names in _TRAIN.items()},
    "more": {kind: listed(names, "|") for kind, names in MORE.items()},
    "wide": {kind: listed(names, "|") for kind, names in WIDE.items()},
    "held_out": {kind: listed(names, "|") for kind, names in _HELD_OUT.items()},
}


def kinds(split: Split) -> tuple[str, ...]:
    """The categories that questions of a split ask for: there are some that nothing is held out of."""
    return KINDS if split == "train" else _HELD_OUT_KINDS


def nouns(kind: str, split: Split) -> tuple[str, ...]:
    """The things of a category that questions are mostly about."""
    return _NOUNS[split].get(kind, ())


def wide_nouns(kind: str, split: Split) -> tuple[str, ...]:
    """Everyday things of a category beyond the common ones, in training; else all that there are."""
    return _NOUNS["wide"][kind] if split == "train" else nouns(kind, split)


def more_nouns(kind: str, split: Split) -> tuple[str, ...]:
    """All things of a category: in training many more, so that they are spelt by their sounds."""
    more = _NOUNS["more"].get(kind, ()) + wide_nouns(kind, split) if split == "train" else ()
    return nouns(kind, split) + more


def rare_nouns(kind: str, split: Split) -> tuple[str, ...]:
    """Rare things of a category: in training those of WordNet, among all others where there are few of them."""
    rare = LONG.get(kind, ()) if split == "train" else ()
    return rare if len(rare) >= _ENOUGH else more_nouns(kind, split) + rare


def distractors(kind: str, split: Split) -> tuple[str, ...]:
    """The categories whose things are certainly not of `kind`."""
    unsure = (kind, *_BLURRED.get(kind, ()))
    return tuple(other for other in (*kinds(split), "others") if other not in unsure)


@cache
def plural(noun: str) -> str:
    """Plural of a noun of the lists ("head of broccoli": "heads of broccoli")."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    first, _, last = noun.rpartition(" ")
    if first and " of " not in noun:
        return f"{first} {plural(last)}"
    first, _, last = noun.rpartition(" ")
    if first and " of " not in noun:
        return f"{first} {plural(last)}"
    if noun.endswith(tuple(_ENDINGS)):
        end = next(end for end in _ENDINGS if noun.endswith(end))
        return noun.removesuffix(end) + _ENDINGS[end]
    if " of " in noun:
        head, rest = noun.split(" of ", 1)
        return f"{plural(head)} of {rest}"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def article(words: str) -> str:
    """The indefinite article before words of the lists."""
    vowel = words[0] in "aeiou" and not words.startswith(("uku", "uni", "ute", "eu", "ewe"))
    return "an" if vowel or words.startswith("hour") else "a"
