# ruff: noqa: E501  (one set of wordings a line)
"""What stands for the words after @ in the templates of word problems: ways to ask, and verbs."""

from __future__ import annotations

import re

ASKS = {
    "has": "[has|owns|has got|keeps]",
    "got": "[bought|found|got|picked up|collected|received|was given|made]",
    "lost": "[gave away|sold|lost|threw away|used up|broke|traded away|lent out|dropped off]",
    "now": "[How many {o} does {n} have now?|How many {o} does {he} have altogether?|How many {o} are there in all?|What is the total number of {o}?|Find the number of {o} that {n} has now.|Tell me how many {o} {n} has now.|So how many does {he} have in total?|How many {o} does that make?|How many does {n} own now?|What number of {o} does {he} end up with?|How many is that altogether?]",
    "all": "[How many {o} are there in all?|How many {o} is that?|What is the total number of {o}?|How many {o} are there altogether?|Find the total number of {o}.|Tell me how many {o} there are in all.|How many is that altogether?|How many {o} in total?|What is the total?|So how many {o} are there?]",
    "allchairs": "[How many chairs are there now?|How many chairs is that in all?|What is the number of chairs now?]",
    "both": "[How many {o} do they have together?|How many do the two of them have in all?|How many {o} do {n} and {m} have altogether?|What is their total?|How many {o} is that together?|Find how many {o} the two have in all.|Tell me how many {o} they have together.|How many do both have combined?]",
    "left": "[How many are left?|How many {o} does {n} have left?|How many {o} remain?|How many does {he} still have?|How many {o} are there now?|Find how many {o} are left.|Tell me how many {o} {n} still has.|What number of {o} does {he} have now?|So how many {o} are left over?|How many does that leave?]",
    "leftfood": "[How many are left?|How many {food} are left?|How many {food} remain?|Find how many {food} are left.|Tell me how many are still there.|How many {food} are there now?|How many does that leave?]",
    "first": "[How many {o} did {n} have at first?|How many did {he} have before?|How many {o} did {n} start with?|How many {o} were there in the beginning?|Find how many {o} {he} had at the start.|What number of {o} did {he} begin with?|How many {o} did {n} own originally?]",
    "firstcash": "[How much did {n} have at first?|How much money did {he} have before?|How many {cash} did {n} start with?|What amount did {he} begin with?]",
    "inbox": "[How many {o} are in the {box} now?|How many are in it now?|How many {o} does the {box} hold now?|Tell me how many {o} are in the {box}.|What is in the {box} now, how many {o}?|Find the number of {o} in the {box}.]",
    "spent": "[How much did {n} spend in all?|How much money did {he} spend?|What did {he} pay altogether?|How many {cash} did {n} spend in total?|What was the total cost?|How much is that in total?|Find how much {he} spent.|Tell me what {n} paid in all.|How much did it all cost?]",
    "earned": "[How much did {n} earn?|How much money did {he} make?|How many {cash} is that?|What did {he} earn in all?|How much did {n} get in total?|Tell me how much {he} earned.|How much is that altogether?]",
    "cash": "[How much does {n} have now?|How much money is that now?|How many {cash} does {he} have now?|What does {he} have altogether?|How much money does {n} have in total?|Find how much {he} has now.]",
    "leftcash": "[How much is left?|How much money does {n} have left?|How many {cash} are left?|How much does {he} still have?|What is left?|How many {cash} does {n} have now?|Find how much money is left.|Tell me how much {he} has left.|How much does that leave?]",
    "saleprice": "[What does it cost now?|How much is it now?|What is the price now?|How much does {n} pay for it?|How many {cash} does it cost now?|What is the sale price?|Find the new price.]",
    "agem": "[How old is {m}?|What is {m}'s age?|Tell me how old {m} is.|Find the age of {m}.|What age is {m}?|So how old is {m}?]",
    "far": "[How far is that?|How many {unit} is that?|How far did {n} go in all?|How many {unit} did {he} cover?|What is the total distance?|How many {unit} is that altogether?|How far did {he} get?|Find the whole distance.|Tell me how far that is.]",
    "faris": "[How far is the whole way?|How many {unit} is that in all?|What is the total distance?|How long is the whole trip?]",
    "tall": "[How tall is it now?|What is its height now?|How high is it now?|How many inches tall is it now?]",
    "people": "[How many {k} are there now?|How many are there now?|How many {k} is that in all?|Find how many {k} are there now.|How many {k} does that make?|What is the number of {k} now?]",
    "peopleleft": "[How many {k} are left?|How many stayed?|How many {k} are still there?|How many remain?|Find how many {k} stayed.|Tell me how many {k} are left.|How many {k} did not leave?]",
    "score": "[What is the score now?|How many points is that?|How many points does {n} have in all?|What was the total score?|How many points did {he} end up with?|Tell me the total.]",
    "morethan": "[How many more does {n} have?|How many more {o} does {n} have than {m}?|What is the difference?|How many fewer does {m} have?|By how many {o} is {n} ahead?|How many {o} must {m} get to have as many?|Find how many more {n} has.]",
    "moredid": "[How many more did {n} get?|What is the difference?|How many fewer did {m} get?|How many more is that?|By how many was {n} ahead?]",
    "inboxes": "[How many {o} are in|How many {o} are there in|How many do we have in|What is the number of {o} in|How many are in]",
    "price": "[What do we pay for|How much is it for|How much must you pay for|What is the price of|What would it cost to buy|How much do you pay for]",
    "mustpay": "[How much must {n} pay?|How much is that?|What does it cost?|How many {cash} is that in all?|What is the total price?|How much does {he} pay altogether?|Find the total cost.|Tell me what {he} has to pay.|How much money does {he} need?|What does {n} spend?]",
    "howmuch": "[How much is that in|How much is it for|How much would that be for|What does that come to in|How many {cash} is that for|What is that for]",
    "howmany": "[How many is that in|How many {o} is that in|How many would that be in|How many {o} does that make in|What does that come to in]",
    "each": "[How many does each get?|How many {o} does each one get?|How many {o} are there for each?|How many {o} will each have?|Find each one's share.|What does each one get?|Tell me how many each gets.|How many {o} does every one of them receive?]",
    "boxes": "[How many {boxes} are there?|How many {boxes} does {he} need?|How many {boxes} can {n} fill?|Find the number of {boxes}.|How many {boxes} is that?|Tell me how many {boxes} {n} needs.|What number of {boxes} does {he} fill?|How many {boxes} will be full?]",
    "eachbox": "[How many {o} are in each?|How many are in one {box}?|How many {o} does each {box} hold?|What is the number of {o} in a {box}?|Find how many {o} are in each {box}.|How many {o} go in every {box}?]",
    "oneprice": "[How much is one?|What is the price of one {t}?|How much does each {t} cost?|What does one of them cost?|Find the price of each.|How many {cash} is one {t}?|How much is that per {t}?]",
    "canbuy": "[How many {ts} can {he} buy?|How many can {n} pay for?|How many {ts} does {he} get for that?|How many {ts} is that enough for?|Find how many {ts} {he} can get.]",
    "bothcost": "[What do both cost together?|How much do the two cost?|How much is that in all?|What is the price of both?|How many {cash} are both together?]",
}


def with_asks(line: str) -> str:
    """A template with the wordings of `ASKS` written out."""
    line = line.replace("{askmany}", "[How many|Tell me, how many|So how many|Say, how many]")
    line = line.replace("{askmuch}", "[How much|Tell me, how much|So how much]")
    return re.sub(r"@([a-z]+)", lambda found: ASKS[found[1]], line)
