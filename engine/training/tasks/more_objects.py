"""More things to count, for training only: so many that a model has to spell them by their sounds.

A model that had met 240 things wrote an otter down as a parrot. Nothing here is among the held-out things.
"""

from __future__ import annotations

MORE: dict[str, str] = {
    "fruits": """
        blackcurrant|boysenberry|cantaloupe|clementine|currant|damson|dragon fruit|elderberry|gooseberry|honeydew|
        jackfruit|kumquat|loquat|lychee|mandarin|mulberry|passion fruit|prune|quince|raisin|red currant|satsuma|
        star fruit|tamarind|rambutan|huckleberry|crab apple|cloudberry
    """,
    "vegetables": """
        bell pepper|bok choy|brussels sprout|butternut squash|chard leaf|chili pepper|chive|collard leaf|endive|
        fennel bulb|green bean|kale leaf|kohlrabi|lima bean|okra pod|pea|pea pod|rutabaga|scallion|snow pea|squash|
        swede|water chestnut|watercress sprig|head of cabbage|bunch of kale|bulb of garlic|bunch of radishes|
        red cabbage|spring onion
    """,
    "animals": """
        alligator|alpaca|anteater|antelope|ant|ape|armadillo|baboon|badger|bat|beaver|beetle|bison|boar|buffalo|
        canary|caribou|caterpillar|cheetah|chimpanzee|chipmunk|cobra|cockroach|cod|condor|cougar|coyote|cricket|
        crocodile|crow|cuckoo|dolphin|dove|dragonfly|eagle|eel|falcon|finch|flamingo|flea|fly|gazelle|gecko|gerbil|
        gibbon|giraffe|gnat|gorilla|grasshopper|guinea pig|gull|hare|hawk|hen|heron|hippo|hornet|hummingbird|hyena|
        iguana|jackal|jaguar|jellyfish|kangaroo|koala|ladybug|lamb|leopard|lobster|lynx|magpie|mole|mongoose|
        mosquito|moth|mule|newt|octopus|ostrich|ox|oyster|panda|panther|partridge|peacock|pelican|pheasant|pigeon|
        piglet|pike|platypus|porcupine|possum|puffin|puma|python|quail|raccoon|ram|raven|reindeer|rhino|robin|
        salamander|salmon|scorpion|seahorse|seal|shark|shrew|shrimp|skunk|sloth|slug|sparrow|squid|starfish|stork|
        swallow|tadpole|termite|tortoise|trout|tuna|vole|vulture|walrus|warthog|wasp|weasel|wombat|woodpecker|worm|
        wren|yak|zebra|calf|foal|fawn
    """,
    "musical instruments": """
        bass drum|bongo|castanet|cornet|cymbal|didgeridoo|double bass|dulcimer|electric guitar|fiddle|flugelhorn|
        french horn|glockenspiel|gong|kazoo|kettle drum|lyre|maraca|marimba|panpipe|piccolo|recorder|sitar|
        snare drum|steel drum|synthesizer|triangle|vibraphone|zither|grand piano
    """,
    "furniture": """
        bar stool|bunk bed|card table|chest of drawers|coffee table|crib|daybed|dining table|kitchen table|
        loveseat|recliner|sideboard|swivel chair|writing desk|deck chair|folding chair|high chair
    """,
    "vehicles": """
        barge|bulldozer|cable car|caravan|cart|catamaran|coach|dinghy|fire engine|forklift|glider|go kart|
        hang glider|hovercraft|kayak|limousine|lorry|minibus|moped|motorboat|pickup truck|plane|raft|rowboat|
        sailboat|school bus|sedan|snowmobile|speedboat|submarine|tanker|trolley|tricycle|wagon|yacht|steamboat|
        streetcar|dump truck|fishing boat|race car
    """,
    "tools": """
        anvil|bolt cutter|broom|bucksaw|chainsaw|clamp|garden fork|grinder|hacksaw|hatchet|hedge trimmer|
        jackhammer|jigsaw|lawnmower|pickaxe|pitchfork|plunger|pocketknife|power drill|putty knife|sander|scythe|
        sickle|sledgehammer|soldering iron|spanner|tape measure|vise|wheelbarrow|wire cutter|hand saw|paint roller|
        pair of pincers|garden hose|spirit level|rasp
    """,
    "clothes": """
        bathrobe|beanie|beret|bikini|blazer|boot|bow tie|cape|cloak|corset|cowboy hat|cummerbund|fur coat|gown|
        jersey|jumper|jumpsuit|kilt|kimono|leotard|loafer|miniskirt|moccasin|nightgown|parka|poncho|pullover|
        raincoat|robe|shawl|slipper|sneaker|snowsuit|stocking|swimsuit|t shirt|top hat|trench coat|tunic|
        turtleneck|tuxedo|uniform|waistcoat|wetsuit|pair of trousers|pair of shorts|pair of pants|pair of leggings|
        pair of tights
    """,
    "others": """
        album|alarm clock|anchor|arrow|ashtray|badge|balloon|bandage|banner|barrel|battery|beach ball|bead|
        billiard ball|binder|birdcage|board game|bookmark|bowl|briefcase|brush|button|cage|cake|calculator|
        calendar|candlestick|card|carpet|carton|chess piece|chessboard|chopstick|cigar|clipboard|coaster|colander|
        comb|compass|computer|cookbook|cookie|cork|corkscrew|crayon|crystal|curtain|cushion|dart|diary|dictionary|
        dish|dishcloth|doll|domino|doormat|doorknob|dustpan|easel|eraser|fan|feather|flag|flashlight|flask|
        flowerpot|flyer|folder|football|frame|frisbee|frying pan|funnel|gift|glass|globe|glue stick|goblet|
        golf ball|grater|greeting card|hairbrush|hairpin|hamper|hanger|headphone|heater|hockey stick|hook|
        horseshoe|hourglass|ice cube|icicle|ink bottle|iron|jar|jigsaw puzzle|journal|jug|key ring|knife|knob|
        lantern|leash|leaf|letter|lid|lighter|light bulb|lollipop|lunchbox|magazine|magnet|magnifying glass|marble|
        mat|match|matchbox|mattress|medal|microphone|milk carton|monitor|mop|mug|nail|napkin|needle|net|notebook|
        notepad|novel|nut|opener|ornament|oven mitt|package|pad of paper|paddle|paint can|paintbrush|pan|
        paper clip|paper towel|parcel|passport|peg|pen|photo|picture|piggy bank|pin|ping pong ball|pinwheel|pipe|
        plug|pocket watch|pole|poster|postcard|printer|projector|prism|puppet|puzzle|quilt|racket|rag|razor|rock|
        rolling pin|rubber band|rug|ruler|sack|saddle|safe|saltshaker|sandbag|saucepan|saucer|scale|scarecrow|
        scoop|screen|screw|seashell|shampoo bottle|sheet of paper|shell|shoebox|shower curtain|sieve|sign|skillet|
        slate|snow globe|soap dish|spatula|sponge|spool|spring|stapler|statue|sticker|stone|stopwatch|strainer|
        straw|string|suitcase|sword|syringe|tablecloth|tablet|tack|tea bag|teacup|teapot|telescope|
        tennis ball|tent|thermometer|thermos|thimble|ticket|tile|tin can|tissue|toothbrush|torch|towel|toy|
        trash can|tray|treasure chest|trophy|tube|typewriter|urn|vacuum cleaner|volleyball|walking stick|wand|
        washcloth|washing machine|watering can|windmill|wine glass|wreath|yardstick|yo yo|zipper
    """,
}
