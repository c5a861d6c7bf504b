"""Word lists that predicates and questions of several families are made of."""

from __future__ import annotations

from collections.abc import Sequence

from engine.training.tasks.item import Split, listed

_HELD = 8  # every eighth entry is kept for the held-out split


def _split(entries: Sequence[str]) -> dict[str, tuple[str, ...]]:
    return {
        "train": tuple(e for i, e in enumerate(entries) if i % _HELD != _HELD - 1),
        "held_out": tuple(e for i, e in enumerate(entries) if i % _HELD == _HELD - 1),
    }


_PARTS: dict[int, dict[str, tuple[str, ...]]] = {}


def part(entries: tuple[str, ...], split: Split) -> tuple[str, ...]:
    """The entries of a list that belong to a split."""
    if id(entries) not in _PARTS:
        _KEPT.append(entries)
        _PARTS[id(entries)] = _split(entries)
    return _PARTS[id(entries)][split]


_KEPT: list[tuple[str, ...]] = []  # so that no other list gets the id of one that is gone

RELATIONS = listed(
    """
    close friend|friend|best friend|old friend|schoolmate|classmate|workmate|colleague|cousin|second cousin|brother|
    sister|half brother|half sister|stepbrother|stepsister|twin sister|twin brother|son|daughter|son in law|
    daughter in law|
    father|mother|father in law|mother in law|sister in law|brother in law|grandfather|grandmother|great grandfather|
    great grandmother|grandson|granddaughter|great grandson|uncle|aunt|great aunt|great uncle|nephew|niece|ancestor|
    descendant|neighbor|teacher|student|pupil|employee|employer|roommate|teammate|rival|partner|godfather|godmother|
    stepfather|stepmother|relative|distant relative|heir|successor|client|customer|tenant|childhood friend|pen pal|
    mentor|
    boss|assistant|follower|admirer|enemy|ally
    """,
    "|",
)
FANS = listed(
    """
    fan|admirer|supporter|follower|devotee|opponent|critic|backer|friend|ally|great fan|loyal supporter|long time fan|
    enthusiast|
    expert|member|player|sponsor|true fan|devoted follower|hater|rival|booster|investor|shareholder|ex fan|big fan|
    registered supporter
    """,
    "|",
)
TEAM_ENDINGS = listed(
    "FC|United|City|Rovers|Athletic|Wanderers|Town|County|Rangers|Hotspur|Club|Sporting|Albion|Dynamo|Calcio|Stars|JK|"
    "AC|SC|CF",
    "|",
)
TEAM_BEGINNINGS = listed(
    "FC|Real|Sporting|Inter|Olympique|Borussia|Dynamo|AC|AS|Racing|Atletico|Royal|Club|CD|Spartak", "|"
)
TEAM_ANIMALS = listed(
    "Lions|Tigers|Bears|Eagles|Hawks|Sharks|Bulls|Wolves|Giants|Kings|Pirates|Panthers|Falcons|Rockets|Storm|Knights|"
    "Ravens",
    "|",
)
CITIES = listed(
    """
    Paris|London|Rome|Madrid|Berlin|Vienna|Lisbon|Porto|Dublin|Athens|Oslo|Stockholm|Helsinki|Copenhagen|Warsaw|Prague|
    Budapest|Brussels|Amsterdam|Rotterdam|Hamburg|Munich|Cologne|Dortmund|Leipzig|Frankfurt|Milan|Turin|Naples|Florence|
    Venice|Barcelona|Valencia|Seville|Malaga|Lyon|Marseille|Nice|Bordeaux|Toulouse|Lille|Liverpool|Manchester|Leeds|
    Sheffield|Bristol|Reading|Blackpool|Brighton|Leicester|Chelsea|Everton|Arsenal|Newcastle|Glasgow|Edinburgh|Aberdeen|
    Cardiff|Swansea|Belfast|Zurich|Geneva|Basel|Istanbul|Ankara|Moscow|Kiev|Minsk|Riga|Vilnius|Tallinn|Sofia|Bucharest|
    Belgrade|Zagreb|Ljubljana|Sarajevo|Skopje|Tirana|Boston|Chicago|Denver|Dallas|Houston|Detroit|Seattle|Portland|
    Phoenix|Miami|Atlanta|Cleveland|Baltimore|Toronto|Montreal|Vancouver|Ottawa|Havana|Lima|Bogota|Quito|Santiago|
    Montevideo|Cairo|Tunis|Casablanca|Lagos|Nairobi|Accra|Dakar|Tokyo|Osaka|Kyoto|Seoul|Beijing|Shanghai|Delhi|Mumbai|
    Sydney|Melbourne|Perth|Auckland|Wellington|Monaco|Ajax|Juventus|Benfica|Fenerbahce|Besiktas|Galatasaray|Trabzonspor|
    Lokomotiv|Hoffenheim|Wolfsburg|Schalke|Bayern|Leverkusen|Fulham|Burnley|Watford|Southampton|Sunderland|Wigan|Bolton|
    Parma|Genoa|Verona|Bergamo|Udinese|Sampdoria|Lazio|Zenit|Anderlecht|Bruges|Villarreal|Getafe|Bilbao|Sevilla|Granada
    """,
    "|",
)
COUNTRIES = listed(
    """
    France|Spain|Italy|Germany|Portugal|Greece|Norway|Sweden|Finland|Denmark|Poland|Austria|Hungary|Ireland|Iceland|
    Turkey|
    Russia|Ukraine|Latvia|Estonia|Croatia|Serbia|Romania|Bulgaria|Albania|Malta|Cyprus|Egypt|Morocco|Tunisia|Kenya|
    Ghana|
    Nigeria|Senegal|Angola|Zambia|Namibia|India|China|Japan|Korea|Vietnam|Thailand|Malaysia|Indonesia|Nepal|Iran|Iraq|
    Israel|Jordan|Lebanon|Canada|Mexico|Cuba|Jamaica|Panama|Colombia|Peru|Chile|Brazil|Argentina|Bolivia|Paraguay|
    Uruguay|
    Australia|New Zealand|Fiji|Samoa|Tonga|Luxembourg|Belgium|Andorra|San Marino|Moldova|Georgia|Armenia|Mongolia
    """,
    "|",
)
PLACES = CITIES + COUNTRIES
BRANDS = listed(
    """
    Nioxin|Lush|Pantene|Garnier|Nivea|Dove|Olay|Aveda|Suave|Clairol|Revlon|Maybelline|Oribe|Caress|Aussie|
    Herbal Essences|
    Kiss My Face|Mrs Meyers|John Frieda|Paul Mitchell|Head and Shoulders|Old Spice|Irish Spring|Ivory|Dial|Zest|
    Palmolive|
    Softsoap|Pears|Yardley|Tom's of Maine|Burt's Bees|Bumble and Bumble|Neutrogena|Cetaphil|Aveeno|Eucerin|Vichy|
    Clinique|
    Shiseido|Lancome|Rimmel|Sephora|Wella|Schwarzkopf|Redken|Matrix|Bounce|Tide|Ariel|Persil|Dash|Vanish|Comet|
    Ajax Clean|
    Pine Tree|Golden Leaf|Silver Moon|Blue River|Green Valley|Morning Star|Happy Skin|Pure Earth|Sunny Day|Cloud Nine|
    Ocean Breeze|White Lily|Red Apple|Wild Rose|Alpine Fresh|Royal Touch|Velvet Glow|Soft Touch|Crystal Clear|
    Bright Smile
    """,
    "|",
)
PRODUCTS = listed(
    """
    soap|shampoo|lotion|cream|perfume|toothpaste|conditioner|shower gel|lipstick|mascara|sunscreen|hand cream|body wash|
    deodorant|face mask|hair spray|face cream|detergent|bath oil|body lotion|powder|tea|coffee|chocolate|juice|yogurt
    """,
    "|",
)
HOW_OFTEN = listed(
    "regular|rare|frequent|occasional|infrequent|loyal|daily|former|steady|enthusiastic|long time|weekly", "|"
)
CONSUMERS = listed("consumer|buyer|user|purchaser|customer", "|")
INGREDIENTS = listed("ingredient|component|part|constituent|byproduct|important ingredient|key component", "|")
CHEMICALS = listed(
    """
    cinnamon|lavender|nickel|limonene|geraniol|eugenol|coumarin|citral|linalool|menthol|camphor|glycerin|lanolin|
    paraffin|
    ammonia|chlorine|iodine|sulfur|zinc oxide|sodium chloride|potassium nitrate|magnesium|calcium carbonate|acetone|
    ethanol|
    methanol|benzene|toluene|formaldehyde|lactic acid|citric acid|salicylic acid|stearic acid|oleic acid|boric acid|
    hydrogen peroxide|caffeine|vanillin|sorbitol|xylitol|fructose|lactose|sucrose|gelatin|pectin|silicone|talc|mica|
    kaolin|
    bergamot oil|jojoba oil|castor oil|almond oil|tea tree oil|rose water|beeswax|aluminium|copper sulfate|
    silver nitrate|
    farnesol|hexyl cinnamal|benzyl alcohol|cetyl alcohol|propylene glycol|amyl cinnamal|isoeugenol|evernia|oak moss|
    titanium dioxide|sodium benzoate|potassium sorbate|peanuts|pollen|dust|latex|shellfish|milk|wool
    """,
    "|",
)
ALLERGIC = listed("allergic to|sensitive to|intolerant to|immune to|resistant to|addicted to|indifferent to", "|")
CONTENT_VERBS = listed(
    "contains/contain/containing|reacts with/react with/reacting with|dissolves/dissolve/dissolving|"
    "absorbs/absorb/absorbing|neutralizes/neutralize/neutralizing",
    "|",
)
TRAVEL_VERBS = listed(
    "has visited/have visited/having visited|has been to/have been to/having been to|lives in/live in/living in|"
    "has traveled to/have traveled to/having traveled to|has seen/have seen/having seen|works in/work in/working in",
    "|",
)
TRAVELLERS = listed("visitor|tourist|frequent visitor|traveler|resident|native", "|")
HOBBIES = listed(
    """
    chess|tennis|golf|football|basketball|baseball|volleyball|swimming|sailing|surfing|skiing|skating|climbing|hiking|
    cycling|running|rowing|fishing|hunting|archery|fencing|boxing|judo|karate|yoga|dancing|ballet|singing|painting|
    drawing|
    sculpture|pottery|knitting|sewing|quilting|weaving|origami|calligraphy|photography|filming|gardening|beekeeping|
    cooking|
    baking|brewing|bird watching|stargazing|astronomy|stamp collecting|coin collecting|model trains|card games|
    board games|
    video games|poker|bridge|billiards|darts|bowling|cricket|rugby|hockey|badminton|squash|table tennis|horse riding|
    jazz|opera|rock music|folk music|poetry|theater|juggling|magic tricks|crosswords|puzzles|genealogy|robotics|
    woodworking
    """,
    "|",
)
LIKE_VERBS = listed(
    "loves/love/loving|likes/like/liking|enjoys/enjoy/enjoying|hates/hate/hating|avoids/avoid/avoiding|"
    "practices/practice/practicing|teaches/teach/teaching|studies/study/studying|has tried/have tried/having tried",
    "|",
)
LOVERS = listed("lover|fan|great lover|friend|student|enthusiast|devotee|connoisseur|hater|critic", "|")
BOOK_WORDS = listed(
    "The Silent|The Golden|The Last|The Lost|A Secret|The Broken|The Hidden|The Red|The Dark|The Little|The Old|"
    "A Distant",
    "|",
)
BOOK_NOUNS = listed(
    """
    River|Garden|Island|Letter|Mountain|Forest|Castle|Captain|Winter|Mirror|Kingdom|Harbor|Bridge|Lantern|Stranger|
    Tower|
    Valley|Horizon|Violin|Crown|Shadow|Ocean|Painter|Journey|Doctor|Village|Orchard|Promise|Storm|Widow|Compass|Sparrow
    """,
    "|",
)
READERS = listed("reader|fan|admirer|critic|owner|collector|translator", "|")
READ_VERBS = listed(
    "has read/have read/having read|owns/own/owning|has bought/have bought/having bought|knows/know/knowing|"
    "recommends/recommend/recommending|has finished/have finished/having finished",
    "|",
)
FOODS = listed(
    """
    pizza|pasta|sushi|curry|bread|cheese|butter|honey|chocolate|ice cream|cake|apple pie|pancakes|waffles|soup|salad|
    rice|
    noodles|beans|lentils|tofu|fish|salmon|tuna|shrimp|chicken|turkey|beef|lamb|ham|bacon|eggs|mushrooms|olives|garlic|
    onions|tomatoes|spinach|broccoli|carrots|potatoes|french fries|corn|pumpkin|apples|bananas|grapes|cherries|mangoes|
    oranges|lemons|strawberries|walnuts|almonds|peanut butter|yogurt|milk|green tea|black coffee|orange juice|lemonade|
    ginger|licorice|marmalade|oatmeal|dumplings|tacos|burritos|falafel|hummus
    """,
    "|",
)
EAT_VERBS = listed(
    "eats/eat/eating|likes/like/liking|loves/love/loving|dislikes/dislike/disliking|orders/order/ordering|"
    "cooks with/cook with/cooking with|buys/buy/buying|has tasted/have tasted/having tasted",
    "|",
)
MEMBERS = listed("member|founder|honorary member|former member|president|sponsor", "|")
CITIZENS = listed("citizen|resident|native|friend|former citizen|ambassador", "|")
PROFESSIONS = listed(
    """
    teacher|doctor|lawyer|engineer|carpenter|painter|singer|dancer|pilot|sailor|farmer|baker|butcher|plumber|
    electrician|
    nurse|dentist|poet|novelist|journalist|philosopher|mathematician|physicist|chemist|biologist|historian|librarian|
    gardener|tailor|barber|cook|waiter|banker|accountant|soldier|police officer|firefighter|judge|mayor|student|athlete|
    gymnast|swimmer|chess player|violinist|pianist|drummer|guitarist|composer|architect|mechanic|truck driver|
    taxi driver|
    vegetarian|pacifist|optimist|pessimist|collector|landlord|homeowner|parent|bachelor|pensioner|blogger|scholar
    """,
    "|",
)
QUALITIES = listed(
    """
    tall|rich|poor|happy|sad|clever|lazy|brave|shy|honest|polite|rude|generous|stubborn|patient|impatient|friendly|
    curious|
    ambitious|famous|popular|healthy|married|single|employed|retired|athletic|musical|artistic|religious|superstitious|
    left handed|color blind|near sighted|bald|bearded|talkative|quiet|strong|careful|careless|punctual|jealous|nervous
    """,
    "|",
)
THING_QUALITIES = listed(
    """
    gigantic|tiny|heavy|light|poisonous|harmless|striped|spotted|nocturnal|carnivorous|herbivorous|feathered|furry|
    scaly|
    aquatic|extinct|rare|common|wild|tame|fast|slow|loud|colorful|transparent|fragile|edible|bitter|sweet|expensive|
    wooden|
    metallic|soluble|flammable|magnetic|radioactive|ancient|round|hollow|dense|smooth
    """,
    "|",
)
SPECIES = listed(
    """
    mammal|reptile|bird|insect|amphibian|rodent|predator|dinosaur|lizard|snake|turtle|whale|dolphin|shark|salmon|eagle|
    owl|
    parrot|penguin|beetle|butterfly|spider|frog|toad|newt|horse|donkey|zebra|giraffe|elephant|lion|tiger|leopard|
    wolf dog|
    terrier|poodle|spaniel|hound|tree|flower|shrub|fern|mushroom|cactus|mineral|metal|crystal|gem|planet|comet|star|
    vehicle|machine|tool|weapon|instrument|sculpture|coin|stamp|building|bridge|dessert|soup|drink|spice|fabric|liquid|
    gas|
    raptor|sauropod|vertebrate|invertebrate|marsupial|primate|crustacean|mollusk
    """,
    "|",
)
SYLLABLES = listed(
    """
    ba be bi bo bu da de di do du fa fe fi fo ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po
    ra re
    ri ro ru sa se si so su ta te ti to tu va ve vi vo za ze zo bar ben bor dan del dor fen gar gol har kan kel kor lan
    len
    lin lor mar mel min mon nar nel nor pan pel por ran ren ril ron san sel sil son tal tan ter tor val van ven vin vor
    zan
    dex nix tron line phen
    """
)
