# ruff: noqa: E501  (one wording a line)
"""More of what lies outside, for training only: many topics, and questions that look like the model's own skills.

A question is to be refused by its meaning, not because its words are new; so many stand here that begin like a sum, a
count, a date, a way or a spelling, and need knowledge of the world all the same.
"""

from __future__ import annotations

LOOK_ALIKE = """
How many {part} does a {animal} have?
How many {part} has a {animal} got?
And how many {part} does a {animal} have?
How many [people|inhabitants|souls|children|foreigners|students] live in {place}?
How many people [speak {language}|have {illness}|work as a {job}|play {hobby}|eat {food} every day]?
How many [wives|children|books|songs|brothers and sisters] did {figure} have?
How many [plays|books|songs|paintings|letters|speeches] did {figure} [write|make|leave behind|finish]?
How many [words|pages|chapters|characters|scenes|parts] are [in|there in] {work}?
Count the [words|pages|letters|chapters] in {work}.
Count the [words in this book|letters in the newspaper|stars in the sky|people in this room|cars outside|books on my shelf|coins in my pocket].
How many [cars|trees|dogs|taxis|churches|bridges|museums|hotels] are there in {place}?
How many [cars|people|chairs|windows] [are in front of me|are in my house|are in this room|do you see]?
How many [steps|stairs|rooms|stones|visitors] does {landmark} have?
How many [bones|muscles|cells|organs|teeth] are in the human body?
How many [keys|strings|pedals] does a [piano|violin|harp|guitar|cello|banjo] have?
How many [players|referees|points|rounds] are [in|needed in] a game of {hobby}?
How many [strings|dots|faces|squares] are there on a [chess board|die|harp|ruler]?
How many [moons|rings] does [Jupiter|Saturn|Mars|Neptune] have?
How many [days|weeks|months|hours] [until|are left until|till] {holiday}?
How many [days|weeks|years] [is it since|have passed since|ago was] {event}?
How many [miles|kilometers|hours by train|hours by car] is it [to {place}|from {place} to {country}|from here to {place}]?
How many [dollars|euros|pounds|yen] is {n} [pesos|rubles|francs|rupees|crowns]?
Convert {n} [dollars|euros|pounds] [to|into] [yen|rupees|crowns|pesos].
What is {n} degrees [celsius in fahrenheit|fahrenheit in celsius]?
How many [calories|grams of sugar|vitamins|eggs] are in {dish}?
How many [eggs|onions|cups of flour|grams of sugar] do I need for {dish}?
How many [steps did I walk|emails do I have|messages did I get|calls did I miss|appointments do I have] [today|this week]?
How many [friends|cousins|shirts|shoes|cats] do I have?
How many [fingers|fruits|coins] am I holding [up|in my hand]?
How much does [a {animal}|{landmark}|the earth|a house|the moon|a cloud|my bag] weigh?
How [tall|heavy|old|rich] [was|is] {figure}?
How [tall|high|long|wide|deep|old] is {landmark}?
How long [did|does] {event} [last|take]?
How long does {illness} last?
How long [does it take to|should I] [boil an egg|bake {dish}|fly to {place}|learn {language}|charge my phone|cook {food}]?
How long is [the movie|{work}|a game of {hobby}|the flight to {place}|a {animal}]?
How old is [{landmark}|the earth|the universe|my mother|the queen|{person}|the oldest tree]?
How old was {figure} when [he or she died|the war began|the king died]?
When [was|did] {event}[| happen| begin| end]?
When was {figure} [born|killed|married|famous|in prison]?
When did {figure} [die|live|write {work}|come to {place}|get married]?
When was {landmark} [built|discovered|opened|finished]?
When was {work} [written|made|published|finished|released]?
When [is|are] {holiday} [this year|next year|]?
When does [the {shop}|the sun|the movie|the train to {place}|school|the game] [open|start|close|end]?
In [what|which] year [was|did] {event}[| happen]?
In [what|which] year was {figure} born?
On [what|which] day was {figure} born?
[What|Which] day of the week was {event}?
[What|Which] day [is|was] {holiday} [this year|last year]?
What [month|day|date] is it [now|today|in {place}]?
What time is it in {place} [now|right now|]?
What time does [the {shop}|the bus|the film|the bank|the train to {place}] [open|leave|close|start]?
Solve x squared plus {n} x equals {m}.
Solve [the equation|for x the equation] x squared equals {n}.
What is x if x squared minus {n} is {m}?
What is the [square root|cube root|logarithm|factorial|sine|cosine|tangent] of {n}?
What is {n} to the power of {m}?
Is {n} a prime number?
What are the [factors|prime factors|divisors] of {n}?
What is the [hundredth|next|largest|first] prime number?
What is the area of a [circle|triangle|sphere|hexagon] [with radius|of size] {n}?
What is the [volume|surface] of a [cube|ball|cone|cylinder] of {n} inches?
[Differentiate|Integrate|Plot|Draw] x [squared|cubed] plus {n}.
Write {n} [in binary|in roman numerals|in hexadecimal|as a product of primes].
What is the probability of [rolling {n}|rain tomorrow|winning the lottery|two sixes]?
[Roll a die|Flip a coin|Throw two dice|Pick a card|Draw a lottery number|Pick a random number].
Pick a number between one and {n}.
Guess my [number|age|weight|name|favorite color|job].
What number am I thinking of?
What is [my phone number|my house number|the number of the police|the phone number of {person}|the price of {n} shares]?
What is {n} percent of [the population of {country}|my salary|all people in {place}|the world]?
How do I [get|walk|drive|go] [from {place} to {elsewhere}|to the {shop}|to {landmark}|home from here]?
Turn left or right to get to the {shop}?
Which way is [north|the {shop}|{place}|home|the exit]?
Am I [facing north|near {place}|close to the {shop}|on the right road]?
Where does [this road|the bus|the river|the train] [lead|go|end]?
[Who is lying|Who tells the truth], the [president|mayor|press|police] or the [minister|judge|lawyer|witness]?
Is {figure} [lying|telling the truth|right about that]?
Did {figure} [lie|tell the truth|really say that|like {food}|ever visit {place}]?
Is it true that [{figure} had a {animal}|{food} makes you {quality}|a {animal} can see in the dark|{landmark} can be seen from space]?
Is it [true|a fact|a myth] that [bats are blind|we only use a part of our brain|sugar makes children wild|cats have nine lives]?
Who is the [oldest|tallest|richest|fastest|strongest|youngest] [person|man|woman|king|{job}] [alive|in the world|in {country}]?
Which is [bigger|larger|older|farther away], {place} or {elsewhere}?
Which is [bigger|faster|heavier|smarter], a {animal} or a {other}?
Which is healthier, {food} or {dish}?
What is heavier, [gold or silver|a {animal} or a {other}|water or oil|{chemical} or lead]?
Is {place} [bigger|colder|older|richer|farther north] than {elsewhere}?
Is a {animal} [faster|heavier|smarter|bigger] than a {other}?
How do you [spell|write|pronounce] {phrase} in {language}?
How do you [write|sign|print] a [letter to the {shop}|cheque|contract|haiku]?
What is the [third|last|longest|first] word of {work}?
What is the [first|last] [line|sentence|word] of {work}?
What letter does the name of [my wife|my street|the mayor of {place}|the king of {country}] begin with?
Sort my [photos|emails|files|books|socks|contacts].
Put [the kettle on|my emails in order|the files in a folder|a reminder in my calendar].
Add [a meeting|an event|my dentist|{holiday}] to my calendar.
Add [two eggs|{food}|{dish}|batteries] to [the list|my list|the basket|the order].
Subtract it from my account.
Divide [the work|my garden|the class] into groups.
[Double|Halve|Triple] the [recipe for {dish}|volume|brightness|heating|order].
Take {n} dollars out of my account.
Pay [the bill|my rent|{person}] {n} dollars.
How much [do I owe {person}|is in my wallet|did I spend last month|is the bill|does {dish} cost in {place}]?
What does [{dish}|a ticket to {place}|a night in {place}|a {animal}|a new {device}] cost?
If I [mix|heat|burn|freeze] {chemical}, what happens?
If I [eat {dish} every day|drink {chemical}|stop sleeping|run every morning], what happens?
If it rains in {place} tomorrow, [should I stay home|what can I do|will the game be played]?
If {figure} [were alive|had won|had lived longer], what would [happen|be different]?
What would happen if [the moon disappeared|the sun went out|all the bees died|nobody ate {food}]?
All I want is [{dish}|a hug|some {music}|to know {person}].
All politicians lie, [don't they|is that so|do you agree]?
Does it follow from the law that [I must pay|{person} is guilty|parking is free]?
Is my argument with {person} [fair|over|my fault]?
Read [my emails|the news|the first page of {work}|a bedtime story|my messages|the label|that sign] to me.
Read me [{work}|the headlines|a poem by {figure}|a chapter of {work}|my mail].
Repeat what [{person} said yesterday|the president said|the radio said|{figure} said].
Say something in {language}.
"""
WORLD = """
What's the [capital|flag|national dish|anthem|population|president|biggest lake|climate|main export|history] of {country}?
Tell me [the capital|the flag|the population|the history|something] of {country}.
Do you know the [capital|president|population|king] of {country}?
Name the capital of {country}.
I need to know the capital of {country}.
Which country [is {place} in|has the most people|makes the best {food}|won the last war|borders {country}]?
Which language [is spoken|do they speak] in {place}?
Which religion [is common|do people have] in {country}?
What is {place} [known|famous] for?
What can I [see|visit|do|eat] in {place}?
Is {place} [worth a visit|a nice city|safe at night|near the sea|expensive]?
Has it ever snowed in {place}?
Where exactly is [{landmark}|{place}|{country}]?
Where do I find {landmark}?
Why is {landmark} [famous|so old|closed|there]?
Who [built|discovered|owns|climbed|designed] {landmark}?
Tell me [about|something about|everything about|a fact about] [{landmark}|{figure}|{event}|{country}|{place}|{work}|{science}|{animal}].
What can you tell me about [{landmark}|{figure}|{event}|{country}|{work}|{science}]?
I want to [know|learn|hear] [about|more about|something about] [{figure}|{event}|{landmark}|{science}|{country}|{work}].
I'd like to [know|hear|read] about [{figure}|{event}|{landmark}|{science}].
Who was {figure} [married to|anyway|exactly|]?
What [did|was] {figure} [famous for|known for|do|invent|think about God]?
Why is {figure} [famous|important|remembered]?
Where [was|did] {figure} [born|die|live|work|buried]?
How did {figure} [die|become famous|live|get rich]?
What was the name of the [wife|mother|teacher|dog|ship|first book] of {figure}?
Who [wrote|made|composed|painted|directed|starred in] {work}?
What is {work} about?
How does {work} end?
Have you [read|seen|heard] {work}?
Did you [like|see|read|watch] [{work}|the game|the news]?
Why did {event} [happen|begin|end]?
What [caused|started|ended|led to] {event}?
Who [won|was there at|started|survived|led] {event}?
What happened [during|before|after|at] {event}?
Explain {event} to me.
Who was [king|queen|president|pope|emperor] during {event}?
Who [won|will win|is winning] the [match|cup|race|election|league|final|nobel prize] [last year|this year|today|]?
What's the score [of the match|in the {hobby} final|]?
Who is the best [player|{job}|coach] in {hobby}?
When does {place} play?
Is there [a game|{hobby}|anything good] on television [tonight|today]?
Who is [dating|married to|the father of] {person}?
Do you know [{person}|{figure}|anybody in {place}|my brother]?
What is {person} [doing|famous for|like|up to]?
Where does {person} live?
How is {person}?
What is {thing}?
What's {thing}?
How does {thing} work?
How is {thing} made?
Why [do we need|is there] {thing}?
Who invented {thing}?
Explain [what {thing} is|{thing}|how {thing} works].
Describe {thing}.
Could you explain {thing} to [me|a child|my son]?
What do you know about {thing}?
What [does|is] {science}[| mean| about]?
Explain {science}[| to me| in simple words| to a child].
I don't understand {science}.
What is the [theory|idea|history|use|point] of {science}?
Is {science} [true|real|proven|hard]?
Why [does|do] [ice float|cats purr|we yawn|onions make us cry|the wind blow|the moon change|bread rise|metal rust|dogs bark|leaves fall]?
Why are [flamingos pink|clouds white|bananas bent|tires black|stop signs red|people tall|days longer in summer]?
Why is [water wet|fire hot|space dark|gold yellow|the earth round|blood red|sugar sweet|ice cold]?
How does [a plane fly|the heart work|a phone find its way|rain form|the internet work|soap clean|the eye see|a seed grow]?
What is [the sun|glass|money|cement|blood|honey|snow|paper|air|a shadow] made of?
What is the [hottest|coldest|largest|smallest|nearest|brightest] [star|planet|place on earth|animal|country|desert]?
What [animal|bird|fish|insect|snake] is [the fastest|the largest|poisonous|the smartest|on the flag of {country}]?
What do [people in {country}|babies|whales|ants|hedgehogs] eat?
What is a baby {animal} called?
Can a {animal} [swim|fly|hear|climb trees|see colors|be a pet]?
Where does a {animal} [sleep|live|come from|hide in winter]?
How [big|heavy|fast|old] does a {animal} get?
Do [spiders|dogs|plants|fish] [sleep|dream|feel pain|have a memory]?
What should I feed [a {animal}|my dog|my cat|my goldfish]?
Why does my [dog|cat|baby|horse] [bark|cry|not eat|hide|eat grass|scratch]?
How do I [grow|plant|water|cut] [roses|tomatoes|a lawn|a hedge|{food}|basil]?
What's the [weather|forecast|temperature] [like|] [outside|in {place}|tomorrow|for the weekend|this week]?
Is it [raining|snowing|sunny|windy|cold|cloudy|foggy] [outside|in {place}|right now|today]?
Is it going to [rain|snow|be hot|storm|freeze] [today|tomorrow|on Sunday|in {place}]?
Should I [take a coat|bring an umbrella|wear shorts|water the garden] today?
Do I need [a jacket|sunglasses|boots|a scarf|snow tires] [today|in {place}]?
How [humid|windy|warm] is it [outside|in {place}]?
Will the sun shine [tomorrow|in {place}|this weekend]?
Weather, please.
The weather for {place}.
Any news [today|from {place}|about {person}|]?
What are the headlines?
What is going on in [the world|politics|{country}|{place}]?
Did anything happen [today|in {place}]?
"""
ACTIONS = """
Play {music}.
Play {music} [in the kitchen|for me|again|loudly|please].
Put on {music}.
I want to [hear|listen to] {music}.
I'd like to hear {music}.
Can we hear {music}?
Could you play {music}?
Let me hear {music}.
[Skip|Pause|Resume] the [song|music|track|podcast|movie].
What song is this?
Who sings this [song|]?
Hum [a tune|something|{work}].
Set [an alarm|a timer|my alarm] for {n} minutes.
Set [a timer|the timer] [for the eggs|for the {dish}|for an hour].
Wake me in {n} minutes.
Wake me up [early|at dawn|when it is light|on Sunday|tomorrow at seven].
Cancel [my alarm|the timer|my appointment|the meeting|my flight|the order].
[Is my alarm on|When does my alarm ring|How much time is left on the timer]?
Remind me [about {holiday}|to feed the {animal}|to take my pills|to pay the rent|in {n} minutes|to water the plants].
Don't let me forget [the {dish}|{holiday}|my keys|to call {person}].
What's on my [calendar|list|schedule|plate] [today|tomorrow|]?
Do I have [any plans|a meeting|any mail|any calls] [today|tomorrow]?
Make [an appointment|a note|a list|a call|a reservation|a backup|some coffee|{dish}].
Write [that down|a note|a diary entry|a shopping list|my resume|a cover letter|a review|a haiku about {topic}].
Note that {person} [called|likes {food}|comes on Sunday].
Call {person}.
Call [the {shop}|my brother|home|my office|him back|an ambulance].
Phone {person}.
Dial [my sister|the {shop}|{person}].
Text {person} [that I am late|hello|good luck|].
Tell {person} [I love her|I am late|to come home|about the party].
Ask {person} [to call me|what time it is|to dinner].
Answer the phone.
Hang up.
Who [called|wrote to me|texted me|is at the door]?
Check my [email|messages|calendar|bank account|heart rate|battery].
Post [this|a photo|that I am happy] online.
Turn [on|off|up|down] the {device}.
Turn the {device} [on|off].
Switch [on|off] the {device}.
Start the {device}.
Is the {device} [on|off|broken|still running]?
My {device} [is broken|makes a noise|doesn't work|is leaking].
How do I [fix|clean|use|reset|install|sell] [a|my] {device}?
Which {device} should I buy?
What is wrong with my {device}?
Lock the [door|car|house|gate].
Open [the garage|the {device}|the curtains|a document|my photos|the calculator].
Close [the garage|the blinds|all windows|this program].
Start the [car|game|movie|engine|computer].
Shut down the computer.
Restart the computer.
Install [a program|an update|a game].
Download [a movie|the file|{work}].
Print [this|the letter|the photo|two copies].
Save [the file|this picture|my work].
Google [{figure}|{topic}|{place}].
Look up [{figure}|{topic}|{event}|the number of the {shop}|a word|{landmark}].
Look it up [online|on the internet|for me].
Search for [{dish}|{music}|cheap flights|a {job}|{figure}].
Find me [a {job}|a {shop}|{dish} nearby|a cheap {device}|a present for {person}|a place to sleep].
Is there a {shop} [near here|nearby|around here|open now]?
Where is the [nearest|next|best] {shop}?
Is the {shop} open [today|now|on Sunday]?
Order [{dish}|a new {device}|a cab|more {food}|tickets for {work}].
Buy [{food}|a {device}|two tickets|some {animal} food].
Book [a room|a seat|the dentist|two tickets for {work}].
Get me [a taxi|{dish}|a drink|a {job}|the manager].
Bring me [{dish}|a coffee|my shoes|the paper].
Cook [{dish}|dinner|something].
Clean [my room|the kitchen|the {device}].
Do my [homework|taxes|laundry|dishes|shopping].
Drive me [home|to {place}|to the {shop}].
Take me to [{place}|the {shop}|the moon|dinner].
Translate [{phrase}|that|my letter|{work}] [to|into] {language}.
What is {phrase} in {language}?
How do you say {phrase} in {language}?
What's the {language} word for {phrase}?
What do they say in {country} for {phrase}?
Teach me [some|a little|] {language}.
Is {language} [hard|like {language}|an old language]?
How do I [make|cook|bake|serve|reheat|freeze] {dish}?
How do you make {dish}?
What goes into {dish}?
What do I need for {dish}?
Do you have a recipe for {dish}?
I want to [cook|bake|make|eat] {dish}.
Can I [freeze|reheat|eat|order] {dish}?
What is in {dish}?
What should I [make|have|cook] for [dinner|lunch|breakfast|the party|{holiday}]?
What goes with {dish}?
Can I replace [butter|eggs|{food}|flour] in {dish}?
I think I have {illness}.
I have {illness}.
I have {illness}, what [helps|should I do|can I take]?
My [son|daughter|mother|husband|wife|dog|cat] has {illness}.
What helps [against|with|for] {illness}?
What are the [signs|symptoms|causes] of {illness}?
How do I [treat|get rid of|avoid|catch] {illness}?
Is {illness} [dangerous|contagious|curable|serious]?
Do I have {illness}?
Should I see a doctor about {illness}?
Which pill is good for {illness}?
Can I take [{chemical}|aspirin|two pills|medicine] with {illness}?
How many pills [can|should] I take for {illness}?
My [leg|arm|tooth|eye|ear|neck|chest|foot] [hurts|itches|is swollen|feels numb].
I feel [sick|dizzy|faint|weak|cold].
How much should I [weigh|sleep|drink|exercise|eat]?
How do I lose [weight|{n} pounds|my belly]?
How can I [sleep better|stop smoking|relax|gain muscle|live longer]?
What do you [think|say|feel] about [{figure}|{event}|{science}|{work}|{place}|my hair]?
Do you [like|prefer|hate|enjoy] [{music}|{dish}|{work}|{figure}|cats or dogs|{place}]?
What's your [opinion|view|take] on [{science}|{event}|{figure}|taxes]?
Which do you [like|prefer], [{dish} or {food}|{music} or silence|cats or dogs|tea or coffee]?
Who is your favorite [{job}|singer|actor|player|president|author]?
What is your favorite [dish|holiday|country|sport|band|joke|word]?
Are you for or against [{science}|the war|guns|taxes]?
Is it [right|wrong|okay] to [lie|eat meat|kiss {person}|steal food|skip work]?
Should I [marry {person}|move to {place}|become a {job}|learn {language}|quit my job|get a {animal}|cut my hair]?
Should we [go to {place}|buy a {device}|invite {person}|leave now]?
What should I [name|call] my [{animal}|baby|boat|company]?
What should I [give|say to|write to|tell] {person}?
How do I tell {person} that I [love her|am leaving|lied|need money]?
How do I [ask for a raise|make friends|get over {person}|become a {job}|write a book|win at {hobby}]?
Does {person} [like|love|hate|miss] me?
Will {person} [call|marry me|come back|forgive me]?
What does my [dream|future|star sign|hand] [say|mean|look like]?
Cheer me up.
Make me [laugh|happy|{dish}|rich|a star].
I can't sleep.
I miss [{person}|my mother|home|{place}].
I lost my [job|keys|phone|dog|mother].
I had a [bad day|dream about a {animal}|fight with {person}|great time in {place}].
I bought [a {device}|a {animal}|{food}] [today|yesterday].
My [neighbor|boss|teacher|friend] [plays {music} all day|hates me|is from {place}|has a {animal}].
Tell me a [riddle|bedtime story|tongue twister|ghost story|fun fact|quote by {figure}].
Do you know [a joke|any jokes|a good story|a riddle|a poem]?
Write [a poem|a rap|an article|a sketch|a toast|a letter] [for {person}|about {thing}|about {figure}|about {event}].
Sing [{work}|me to sleep|a duet with me|along].
Be [funny|my friend|a pirate|my teacher].
Pretend [to be {figure}|you are a {animal}|that we are in {place}].
Talk like [a pirate|{figure}|a {animal}|a child].
Play [chess|cards|hide and seek|a quiz|{hobby}] with me.
Give me [a quiz|a quote|a name|a wish|a sign|a hint|the news|the weather|your opinion on {science}].
Write [a function|a script|some code|a query|a web page] [that sorts names|in Python|for my shop|].
[Debug|Fix|Explain|Run] [my code|this program|the script].
What is a good [name for a {animal}|gift for {person}|place to eat|movie|book about {event}|hobby]?
Plan [a trip to {place}|my week|a party|a menu|my wedding].
Summarize [{work}|{event}|the meeting|this page].
Quote {figure}.
Which [stock|car|phone|school|{device}] is the best?
How do I invest {n} dollars?
What is the [exchange rate|interest rate|minimum wage|tax rate|price of {food}] [today|in {country}|]?
Is it [legal|allowed|rude] to [park here|burn leaves|own a {animal}|sleep in a car|record {person}] in {country}?
Do I need a [visa|passport|vaccine|license] for {country}?
How do I [get a visa|file taxes|register a car|open an account] in {country}?
Can you [see|smell|watch|follow|find|paint|photograph] [{person}|the {animal}|this|my room|my face]?
What [color is my shirt|am I wearing|do I look like|is behind me|is in my hand]?
Who is [behind me|at the door|in the room|that man|on the phone]?
What is that [noise|smell|light|on the table]?
"""
