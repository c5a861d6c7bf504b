"""More words for the predicates of arguments, for training only: none of them is an entry that is held out."""

from __future__ import annotations

from engine.training.tasks.item import listed

KIN = listed(
    """
    godson|goddaughter|foster brother|foster sister|foster mother|adopted son|adopted daughter|step grandmother|
    great niece|great nephew|half cousin|elder brother|elder sister|younger brother|younger sister|oldest son|
    youngest daughter|husband|widow|widower|fiance|ex husband|ex guardian|housemate|flatmate|fellow student|
    lab partner|coauthor|bodyguard|secretary|apprentice|tutor|trainer|coach|landlord|bandmate|guest|host|witness|
    debtor|creditor|namesake|former teacher|former boss|biographer|disciple|patron|chauffeur|butler|dentist|doctor|
    lawyer|hairdresser|supervisor|deputy|cellmate|accomplice|opponent|fishing buddy|drinking companion|travel companion|
    bridesmaid|best man|confidant|sponsor|caretaker|nanny|babysitter|gardener|banker|agent|publisher|editor|
    first love|close relative|remote cousin|trusted adviser|business partner|competitor|helper|visitor|patient|
    dance partner|chess partner|sparring partner
    """,
    "|",
)
TRADES = listed(
    """
    astronaut|beekeeper|blacksmith|bricklayer|brewer|bus driver|cabinet maker|cartographer|cashier|chimney sweep|
    choreographer|clockmaker|clown|cobbler|conductor|construction worker|crane operator|customs officer|detective|
    diplomat|diver|economist|fisherman|flight attendant|florist|forester|geologist|glassblower|goldsmith|hairdresser|
    hunter|illustrator|interpreter|jeweler|jockey|juggler|lifeguard|linguist|locksmith|lumberjack|magician|miller|miner|
    model|monk|night watchman|notary|optician|organist|park ranger|pharmacist|photographer|plasterer|playwright|
    postman|potter|printer|programmer|psychologist|puppeteer|receptionist|referee|reporter|roofer|saddler|scientist|
    sculptor|shepherd|shoemaker|shopkeeper|smuggler|social worker|spy|statistician|stonemason|surgeon|surveyor|
    tax collector|tour guide|translator|treasurer|trumpeter|undertaker|veterinarian|watchmaker|weaver|welder|
    window cleaner|woodcutter|zookeeper|hermit|early riser|night owl|twin|vegan|volunteer|voter|smoker|
    cyclist|commuter|freelancer|backpacker|stamp collector|left winger|goalkeeper|marathon runner|rock climber|
    lodger|newcomer|foreigner|gambler|liar|daydreamer|perfectionist|workaholic|bookworm|teetotaler
    """,
    "|",
)
TRAITS = listed(
    """
    afraid|alert|anxious|arrogant|bilingual|bored|bossy|calm|charming|cheerful|clumsy|conceited|confident|cooperative|
    courageous|cowardly|creative|cruel|daring|decisive|diligent|discreet|disciplined|divorced|dreamy|eager|eccentric|
    eloquent|energetic|engaged|envious|exhausted|faithful|fearless|foolish|forgetful|forgiving|freckled|frugal|gentle|
    gloomy|graceful|grateful|greedy|grumpy|gullible|handsome|homesick|humble|hungry|idealistic|idle|imaginative|
    independent|insured|introverted|irritable|kind|loyal|melancholic|merciful|messy|modest|moody|muscular|
    naive|noisy|nostalgic|obedient|open minded|optimistic|orderly|outgoing|passionate|pale|persistent|
    pessimistic|playful|proud|prudent|reckless|red haired|relaxed|reliable|reserved|restless|ruthless|
    sarcastic|sensible|sentimental|serious|short sighted|skeptical|sleepy|slender|sociable|spoiled|
    strict|sunburned|suspicious|tattooed|thoughtful|thrifty|tidy|tired|tolerant|trustworthy|unemployed|
    unlucky|vain|vigilant|wealthy|well read|wise|witty|worried|young
    """,
    "|",
)
LANGUAGES = listed(
    """
    Arabic|Basque|Bengali|Breton|Catalan|Croatian|Czech|Danish|Dutch|English|Esperanto|Estonian|Finnish|French|Frisian|
    Gaelic|Galician|German|Greek|Hausa|Hebrew|Hindi|Hungarian|Icelandic|Igbo|Irish|Italian|Japanese|Korean|
    Kurdish|Latin|Latvian|Lithuanian|Malay|Maltese|Mandarin|Maori|Mongolian|Nepali|Norwegian|Pashto|Persian|Polish|
    Portuguese|Quechua|Romanian|Russian|Sami|Sanskrit|Serbian|Slovak|Somali|Spanish|Swahili|Swedish|Tagalog|Tamil|Thai|
    Tibetan|Turkish|Ukrainian|Urdu|Vietnamese|Welsh|Yiddish|Yoruba|Zulu|sign language
    """,
    "|",
)
LANGUAGE_VERBS = listed(
    "speaks/speak/speaking|understands/understand/understanding|has learned/have learned/having learned|"
    "teaches/teach/teaching|reads/read/reading|has forgotten/have forgotten/having forgotten|"
    "dreams in/dream in/dreaming in",
    "|",
)
LANGUAGE_HEADS = listed("speaker|native speaker|teacher|student|learner|fluent speaker", "|")
INSTRUMENTS = listed(
    """
    accordion|bagpipes|banjo|bass|bassoon|bugle|castanets|cello|clarinet|cymbals|double bass|drums|fiddle|flute|
    French horn|guitar|harmonica|harp|harpsichord|keyboard|lute|lyre|mandolin|marimba|oboe|organ|panpipes|piano|piccolo|
    recorder|saxophone|sitar|tambourine|triangle|trombone|trumpet|tuba|ukulele|vibraphone|viola|violin|xylophone|zither
    """,
    "|",
)
INSTRUMENT_VERBS = listed(
    "plays/play/playing|practices/practice/practicing|has studied/have studied/having studied|teaches/teach/teaching|"
    "hates/hate/hating",
    "|",
)
CLOTHES = listed(
    """
    apron|belt|blouse|bow tie|bracelet|cap|cape|cardigan|cloak|coat|dress|earring|hat|helmet|hood|jacket|jumpsuit|
    kilt|kimono|necklace|overcoat|poncho|pullover|raincoat|ring|robe|sash|scarf|shawl|shirt|skirt|suit|sweater|tie|
    tunic|turban|uniform|veil|vest|waistcoat|wig|wristwatch
    """,
    "|",
)
COLORS = listed(
    """
    black|blue|brown|cream colored|crimson|dark blue|gray|green|golden|light green|orange|pink|purple|red|scarlet|
    silver|turquoise|violet|white|yellow|checkered|striped|woolen|leather|silk|cotton|linen|velvet
    """,
    "|",
)
WEAR_VERBS = listed(
    "wears/wear/wearing|owns/own/owning|has bought/have bought/having bought|has lost/have lost/having lost|"
    "sells/sell/selling|has borrowed/have borrowed/having borrowed|needs/need/needing",
    "|",
)
OWN_VERBS = listed(
    "owns/own/owning|has found/have found/having found|has sold/have sold/having sold|"
    "has repaired/have repaired/having repaired|wants/want/wanting|needs/need/needing|rents/rent/renting|"
    "has drawn/have drawn/having drawn|has lost/have lost/having lost|keeps/keep/keeping",
    "|",
)
THING_HEADS = listed("collector|seller|maker|painter|designer|importer|exporter|dealer|hater|lover|photographer", "|")
PLANTS = listed(
    """
    asters|azaleas|bamboo|basil|begonias|birch trees|bluebells|cabbage|carnations|chrysanthemums|clover|crocuses|
    daffodils|dahlias|daisies|dandelions|fennel|ferns|foxgloves|fuchsias|geraniums|gladioli|heather|hollyhocks|
    hyacinths|irises|ivy|jasmine|lettuce|lilacs|lilies|lupins|magnolias|marigolds|mint|moss|nettles|oak trees|orchids|
    pansies|parsley|peonies|petunias|pine trees|poppies|primroses|radishes|rhubarb|roses|rosemary|sage|snowdrops|
    sunflowers|thistles|thyme|tulips|violets|water lilies|wisteria|zucchini
    """,
    "|",
)
PLANT_VERBS = listed(
    "grows/grow/growing|sells/sell/selling|plants/plant/planting|waters/water/watering|picks/pick/picking|"
    "has painted/have painted/having painted|admires/admire/admiring|dislikes/dislike/disliking",
    "|",
)
PASTIMES = listed(
    """
    abseiling|aerobics|amateur radio|backgammon|bell ringing|bodybuilding|bookbinding|butterfly watching|camping|
    canoeing|carpentry|cave diving|checkers|cheese making|choir singing|collage|comic books|croquet|crochet|curling|
    deep sea diving|discus throwing|dog training|dominoes|embroidery|falconry|figure skating|flower arranging|
    flute music|
    gliding|glass painting|gymnastics|hammer throwing|hang gliding|ice hockey|improv theater|jogging|kayaking|
    kite flying|
    lace making|lacrosse|letter writing|long jump|mahjong|marathon running|mountain biking|mushroom picking|
    needlework|orienteering|paper folding|parachuting|petanque|pilates|pole vaulting|polo|pub quizzes|puppetry|
    rafting|rock climbing|role playing|rope skipping|salsa|scuba diving|shot put|skateboarding|sledding|
    snooker|snorkeling|snowboarding|soap making|square dancing|storytelling|sudoku|swing dancing|tai chi|tango|
    tap dancing|trampolining|trainspotting|triathlon|water polo|water skiing|weightlifting|whittling|wind surfing|
    wine tasting|wood carving|wrestling
    """,
    "|",
)
PASTIME_VERBS = listed(
    "loves/love/loving|likes/like/liking|enjoys/enjoy/enjoying|detests/detest/detesting|prefers/prefer/preferring|"
    "has given up/have given up/having given up|has started/have started/having started|teaches/teach/teaching|"
    "despises/despise/despising|recommends/recommend/recommending|adores/adore/adoring|misses/miss/missing",
    "|",
)
DISHES = listed(
    """
    almond biscuits|apple strudel|artichokes|asparagus|avocados|bagels|baked beans|barley soup|beetroot|black pudding|
    blueberry muffins|brown rice|cauliflower|celery|cheesecake|chestnuts|chili con carne|chocolate mousse|cider|
    cinnamon buns|clam chowder|coconut milk|cod|couscous|crab|cranberries|cream cheese|croissants|cucumbers|custard|
    dates|duck|eggplant|elderflower syrup|figs|fish fingers|fried eggs|fruit salad|gherkins|gingerbread|goat cheese|
    goulash|gooseberries|grapefruit|gravy|haggis|hazelnuts|herring|horseradish|kale|kidney pie|lasagna|leeks|lime juice|
    lobster|macaroni|maple syrup|mashed potatoes|meatballs|melons|meringue|minestrone|mozzarella|mulled wine|mussels|
    mustard|nougat|octopus|omelets|onion soup|oysters|paella|papaya|parsnips|peaches|pears|peppers|pickles|
    pineapple|pistachios|plums|polenta|popcorn|porridge|pretzels|prunes|quiche|raisins|raspberries|
    ravioli|risotto|roast beef|rye bread|sardines|sauerkraut|sausages|scones|sesame oil|sherbet|sour cream|
    soy sauce|spring rolls|squid|stew|tomato juice|trout|turnips|vanilla pudding|vinegar|watermelon|white wine|
    whole milk
    """,
    "|",
)
DISH_VERBS = listed(
    "eats/eat/eating|hates/hate/hating|adores/adore/adoring|serves/serve/serving|avoids/avoid/avoiding|"
    "has ordered/have ordered/having ordered|has cooked/have cooked/having cooked|tolerates/tolerate/tolerating|"
    "sells/sell/selling|craves/crave/craving",
    "|",
)
SUBSTANCES = listed(
    """
    acetic acid|agar|alum|aniline|antimony|argon|arsenic|ascorbic acid|asphalt|barium|bauxite|beryllium|bismuth|bleach|
    borax|bromine|butane|cadmium|cesium|charcoal|chalk|chlorophyll|chromium|cobalt|cocoa butter|collagen|
    dextrose|diesel oil|ether|fluorine|formic acid|gallium|glucose|glutamate|graphite|gypsum|helium|
    hydrochloric acid|hydrogen|indigo|insulin|keratin|krypton|lead|lecithin|lime|linseed oil|lithium|malic acid|
    manganese|mercury|methane|molybdenum|naphtha|neon|nitric acid|nitrogen|olive oil|ozone|palm oil|peppermint oil|
    phenol|phosphorus|platinum|plutonium|potash|propane|quartz|quinine|resin|rubber|saffron|saltpeter|selenium|
    shellac|silica|soda|starch|strontium|strychnine|sulfuric acid|sunflower oil|tannin|tartaric acid|
    tin|tungsten|turpentine|uranium|uric acid|vaseline|wax|xenon|zinc
    """,
    "|",
)
SUBSTANCE_VERBS = listed(
    "contains/contain/containing|attacks/attack/attacking|corrodes/corrode/corroding|binds/bind/binding|"
    "releases/release/releasing|repels/repel/repelling|resembles/resemble/resembling|attracts/attract/attracting|"
    "melts/melt/melting|produces/produce/producing|replaces/replace/replacing|smells of/smell of/smelling of",
    "|",
)
MATERIALS = listed(
    "brass|bronze|clay|concrete|copper|glass|gold|granite|iron|marble|oak|paper|pewter|plaster|plastic|porcelain|"
    "sandstone|slate|steel|straw|terracotta|walnut|wicker",
    "|",
)
TRAITS_OF_THINGS = listed(
    """
    airtight|bendable|blunt|breakable|bright|brittle|bulky|buoyant|cheap|circular|combustible|corrosive|crooked|cubic|
    curved|damp|dark|delicate|detachable|dusty|elastic|empty|enormous|explosive|faded|familiar|fireproof|flat|
    flexible|fluffy|fluorescent|foldable|fragrant|frozen|fuzzy|genuine|glossy|greasy|handmade|hard|homemade|humid|
    inflatable|insulated|intact|jagged|juicy|lumpy|luminous|movable|narrow|oily|opaque|oval|perishable|pointed|
    porous|portable|precious|prickly|pure|rectangular|recyclable|reusable|rigid|rough|rusty|salty|sealed|
    shallow|sharp|shiny|slimy|slippery|soft|solid|sour|spicy|square|stable|sterile|sticky|stiff|sturdy|symmetrical|
    tasty|thick|thin|toxic|translucent|triangular|unique|useful|useless|valuable|visible|volatile|warm|washable|
    waterproof|wet|wide|young
    """,
    "|",
)
KINDS_OF_THINGS = listed(
    """
    alligator|ant|anteater|antelope|armadillo|baboon|badger|bat|bear|beaver|bee|boar|buffalo|camel|canary|
    cheetah|chimpanzee|cobra|cockroach|condor|coral|coyote|crab|crane|cricket|crocodile|crow|cuckoo|dingo|
    dragonfly|duck|eel|falcon|ferret|firefly|flamingo|flea|fox|gazelle|gecko|goat|gorilla|grasshopper|
    gull|hamster|hare|hawk|hedgehog|heron|herring|hippopotamus|hornet|hyena|iguana|jackal|jaguar|jellyfish|kangaroo|
    koala|ladybug|lark|lemur|llama|lobster|lynx|magpie|mammoth|mole|mongoose|monkey|mosquito|moth|mule|nightingale|
    octopus|opossum|orangutan|ostrich|otter|oyster|panda|panther|peacock|pelican|pheasant|pigeon|porcupine|python|
    quail|rabbit|raccoon|rat|raven|rhinoceros|robin|salamander|scorpion|seal|skunk|sloth|snail|
    squid|squirrel|starling|stork|swallow|swan|tadpole|tapir|termite|tortoise|vulture|walrus|wasp|weasel|
    wombat|woodpecker|worm|herbivore|carnivore|fossil|parasite|pet|scavenger|hunter|grazer|toy|gadget|container|
    ornament|antique|souvenir|replica|vessel|weed|conifer|bulb|seedling|vaccine|solvent|alloy|pigment|fertilizer
    """,
    "|",
)
ABOUT = listed(
    "afraid of|fond of|tired of|proud of|interested in|bored by|good at|bad at|crazy about|keen on|obsessed with|"
    "skilled in|known for|famous for|passionate about|serious about|devoted to|opposed to|in favor of",
    "|",
)
TIED = listed(
    "married to|engaged to|related to|in love with|jealous of|angry with|afraid of|loyal to|grateful to|known to|"
    "employed by|acquainted with|indebted to|close to|rude to|kind to|proud of|worried about|devoted to|in touch with",
    "|",
)
PERSON_VERBS = listed(
    "knows/know/knowing|admires/admire/admiring|envies/envy/envying|trusts/trust/trusting|fears/fear/fearing|"
    "respects/respect/respecting|has met/have met/having met|has helped/have helped/having helped|helps/help/helping|"
    "works for/work for/working for|lives with/live with/living with|votes for/vote for/voting for|"
    "has invited/have invited/having invited|has written to/have written to/having written to|"
    "has danced with/have danced with/having danced with|ignores/ignore/ignoring|imitates/imitate/imitating|"
    "listens to/listen to/listening to|agrees with/agree with/agreeing with|misses/miss/missing|"
    "has forgiven/have forgiven/having forgiven|supports/support/supporting|pities/pity/pitying",
    "|",
)
SUBJECTS = listed(
    """
    accounting|acoustics|agriculture|algebra|anatomy|anthropology|archeology|architecture|botany|business|calculus|
    chemistry|civil law|computer science|dentistry|design|ecology|economics|electronics|engineering|ethics|forestry|
    French literature|genetics|geography|geology|geometry|grammar|history|journalism|linguistics|logic|marketing|
    mathematics|mechanics|medicine|medieval history|metaphysics|meteorology|music theory|neuroscience|nursing|
    oceanography|optics|paleontology|pedagogy|pharmacy|philosophy|physics|physiology|political science|psychology|
    rhetoric|sociology|statistics|surgery|theology|topology|toxicology|tropical medicine|veterinary medicine|zoology
    """,
    "|",
)
SUBJECT_VERBS = listed(
    "studies/study/studying|teaches/teach/teaching|has studied/have studied/having studied|"
    "understands/understand/understanding|hates/hate/hating|has passed the exam in/have passed the exam in/"
    "having passed the exam in|has failed/have failed/having failed|enjoys/enjoy/enjoying",
    "|",
)
SUBJECT_HEADS = listed("student|professor|teacher|historian|scholar", "|")
CLUB_ENDINGS = listed(
    "Rovers|United|Harriers|Thunder|Comets|Badgers|Cougars|Dragons|Vikings|Warriors|Foxes|Hornets|Cobras|Stallions|"
    "Cyclones|Raiders|Pioneers|Spartans|Titans|Cardinals|Bruins|Jets|Saints|Buccaneers|Mustangs|Athletic|Old Boys",
    "|",
)
CLUB_HEADS = listed(
    "fan|supporter|admirer|follower|critic|goalkeeper|coach|former player|player|trainer|mascot|president|"
    "season ticket holder|opponent|cheerleader|defender|striker|founder|scout|die hard fan|secret admirer",
    "|",
)
TITLES = listed("Doctor|Professor|Judge|Aunt|Uncle|Sister|Brother|Father|Colonel|Lady|Lord|Inspector", "|")
SOURCES = listed(
    "found in|made in|sold in|grown in|common in|unknown in|banned in|exported from|imported from|native to|popular in",
    "|",
)
HABITATS = listed(
    "the desert|the jungle|the mountains|the sea|caves|the forest|rivers|swamps|the Arctic|burrows|trees|lakes|"
    "the savanna|ponds|cities|gardens|deep water|meadows|the tundra|coral reefs",
    "|",
)
HABITAT_VERBS = listed(
    "lives in/live in/living in|hides in/hide in/hiding in|sleeps in/sleep in/sleeping in|hunts in/hunt in/hunting in|"
    "breeds in/breed in/breeding in|avoids/avoid/avoiding",
    "|",
)
FEATURES = listed(
    "feathers|scales|horns|claws|fins|a long tail|sharp teeth|hooves|a shell|antennae|wings|four legs|a backbone|gills|"
    "fur|spots|whiskers|a thick skin|a beak|tusks|webbed feet|warm blood|large eyes|a pouch|a mane",
    "|",
)
