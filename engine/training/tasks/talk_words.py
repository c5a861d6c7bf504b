"""How people talk with the assistant about itself: training wordings of each topic (patterns, separated by "/").

No wording may fit two topics, nor stand among the questions that must be refused.
"""

from __future__ import annotations

WORDINGS: dict[str, str] = {
    "name": """
        [Who|What] are you?/What is your name?/What's your name?/Do you have a name?/
        How [are you called|should I call you]?/Tell me your name./Who am I [talking|speaking] to?/
        Introduce yourself./[Please|Can you] introduce yourself./What do they call you?/Tell me who you are./
        And who are you?/What do people call you?/What can I call you?/What should I call you?/
        Do you go by a name?/I don't know your name [yet|]./I forgot your name./What was your name again?/
        Who are you [anyway|exactly]?/Who do I have here?/Which assistant is this?/What kind of assistant are you?/
        Say your name./Your name, please./Your name?/Can you tell me [your name|who you are|what you are]?/
        Could you tell me who you are?/I want to know who you are./I'd like to know your name./
        Have you got a name?/Does this assistant have a name?/Who is talking [to me|there]?/Who is speaking?/
        Whose voice is this?/What is this voice called?/What is this program called?/
        Tell me [a little|something|a bit] about yourself./Tell me about yourself./We have not met, who are you?/
        Who might you be?/How do I address you?/Are you called Mindpace?/Is your name Mindpace?/
        Is Mindpace your name?/Who the heck are you?/Let me know your name./Who answers me here?/
        What does Mindpace mean, is that you?/Remind me who you are.""",
    "skills": """
        What can you do?/What are you able to do?/What [do you know|are you good at]?/How can you help [me|]?/
        What can I ask you?/What [kinds of|sort of] questions can I ask?/Tell me what you can do./
        What are your skills?/Which things can you do [for me|]?/What can you help [me |]with?/
        What else can you do?/What are you good for?/What do you do [all day|exactly|]?/What is your job?/
        What is your purpose?/What are you for?/What are you there for?/What is it that you do?/
        Why should I use you?/What should I ask you?/What could I ask you?/I don't know what to ask you./
        I have no idea what you can do./What questions do you understand?/Which questions can you answer?/
        What kind of help do you offer?/What do you offer?/What are your features?/Show me what you can do./
        Show me what you have got./Let me hear what you can do./How could you be useful [to me|]?/
        Are you useful for anything?/Is there anything you can do?/Can you do anything useful?/
        What tricks do you know?/What tasks can you do?/What are your strengths?/What do you do best?/
        What are you best at?/Can you help me?/Could you help me?/I need [some |your |]help./Help me./Help./
        What did you learn to do?/What have you been trained for?/Tell me about your skills./
        Give me a list of what you can do./List your skills./Which topics do you know [about|]?/
        What subjects do you know?/What am I supposed to do with you?/What would you be able to help with?""",
    "how": """
        How do you work?/How does this work?/How were you built?/How do you think?/Tell me how you work./
        What makes you [work|special]?/Can you explain how you work?/How do you [find|know] the answers?/
        Do you think while you speak?/How do you do [that|it]?/How did you do that?/
        How does your [brain|mind] work?/Explain yourself./What happens when I ask you something?/
        How do you come up with your answers?/How do you get your answers?/How can you think and talk at once?/
        Do you think before you speak?/Are you thinking while you talk?/Do you think out loud?/
        Do you talk and think at the same time?/Are you really thinking?/Can you think?/Do you think at all?/
        What does your thinking look like?/How are you able to answer so fast?/Why are you so fast?/
        Why do you answer so quickly?/Why do you talk before you are done thinking?/What is special about you?/
        What makes you different?/How are you different from [other assistants|the others]?/What sets you apart?/
        What technology do you use?/What is the technology behind you?/What are you running on?/
        What is inside of you?/What is under the hood?/How is this even possible?/
        How does an assistant like you work?/How does this program work?/How does this thing do it?/
        I want to understand how you work./I wonder how you work./Walk me through how you think./
        How do you figure things out?/How do you reason?/Do you use [reasoning|a chain of thought]?/
        What goes on when you think?/Are you a language model?""",
    "listening": """
        Are you listening [to me|]?/Can you hear me?/Do you hear me?/Are you [still |]there?/Are you awake?/
        Is anybody there?/Hello, can you hear me?/Are you [on|ready]?/Hey, are you listening?/
        Testing, can you hear me?/Anybody home?/Anyone there?/Is anyone there?/Is somebody there?/
        Hello, is anybody there?/Hello, anyone?/Did you hear me?/Did you hear [that|what I said]?/You there?/
        Are you asleep?/Are you sleeping?/Wake up./Hello, are you there?/Are you here?/Are you paying attention?/
        Pay attention./Listen to me./Can you hear my voice?/Is my microphone [on|working]?/
        Is the microphone [on|working]?/Does the microphone work?/Am I loud enough?/Can you hear me well?/
        Do you hear my voice?/Am I being heard?/Do you hear anything?/Test, test./One two three, testing./
        Testing, testing./Mic check./Sound check./Just testing./This is a test./Have you fallen asleep?/
        Are you switched on?/Are you turned on?/Are you working?/Why are you so quiet?/Why don't you answer?/
        Say something if you can hear me./Can I talk now?/Can I start talking?/May I ask you something?/
        Can I ask you a question?/Can I ask you something?/I have a question [for you|].""",
    "thanks": """
        Thanks./Thank you./Thank you [very|so] much./Thanks a lot./Many thanks./Thanks for your help./
        Great, thank you./[Okay|Good|Nice|Perfect], thanks./Thank you for [the answer|your help|that]./
        That was helpful, thank you./I thank you./Thanks a million./Thanks so much./Thanks very much./Cheers./
        Thanks for [that|everything|answering|the help|the explanation|your time|listening]./
        Thank you for [everything|helping me|your time|listening]./Alright, thank you./Cool, thanks./
        Lovely, thank you./Wonderful, thanks./Ah, thank you./No more questions, thanks./That helps, thanks./
        That helps a lot./That helped me [a lot|]./That was useful./You helped me a lot./You really helped me./
        Thanks, that is all I needed./Thank you, that is what I wanted to know./I owe you one./
        I want to thank you./I wanted to say thank you./I just want to say thanks./Let me thank you./
        Thanks, you saved me [time|]./Big thanks./Thank you kindly./A thousand thanks./My thanks./Thanks again./
        Thank you again./Thanks, I got it./How can I ever thank you?/How can I thank you?""",
    "hello": """
        Hello./Hi./Hey./Hi there./Hello there./Good [morning|afternoon|evening|day]./Hey there./Hello Mindpace./
        Hi Mindpace./Hello, how do you do?/Greetings./Hey Mindpace./Hello hello./Hello again./Hi again./
        Hello everybody./Hi everyone./Hello, I am new here./Hi, I am back./I am back [again|]./Here I am [again|]./
        It is me again./It's me./Hello, it is me./Morning./Evening./A very good [morning|evening] to you./
        Good morning Mindpace./Good evening Mindpace./Hiya./Hey buddy./Hi friend./Hello friend./Hello computer./
        Hello assistant./Hi robot./Hello machine./Hey you./Pleased to meet you./Let me say hello./
        I just wanted to say hello./I wanted to say hi./Welcome./Welcome back./Long time no see./Okay, hello./
        Well hello./Well hello there./Oh hi./Oh, hello.""",
    "goodbye": """
        Goodbye./Bye./Bye bye./See you [later|soon|tomorrow]./Good night./That is all for [now|today]./
        I have to go [now|]./Talk to you later./Goodbye Mindpace./Okay, bye./Bye for now./Bye Mindpace./
        Goodbye for now./See you./See you then./See you next time./See you in the morning./Take care./
        Have a [nice|good|great] [day|evening|night|one|weekend]./Sleep well./I am off./
        I am going [now|to bed|home]./I must go./I need to go [now|]./I got to go./Gotta go./
        We are done [here|for today]./I am done [for today|]./That will be all./That would be all./That was all./
        That was it for today./Nothing else, goodbye./I have no more questions./I am finished./
        Let's stop here for today./Let's call it a day./Catch you later./Later./Until tomorrow./Till tomorrow./
        Until later./Speak to you soon./We talk tomorrow./Talk to you tomorrow./
        I will be back [later|tomorrow|soon]./I will come back later./Thanks and goodbye./
        Thank you and good night./You can go now./You may go to sleep./Time to say goodbye./Let me say goodbye./
        Over and out./Adios./Ciao.""",
    "feeling": """
        How are you [|today|doing|doing today]?/How do you feel [today|]?/How is it going?/How's it going?/
        Are you [okay|alright|well]?/How have you been?/And how are you?/What's up?/Is everything okay with you?/
        Are you happy?/Are you feeling [well|good|okay]?/How are things [with you|]?/How are you feeling [today|]?/
        How are we [today|doing]?/How you doing?/You okay?/You alright?/You good?/All good?/Everything good?/
        Everything alright?/All well with you?/How goes it?/How does it go?/What is up with you?/
        Hope you are [well|fine]./I hope you are doing well./Hello, how are you?/Hi, how are you [today|]?/
        Hey, how is it going?/Good morning, how are you?/Are you having a good day?/How is your day [going|]?/
        Is your day going well?/Are you tired [today|]?/Are you bored?/Do you feel good?/Do you feel well?/
        What is your mood [today|]?/How is your mood?/Tell me how you are./Tell me how you feel./
        I want to know how you are./I am fine, and you?/I am good, how about you?/I am well, and how are you?/
        Are you having fun?/Do you enjoy this?/Do you like your job?/Do you like your work?/
        How are you getting on?/Long time, how have you been?""",
    "human": """
        Are you [a human|human|a person|a real person|a man or a woman]?/Are you [a robot|a machine|a computer]?/
        Are you real?/Are you alive?/Am I talking to a [machine|person|human]?/Do you have [a body|feelings]?/
        Are you an artificial intelligence?/Are you a bot?/Are you just a [program|machine|computer]?/
        Are you a living being?/Are you conscious?/Do you have [a soul|a heart|emotions|a consciousness|a mind]?/
        Do you have [a face|hands|legs|eyes|a mother|parents|a family]?/Are you male or female?/
        Are you a [man|woman|boy|girl|he or a she]?/Are you a he or a she?/What gender are you?/
        Do you have a gender?/Am I talking to a computer?/Am I speaking with a real person?/Is this a real person?/
        Is this a robot?/Is this a machine talking?/Is this a recording?/You sound like a robot./You sound human./
        You sound like a machine./You are just a machine./You are only a computer./You are not real./
        You are not human, are you?/You are a robot, right?/Do you feel anything?/Do you feel pain?/
        Can you feel [anything|pain|love]?/Can you die?/Are you mortal?/Do you live?/What are you made of?/
        What are you, a robot?/Human or machine?/Man or machine?/Are you software?/Are you hardware or software?/
        I bet you are human./I think you are a real person./Do you breathe?/Prove that you are human./
        Do you want to be human?/Would you like to be a person?/Is somebody typing your answers?""",
    "private": """
        Do you [send|share] my [voice|data|questions] [anywhere|to anybody|to the internet]?/Is this private?/
        Who [hears|can hear] what I say?/Where does my voice go?/Do you record me?/Is my data safe?/
        Can I trust you with my data?/Are you spying on me?/Do you spy on me?/Do you collect [my |]data?/
        What do you do with my [voice|data|questions]?/Where is my data [stored|kept|saved]?/
        Where do you keep my data?/Do you sell my data?/Who gets my data?/Who sees my questions?/
        Does anybody read this?/Does anybody else hear this?/Can anybody hear us?/Can somebody listen in?/
        Is somebody listening in?/Are we alone?/Is this conversation [private|safe|secret|recorded]?/
        Are you recording [me|this|everything]?/Is this being recorded?/Do you keep what I say?/
        Do you store my voice?/Do you upload [anything|my voice]?/Does the company hear me?/
        Do you tell anybody what I ask?/Will you tell anybody?/Can you keep a secret?/Don't tell anybody./
        Is it safe to talk to you?/Is my privacy safe?/What about [my |]privacy?/How private is this?/
        How safe is my data?/I am worried about my privacy./I don't want anybody to hear this./
        Keep this between us./Is this between you and me?/Does my voice go to the cloud?/
        Is my voice sent somewhere?/Tell me about privacy./Do you respect my privacy?/Does the government listen?/
        Are you watching me?/Who owns my data?""",
    "offline": """
        Are you [online|connected to the internet]?/Do you need the internet?/Do you work offline?/
        Do you go online?/Are you offline?/Do you use the internet?/Does this work without internet?/
        Can you work without [the internet|a network|wifi]?/Do I need [the |]internet for this?/
        Do you need [wifi|a network|a connection|a server|the cloud]?/Are you in the cloud?/
        Do you run in the cloud?/Is there a server behind you?/Do you have internet [access|]?/
        Do you have access to the internet?/Are you connected to [anything|a server|the web]?/Can you go online?/
        Can you go on the internet?/Can you get on the internet?/What if my internet is down?/
        Will you work on a plane?/Does it go online?/Does this program go online?/Do you talk to a server?/
        Do you look things up online?/Do you get your answers from the internet?/Can I use you without internet?/
        Can I use you on a train without a network?/Do you need to be connected?/Is an internet connection needed?/
        My internet is off, can you still answer?/You work without the internet, right?""",
    "maker": """
        Who made you?/Who built you?/Who created you?/Where do you come from?/
        Who [is|are] your [maker|creator|developers]?/Who trained you?/Who wrote you?/Who invented you?/
        Who programmed you?/Who designed you?/Who do you belong to?/Who owns you?/Who do you work for?/
        Which company [made|built|owns] you?/What company are you from?/Who is your boss?/
        Who is your [owner|father|inventor]?/Who taught you?/Who taught you to [speak|think|talk]?/
        Who came up with you?/Who had the idea for you?/Who gave you your voice?/Who is responsible for you?/
        Who did this?/Who made this [program|assistant|thing]?/Who wrote this [program|software]?/
        Who created this assistant?/Who should I thank for you?/Tell me who [made|built|created] you./
        Do you know who made you?/Do you know your makers?/Are you made by a big company?/
        Were you made by a company?/Did Google make you?/Did Microsoft make you?/Did Apple make you?/
        By whom were you made?/From where are you?/Where are you from?/What is your origin?/
        Where were you [made|built|born]?/How did you come to be?/Who are the people that made you?/
        Which team made you?/What project are you from?/I want to know who made you.""",
    "limits": """
        What [can't|can] you not do?/What are your limits?/Why are you so small?/Do you know everything?/
        Are you [smart|clever|intelligent]?/How smart are you?/How much do you know?/What don't you know?/
        How big are you?/Do you make mistakes?/Do you ever make mistakes?/How often are you wrong?/
        How often do you make mistakes?/Are you always right?/Are you ever wrong?/
        Do you sometimes get things wrong?/Are you perfect?/How good are you?/How reliable are you?/
        How accurate are you?/Are you reliable?/Can you answer everything?/Can you answer any question?/
        Do you have an answer for everything?/Is there anything you don't know?/Is there something you can't do?/
        What are you bad at?/What are your weaknesses?/Do you have weaknesses?/What is your weak spot?/
        Why can't you do [that|more]?/Why don't you know [that|more|anything]?/Why do you know so little?/
        You don't know much./You can't do much, can you?/You know nothing./You never know anything./
        Are you a small model?/Are you a large model?/How large are you?/How many parameters do you have?/
        What size are you?/Do you know more than me?/Are you smarter than me?/Are you smarter than a human?/
        How high is your intelligence?/What is your [intelligence|level]?/Do you know all the answers?/
        Do you have limits?/Tell me your limits./Do you go to school?/Did you go to school?""",
    "praise": """
        Well done./Good job./You are [great|amazing|smart|wonderful|helpful]./That was [great|good|right|correct]./
        I like you./Nice work./You are right./That is correct./You did well./Great job./Good work./Great work./
        Nice one./Nice job./Good answer./Great answer./What a good answer./That is right./That's right./Exactly./
        Exactly right./Correct./Right answer./Very good./Very nice./Brilliant./Fantastic./Awesome./Amazing./Bravo./
        Perfect./Wow./Wow, that was fast./That was fast./That was [quick|impressive|clever|wonderful|perfect]./
        You are [clever|the best|awesome|brilliant|so smart|good|fast]./You are [cool|nice|funny|so kind]./
        You are a good assistant./You are doing [great|well]./You did a [good|great] job./You got it [right|]./
        You nailed it./I knew you could do it./How clever of you./How smart of you./Good for you./Good boy./
        Good girl./Clever machine./Smart computer./I am proud of you./I am happy with you./I enjoy talking to you./
        I like [your voice|talking to you|how you think]./You have a nice voice./
        Your voice is [nice|lovely|pleasant]./That sounds right./I agree [with you|]./You really are smart./
        Not bad./Not bad at all./Pretty good.""",
    "sorry": """
        That is wrong./That was wrong./You are wrong./That is not [right|correct]./No, that is wrong./
        You made a mistake./You did not understand me./That was not what I asked./I said something else./
        You misunderstood me./Wrong./Wrong answer./No, wrong./Nope, wrong./That's wrong./That's not right./
        That is incorrect./That is false./Not correct./That is not what I [said|meant|asked|wanted]./
        I didn't say that./I never said that./I meant something else./That was not my question./
        That is not the answer./That does not answer my question./You did not answer my question./
        You did not answer me./You heard me wrong./You misheard [me|that]./You did not listen./You don't listen./
        You are not listening to me./You never listen./You don't understand [me|anything]./You got me wrong./
        You are mistaken./I don't think that is right./I think you are wrong./I think that is wrong./
        I believe you made a mistake./That can't be right./That makes no sense./This makes no sense./
        What you say makes no sense./What nonsense./That is nonsense./You are talking nonsense./Rubbish./
        You are [stupid|dumb|an idiot|useless|bad|terrible|annoying|silly]./
        That was [stupid|bad|a bad answer|terrible]./Bad answer./You failed./Stupid machine./Stupid computer./
        I hate you./I don't like you./You made an error./There is a mistake in [that|your answer]./
        Your answer is wrong./Your answer was wrong./No, that is not it./You are confused./
        I am not happy with [you|that|your answer].""",
    "voice": """
        Speak [slower|more slowly|louder|faster|softly|quietly|up]./[Slower|Louder|Faster], please./
        Can you [speak|talk] [slower|more slowly|louder|faster|more quietly]?/
        Could you [speak|talk] a bit [slower|louder]?/You [speak|talk] too [fast|slowly|quietly]./
        You are too [fast|quiet|loud]./Not so [fast|loud]./Slow down./Slower./Louder./Faster./Quieter./
        A bit [slower|louder|faster]./Please speak up./Please slow down./Talk [slower|louder|faster]./
        Don't talk so [fast|loud]./Can you change your voice?/Change your voice./
        Use [another|a different|a deeper] voice./Can you use another voice?/
        Do you have [another voice|other voices]?/
        Can you speak [like a man|like a woman|with an accent|in a deeper voice]?/Can you whisper?/Whisper./
        Can you shout?/Shout./Could you sound [friendlier|happier|more human]?/I want a different voice./
        Lower your voice./Raise your voice./I can hardly hear you./I can't hear you./You are hard to hear./
        Can you go slower?/Could you slow down a little?/Speak a little slower, please.""",
    "age": """
        How old are you?/What is your age?/When were you [made|built|born|created]?/When is your birthday?/
        Do you have a birthday?/Are you [old|young|new|a child|grown up]?/
        How long have you been [here|around|alive]?/How long have you existed?/How long do you exist?/
        Since when do you exist?/What year were you made?/What year are you from?/Tell me your age./
        Tell me how old you are./Your age, please./Your age?/Are you older than me?/How many years old are you?/
        When did you come into the world?/Which version are you?/What version are you?/What is your version?/
        Is there a newer version of you?/When is your date of birth?/Can I ask how old you are?/You sound young.""",
    "home": """
        Where are you?/Where do you live?/Where are you now?/Where is your home?/Where do you run?/
        Where are you running?/Where is your brain?/Where is your mind?/Do you have a home?/
        Do you live in a house?/Do you live on my computer?/Are you on my computer?/Are you inside my computer?/
        Are you in my computer?/Where do you stay?/Where can I find you?/Where are you located?/
        In which place are you?/Which room are you in?/Which country do you live in?/In which city do you live?/
        What machine do you run on?/Do you run on this computer?/Do you run here?/Are you here on this machine?/
        Tell me where you are./Tell me where you live./Are you far away?/Are you close by?/What is your address?/
        Do you travel?""",
    "language": """
        What languages do you speak?/Which languages do you know?/How many languages do you speak?/
        Do you [speak|understand|know] [French|German|Spanish|Chinese|Italian|another language|other languages]?/
        Can you [speak|talk] [French|German|Spanish|Japanese|another language]?/
        Can we talk in [German|French|Spanish]?/Speak [French|German|Spanish|Italian]./
        Talk to me in [French|German|Spanish]./Answer in [French|German|Spanish]./Is English your only language?/
        Do you only speak English?/Do you speak English?/Do you understand English?/What is your mother tongue?/
        What is your language?/Are you bilingual?/Can I ask you in [German|French|Spanish]?/
        I would rather speak [German|French|Spanish]./My English is bad./
        Could we switch to [German|French|Spanish]?/Why do you only speak English?/Which language should I speak?/
        In what language can I talk to you?""",
    "memory": """
        Do you remember me?/Do you know me?/Do you know who I am?/Do you remember [things|anything|everything]?/
        Will you remember [this|me|that]?/Remember this./Remember me./Do you have a memory?/
        How good is your memory?/How long do you remember things?/How much can you remember?/
        Do you remember yesterday?/Do you remember what we talked about yesterday?/
        What did we talk about [yesterday|last time|last week]?/Did we talk before?/Have we met [before|]?/
        Have we talked before?/Do you recognize me?/Do you recognize my voice?/Do you forget things?/
        Did you forget me?/Have you forgotten me?/Will you forget me?/Forget everything I said./
        Please don't forget me./Can you remember things for me?/Keep that in mind./Remember that for later./
        Don't forget that./Is your memory good?/Do you remember our last conversation?/
        Do you remember my first question?/What was the first thing I asked you?/How long is your memory?""",
    "learn": """
        Do you learn [from me|]?/Are you learning [from me|]?/Can you learn [new things|something|]?/
        Can I teach you something?/Can I train you?/Do you get better [with time|]?/Do you get smarter?/
        Will you get better?/Will you get smarter?/Do you improve?/
        Do you learn from [your mistakes|our talks|what I say|this conversation]?/How do you learn?/
        Are you still learning?/Let me teach you something./I will teach you something./You should learn that./
        Learn from that./Learn from your mistakes./Can you improve yourself?/Do you change over time?/
        Are you getting better?/Do you study?/Can you learn new skills?/Next time you will know it, right?/
        Will you know it next time?/Do my questions make you better?""",
    "others": """
        Are you [Siri|Alexa|Google|Cortana]?/Is this [Siri|Alexa|Google|Cortana]?/
        Are you like [Siri|Alexa|Google]?/Do you know [Siri|Alexa|Cortana]?/Hey [Siri|Alexa|Google|Cortana]./
        Okay Google./Are you related to [Siri|Alexa]?/You are [Siri|Alexa], right?/
        Are you better than [Siri|Alexa|Google]?/Is your name [Siri|Alexa|Bob|Robert]?/
        I thought you were [Siri|Alexa|somebody else]./Is [Siri|Alexa] there?/Can I talk to [Siri|Alexa]?/
        Am I talking to [Siri|Alexa|Google]?/Are you a friend of [Siri|Alexa]?/Did I reach [Siri|Alexa]?/
        Hello [Siri|Alexa|Google]./Are you somebody else?/Are you another assistant?""",
    "screen": """
        Can I see [what you think|your thoughts|your thinking]?/
        Show me [what you think|your thoughts|your thinking]./
        Where can I [see|read] [your thoughts|what you think|how you got there|your reasoning]?/Show your work./
        Show me your [work|reasoning|steps]./What are you thinking [right now|now|about|]?/What were you thinking?/
        Let me see your [thoughts|steps|reasoning]./How can I follow your thoughts?/Can I check your steps?/
        Can I read along?/Can I look into your head?/I want to see your [thoughts|reasoning|steps]./
        Is there a way to see your thoughts?/Do you show your thoughts?/Do you hide your thoughts?/
        Do you hide anything?/Are your thoughts secret?/Where is your chain of thought?/
        How did you get that answer?/How did you get to that?/How did you arrive at that?/Explain that answer./
        Explain your answer./Explain how you got that./Why do you say that?/Why do you think so?/
        What makes you say that?/How come?/Where do I see the steps?""",
    "start": """
        How do I [use|start|begin]?/How do I use you?/How do I talk to you?/How do I ask you something?/
        How can I talk to you?/How can I ask a question?/How should I ask?/What do I have to do?/What do I do now?/
        What now?/What do I do to talk to you?/What should I say?/What do I say now?/What do you want me to say?/
        Which key do I press?/Which button do I press?/What button should I push?/Do I have to hold a key?/
        Do I need to press something?/How does one use this?/Where do I start?/How do we start?/Can we start?/
        Let's start./Let's begin./Let's go./I don't know how to use you./I don't know how this works./
        I am new to this./Teach me how to use you./Explain how to use you./Is there a manual?/
        Do you have instructions?/Give me instructions./What are you waiting for?/It is my first time here.""",
    "example": """
        Give me an example./Give me an example question./Can you give me an example?/For example?/Such as?/
        Like what?/What would be a good question?/What is a good question for you?/What is a good first question?/
        Tell me a question I could ask./Tell me something I could ask./Suggest a question./Suggest something./
        Can you suggest a question?/I can't think of a question./I don't have a question./I have no question./
        What is an example of what you can do?/What do other people ask you?/What do people ask you?/
        What do you like to be asked?/What would you like me to ask?/What do you want to be asked?/
        Ask me something./Ask me a question./Show me an example./Let me hear an example./Any ideas what to ask?/
        Do you have an example?/Could I get an example?/Try me with an example.""",
    "sure": """
        Are you sure?/Are you [really|quite|very|absolutely|completely] sure?/Are you certain?/
        Are you sure about that?/How sure are you?/How certain are you?/Really?/
        Is that [right|true|correct|so|really so]?/Is that really [true|right]?/Seriously?/For real?/
        Can I trust [that|you|your answer]?/Can I rely on [that|you]?/Can I believe [that|you]?/
        Should I believe you?/Do you mean that?/Are you serious?/Are you kidding?/Are you joking?/You sure?/
        I don't believe [you|that]./I doubt that./I am not sure about that./I am not so sure./
        Is your answer right?/Is your answer correct?/Was that right?/Did you get that right?/
        Do you stand by that?/Would you bet on it?/Did you just guess?/Are you guessing?/Did you make that up?/
        Are you lying to me?/Do you lie?/Do you ever lie?/Check that again./Double check that./Check your answer./
        Can you check that?/Think again.""",
    "stop": """
        Stop./Stop it./Stop that./Stop talking./Stop now./Please stop./Okay stop./Be quiet./Be silent./Quiet./
        Quiet, please./Silence./Shut up./Please shut up./Just shut up./Shush./Hush./Enough./That is enough./
        That's enough./Enough of that./Don't talk./Don't say anything./No more talking./You can stop [now|]./
        Could you stop talking?/Can you be quiet?/Would you be quiet?/You talk too much./Cut it out./Knock it off./
        Leave me alone./Go away./Stop thinking./Stop speaking./Give it a rest./I have heard enough.""",
    "wait": """
        Wait./Wait a [moment|minute|second]./Hold on./Hold on a [moment|minute|second]./One moment [please|]./
        One second [please|]./Just a [moment|second|minute]./Hang on./Hang on a second./
        Give me a [moment|minute|second]./Please wait./Wait for me./Wait, I am not done./I am not done [yet|]./
        I am not finished [yet|]./Not yet./I was not finished./Let me finish./Let me think./
        Let me think for a moment./I need a moment./I have to think./I need to think about it./
        I am still thinking./I will be right back./Be right back./Can you wait [a moment|]?/Could you hold on?/
        Pause./Hold that thought./Don't rush me./Um, wait./Hmm, let me see./Let me look it up first./
        I am looking for the question.""",
    "nothing": """
        Never mind./Forget it./Forget that./Forget about it./Forget what I said./It does not matter./
        Doesn't matter./It's nothing./Nothing./It is not important./Not important./Cancel./Cancel that./
        Scratch that./Ignore that./Ignore me./Ignore what I said./I was not talking to you./I did not mean you./
        I was talking to somebody else./I am sorry./I am so sorry./My mistake./My fault./Sorry about that./
        Sorry, my mistake./Sorry, wrong button./Wrong button./I misspoke./I said it wrong./I made a mistake./Oops./
        Whoops./I take that back./I changed my mind./No need./No need to answer./You don't have to answer [that|]./
        Drop it./Let it go./Leave it./Let's forget that./I apologize./Please forgive me./Excuse me for that./
        Don't worry about it./Don't bother.""",
    "more": """
        Okay./All right./Alright then./I see./Got it./I got it./Understood./I understand./Fine./Good./Sure./
        Of course./Interesting./How interesting./That is interesting./Good to know./Ah, I see./Oh, okay./
        Okay then./Very well./Makes sense./That makes sense./Fair enough./Sounds good./Now I know./
        Now I understand./I know./I know that./I knew that./Yes./Yeah./Yep./No./Nope./Maybe./Right./Hmm./Aha./
        So what?/Who cares?/And now?/What next?/What else?/Next question./Next./Another one./Give me another one./
        One more question./Let's go on./Let's continue./Continue./Go on./Go ahead./Keep going.""",
}
