"""Things to count, by category; the last few of each category are held out of training."""

CATEGORIES: dict[str, tuple[str, ...]] = {
    "fruits": tuple(
        "apple|banana|orange|peach|plum|grape|strawberry|blackberry|raspberry|nectarine|pear|cherry|mango|lemon|lime|kiwi|apricot|melon|watermelon|pineapple|fig|blueberry|coconut|papaya|cranberry|"
        "pomegranate|tangerine|grapefruit|guava".split("|")
    ),
    "vegetables": tuple(
        "potato|carrot|onion|cabbage|yam|garlic|lettuce head|cauliflower|broccoli|celery stalk|head of broccoli|stalk of celery|bunch of celery|clove of garlic|turnip|leek|radish|cucumber|pepper|eggplant|zucchini|"
        "pumpkin|parsnip|artichoke|beet|asparagus spear|spinach leaf|sprout|shallot".split("|")
    ),
    "animals": tuple(
        "dog|cat|rabbit|chicken|duck|goat|cow|pig|snake|frog|bear|fish|snail|mouse|donkey|horse|sheep|goose|turkey|hamster|parrot|turtle|lizard|pony|lion|tiger|elephant|monkey|camel|fox|deer|owl|hedgehog|"
        "squirrel|crab|spider|ferret|llama".split("|")
    ),
    "musical instruments": tuple(
        "piano|violin|flute|trumpet|drum|clarinet|trombone|accordion|guitar|cello|harp|saxophone|banjo|oboe|tuba|ukulele|xylophone|organ|harmonica|viola|mandolin|bassoon|tambourine".split(
            "|"
        )
    ),
    "furniture": tuple(
        "chair|table|sofa|bed|couch|desk|stool|bookcase|armchair|bench|wardrobe|dresser|cupboard|nightstand|shelf|cabinet|rocking chair|ottoman".split(
            "|"
        )
    ),
    "vehicles": tuple(
        "car|bus|truck|bicycle|motorcycle|van|train|tractor|scooter|boat|taxi|tram|ambulance|jeep|ferry|helicopter".split(
            "|"
        )
    ),
    "tools": tuple(
        "hammer|saw|wrench|screwdriver|drill|shovel|rake|axe|chisel|pair of pliers|spade|ladder|file|trowel".split("|")
    ),
    "clothes": tuple(
        "shirt|coat|hat|scarf|skirt|sweater|jacket|sock|belt|tie|glove|dress|pair of jeans|cap|vest|sandal".split("|")
    ),
    "others": tuple(
        "stove|lamp|fridge|oven|toaster|microwave|television|clock|mirror|pillow|blanket|candle|bottle|cup|plate|spoon|fork|umbrella|phone|radio|book|pencil|ball|kite|basket|bucket|vase|kettle|camera|laptop".split(
            "|"
        )
    ),
}

IRREGULAR = {
    "mouse": "mice", "goose": "geese", "fish": "fish", "sheep": "sheep", "deer": "deer", "potato": "potatoes", "mango": "mangoes", "tomato": "tomatoes", "shelf": "shelves", "spinach leaf": "spinach leaves",
}  # fmt: skip


def plural(noun: str) -> str:
    """Plural of a noun of the lists ("head of broccoli" -> "heads of broccoli")."""
    if noun in IRREGULAR:
        return IRREGULAR[noun]
    if " of " in noun:
        head, rest = noun.split(" of ", 1)
        return f"{plural(head)} of {rest}"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def article(noun: str) -> str:
    """The indefinite article of a noun of the lists."""
    return "an" if noun[0] in "aeio" or noun == "umbrella" else "a"
