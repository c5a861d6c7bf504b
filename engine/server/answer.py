"""One answer of a server in the making; see `engine.spoken.Written` for what it gives."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from engine.server.client import Delta, End, Endpoint, Request, TextStream
from engine.text import Kind, ThoughtSplitter

if TYPE_CHECKING:
    from engine.server.writer import ServerSettings

WAIT_S = 0.02
"""Seconds to wait for the server before something else may be done."""


@dataclass(frozen=True)
class Happened:
    """Something of the answer: `kind` is thought, end (of thinking), reply, idle or finished."""

    kind: str
    text: str = ""


@dataclass
class _Incoming:
    """A request's stream and what tells its thoughts from its reply."""

    stream: TextStream
    splitter: ThoughtSplitter
    limited: bool = False
    pieces: int = 0


class ServerAnswer:
    """Thoughts and reply text of one answer. Up to two requests run at a time; `close` hangs both up."""

    def __init__(
        self, endpoint: Endpoint, settings: ServerSettings, messages: list[dict[str, Any]], mode: str, opener: str
    ) -> None:
        self.segment = settings.stretch
        self.tokens_thought = self.tokens_reply = 0
        """Pieces in which the server sent text."""
        self.handed_over = 0
        """Thought tokens that the reply may rest on."""
        self._endpoint, self._settings, self._messages = endpoint, settings, messages
        starts = {"speak-first": 0, "think-first": settings.first}
        self._thinking = mode != "no-think"
        self._start = starts.get(mode) if settings.continues else None
        self._thoughts, self._reply = "", ""
        self._muted = self._replied = False
        self._ready: deque[Happened] = deque()
        self._mind: _Incoming | None = None
        self._mouth: _Incoming | None = None
        if mode == "speak-first" and settings.continues and opener:
            self._reply = f"{opener} "
            self._ready.append(Happened("reply", self._reply))
        if self._thinking:
            self._mind = self._think()
        elif settings.continues:
            self._mouth = self._speak()
        else:
            self._mind = self._ask(Request(messages, max_tokens=settings.reply, extra=self._extra()), thinking=False)

    @property
    def thinking(self) -> bool:
        """Whether thoughts are still to come."""
        return self._thinking

    def mute(self) -> None:
        """Stop the reply, not the thoughts."""
        self._muted = self._replied = True
        self._ready = deque(one for one in self._ready if one.kind != "reply")
        if self._mouth is not None:
            self._mouth.stream.close()
            self._mouth = None

    def close(self) -> None:
        """Hang up."""
        for one in (self._mind, self._mouth):
            if one is not None:
                one.stream.close()
        self._mind = self._mouth = None
        self._thinking, self._replied = False, True

    def next(self) -> Happened:
        """Return what happens next; idle where nothing came for a moment.

        Raises:
            ServerError: the server cannot be reached, refuses, or broke off.
        """
        if not self._ready:
            self._go_on()
        return self._ready.popleft() if self._ready else Happened("idle")

    def _go_on(self) -> None:
        self._begin_speaking()
        if self._mind is None and self._mouth is None:
            self._ready.append(Happened("finished"))
            return
        took = self._mouth is not None and self._take_mouth(0.0)
        if self._mind is not None:
            took = self._take_mind(0.0 if took else WAIT_S) or took
        elif not took and self._mouth is not None:
            self._take_mouth(WAIT_S)

    def _begin_speaking(self) -> None:
        """Ask for the reply's next stretch, if it is time for one."""
        if self._mouth is not None or self._replied or not self._settings.continues:
            return
        if not self._thinking or (self._start is not None and self.tokens_thought >= self._start):
            self._mouth = self._speak()

    def _think(self) -> _Incoming:
        settings = self._settings
        if settings.continues:
            opening = {"role": "assistant", "content": settings.style.opening}
            request = Request([*self._messages, opening], True, settings.budget, self._extra())
            return self._ask(request, thinking=True)
        return self._ask(
            Request(self._messages, False, settings.budget + settings.reply, self._extra()), thinking=False
        )

    def _speak(self) -> _Incoming:
        """Go on with the reply, after the thoughts so far and what was said of it."""
        settings, style = self._settings, self._settings.style
        thoughts = f"{style.opening}{self._thoughts.strip()}{style.closing}" if self._thoughts or style.native else ""
        said = f"{thoughts}{self._reply}"
        messages = [*self._messages, {"role": "assistant", "content": said}] if said else self._messages
        self.handed_over = self.tokens_thought
        limit = settings.stretch if self._thinking else settings.reply
        incoming = self._ask(Request(messages, bool(said), limit, self._extra()), thinking=False)
        incoming.limited = self._thinking
        return incoming

    def _extra(self) -> dict[str, Any]:
        stops = {"stop": list(self._settings.stops)} if self._settings.stops else {}
        return {**stops, **self._settings.extra}

    def _ask(self, request: Request, *, thinking: bool) -> _Incoming:
        return _Incoming(TextStream(self._endpoint, request), ThoughtSplitter(thinking=thinking))

    def _take_mind(self, wait_s: float) -> bool:
        mind = self._mind
        item = mind.stream.take(wait_s) if mind is not None else None
        if mind is None or item is None:
            return False
        if isinstance(item, End):
            self._tell_mind(mind, mind.splitter.finish())
            self._end_mind(complete=True)
        elif item.reasoning:
            self._tell_thought(item.text)
        else:
            self._tell_mind(mind, mind.splitter.push(item.text))
        return True

    def _tell_mind(self, mind: _Incoming, pieces: list[Any]) -> None:
        """Thoughts are thoughts; the reply that follows in the same stream counts only where no other one makes it."""
        for piece in pieces:
            if piece.kind is Kind.THOUGHT:
                self._tell_thought(piece.text)
            elif self._settings.continues and self._thinking:
                self._end_mind(complete=False)
                return
            else:
                self._end_thinking()
                self._tell_reply(piece.text)
        if self._settings.continues and self._thinking and not mind.splitter.thinking:
            self._end_mind(complete=False)

    def _tell_thought(self, text: str) -> None:
        self._thoughts += text
        self.tokens_thought += 1
        self._ready.append(Happened("thought", text))

    def _tell_reply(self, text: str) -> None:
        if self._muted or not (text := text if self._reply else text.lstrip()):
            return
        self._reply += text
        self.tokens_reply += 1
        self._ready.append(Happened("reply", text))

    def _end_mind(self, *, complete: bool) -> None:
        if self._mind is not None and not complete:
            self._mind.stream.close()  # it would go on with a reply, which another request makes
        self._mind = None
        self._end_thinking()
        if not self._settings.continues:
            self._replied = True

    def _end_thinking(self) -> None:
        if self._thinking:
            self._thinking = False
            self._ready.append(Happened("end"))

    def _take_mouth(self, wait_s: float) -> bool:
        mouth = self._mouth
        item = mouth.stream.take(wait_s) if mouth is not None else None
        if mouth is None or item is None:
            return False
        if isinstance(item, Delta):
            if not item.reasoning:
                mouth.pieces += 1
                self._tell_pieces(mouth.splitter.push(item.text))
            return True
        self._tell_pieces(mouth.splitter.finish())
        self._mouth = None
        # a stretch that ended by its limit is gone on with; one that says nothing more would never end
        self._replied = not (mouth.limited and item.reason == "length" and mouth.pieces)
        return True

    def _tell_pieces(self, pieces: list[Any]) -> None:
        for piece in pieces:
            if piece.kind is Kind.REPLY:
                self._tell_reply(piece.text)
