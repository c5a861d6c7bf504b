"""How people go on from an answer: wordings of each kind of follow-up that is in both splits."""

from __future__ import annotations

from engine.training.tasks.pattern import patterns

MORE = patterns(
    """
    [And|And what|So what] if [I add|there are|we add|you add|I get|he gets|she finds|I find] {n} more?
    [And|Now|Then] [add|plus] {n}[ more|].
    [And|] plus {n}?
    What if [I have|there were|they bring|he buys|she buys] {n} more?
    And {n} more?
    Add {n} to that.
    What is that plus {n}?
    And if somebody gives me {n} more, how many is that?
    [Okay, and|So|Well, and] [with|what about] {n} more?
    [Now|And now|Then] put {n} more [on top|on top of that|with it|in].
    [Now|And|] give me {n} more than that.
    [Now|] let's say [I get|we get|you find|somebody brings|there are] {n} more.
    [What is|What's] {n} more [than that|than this]?
    [And|] what do [I|we|you] get [with|if you add|when I add] {n} more?
    How many [would it be|is it|are there|would I have] with {n} more?
    How many [is it|are there|do I have] if [I get|you add|we add|she brings|they find] {n} [more|extra|on top]?
    [And|So|Now] {n} [extra|on top|on top of that]?
    [Imagine|Say|Let us say] there are {n} more.
    [And|Okay,] then {n} more [come|come along|arrive|are added].
    [What happens|What changes] if [I add|you add|we put in] {n}?
    [Count|Put] {n} more [to that|to it].
    [Can you add|Could you add] {n} [to that|to it|to the result|to your answer|more]?
    [Please add|I want you to add] {n} [to that|to it|to the result|to your answer|more].
    Plus {n}, [what does that make|how much is that|what do I have]?
    [What would be|What will be] the answer with {n} more?
    [I forgot|Oh, I forgot|We forgot] {n}, [add them|so add them|please add them].
    [I just got|I also got|I also have|My friend gave me] {n} more, [how many now|what is it now|so how many is that]?
    Raise [that|it] by {n}.
    [And how much|How much] is [that and|it and|that with] {n} [more|on top]?
    """,
    "Increase that by {n}.\nSuppose there were {n} more.",
)
LESS = patterns(
    """
    [And|And what|So what] if [I take|I remove|we take|you take|he takes|she takes] {n} [away|of them away]?
    [And|And what|So what] if [I lose|I give away|he loses|we eat|she sells] {n}[ of them|]?
    [And|Now|Then] [subtract|take away] {n}.
    [And|] minus {n}?
    What if [I have|there were|there are] {n} [less|fewer]?
    And {n} less?
    [Take|Subtract] {n} [from that|from it].
    What is that minus {n}?
    [Okay, and|So|Well, and] [with|what about] {n} less?
    [Now|And|] give me {n} less than that.
    [What is|What's] {n} less [than that|than this]?
    [And|Now|Then] [remove|drop|throw out|leave out|take off] {n}.
    [And|] what do [I|we|you] [get|have left] [without {n} of them|if you subtract {n}|when I take away {n}]?
    How many [would it be|is it|are there|would I have] with {n} [less|fewer]?
    How many [are left|remain|do I have left] if [I lose|you remove|we take away|he eats|I sell] {n}?
    [And|So|Now] {n} fewer?
    [Imagine|Say|Let us say] {n} [get lost|are gone|break|go missing].
    [And|Okay,] then {n} [of them are gone|get lost|are taken away|disappear].
    [What happens|What changes] if [I take out|you take off|we remove] {n}?
    [Can you subtract|Could you take away] {n}[ from that| from it|]?
    [Please subtract|I want you to take off] {n}[ from that| from it|].
    Minus {n}, [what does that make|how much is that|what do I have left]?
    [What would be|What will be] the answer with {n} less?
    [I gave|We gave|She gave] {n} away, [how many are left|what is left|so how many is that]?
    [Oh, I|I] counted {n} too many, [so what is it|so how many is that].
    Lower [that|it] by {n}.
    [And how much|How much] is [that|it] without {n}?
    """,
    "Reduce that by {n}.\nSuppose there were {n} fewer.",
)
TIMES = patterns(
    """
    [And|What is that|Now] times {n}?
    [Multiply|And multiply|Now multiply] [that|it] by {n}.
    And {n} times that?
    What is {n} times that?
    [And|So|Okay,] {n} times as [much|many]?
    [What|How much] would {n} times that be?
    [Can you multiply|Could you multiply] [that|it|the result] by {n}?
    [Please multiply|I want to multiply] [that|it|the result] by {n}.
    [And what if|What if|And if] there were {n} times as many?
    [And what if|What if|And if] [I have|you take|we do] [that|it] {n} times?
    How [much|many] is that times {n}?
    [And|So] {n} of those, [how many is that|how much is that|what does it make]?
    [What do I get|What do you get|What comes out] times {n}?
    [Now|And|Then] {n} times [that|as much|as many], please.
    [Give me|Tell me] {n} times [that|the result|the answer].
    Times {n}, [what is it|what is that|how much is that]?
    [What is|What's|And what is] the answer times {n}?
    [What if|And if] everybody of {n} people had that many?
    """,
    "Take that {n} times.",
)
TWICE = patterns(
    """
    And [twice|double] that?
    What is double that?
    [Double|Now double] it.
    And twice as many?
    [And|Now|So] times two?
    [What is|What's|How much is|And what is] twice [that|as much|as many|the answer|the result]?
    [Can you|Could you] double [that|it|the result|the answer|the number]?
    [Please|Now|And now|] double [that|it|the result|the answer|the number].
    [And|] what if [it|that] [doubles|is doubled|were doubled|was twice as much]?
    [What|How many] would [twice that|double that|twice as many] be?
    [And|So|Okay, and] [two of those|two times that|the double]?
    [And if|What if|So what if] [I have|there are|we take] twice as many?
    [And if|What if] I double [it|that]?
    [Now|And|] take [it|that] twice.
    [Give me|Tell me|I need] [twice that|the double|double that|twice as much].
    [How much|How many] is [it|that] doubled?
    Multiply [that|it] by two.
    The same again on top, [how much is that|how many is that|what do I get]?
    """,
    "Make it twice as much.",
)
AGAIN = patterns(
    """
    What was the answer [again|]?
    [Say|Tell me] that again.
    Can you [say|repeat] that [again|]?
    [Sorry|Pardon|Excuse me], what did you say?
    What did you say?
    [Again|Once more], please.
    [Please repeat|Repeat] [that|the answer|it].
    I did not [hear|understand|catch] that.
    What was [it|that|that again]?
    [And|So] the answer was?
    Could you repeat [that|the answer]?
    Come again?
    [What|Sorry, what|Pardon, what] was that?
    [What|Huh|Pardon|Excuse me|Pardon me|Beg your pardon]?
    I [didn't|did not|couldn't] [hear|catch|get|understand] [you|it|the answer|what you said].
    I didn't [hear|catch|get|understand] that.
    What was your answer [again|once more]?
    Tell me your answer [again|once more].
    [And|So] [what was the answer|what did you say|what is the answer again]?
    [Could you|Can you|Would you|Will you] [say|tell me] [it|the answer|that] [again|one more time|once again]?
    [One more time|Once again|Again|Another time], please.
    Repeat[| please| yourself| your answer| the last answer| what you said].
    [Can you|Could you|Would you] repeat [yourself|your answer|what you said|the last thing|the result]?
    [I forgot|I have forgotten|I already forgot] [the answer|what you said|your answer|the result].
    [Remind me|Tell me again], what [was it|was the answer|did you say|was the result]?
    [What did you|What have you] [just say|tell me|answer|just tell me]?
    [Say|Tell me] [it|the answer|the result] again[|, please].
    Let me hear [that|it|the answer] again.
    [It was too loud here|There was a noise|Somebody was talking], [say that again|what did you say|please repeat it].
    [You said what|What was the result|What was the last answer|What was the last thing you said]?
    [I need|I want|I would like] to hear [that|it|the answer] again.
    [How was that|How was that again|What was that last bit]?
    """,
    "Would you give me the answer once more?\nI missed that.",
)
SAID = patterns(
    """
    What did I [just |]say?
    What did I [just |]tell you [to say|]?
    [Can you tell] me what I [just |]said?
    [Tell] me what I [just |]said.
    Which words did I say?
    What were my words?
    Do you remember what I said?
    [What did|Which sentence did|What sentence did] I [say|tell you|read to you|give you]?
    What was my sentence[| again]?
    Tell me my sentence[| again].
    [Can you repeat|Could you repeat] what I [said|just said|told you|told you to say]?
    [Repeat|Say|Please repeat] what I [said|just said|told you|told you to say].
    [Say|Repeat] my [words|sentence] again.
    [Do you|Can you] [remember|recall|still know] [what I told you|my words|my sentence|what I just said]?
    [I forgot|I have forgotten|I don't remember] what I [said|just said|told you].
    [And|So|Okay,] what did I say[| just now| before| a moment ago]?
    [What have I|What had I] [said|told you|just said]?
    [Remind me|Tell me again] what I [said|just said|told you].
    What was the sentence [again|that I told you|I told you|that I gave you]?
    [Give me|Say] the sentence that I [told you|gave you].
    What were the words that I [said|gave you|told you]?
    [What did I|What did I just] want you to say?
    """,
    "What was it that I said?",
)
KIND = patterns(
    """
    And how many {kind}?
    And how many of [them|these|those] [are|were] {kind}?
    How many {kind} [was that|were there|are there]?
    And the {kind}?
    What about [the|] {kind}?
    [And|Okay, and|So] how many of that [are|were] {kind}?
    [And|] [only|just] the {kind}?
    [And if|What if] [I only want|you only count|we only take|I only count] the {kind}?
    [Can you count|Could you count] [only |just |]the {kind}?
    [Count|Now count|Please count] [only |just |]the {kind}.
    [What is|What's|And what is] the number of {kind}?
    [Tell me|And tell me|Now tell me] how many {kind} [there are|there were|I have|that was].
    [Were there|Are there|Did I have|Do I have] any {kind}, and how many?
    [How many|And how many] {kind} [did I say|did I name|do I have|did you hear|did I mention|are in there]?
    [And|So|Now|Okay,] {kind}?
    [I meant|No, I meant|I also want to know about] the {kind}, how many?
    [How many of|And how many of] [them|those|these things|all that] [can be called|are really|count as] {kind}?
    [How about|And how about|Then what about] {kind}?
    [And what of|What of] the {kind}?
    [Do|Can] you [know|say|tell me] how many {kind} [there were|it was|there are]?
    [I would like to know|I want to know|Let me know] how many {kind} [there are|there were].
    """,
    "Now only the {kind}.\nAnd what is the count of {kind}?",
)
EVERYTHING = patterns(
    """
    And [how many|] [things|objects] in [all|total]?
    How many [things|objects] [was that|were there] [altogether|in total|in all]?
    And altogether?
    And everything [together|]?
    [And|So|Okay, and] how many [is|are|was] [everything|it all|all of it|all of them|all that] [together|in total|]?
    [And|So|Now|] [in total|in all|all in all|all together|all of them|the total]?
    [What is|What's|And what is] the [total|sum of everything|whole number|total number]?
    How many [things|objects] did I [name|list|mention|say] [in total|in all|altogether]?
    [Can you count] [everything|all of them|all things|it all|the whole list]?
    [Count|Now count|Please count] [everything|all of them|all things|it all|the whole list].
    How many things [do I have|are there|were there] [all together|if you count everything|when you count all]?
    [And|So] how many [things|objects] [all together|overall|in the whole list]?
    [And|] [overall|with everything|the whole lot]?
    [Tell me|I want to know|Let me know] the total[| number].
    [And if|What if] [I count|you count|we take] everything?
    [And|Okay, and] of everything, how many [is that|are there|were there]?
    What does it all [come to|add up to]?
    [How long is|How many things are on] my list?
    [Whatever the kind|No matter of which kind], how many [things|objects] [are there|were there]?
    """,
    "And what is the grand total?",
)
TRUTH = patterns(
    """
    [And|What about] {a}?
    [And does|Does] {a} tell the truth?
    Is {a} [lying|honest]?
    And is {a} telling the truth?
    Did {a} lie?
    [And is|So is|Is] {a} [a liar|an honest person|truthful|honest then]?
    [And was|So was|Was] {a} [lying|honest|truthful|telling the truth]?
    [And does|So does|Does] {a} lie?
    [And did|So did|Did] {a} [lie|tell the truth|say the truth]?
    [Can|Could|Should] I [believe|trust] {a}?
    [And can|So can] [I|we] [believe|trust] {a}?
    [And|Okay, and|So] [what about|what of] {a}?
    [Is|And is] it true what {a} says?
    [Is|And is|So is] {a} one of the [liars|honest ones|honest people]?
    [Does|And does|So does] {a} [say what is true|speak the truth|always lie]?
    [Tell me about|Now tell me about|And tell me about] {a}, [honest|is that a liar|truth or not]?
    [I meant|I mean|No, I meant] {a}, [is that one lying|is that one honest]?
    [Would you|Do you] [trust|believe] {a}?
    [Can|Could] {a} be trusted?
    [Do you|Would you] say {a} [is lying|is honest|tells the truth]?
    """,
    "How about {a}?",
)
LIARS = patterns(
    """
    Who [was|is] [lying|a liar]?
    Who [lied|lies]?
    And who [is lying|does not tell the truth]?
    Which of them [lie|lied|are lying]?
    [And|So|Okay, and|] who [lies|lied|is lying|was lying|is a liar|was a liar]?
    [And|So|] who [didn't tell|doesn't tell|did not tell|is not telling] the truth?
    [And|So|] who [are|were] the liars?
    [And|So|] which [people|ones|ones of them] [lie|lied|are lying|are liars]?
    [And|So|] who [said|is saying|says] [something false|what is false|false things]?
    [And|So|] who [can't|shouldn't] [I|we] [believe|trust]?
    [Can you tell me] who [lies|lied|is lying|was lying|the liars are]?
    [Tell me|Tell me again|And tell me] who [lies|lied|is lying|was lying|the liars are].
    [Give me|And give me|List|Now list] [the liars|all liars|all the liars|everyone who lies].
    [And|So|] who of them [lies|lied|is dishonest|is a liar|was lying]?
    [And|So|] who [is|was] dishonest?
    [I want to know|I would like to know|Let me know] who [lies|is lying|lied].
    [And|So|Now|] the liars?
    [Is|Was] anybody lying, and who?
    [Which|And which] of these people should I not trust?
    """,
    "Name the liars.",
)
HONEST = patterns(
    """
    Who [was|is] [honest|telling the truth]?
    And who tells the truth?
    Which of them [are honest|tell the truth]?
    [And|So|Okay, and|] who [is|was|are] [honest|truthful|the honest ones|telling the truth|not lying]?
    [And|So|] who [told|tells|did tell|does tell|speaks|spoke] the truth?
    [And|So|] who [did not|didn't|does not|doesn't] lie?
    [And|So|] which [people|ones|of these people] [told the truth|tell the truth|were honest|are honest]?
    [And|So|] who [said|is saying|says] [something true|what is true|true things]?
    [And|So|] who can [I|we|you] [believe|trust]?
    [Can you tell me] who [tells the truth|is honest|was honest|does not lie]?
    [Tell me|Tell me again|And tell me] who [tells the truth|is honest|was honest|does not lie].
    [Give me|And give me|List|Now list] the [honest ones|honest people|truthful ones].
    [And|So|] who of them [is honest|tells the truth|told the truth|can be trusted]?
    [I want to know|I would like to know|Let me know] who [is honest|tells the truth|was honest].
    [And|So|Now|] the honest ones?
    [Is|Was] anybody honest, and who?
    Whom [can|should] I [believe|trust]?
    [Which|And which] of these people [should I trust|can be trusted]?
    """,
    "Name the honest ones.",
)
HOW_MANY_LIARS = patterns(
    """
    How many [of them |people |][lied|lie|are lying]?
    And how many [liars|lie]?
    [And|So|Okay, and|] how many [of them|of these|people|] [are liars|were lying|were liars|are lying|do lie]?
    [And|So|] how many liars [are there|were there|is that|was that|are among them]?
    [Can you count] the liars?
    [Count|Now count|Please count] the liars.
    [Can you tell me] how many [of them lie|liars there are|people lied|lie]?
    [Tell me|And tell me|I want to know] how many [of them lie|liars there are|people lied|lie].
    [And|So|] how many [did not|didn't|do not|don't] tell the truth?
    [And|So|] how many [said|say] something false?
    [And|So|] how many [are|were] dishonest?
    [Are|Were] there any liars, and how many?
    In all, how many [of them |]lie?
    """,
    "What is the number of liars?",
)
WHERE = patterns(
    """
    [And|So] where [am I|are you|do I end up] [now|then|]?
    Where did [I|you] end up?
    [And|So|Okay, and|] where [did|does] [that|it|this|the walk|the path] [end|stop|lead|take me|bring me]?
    [And|So|] where [does|did] [that|it|this] leave me?
    [And|So|] where [was|is] [the end|that|the last place|I at the end|my last place]?
    [And|So|] where [would|will|do|did] [I|you|we] [stand|be|stop|arrive|finish] [at the end|then|after that|]?
    [And|So|] where exactly [am I|is that|did I end up|do I end up|was that]?
    [Can you tell me] where [I am|I end up|I ended up|that ends|that ended|I stand]?
    [Tell me|Tell me again|And tell me] where [I am|I end up|I ended up|that ends|that ended|I stand].
    [Which|And which|What|And what] [place|spot|point] [is that|was that|did I end at|did I reach|is it]?
    [What|And what] is my [position|place|final place] [now|then|at the end|]?
    [I want to know|I would like to know|Let me know] where [I am|I end up|that ended].
    [And|So|] my [position|place|final place]?
    [And|So|] what [place|point] am I at?
    [And|So|] where [have I|have you] [ended up|got to|come to|arrived]?
    [Where|And where] did [those|these|the] steps [lead|take me|bring me|end]?
    """,
    "At which place did that end?",
)
