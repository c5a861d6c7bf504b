"""Wordings of spoken sums of two terms."""

from __future__ import annotations

from engine.training.tasks.item import forms, listed

ASK = forms(
    """
    What is {q}?
    What's {q}?
    How much is {q}?
    Can you work out {q}?
    Please calculate {q}.
    Tell me what {q} makes.
    What does {q} make?
    What do you get for {q}?
    Do you know the result of {q}?
    Could you tell me {q}?
    Work out {q} for me.
    Calculate {q}.
    What would {q} be?
    I need to know {q}.
    Quick question, what is {q}?
    {q} is how much?
    {q}?
    Hey, what is {q}?
    So how much is {q} then?
    What's the answer to {q}?
    Tell me, what is {q}?
    What is the value of {q}?
    What is the result of {q}?
    Find {q}.
    Solve {q}.
    I want you to calculate {q}.
    Please tell me what {q} is.
    Can you calculate {q}?
    Now {q}.
    Evaluate {q}.
    What does {q} equal?
    {q} equals what?
    What do I get if I work out {q}?
    What do I get when I calculate {q}?
    Could you calculate {q} for me?
    Could you please work out {q}?
    Would you calculate {q}?
    Will you tell me what {q} is?
    I'd like to know what {q} is.
    I would like to know {q}.
    I need the answer to {q}.
    I need to know what {q} makes.
    Can you tell me what {q} is?
    Can you tell me the answer to {q}?
    Can you do {q} for me?
    Can you solve {q}?
    Can you help me with {q}?
    Help me with {q}.
    Do you know what {q} is?
    Do you know how much {q} is?
    Quick question, how much is {q}?
    Quick math question, {q}.
    One more, what is {q}?
    Okay, what is {q}?
    Okay, now {q}.
    Alright, how much is {q}?
    Hi, can you tell me {q}?
    Hello, what is {q}?
    Hey, could you work out {q}?
    Please, what is {q}?
    Excuse me, what is {q}?
    So what is {q}?
    And what is {q}?
    And {q}?
    Then what would {q} make?
    How much would {q} be?
    How much does {q} make?
    How much do you get for {q}?
    What number is {q}?
    What number do you get for {q}?
    What number do I get from {q}?
    Give me the answer to {q}.
    Give me the result of {q}.
    Give me {q}.
    Find the value of {q}.
    Find out what {q} is.
    Find the result of {q}.
    Say what {q} is.
    Tell me {q}.
    Tell me the answer to {q}.
    Tell me the result of {q}.
    Tell me how much {q} is.
    Please find {q}.
    Please solve {q}.
    Please do {q}.
    Please tell me the answer, {q}.
    What is the outcome of {q}?
    What's the result of {q}?
    What's the value of {q}?
    What would you get for {q}?
    What does {q} give?
    What does {q} come out as?
    What comes out of {q}?
    What will {q} be?
    {q} is what?
    {q} makes what?
    {q}, what is that?
    {q}, how much is that?
    {q}, please.
    {q}.
    I wonder what {q} is.
    I am trying to work out {q}.
    I can't work out {q}.
    My homework says {q}.
    In my book it says {q}, what is that?
    My son asks what {q} is.
    For my math homework, what is {q}?
    In your head, what is {q}?
    Let's see, what is {q}?
    Let us calculate {q}.
    Let's do {q}.
    Check for me, what is {q}?
    Do the sum for me, {q}.
    Work this out, {q}.
    Work out what {q} is.
    Solve this for me, {q}.
    Here is a sum, {q}.
    Next one, {q}.
    Try this one, {q}.
    The question is, what is {q}?
    Do you know the answer to {q}?
    Are you able to calculate {q}?
    Is it possible to work out {q} for me?
    Would you mind calculating {q}?
    Would you please tell me {q}?
    How would you answer {q}?
    Any idea what {q} is?
    Could you say how much {q} is?
    """,
    """
    Compute {q} please.
    Would you figure out {q} for me?
    Let me know what {q} comes to.
    """,
)
PLUS = forms(
    """
    {a} plus {b}
    {a} plus {b}
    {a} and {b} added together
    the sum of {a} and {b}
    {a} added to {b}
    {a} plus {b}
    {a} plus {b}
    {a} plus {b}
    {a} and {b}
    {a} with {b} added
    {a} with {b} added to it
    {a} increased by {b}
    {a} and another {b}
    {b} more than {a}
    {b} added to {a}
    the sum of the numbers {a} and {b}
    {a} and {b} put together
    the number that is {b} more than {a}
    the number you get by adding {a} to {b}
    {a} and then {b} on top
    """,
    "the total of {a} and {b}",
)
MINUS = forms(
    """
    {a} minus {b}
    {a} minus {b}
    {a} take away {b}
    {a} less {b}
    the difference when you take {b} from {a}
    {a} minus {b}
    {a} minus {b}
    {a} minus {b}
    {a} without {b}
    {a} reduced by {b}
    {a} decreased by {b}
    {a} lowered by {b}
    {a} with {b} taken away
    {a} with {b} taken off
    {b} less than {a}
    {b} taken from {a}
    {b} taken away from {a}
    the number that is {b} less than {a}
    """,
    "{b} subtracted from {a}",
)
TIMES = forms(
    """
    {a} times {b}
    {a} times {b}
    {a} multiplied by {b}
    the product of {a} and {b}
    {a} times {b}
    {a} times {b}
    {a} times {b}
    {a} multiplied with {b}
    {a} multiplied by the number {b}
    the product of the numbers {a} and {b}
    {a} taken {b} times
    {a} groups of {b}
    {a} sets of {b}
    {a} rows of {b}
    """,
    "the result of multiplying {a} by {b}",
)
OVER = forms(
    """
    {a} divided by {b}
    {a} divided by {b}
    {a} over {b}
    {a} split into {b} equal parts
    {a} divided by {b}
    {a} divided by {b}
    {a} divided by {b}
    {a} divided into {b} equal parts
    {a} split by {b}
    {a} split {b} ways
    {a} split evenly into {b} parts
    {a} cut into {b} equal parts
    {a} broken into {b} equal groups
    one part of {a} split into {b} equal parts
    the quotient of {a} and {b}
    the number of times {b} goes into {a}
    """,
    "{a} shared equally among {b}",
)
WHOLE = {
    "+": listed(
        """
        What do you get when you add {a} and {b}?
        What do I get if I add {b} to {a}?
        What do you get if you put {a} and {b} together?
        If I add {a} to {b}, what do I get?
        If you add {b} to {a}, how much is that?
        If I have {a} and get {b} more, how many do I have?
        Add {a} and {b}.
        Add {b} to {a}.
        Add {a} to {b} for me.
        Add up {a} and {b}.
        Add the numbers {a} and {b}.
        Please add {a} and {b} for me.
        Can you add {a} and {b}?
        Could you add {b} to {a}?
        Start with {a} and add {b}.
        Take {a}, then add {b}. What is it now?
        I have {a} and add {b}. What do I get?
        What number is {b} more than {a}?
        Which number is {b} larger than {a}?
        What is {b} more than {a}?
        How much do {a} and {b} make?
        How much do {a} and {b} make together?
        What do {a} and {b} add up to?
        {a} and {b} make what?
        What happens when you add {b} to {a}?
        What must I get when I add {a} and {b}?
        """,
        "\n",
    ),
    "-": listed(
        """
        What is left if I take {b} from {a}?
        What is left when you take {b} away from {a}?
        What is left of {a} if you remove {b}?
        What remains when {b} is taken from {a}?
        How much is left of {a} after taking away {b}?
        What do you get when you subtract {b} from {a}?
        What do I get if I take {b} away from {a}?
        If I take {b} from {a}, what do I get?
        If you subtract {b} from {a}, how much is that?
        If I have {a} and give away {b}, how many do I have?
        Subtract {b} from {a}.
        Please subtract {b} from {a} for me.
        Can you subtract {b} from {a}?
        Take {b} from {a}.
        Take {b} away from {a}.
        Take away {b} from {a}.
        Start with {a} and take away {b}.
        Take {a}, then subtract {b}. What is it now?
        I have {a} and take away {b}. What do I get?
        What number is {b} less than {a}?
        Which number is {b} smaller than {a}?
        What is {b} less than {a}?
        What happens when you subtract {b} from {a}?
        From {a}, take away {b}.
        From {a}, subtract {b}. How much is that?
        """,
        "\n",
    ),
    "difference": listed(
        """
        How much more is {a} than {b}?
        How much bigger is {a} than {b}?
        How much larger is {a} than {b}?
        How much less is {b} than {a}?
        How much smaller is {b} than {a}?
        How far is it from {b} to {a}?
        How far apart are {b} and {a}?
        How many must I add to {b} to get {a}?
        What must be added to {b} to make {a}?
        What do I need to add to {b} to get {a}?
        What is the difference between {a} and {b}?
        What's the difference between {a} and {b}?
        What is the difference of {a} and {b}?
        Tell me the difference between {a} and {b}.
        Find the difference between {a} and {b}.
        Calculate the difference of {a} and {b}.
        By how much is {a} greater than {b}?
        By how much do {a} and {b} differ?
        """,
        "\n",
    ),
    "x": listed(
        """
        What do you get when you multiply {a} by {b}?
        What do I get if I multiply {a} and {b}?
        What do you get if you take {a} and multiply it by {b}?
        If I multiply {a} by {b}, what do I get?
        If you multiply {a} and {b}, how much is that?
        Multiply {a} by {b}.
        Multiply {a} and {b}.
        Multiply {a} with {b} for me.
        Please multiply {a} by {b}.
        Can you multiply {a} by {b}?
        Could you multiply {a} and {b} for me?
        Multiply the numbers {a} and {b}.
        Start with {a} and multiply it by {b}.
        Take {a}, then multiply by {b}. What is it now?
        I have {a} and multiply it by {b}. What do I get?
        What number is {b} times as large as {a}?
        What is {b} times as much as {a}?
        How many is {a} groups of {b}?
        How many are {a} rows of {b}?
        If I have {a} groups of {b}, how many is that?
        What happens when you multiply {a} by {b}?
        """,
        "\n",
    ),
    "/": listed(
        """
        What do you get when you divide {a} by {b}?
        What do I get if I divide {a} by {b}?
        What do you get if you split {a} into {b} equal parts?
        If I divide {a} by {b}, what do I get?
        If you split {a} into {b} equal parts, how big is each?
        If I share {a} between {b} people, how many does each get?
        Divide {a} by {b}.
        Divide {a} by {b} for me.
        Divide {a} into {b} equal parts.
        Please divide {a} by {b}.
        Can you divide {a} by {b}?
        Could you divide {a} by {b} for me?
        Split {a} into {b} equal parts.
        Split {a} {b} ways.
        Start with {a} and divide it by {b}.
        Take {a}, then divide by {b}. What is it now?
        I have {a} and divide it by {b}. What do I get?
        How often does {b} go into {a}?
        How many times does {b} go into {a}?
        How many times does {b} fit into {a}?
        How often can you take {b} from {a}?
        How many times is {b} contained in {a}?
        How many groups of {b} are there in {a}?
        What number times {b} makes {a}?
        What must I multiply {b} by to get {a}?
        What happens when you divide {a} by {b}?
        """,
        "\n",
    ),
}
"""Questions of training that are whole sentences; those of "difference" have no negative answers."""
