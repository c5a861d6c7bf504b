# ruff: noqa: E501  (one wording a line)
"""Questions and requests that lie outside of what the embedded model can do (questions end in "?", requests in ".")."""

from __future__ import annotations

from engine.training.tasks.item import listed

ASKED = """
What is the capital of {country}?
[Which city|What] is the [biggest|largest|oldest|most beautiful] [city |place ]in {country}?
How many people live in {place}?
Where is {place}?
How far is it [from here |]to {place}?
What language do people speak in {country}?
Who is the [president|prime minister|king|queen|leader] of {country}?
Who [was|is] {person}?
When was {person} born?
When did {person} die?
Who wrote {book}?
What is the book {book} about?
Who [invented|discovered] [the telephone|the light bulb|electricity|penicillin|gravity|the wheel|paper|the radio]?
When did the [first world war|second world war|cold war|french revolution|civil war] [begin|end|start]?
Who won the [world cup|last election|game last night|super bowl|gold medal in {hobby}]?
What is the [highest mountain|longest river|largest ocean|deepest lake|hottest place] [in the world|on earth|in {country}]?
How [high|tall|old] is [the Eiffel tower|mount Everest|the moon|the statue of liberty|the tallest building]?
How many planets are there in the solar system?
How far away is the [sun|moon|nearest star]?
What is the speed of [light|sound]?
Why is the sky blue?
Why is the [sea salty|grass green|sun hot|snow white|ocean blue]?
How do [birds fly|planes fly|fish breathe|magnets work|volcanoes work|computers work|engines work]?
What is {chemical} [made of|used for|good for]?
What is the [chemical formula|boiling point|price] of {chemical}?
What [causes|is the cause of] [earthquakes|rain|thunder|inflation|war|cancer]?
What is [quantum physics|democracy|inflation|photosynthesis|love|gravity|philosophy|the meaning of life|justice|time]?
[How|What] is the weather [today|tomorrow|in {place}|like in {place}|going to be]?
Will it [rain|snow] [today|tomorrow|this weekend|in {place}]?
How [hot|cold|warm] is it [outside|in {place}|today]?
Do I need an umbrella [today|tomorrow]?
What is the temperature [outside|in {place}]?
What's [new|in the news|happening in the world|going on in {place}]?
What is the [latest news|news today|score of the game]?
Tell me the news.
Read me the [news|headlines|mail|newspaper].
What time is it [now|in {place}|]?
What's the time?
What day is [it today|today]?
What is [today's date|the date today|the date]?
What year is it?
Play [some|] [music|jazz|a song|rock music|the radio|something nice|my favorite song|a podcast|classical music].
Play [a song|music|something] by {person}.
Stop the music.
Turn [on|off|up|down] the [light|lights|heating|television|volume|radio|fan|music].
Set [an alarm|a timer|the alarm|the clock] for [seven o'clock|ten minutes|tomorrow morning|half an hour|six thirty].
Wake me [up |]at [six|seven|eight] [in the morning|tomorrow|].
Remind me [to call {person}|to buy {food}|of my appointment|about the meeting].
Add {food} to my shopping list.
Call [my mother|{person}|a taxi|the police|my doctor|a friend].
Send [a message|an email|a letter|money] to {person}.
Write [an email|a letter|a message] to {person}.
Write [a poem|a story|a song|a joke|an essay|a speech] about {topic}.
Tell me [a joke|a story|a riddle|something funny|a fairy tale|a secret|something interesting].
Tell me [a joke|a story|something|more] about {topic}.
Sing [a song|for me|happy birthday|something].
Make up a [story|poem|rhyme|song|game] about {topic}.
Translate [good morning|thank you|I love you|this sentence|the word {food}] into [French|Spanish|German|Italian|Chinese|Russian].
How do you say [hello|{food}|thank you|goodbye|friend] in [French|Spanish|German|Italian|Japanese|Russian]?
What does [bonjour|hola|danke|ciao|carpe diem] mean?
What does the word [ubiquitous|serendipity|melancholy|ephemeral|{quality}] mean?
What is the [opposite|plural|synonym|meaning] of {quality}?
What rhymes with [blue|heart|{food}|time]?
How do I [cook|make|prepare|store] {food}?
Give me a recipe for {food}.
What can I cook with {food} and [rice|cheese|eggs|milk|salad]?
How many calories [are in|does] {food} [have|]?
Is {food} [healthy|good for me|vegan|bad for dogs|expensive]?
What wine goes with {food}?
Where can I [buy|find|get] {food}?
Find [a restaurant|a hotel|a flight|a doctor|a job|a gas station] [near me|in {place}|for me].
Book [a flight|a table|a hotel|a ticket] [to {place}|in {place}|for tonight].
Order [a pizza|{food}|a taxi|some flowers].
How do I get to [{place}|the station|the airport|the next {job}]?
What should I [wear|eat|do|cook|read|watch] [today|tonight|tomorrow|]?
What [movie|book|game|show] [should I|would you] [watch|recommend|choose]?
Recommend [a movie|a good book|a restaurant|a song] [to me|for me|].
What is your favorite [color|food|movie|song|book|animal|season|number]?
Do you like {topic}?
Do you [love me|like me|have a girlfriend|have friends|believe in God|dream|sleep|eat]?
What do you think [about|of] {topic}?
What is your opinion [on|about] [{topic}|politics|religion|war|the president]?
Which [party|candidate] should I vote for?
Is {person} a [good|bad|famous|nice] person?
Who is better, {person} or my brother?
Which team is the best in {hobby}?
How do I become [rich|happy|famous|a better {job}|{quality}]?
How much does a {job} earn?
What does a {job} do?
How can I learn {hobby}?
What are the rules of {hobby}?
Teach me [{hobby}|French|to dance|how to cook].
Explain [{hobby}|gravity|politics|the rules of {hobby}|relativity|the internet|evolution] to me.
I have [a headache|a fever|a cough|back pain|a rash|a cold]. What should I do?
My [head|back|stomach|knee|throat] hurts. What [is it|can I do|should I take]?
Is it [dangerous|safe] to [eat {food}|take {chemical}|swim after lunch|sleep late]?
Which medicine helps against [a headache|fever|pain|coughing]?
How much aspirin can I take?
Am I [sick|pregnant|in danger|getting old]?
What are the symptoms of [the flu|diabetes|a heart attack]?
How long does a {animal} live?
What does a {animal} eat?
How fast can a {animal} run?
Where do [polar bears|penguins|lions|kangaroos|pandas] live?
What sound does a {animal} make?
Is a {animal} [dangerous|bigger than a car|a good pet]?
What is the [stock price|price] of [gold|oil|a new car|a house in {place}]?
Should I [buy|sell] [my house|gold|a car|shares|{food}]?
How much is a flight to {place}?
How much money [do I have|is in my account]?
Transfer [fifty|a hundred|twenty] dollars to {person}.
Can I sue my [neighbor|boss|landlord]?
What is the law about [parking|noise|dogs|taxes] in {country}?
How do I [fix|repair|clean|install] [my car|a computer|a bicycle|the sink|the printer|my phone]?
Why is my [computer|phone|car|internet] so [slow|loud|hot]?
What is the password of my [computer|phone|network]?
Open [the window|the browser|my email|the door|the file|a new tab].
Close the [window|door|program|curtains].
Search [the internet|the web|for {topic}|for a picture of a {animal}].
Show me [a picture of a {animal}|the map|my photos|a video|pictures of {place}].
Take a [picture|note|screenshot].
Delete [my files|the last message|everything].
Where [are my keys|is my phone|is my wife|am I|is the nearest {job}]?
What is my name?
How old am I?
Who am I?
When is [my birthday|Easter|the next holiday|the next train|the next bus|the concert]?
What happened [yesterday|in nineteen sixty nine|on this day|last year|in {place}]?
What will happen [tomorrow|next year|in the future]?
Will [I|{person}] [win|be rich|marry|get the job]?
Predict the [weather|future|lottery numbers|winner].
Tell me my [horoscope|fortune|future].
What is the horoscope for today?
Does God exist?
Is there life on [Mars|other planets]?
What happens after death?
What came first, the chicken or the egg?
Can you [see me|drive a car|cook|walk|smell this|dance|swim]?
Can you [draw|paint|make|show] [a picture|a {animal}|a map|a house]?
Guess what I [am thinking|did today|had for lunch].
I am [bored|sad|lonely|tired|hungry|angry].
I [feel|am feeling] [sad|lonely|terrible|great] today.
I love [you|{food}|{hobby}|{person}].
My [dog|cat|friend|boss] is [sick|angry|funny|{quality}].
Let's talk about {topic}.
Let's play [a game|{hobby}|cards].
I [went|am going] to {place} [yesterday|last week|next month].
I think {person} is {quality}.
{person} is my [friend|boss|brother|teacher|neighbor].
[Yesterday|Today|Last night] I saw a {animal} [in the garden|on the street|near the river].
What is the difference between [{topic} and {topic}|a frog and a toad|weather and climate]?
Summarize [{book}|this article|the news|my meeting].
Give me [advice|ideas for a birthday gift|a name for my {animal}|a compliment|some tips about {hobby}].
Write [code|a program|a function] [that sorts a list|for a website|in Python|].
What is the [square root of two|value of pi|derivative of x squared|integral of x]?
Prove [that there are infinitely many primes|the theorem of Pythagoras].
Is {place} in {country}?
Which [sea|river|country] is next to {country}?
What is the currency of {country}?
Which flag has [a star|three stripes|a lion]?
How many [states|islands|provinces] does {country} have?
What time zone is {place} in?
When is [sunrise|sunset|high tide] [in {place}|today|tomorrow]?
Who [plays|sings|acts|directs] in [{book}|the new movie]?
What is the best [movie|song|phone|car|restaurant in {place}]?
How [many|much] [stars are in the sky|water is in the ocean|sand is on the beach|people speak English]?
"""
HELD_OUT = """
Which continent does {country} belong to?
Name three rivers in {country}.
What do you know about {person}?
In which year was {book} published?
What will the sky look like over {place} this evening?
Put on some quiet piano music.
Dim the lamps in the kitchen.
Let {person} know that I will be late.
Compose a limerick on {topic}.
How would a French speaker ask for {food}?
What spices go well with {food}?
My wrist aches after {hobby}. Which doctor should I see?
Is it wise to become a {job}?
How do I train a {animal}?
What is the average rent in {place}?
Reserve two seats at the theater for me.
Why do people dream?
Who was the first person on the moon?
Give me your honest view of {topic}.
Describe the history of {hobby}.
I wonder what {person} is doing right now.
How come leaves turn red in the fall?
What is trending in {country}?
Navigate me to the next charging station.
"""
NONSENSE = listed(
    """
    blue window never table run green because under lamp singing river paper tomorrow chair the a and of with stone quickly
    yellow door dream cold spoon heavy music over walking cloud mirror seven kitchen sleep between shadow glass early road
    winter button orange above ticket soft loud empty garden metal letter almost somewhere inside banana thunder purple
    """
)
