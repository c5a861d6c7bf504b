"""One turn as it is told: its thoughts in steps, its reply in clauses, and which rests on which. No Qt.

A clause rests on the thoughts that had been handed over to the speaking brain when the clause began: what came later
it could not know. Those that came since the clause before are `new` to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from engine.events import Correction, EndOfTurn, Heard, Reply, Thought, Turn

STEP_END = re.compile(r"(?<=[.!?])\s+|\s*\n\s*")
ANSWER = "answer:"
LETTERS_A_SECOND = 14.0
"""Of speech whose clause is not complete; the engine reckons alike."""


@dataclass(frozen=True)
class Step:
    """One thought, letters `begin` to `end` of the chain; `listening` if it came before the question was over."""

    text: str
    begin: int
    end: int
    listening: bool
    newest: bool
    answer: bool


@dataclass
class Clause:
    """A clause of the reply: letters from `begin` on, the letters of the chain it rests on, seconds of its sound."""

    begin: int
    rests_on: int
    text: str = ""
    seconds: float = 0.0
    correction: tuple[str, str] | None = None
    """Before and after, where it takes back what an earlier clause stated."""


@dataclass
class TurnRecord:
    """Takes the events of the turn `generation` in their order."""

    generation: int
    thoughts: str = ""
    thinking: bool = True
    clauses: list[Clause] = field(default_factory=list)
    heard_letters: int | None = None
    """Letters of the reply that were heard, where it was cut off."""
    envelope: list[float] = field(default_factory=list)
    """Loudness of the reply's sound, 0 to 1, one value a 30th of a second."""
    end: EndOfTurn | None = None
    turn: Turn | None = None
    speaking_over: bool = False
    """Whether no more sound comes."""
    _listening: int = 0
    _steps: tuple[int, list[tuple[str, int, int]]] = (-1, [])

    @property
    def reply(self) -> str:
        """The reply's text so far."""
        return "".join(clause.text for clause in self.clauses)

    @property
    def seconds(self) -> float:
        """Seconds of sound so far."""
        return sum(clause.seconds for clause in self.clauses)

    def think(self, thought: Thought) -> None:
        """Take a piece of thought."""
        self.thoughts += thought.text
        if thought.seconds < 0:
            self._listening = len(self.thoughts)

    def write(self, reply: Reply) -> None:
        """Take a piece of the reply."""
        if len(self.clauses) <= reply.clause:
            before = self.reply
            apart = " " if before and not before.endswith(" ") and not reply.text.startswith(" ") else ""
            while len(self.clauses) <= reply.clause:
                self.clauses.append(Clause(len(before), reply.rests_on, apart))
        clause = self.clauses[reply.clause]
        clause.text += reply.text if self.reply else reply.text.lstrip()

    def sound(self, seconds: float) -> None:
        """Take seconds of sound: of the newest clause, because a clause's sound is complete before the next begins."""
        if self.clauses:
            self.clauses[-1].seconds += seconds

    def correct(self, correction: Correction) -> None:
        """Mark the clause that states another answer than one before."""
        if correction.clause < len(self.clauses):
            self.clauses[correction.clause].correction = (correction.before, correction.after)

    def hear(self, heard: Heard) -> None:
        """Take what was heard of the reply."""
        self.speaking_over = True
        self.heard_letters = None if heard.whole else self._letters_of(heard.text)

    def finish(self, turn: Turn) -> None:
        """Take what the turn turned out to be."""
        self.turn = turn
        self.thinking = False

    @property
    def steps(self) -> list[Step]:
        """The chain of thought, a sentence a step."""
        if self._steps[0] != len(self.thoughts):
            self._steps = (len(self.thoughts), _split(self.thoughts))
        found = self._steps[1]
        return [
            Step(
                text,
                begin,
                end,
                listening=end <= self._listening,
                newest=self.thinking and number == len(found) - 1,
                answer=text.lower().startswith(ANSWER),
            )
            for number, (text, begin, end) in enumerate(found)
        ]

    def rests(self, clause: int) -> tuple[range, range]:
        """Return the steps that were known when the clause began: those before the last clause's time, and the new."""
        if not 0 <= clause < len(self.clauses):
            return range(0), range(0)
        known = self._known(self.clauses[clause].rests_on)
        before = self._known(self.clauses[clause - 1].rests_on) if clause else 0
        return range(before), range(before, known)

    def carries(self, step: int) -> range:
        """Return the clauses that could rest on the step; the first is the one to which it was new."""
        begin = self.steps[step].begin if 0 <= step < len(self.steps) else len(self.thoughts)
        first = next((n for n, clause in enumerate(self.clauses) if clause.rests_on > begin), len(self.clauses))
        return range(first, len(self.clauses))

    def clause_at(self, letter: int) -> int:
        """Return the clause of a letter of the reply, -1 where there is none."""
        return next((n for n in range(len(self.clauses) - 1, -1, -1) if self.clauses[n].begin <= letter), -1)

    def spoken(self, at_s: float) -> int:
        """Return how many letters were said `at_s` seconds into the sound; inside a clause they spread evenly."""
        for number, clause in enumerate(self.clauses):
            whole = number < len(self.clauses) - 1 or self.turn is not None
            lasts = clause.seconds if whole else max(clause.seconds, len(clause.text) / LETTERS_A_SECOND)
            if at_s < lasts:
                return self._whole_word(clause.begin + int(len(clause.text) * max(0.0, at_s) / lasts))
            at_s -= lasts
        return len(self.reply)

    def _whole_word(self, letter: int) -> int:
        """The end of the word that is being said; 0 before the first."""
        gap = self.reply.find(" ", letter) if letter else 0
        return gap if gap >= 0 else len(self.reply)

    def _known(self, letters: int) -> int:
        return sum(step.begin < letters for step in self.steps)

    def _letters_of(self, words: str) -> int:
        """Letters of the reply up to the end of its first so many words."""
        wanted = len(words.split())
        ends = [match.end() for match in re.finditer(r"\S+", self.reply)]
        return ends[min(wanted, len(ends)) - 1] if wanted and ends else 0


def _split(thoughts: str) -> list[tuple[str, int, int]]:
    """Steps with the place of their letters."""
    found, at = [], 0
    for gap in [*STEP_END.finditer(thoughts), None]:
        end = gap.start() if gap else len(thoughts)
        text = thoughts[at:end].strip()
        if text:
            begin = at + len(thoughts[at:end]) - len(thoughts[at:end].lstrip())
            found.append((text, begin, begin + len(text)))
        at = gap.end() if gap else end
    return found
