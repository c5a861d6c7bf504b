"""Wordings of the lies task for training; the usual ones and those held out stand in `lies`.

Clauses, reports and questions are written apart and combined, so that every way of reporting is heard with every way of
calling somebody honest. A verb of reporting must mean a claim: what somebody believes or hopes says nothing here.
All start in lower case and have no full stop; questions end in their mark.
"""

from __future__ import annotations

from engine.training.tasks.wordings import wordings

CLAUSES = {
    True: wordings(
        """
        {a} [tells|is telling|always tells|only tells|only ever tells|does tell|really tells] the truth
        {a} tells [the truth|the truth|nothing but the truth|everyone the truth|the whole truth]
        {a} is [honest|honest|always honest|completely honest|perfectly honest|totally honest|really honest]
        {a} is [being honest|being truthful|always truthful|completely truthful|being sincere|quite sincere]
        {a} is [an honest person|an honest soul|an honest witness]
        {a} is [a truthful person|a truth teller|one of the honest ones]
        {a} [always speaks|only speaks|is speaking|can only speak] the truth
        {a} [never lies|does not lie|doesn't lie|would never lie|cannot lie|can't lie|won't lie|has never lied]
        {a} [is not|isn't|is never] [lying|telling lies|fibbing|making things up]
        {a} [never tells|does not tell|doesn't tell|will not tell] [lies|a lie]
        {a} [is not a|isn't a|is no|is anything but a] liar
        what {a} [says|claims|is saying|tells you] is [true|the truth|correct|not a lie]
        [everything|all that|whatever] {a} says is [true|the truth|correct]
        [every word of|the word of|every statement of] {a} is true
        [you|we|people|everyone] can [trust|believe] {a}
        [you|we] can [trust|believe|rely on] what {a} says
        {a} [can be|is to be|should be|may be] [trusted|believed]
        {a} is [trustworthy|worthy of trust|someone you can trust|somebody to believe]
        there is [nothing but truth|only truth] in what {a} says
        """
    ),
    False: wordings(
        """
        {a} [lies|lies|is lying|always lies|is always lying|only lies|keeps lying|does lie|just lies]
        {a} [tells|is telling|always tells|only tells|keeps telling] [lies|fibs|untruths|falsehoods]
        {a} is [a liar|a liar|a complete liar|nothing but a liar|just a liar|one of the liars|a fibber]
        {a} [does not|doesn't|will not|won't|cannot|can't|would never] tell the truth
        {a} [never tells|is not telling|isn't telling|has never told|never speaks] the truth
        {a} [is not|isn't|is never] [honest|an honest person|being honest|being truthful|sincere|a truth teller]
        {a} is [being dishonest|a dishonest person|always dishonest|completely dishonest|being untruthful]
        {a} is [fibbing|making things up|making it all up|speaking falsely|deceiving everyone]
        {a} is [anything but|not at all|far from being] honest
        what {a} [says|claims|is saying|tells you] is [false|a lie|not true|untrue|not the truth|wrong]
        [everything|all that|whatever] {a} says is [false|a lie|untrue|wrong]
        [nothing|nothing that|not a word] {a} says is true
        [every word of|the word of|every statement of] {a} is [false|a lie]
        [you|we|people] [cannot|can't|should not|shouldn't|must not] [trust|believe] {a}
        [nobody|no one] [can|should] [trust|believe] [{a}|what {a} says]
        {a} [cannot be|can't be|is not to be|isn't to be|should not be|must not be] [trusted|believed]
        {a} is [not trustworthy|untrustworthy|not worthy of trust|not someone you can trust]
        there is no truth in what {a} says
        """
    ),
}
"""What a clause says of {a}, by whether {a} would be honest."""

FACTS = wordings(
    """
    [we|you|we all|I|they all] know [that|] {c}
    [we|you] can be [sure|certain] that {c}
    [everyone|everybody] knows [that|] {c}
    it is [known|well known|certain|true|clear|a fact|given|a sure thing] that {c}
    [suppose|assume|let us say|let's say|imagine|say|let us assume] [that|] {c}
    [in fact|first|first of all|to begin with|to start with|certainly|for sure|as we know|as everyone knows], {c}
    [the truth is|the fact is|it turns out|it happens|one thing we know is] that {c}
    [I am|we are] [sure|certain] that {c}
    """
)
"""How the narrator may put what is simply so."""

REPORTS = wordings(
    """
    {b} [says|says|claims|states|maintains|declares|asserts] [that|] {c}
    {b} [reports|swears|announces|insists|affirms|remarks] [that|] {c}
    {b} [said|claimed|stated|declared|reported|swore|announced|insisted|replied|answered|testified] [that|] {c}
    {b} [tells|told|is telling|keeps telling] [me|everyone|the others|people|you|anyone who asks|everybody] [that|] {c}
    {b} [is saying|keeps saying|likes to say|has said|always says|will say|would say|goes around saying] [that|] {c}
    {b} [claims|swears|states] [firmly|loudly|clearly|again and again] that {c}
    {b} [lets us know|lets me know|let me know|makes it known|gives us to understand|points out|assures us] that {c}
    {b} [will tell you|would tell you|would have us know|has told us|has told me|just told me] [that|] {c}
    according to {b}, {c}
    [according to what {b} says|going by what {b} says|if you listen to {b}|by the word of {b}], {c}
    ask {b} [and you hear that|and you will hear that|and you are told that] {c}
    [if you ask|to hear it from|in the words of|as told by|as stated by] {b}, {c}
    in {b}'s [words|telling|version|account], {c}
    {b}'s [claim|statement|testimony|answer|message|story|word] is that {c}
    the [claim|statement|testimony|message|report] [of|from] {b} is that {c}
    [from {b} we hear|we hear from {b}|I heard from {b}|I heard {b} say|you hear {b} say|word from {b} is] that {c}
    as {b} [puts it|tells it|has it|says|claims], {c}
    {c}, [says|claims|states|said|claimed|reports|declares|declared|swears|insists] {b}
    {c}, {b} [says|claims|said|tells us|told me|tells me|states|reports|declares|will tell you]
    {c}, [according to|if you ask|at least according to|in the words of] {b}
    {c}, or so {b} [says|claims|tells us]
    {c}, [that is|that's|this is] what {b} [says|claims|tells us|told me]
    the [claim|statement] that {c} [comes from|was made by|is made by] {b}
    it is [claimed|said|stated|reported] by {b} that {c}
    what {b} [says|claims|tells us|has to say] is that {c}
    """
)
"""{b} claims the clause {c}."""

CLAIMS = {
    True: wordings(
        """
        {b} calls {a} [honest|an honest person|a truth teller|trustworthy]
        {b} [describes|described] {a} as [honest|an honest person|trustworthy]
        {b} [denies|denied] that {a} [lies|is lying|is a liar|tells lies|ever lies]
        {b} [vouches for|vouched for|stands up for the honesty of] {a}
        {b} says [to trust|to believe|we should believe|we should trust] {a}
        asked [if|whether] {a} [is honest|tells the truth], {b} [says|answers|said] yes
        asked [if|whether] {a} [is telling the truth|can be trusted], {b} [says|answers|said] yes
        asked [if|whether] {a} [lies|is lying|is a liar|tells lies], {b} [says|answers|said] no
        """
    ),
    False: wordings(
        """
        {b} [calls|called] {a} [a liar|a liar|dishonest|untrustworthy|a complete liar]
        {b} [describes|described] {a} as [a liar|dishonest|untrustworthy]
        {b} [accuses|accused] {a} of [lying|telling lies|being a liar|being dishonest|not telling the truth]
        {b} [denies|denied] that {a} [tells the truth|is telling the truth|is honest]
        {b} [denies|denied] that {a} [can be trusted|ever tells the truth]
        {b} [warns us|warns everyone|warned me|complains] that {a} [lies|is lying|is a liar]
        {b} [warns us|warns everyone|warned me|complains] that {a} [tells lies|cannot be trusted]
        {b} [says|warns us|tells everyone] not to [trust|believe] {a}
        asked [if|whether] {a} [is honest|tells the truth], {b} [says|answers|said] no
        asked [if|whether] {a} [is telling the truth|can be trusted], {b} [says|answers|said] no
        asked [if|whether] {a} [lies|is lying|is a liar|tells lies], {b} [says|answers|said] yes
        """
    ),
}
"""{b} claims something of {a} without a clause of its own."""

LINKS = wordings(
    """
    and
    [then|and then|next,|now,|now|also,|in addition,|furthermore,|besides,|after that,]
    [meanwhile,|in turn,|on top of that,|what is more,|but|however,|on the other hand,]
    , [and|while|but|and then|and also]
    """
)
"""What may stand before a claim; those with a comma go on with the sentence."""

ASKS = {
    True: wordings(
        """
        does {a} [really|actually|always|] tell the truth [or not|]?
        is {a} [telling|speaking] the truth [or not|here|]?
        is {a} [honest|really honest|an honest person|being honest|being truthful|a truth teller|sincere] [or not|]?
        can [we|you|I|anyone|people] [trust|believe] [{a}|what {a} says|the word of {a}]?
        should [we|you|I|people] [trust|believe] [{a}|what {a} says|the word of {a}]?
        [can|should] {a} be [trusted|believed]?
        is {a} [to be trusted|to be believed|trustworthy|worthy of trust|someone we can trust|one of the honest ones]?
        is what {a} [says|claims|said|tells us] [true|the truth|correct]?
        [would|will] {a} tell [me|us|you] the truth?
        """
    ),
    False: wordings(
        """
        is {a} [lying|a liar|telling lies|fibbing|dishonest|being dishonest|one of the liars|making things up]?
        does {a} [lie|tell lies|really lie|always lie]?
        is what {a} [says|claims] [a lie|false|untrue]?
        """
    ),
}
"""Questions about {a}; "yes" means honest (True) or lying (False)."""

WHETHER = wordings(
    """
    do you [think|believe|reckon|suppose|agree] [that|] {c}?
    would you [agree|conclude|think|reckon] that {c}?
    [tell me|please tell me|work out|find out|figure out|decide|please say|now say|let me know] [if|whether] {c}.
    I [want to know|would like to know|wonder|need to know|am asking you] [if|whether] {c}.
    is it [true|correct|right|so|the case|a fact] that {c}?
    [does it follow|can we conclude|can we say|does that mean|would that mean|can we be sure] that {c}?
    {c}, [is that right|is that correct|is that true|correct|right|would you agree]?
    can you [tell me|work out|say|find out|figure out] [if|whether] {c}?
    """
)
"""Questions whether a clause {c} is so."""

LEADS = wordings(
    """
    [so|now|then|and|and so|so now|so then]
    [well,|finally,|okay,|so,|now,|right,]
    [given all this,|from all that,|in the end,|based on this,|with all that said,|if all this holds,|knowing all this,]
    [my question is,|the question is,|here is the question,|what do you think,|now my question,|let me ask you,]
    """
)
"""What may stand before a question."""

OPENINGS = wordings(
    """
    Listen [carefully|closely|well|to this|to the following|and think].
    [Here is|Here's|This is|Now comes] a [puzzle|riddle|question|brain teaser|logic puzzle|logic question] [for you|].
    I [have|have got] a [puzzle|riddle|question|brain teaser|logic puzzle] [for you|].
    I [need help with|am stuck on|am thinking about] a [puzzle|riddle|question|brain teaser|logic puzzle].
    [Some|A few|Several] [people|of these people|persons|of them] [always|] lie.
    Some [people|of them|speakers] [always tell|only tell] the truth and [others|the others|some] [always|only|] lie.
    Some [people|of them|speakers] tell the truth and [others|the others|some] [always|only|] lie.
    Consider [the following|the following people|this group|what these people say|these statements].
    In [this|a certain|some] [village|town|class|school|family] [everybody|everyone] either lies or tells the truth.
    In [this|a certain|some] [office|club|story|game] [everybody|everyone] either lies or tells the truth.
    In [this|my|a] [class room|class|village|family|room|team] [some people|some of us] [lie|are liars|are honest].
    On [an|this|one] island [people|the people|the natives|everyone] lie or tell the truth.
    On [an|this|one] island [people|the people|the natives|everyone] either lie or tell the truth.
    [Can you solve|Can you work out|Could you help me with] [this|this puzzle|this riddle|the following riddle]?
    [Help me with|Please solve|Solve|Let us solve] [this|this puzzle|this riddle|the following riddle].
    [Hi|Hello|Okay|Hey|Hey there|All right].
    [Question|Next question|New question|A question|Quick question|Please help me].
    Let's [play a game|do a logic puzzle|see who is lying|find the liars|find out who is honest|solve a riddle].
    [Think|Reason] [it through|carefully|step by step|about this|along with me].
    A [teacher|detective|judge] [talks to|questions|hears] some [people|witnesses|suspects|students].
    A [reporter|police officer] [talks to|questions|hears] some [people|witnesses|suspects|students].
    [Not everyone|Not everybody] [here|in this story|among them] [is honest|tells the truth|can be trusted].
    [Who is honest and who lies|Who can be trusted|Who is lying here|Who tells the truth]?
    Each person [here|in this puzzle|] [always|] [lies or tells the truth|tells the truth or lies].
    """
)

SORTS = (
    ("knight", "knights", "knave", "knaves"),
    ("knight", "knights", "liar", "liars"),
    ("truth teller", "truth tellers", "liar", "liars"),
    ("saint", "saints", "sinner", "sinners"),
    ("hero", "heroes", "villain", "villains"),
    ("guard", "guards", "crook", "crooks"),
)
"""Names of the honest and of the liars in riddles: one and many of each."""
SORT_OPENINGS = wordings(
    """
    On [an|this|some] island, {good} [always|] tell the truth and {bad} [always|] lie.
    In [a village|this land|a far country|this story], {bad} [always|] lie [and|while] {good} [always|] tell the truth.
    [Everyone|Everybody] here is a {one} who [always|] tells the truth or a {other} who [always|] lies.
    An island has [only|] {good} and {bad}. The {good} [always|] tell the truth, the {bad} [always|] lie.
    A {one} [never lies|tells the truth|is always honest], and a {other} [always lies|never tells the truth].
    """
)
SORT_CLAUSES = {
    True: wordings("{a} is [a {one}|a {one}|one of the {good}|not a {other}|not one of the {bad}]"),
    False: wordings("{a} is [a {other}|a {other}|one of the {bad}|not a {one}|not one of the {good}]"),
}
