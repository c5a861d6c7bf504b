# ruff: noqa: E501  (one list a line)
"""What the training questions outside are about, by the name of the slot, and questions asked in a roundabout way."""

from __future__ import annotations

from engine.training.tasks.item import listed

SLOTS: dict[str, tuple[str, ...]] = {
    "thing": listed(
        "a volcano|a black hole|a virus|a battery|a rainbow|a tornado|a glacier|an atom|a gene|a comet|a vaccine|a laser|a transistor|a satellite|a compass|a telescope|a microscope|a parachute|a submarine|a steam engine|a mortgage|a pension|a stock exchange|a patent|a parliament|a constitution|a monsoon|a tide|an eclipse|an avalanche|a coral reef|a desert|a fossil|a diamond|a pearl|a crystal|a magnet|a thermostat|a microwave|a fridge|a printer|a touch screen|a search engine|a virus scanner|a solar panel|a wind turbine|a nuclear reactor|a dam|a bridge|a skyscraper|a pyramid|a castle|a cathedral|a symphony|an opera|a haiku|a metaphor|a verb|a fraction|a prime number|a logarithm|a hurricane|a meteor|a kidney|a muscle|an allergy|a reflex|a hormone|a vitamin|an enzyme|a tax return|an embassy|a jury|a sonnet|a blog|a podcast|a cookie on a website|a firewall|an operating system",
        "|",
    ),
    "event": listed(
        "the moon landing|the fall of the Berlin wall|the battle of Waterloo|the sinking of the Titanic|the gold rush|the black death|the industrial revolution|the Russian revolution|the fall of Rome|the great fire of London|the discovery of America|the first world cup|the great depression|the battle of Hastings|the boston tea party|the Spanish armada|the ice age|the stone age|the end of the dinosaurs|the first flight|the first olympic games|the stock market crash|the space race|the crusades|the renaissance|the reformation|the Vietnam war|the Korean war|the Cuban missile crisis|the signing of the declaration of independence|the abolition of slavery|the invention of writing|the San Francisco earthquake|the eruption of Vesuvius|the Chernobyl disaster|the first heart transplant|the opening of the Suez canal|the building of the pyramids|the trojan war|the thirty years war",
        "|",
    ),
    "figure": listed(
        "Napoleon|Albert Einstein|Isaac Newton|Cleopatra|Julius Caesar|Mozart|Beethoven|Bach|Picasso|Leonardo da Vinci|Michelangelo|Shakespeare|Charles Dickens|Jane Austen|Mark Twain|Gandhi|Nelson Mandela|Abraham Lincoln|George Washington|Winston Churchill|Queen Victoria|Marie Curie|Charles Darwin|Galileo|Columbus|Marco Polo|Socrates|Plato|Aristotle|Buddha|Confucius|Genghis Khan|Joan of Arc|Elvis Presley|Michael Jackson|Charlie Chaplin|Walt Disney|Marilyn Monroe|Neil Armstrong|Amelia Earhart|Rosa Parks|Martin Luther King|Thomas Edison|Nikola Tesla|Alexander the Great|Homer|Goethe|Tolstoy|Vincent van Gogh|Rembrandt|Frida Kahlo|Sigmund Freud|Karl Marx|Steve Jobs|Bill Gates|Ada Lovelace|Alan Turing|Florence Nightingale|Anne Frank|Muhammad Ali",
        "|",
    ),
    "landmark": listed(
        "the great wall of China|the golden gate bridge|the leaning tower|big Ben|the white house|the Taj Mahal|the grand canyon|Niagara falls|the Colosseum|the Louvre|the Kremlin|the Sphinx|Stonehenge|the Acropolis|the Vatican|mount Fuji|the Matterhorn|the Amazon|the Nile|the Sahara|the dead sea|the Pacific|the north pole|the equator|lake Victoria|the Mississippi|the Suez canal|the Brandenburg gate|the opera house in Sydney|the empire state building|mount Rushmore|Easter island|the Bermuda triangle|the Panama canal",
        "|",
    ),
    "illness": listed(
        "asthma|a migraine|an infection|pneumonia|a stroke|measles|chicken pox|a food allergy|anemia|arthritis|depression|high blood pressure|a broken toe|a sprained ankle|hay fever|a stomach ache|an ear ache|a sore throat|insomnia|a burn|a bee sting|a nosebleed|toothache|acne|eczema|a concussion|heartburn|vertigo|gout|malaria|lyme disease|shingles|a hernia|kidney stones|a panic attack",
        "|",
    ),
    "device": listed(
        "washing machine|dishwasher|laptop|tablet|vacuum cleaner|coffee machine|oven|toaster|dryer|heater|air conditioner|doorbell|garage door|camera|speaker|headset|keyboard|router|smart watch|sprinkler|alarm system|blinds|ceiling fan|microwave|freezer|lamp in the hall|porch light|electric blanket|projector|game console|robot vacuum",
        "|",
    ),
    "dish": listed(
        "lasagna|pancakes|a cheesecake|tomato soup|sushi|a curry|paella|risotto|gravy|meatballs|an omelet|mashed potatoes|a chocolate cake|sourdough bread|fried rice|a stew|guacamole|hummus|dumplings|waffles|an apple pie|roast chicken|chili|scrambled eggs|a smoothie|lemonade|tiramisu|gazpacho|pasta sauce|burritos",
        "|",
    ),
    "language": listed(
        "French|Spanish|German|Italian|Portuguese|Dutch|Swedish|Polish|Greek|Turkish|Arabic|Hebrew|Hindi|Chinese|Japanese|Korean|Russian|Latin|Swahili|Finnish|Danish|Norwegian|Czech|Hungarian|Thai|Vietnamese|Welsh|Irish",
        "|",
    ),
    "phrase": listed(
        "good night|where is the station|how much does it cost|I am hungry|the bill, please|nice weather|happy birthday|see you tomorrow|water|bread|mother|window|love|house|excuse me|one beer, please|I am lost|help|cheers|the red car",
        "|",
    ),
    "music": listed(
        "blues|some Mozart|a lullaby|heavy metal|country music|an audiobook|my workout playlist|the national anthem|a waltz|hip hop|a love song|christmas songs|reggae|an opera|the top ten|a violin concerto|techno|rain sounds|white noise|bird songs|the next song|my playlist|that song again|the sound of the sea|the morning show",
        "|",
    ),
    "holiday": listed(
        "Christmas|Easter|Halloween|Thanksgiving|new year's eve|mother's day|father's day|Ramadan|Hanukkah|Diwali|Valentine's day|labor day|my birthday|the summer holidays|the full moon|the next leap year|the next election|the next world cup|the olympics|the start of spring",
        "|",
    ),
    "shop": listed(
        "supermarket|pharmacy|bakery|post office|library|bank|museum|swimming pool|hardware store|bookstore|train station|town hall|zoo|cinema|gym|hospital|dentist|police station|coffee shop|pizza place|bus stop|airport|parking lot|flower shop|barber",
        "|",
    ),
    "science": listed(
        "entropy|evolution|gravity|relativity|plate tectonics|photosynthesis|electricity|magnetism|radioactivity|inertia|osmosis|fermentation|combustion|quantum mechanics|string theory|dark matter|the big bang|global warming|game theory|calculus|topology|statistics|genetics|psychology|machine learning|encryption|the greenhouse effect|natural selection|supply and demand|inflation|capitalism|socialism|feminism|existentialism|stoicism|Buddhism|karma|free will|consciousness|irony",
        "|",
    ),
    "part": listed("legs|eyes|teeth|hearts|wings|bones|toes|stomachs|arms|feet|ears|ribs|muscles|babies", "|"),
    "work": listed(
        "Hamlet|the Bible|the Odyssey|Don Quixote|Moby Dick|the Mona Lisa|Star Wars|the Lord of the Rings|Casablanca|the Godfather|Romeo and Juliet|Harry Potter|the Magic Flute|Faust|the Lion King|Titanic|Pride and Prejudice|War and Peace|Frankenstein|Dracula|Sherlock Holmes|Alice in Wonderland|Cinderella|the Nutcracker|Swan Lake|Jaws|King Kong|Bohemian Rhapsody|Yesterday|the ninth symphony",
        "|",
    ),
}
CLAUSES = """
where {place} is
where {landmark} is
how old {figure} was
who {figure} was
when {figure} was born
who wrote {work}
how {work} ends
what {thing} is
how {thing} works
who invented {thing}
what {science} means
when {event} was
why {event} happened
how many people live in {place}
how many {part} a {animal} has
how far it is to {place}
what the weather is like in {place}
whether it will rain [today|tomorrow]
how cold it is outside
what time it is[| in {place}]
what day it is[| today]
when {holiday} is
how to [cook|make|bake] {dish}
what is in {dish}
how to say {phrase} in {language}
what {phrase} is in {language}
how to fix my {device}
if the {device} is on
how to get to the {shop}
when the {shop} opens
where the nearest {shop} is
who won the game
who the president of {country} is
what the capital of {country} is
what they speak in {country}
what to do about {illness}
if {illness} is dangerous
what a {animal} eats
how long a {animal} lives
how much {food} costs
what I should [wear|cook|buy] today
who called me
where my [keys|glasses|shoes|children] are
how much money I have
what {person} thinks of me
where {person} lives
what my name is
how to play {hobby}
how to become a {job}
what the square root of {n} is
whether {n} is a prime number
how to solve x squared plus {n}
what happened in {place}
what you think of {figure}
which {device} is the best
how tall {landmark} is
"""
INDIRECT = """
[Can|Could|Would] you tell me {clause}?
Do you [happen to |]know {clause}?
[Have you any idea|Any idea|Do you remember] {clause}?
[I want to know|I need to know|I would like to know|I'd love to know] {clause}.
[I wonder|I was wondering|I have no idea|I forgot|I can't remember] {clause}.
[Tell me|Please tell me|Find out|Let me know|Explain to me|Show me] {clause}.
[My son asks|My friend wants to know|Somebody asked me] {clause}.
"""
