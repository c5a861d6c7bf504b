"""Everyday things to count beyond `more_objects`, for training only, many of two words.

A model that had met few nouns could not copy one that it had not met ("ferret" became "fert"). Every word is in the
pronouncing dictionary, and nothing here is in two categories or among the held-out things.
"""

from __future__ import annotations

WIDE: dict[str, str] = {
    "fruits": """
        green apple|red apple|yellow apple|cooking apple|baking apple|golden apple|granny smith apple|
        blood orange|navel orange|mandarin orange|green grape|red grape|purple grape|sour cherry|
        black cherry|wild strawberry|wild blueberry|white peach|yellow peach|asian pear|green pear|red plum|
        yellow plum|purple plum|wild plum|green mango|honeydew melon|ripe banana|green banana|dried apricot|
        ruby grapefruit|pink grapefruit|key lime|black grape|white grape|peeled orange
    """,
    "vegetables": """
        red onion|white onion|yellow onion|pearl onion|baked potato|new potato|red potato|baby carrot|
        baby potato|baby beet|red beet|sugar snap pea|runner bean|string bean|broad bean|fava bean|snap pea|
        wax bean|black bean|kidney bean|pinto bean|red pepper|green pepper|yellow pepper|hot pepper|
        sweet pepper|cayenne pepper|savoy cabbage|white cabbage|green cabbage|chinese cabbage|iceberg lettuce|
        lettuce leaf|cabbage leaf|romaine lettuce|acorn squash|summer squash|winter squash|spaghetti squash|
        carrot stick|stick of celery|head of cauliflower|head of garlic|cob of corn|asparagus tip|
        white radish|red radish
    """,
    "animals": """
        song bird|bumble bee|stink bug|turtle dove|sheep dog|horse fly|house fly|musk ox|dung beetle|
        polar bear|brown bear|black bear|grizzly bear|koala bear|panda bear|bear cub|lion cub|tiger cub|
        wolf cub|fox cub|sea lion|mountain lion|sea turtle|box turtle|snapping turtle|mountain goat|
        billy goat|nanny goat|baby goat|baby elephant|baby seal|baby rabbit|baby duck|duckling|blue whale|
        killer whale|sperm whale|gray whale|humpback whale|great white shark|tiger shark|whale shark|
        manta ray|electric eel|hermit crab|horseshoe crab|crayfish|crawfish|prawn|scallop|sea snail|
        garden snail|sea slug|tree frog|poison frog|grass snake|garter snake|rattlesnake|king cobra|
        pit viper|chameleon|monitor lizard|horned lizard|golden eagle|bald eagle|sea eagle|barn owl|
        snowy owl|screech owl|horned owl|mockingbird|homing pigeon|wood pigeon|wild goose|wild turkey|
        turkey hen|guinea hen|guinea fowl|emu|ibis|crane fly|nightingale|house cat|wildcat|siamese cat|
        persian cat|alley cat|barn cat|tabby cat|stray dog|guard dog|guide dog|hunting dog|sled dog|
        police dog|prairie dog|wild dog|saint bernard|great dane|german shepherd|border collie|
        golden retriever|chihuahua|dalmatian|pit bull|bull terrier|wild horse|shetland pony|colt|dairy cow|
        milk cow|water buffalo|wild boar|mountain sheep|hedge sparrow|field mouse|house mouse|white mouse|
        desert rat|water rat|muskrat|kangaroo rat|pack rat|flying squirrel|red squirrel|gray squirrel|
        ground squirrel|fruit bat|vampire bat|chinchilla|hippopotamus|rhinoceros|spider monkey|howler monkey|
        rhesus monkey|red panda|giant panda|snow leopard|red fox|arctic fox|gray wolf|timber wolf|red deer|
        roe deer|white tailed deer|mule deer|queen bee|worker bee|fruit fly|stag beetle|water beetle|
        lady beetle|fire ant|carpenter ant|army ant|locust|cicada|wolf spider|garden spider|deer tick|
        luna moth|monarch butterfly|silk moth|coral snake|clown fish|puffer fish|catfish|swordfish|sunfish|
        flying fish|sardine|anchovy|mackerel|halibut|flounder|haddock|piranha|sea bass|rainbow trout
    """,
    "musical instruments": """
        acoustic guitar|bass guitar|steel guitar|slide guitar|classical guitar|upright piano|baby grand piano|
        electric piano|pipe organ|church organ|reed organ|electric organ|alto saxophone|tenor saxophone|
        baritone saxophone|alto flute|bass flute|wooden flute|bass clarinet|english horn|slide trombone|
        bass trombone|bass tuba|pan flute|jews harp|hand drum|conga drum|conga|drum kit|drum set|
        finger cymbal|tubular bell|thumb piano|celtic harp|electric violin|electric bass|upright bass|
        acoustic bass|harpsichord|rain stick|bass fiddle
    """,
    "furniture": """
        sofa bed|kitchen chair|dining chair|desk chair|office chair|garden chair|lawn chair|beach chair|
        lounge chair|easy chair|wing chair|wooden chair|bean bag chair|camp chair|side table|end table|
        night table|bedside table|dressing table|dinner table|picnic table|pool table|garden table|
        folding table|changing table|console table|office desk|school desk|computer desk|corner desk|
        standing desk|reception desk|roll top desk|wall shelf|corner shelf|coat stand|leather sofa|
        corner sofa|sleeper sofa|leather couch|double bed|single bed|queen bed|canopy bed|
        trundle bed|hospital bed|twin bed|bar table|kitchen stool|piano stool|milking stool|step stool|
        garden bench|park bench|piano bench|church pew|wooden bench|hall table|hope chest|vanity table|
        bureau|wicker chair|reclining chair|conference table|banquet table|glass table|oak table|
        pine wardrobe|oak wardrobe
    """,
    "vehicles": """
        fire truck|dog sled|snow plow|garbage truck|delivery truck|tow truck|tank truck|milk truck|
        ice cream truck|mail truck|cement truck|moving truck|food truck|army truck|monster truck|
        delivery van|moving van|camper van|camper|mail van|police car|sports car|racing car|rental car|
        electric car|patrol car|squad car|station wagon|convertible|minicar|dune buggy|golf cart|city bus|
        tour bus|yellow cab|cab|freight train|steam train|passenger train|subway train|
        express train|steam engine|mountain bike|road bike|racing bike|dirt bike|motor scooter|
        electric scooter|electric bike|quad bike|tandem bicycle|tandem|penny farthing|pedal boat|life raft|
        paddle boat|riverboat|cargo ship|cruise ship|sailing ship|container ship|tall ship|warship|
        oil tanker|aircraft carrier|jet plane|jumbo jet|fighter plane|fighter jet|cargo plane|jet|
        propeller plane|airbus|hot air balloon|blimp|space shuttle|rocket ship|space rocket|horse carriage|
        horse cart|hay wagon|covered wagon|donkey cart|steamroller|road roller|combine harvester|
        backhoe loader|digger|farm tractor|street sweeper|semi truck|jet ski|moon rover|schooner|hydrofoil|
        monorail train|bullet train|troop carrier|armored car
    """,
    "tools": """
        step ladder|band saw|claw hammer|rubber hammer|hand drill|electric drill|cordless drill|drill press|
        circular saw|coping saw|table saw|pruning saw|tree saw|bow saw|pipe wrench|socket wrench|
        monkey wrench|adjustable wrench|torque wrench|lug wrench|crescent wrench|allen wrench|
        phillips screwdriver|flathead screwdriver|electric screwdriver|pair of scissors|pair of shears|
        pair of tweezers|pair of garden shears|tin snip|wood chisel|cold chisel|stone chisel|bench vise|
        wood rasp|metal file|nail gun|staple gun|glue gun|heat gun|caulking gun|pry bar|garden rake|
        leaf rake|snow shovel|coal shovel|garden shovel|garden hoe|hand fork|splitting maul|leaf blower|
        hedge clipper|grass clipper|pruner|wire stripper|pipe cutter|glass cutter|box cutter|utility knife|
        paint scraper|scraper|plumb bob|tape rule|hand clamp|pipe clamp|wood clamp|belt sander|
        angle grinder|bench grinder|wood lathe|ratchet wrench|post hole digger|hand axe|whetstone|reamer|
        rope ladder|power saw|power sander|welding torch
    """,
    "clothes": """
        leather jacket|ball gown|sun hat|sun dress|pea coat|track suit|dress shirt|polo shirt|tee shirt|
        flannel shirt|silk shirt|tank top|crop top|halter top|wool sweater|turtleneck sweater|winter coat|
        wool coat|duffel coat|lab coat|denim jacket|dinner jacket|sports jacket|ski jacket|down jacket|
        bomber jacket|suit jacket|rain jacket|business suit|bathing suit|ski suit|diving suit|evening gown|
        wedding gown|dressing gown|evening dress|wedding dress|summer dress|cocktail dress|party dress|
        silk blouse|pencil skirt|hoop skirt|grass skirt|denim skirt|baseball cap|straw hat|fur hat|felt hat|
        party hat|wool hat|bowler hat|sombrero|rain hat|panama hat|swimming cap|bathing cap|shower cap|
        flat cap|string tie|leather belt|leather glove|wool glove|rubber glove|ski glove|driving glove|
        work glove|running shoe|tennis shoe|ballet shoe|dress shoe|golf shoe|wooden shoe|leather shoe|
        flip flop|rain boot|rubber boot|snow boot|cowboy boot|riding boot|ski boot|ankle boot|hiking boot|
        work boot|house slipper|bedroom slipper|wool sock|ankle sock|knee sock|tube sock|silk stocking|
        pair of pajamas|pair of slacks|
        pair of underpants|pair of briefs|pair of boxers|
        frock coat|smoking jacket|christmas sweater|school uniform|fleece jacket|sport coat
    """,
    "flowers": """
        water lily|petunia|marigold|iris|peony|hyacinth|crocus|begonia|geranium|chrysanthemum|dahlia|
        primrose|gardenia|magnolia|lotus|buttercup|forget me not|gladiolus|amaryllis|azalea|zinnia|
        foxglove|yellow rose|pink rose|wild rose|white lily|tiger lily|calla lily|red tulip|yellow tulip|
        pink tulip|pink carnation|white carnation|red carnation|red poppy|african violet|morning glory|
        lily of the valley|cherry blossom|apple blossom|wildflower|lilac|narcissus|jasmine blossom|larkspur|
        lupine|purple iris|yellow daffodil|white daisy
    """,
    "drinks": """
        glass of beer|glass of cider|glass of iced tea|glass of apple juice|glass of tomato juice|
        glass of champagne|cup of cocoa|cup of milk|mug of coffee|mug of tea|mug of beer|pint of beer|
        pint of milk|bottle of water|bottle of juice|bottle of soda|bottle of cola|bottle of cider|
        can of beer|can of lemonade|milkshake|lemonade|iced tea|iced coffee|espresso|cappuccino|ginger ale|
        root beer|fruit juice|apple juice|grape juice|tomato juice|green tea|black tea|black coffee|
        protein shake|vanilla milkshake|chocolate milkshake|mineral water|diet cola
    """,
    "others": """
        push pin|hair dryer|dish towel|clothes line|school bag|money bag|door bell|window pane|soup spoon|
        dessert spoon|coffee pot|coffee maker|egg cup|egg beater|bread board|night light|band aid|fish hook|
        bird house|cell phone|mouse pad|bird bath|tool box|paint box|sand castle|snow board|pin cushion|
        pillow case|oil can|jelly bean|popsicle stick|ball of yarn|ball of string|bar of soap|bottle of ink|
        bottle of perfume|box of matches|box of crayons|can of paint|jar of honey|jar of jam|loaf of bread|
        deck of cards|pack of gum|packet of seeds|roll of tape|roll of film|reel of thread|stack of paper|
        tube of toothpaste|tub of glue|bag of sand|bag of marbles|coil of rope|pile of bricks|set of keys|
        bag of flour|bag of sugar|block of cheese|slice of bread|piece of cake|piece of chalk|sheet of stamps|
        stick of butter|bowl of soup|bowl of rice|address book|picture book|comic book|phone book|
        photo album|coloring book|exercise book|textbook|bible|atlas|almanac|encyclopedia|pamphlet|
        brochure|leaflet|receipt|credit card|business card|playing card|birthday card|christmas card|
        postage stamp|rubber stamp|fountain pen|felt tip pen|felt pen|colored pencil|pencil case|hole punch|
        safety pin|bobby pin|curling iron|steam iron|ironing board|cotton ball|cotton swab|bath towel|
        beach towel|hand towel|tea towel|shower head|bathroom mirror|hand mirror|toilet brush|toilet roll|
        dust mop|laundry basket|trash bag|garbage can|garbage bag|recycling bin|paper bag|plastic bag|
        shopping bag|tote bag|gym bag|sleeping bag|sports bag|duffel bag|coin purse|key chain|door key|
        car key|house key|combination lock|door handle|window frame|plant pot|picture frame|wall clock|
        cuckoo clock|kitchen clock|grandfather clock|egg timer|sand timer|gold watch|diamond ring|
        silver ring|bracelet|necklace|pearl necklace|gold chain|pendant|brooch|gold bar|gold coin|
        silver coin|dollar bill|poker chip|teaspoon|tablespoon|wooden spoon|serving spoon|salad fork|
        dinner fork|dinner plate|paper plate|soup bowl|salad bowl|fruit bowl|mixing bowl|sugar bowl|
        cereal bowl|butter dish|butter knife|steak knife|bread knife|kitchen knife|bread bin|cookie jar|
        cookie cutter|cookie sheet|baking tray|baking sheet|cake tin|cake stand|pie dish|muffin pan|
        coffee cup|coffee mug|coffee filter|coffee grinder|beer mug|beer bottle|beer glass|milk bottle|
        milk jug|water bottle|water jug|wine bottle|ketchup bottle|pepper shaker|spice jar|jam jar|
        pickle jar|mason jar|measuring cup|measuring jug|egg carton|whisk|ladle|peeler|garlic press|
        can opener|bottle opener|cheese grater|cutting board|chopping board|wok|casserole|pressure cooker|
        slow cooker|rice cooker|blender|food processor|hand mixer|waffle iron|toaster oven|gas stove|
        dish rack|wine rack|place mat|paper napkin|table mat|table lamp|desk lamp|floor lamp|ceiling fan|
        electric fan|space heater|radiator|power strip|extension cord|light switch|oil lamp|lava lamp|
        candle holder|birthday candle|incense stick|smoke alarm|fire extinguisher|first aid kit|pill bottle|
        walking cane|fishing rod|fishing net|fish tank|dog collar|dog leash|dog bowl|dog bone|litter box|
        chicken egg|mobile phone|video camera|digital camera|film projector|hard drive|computer screen|
        memory card|game console|joystick|record player|tape recorder|compact disc|vinyl record|loudspeaker|
        satellite dish|antenna|remote control|alarm bell|light meter|solar panel|bicycle wheel|
        steering wheel|license plate|traffic light|traffic cone|stop sign|street sign|road map|world map|
        treasure map|fence post|mailbox|cardboard box|wooden box|tin box|music box|jewelry box|gift box|
        toy box|ballot box|ice bucket|water bucket|washbasin|snowball|snowflake|christmas tree|
        christmas ornament|easter egg|gift card|party balloon|water balloon|paper airplane|paper boat|
        paper fan|rag doll|barbie doll|toy robot|toy block|building block|wooden block|spinning top|
        jump rope|hula hoop|rubber ball|bouncy ball|soccer ball|bowling ball|bowling pin|cricket bat|
        baseball bat|tennis racket|badminton racket|golf club|golf tee|pool cue|dartboard|chess set|
        ski pole|boogie board|diving board|punching bag|basketball hoop|tennis net|gold medal|silver medal|
        silver spoon|silver tray|shield|spear|water pistol|toy gun|pirate flag|coat hook|coat hanger|
        shoe brush|sewing machine|sewing needle|knitting needle|spool of thread|bed sheet|hot water bottle|
        air mattress|hammock|beach umbrella|paddling pool|rubber ring|telephone pole|flagpole|water tank|
        water pump|oil drum|wooden plank|plank|floor tile|roof tile|glass jar|glass bead|glass bottle|
        candy bar|chocolate bar|candy cane|lolly|donut|muffin|cupcake|waffle|bagel|croissant|pretzel|
        bread roll|sandwich|cheeseburger|taco|burrito|pizza|sausage|meatball|fried egg|boiled egg|omelet|
        brownie|ice cream cone|biscuit|cracker|apple pie|cherry pie|birthday cake|wedding cake|
        fortune cookie|granola bar
    """,
}
