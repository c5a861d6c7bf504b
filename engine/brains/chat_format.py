"""Conversations as a model was trained to see them: its chat template, run in a sandbox.

Templates are programs (Jinja) that come with a model, from anywhere: the sandbox gives them no way to anything but the
messages, and what they may write is bounded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Mapping, Sequence
from datetime import datetime
from typing import Any

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.errors import PackError

Messages = Sequence[Mapping[str, Any]]

CHATML = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
PLAIN = (
    "{% for m in messages %}{{ m.role | capitalize }}: {{ m.content }}\n{% endfor %}"
    "{% if add_generation_prompt %}Assistant:{% endif %}"
)
SLOT = "\u27eaturn-{}\u27eb"
"""Stands for what was said in a turn while a template runs."""
_SLOT = re.compile(SLOT.format(r"(\d+)"))
LONGEST = 1 << 20
"""Characters that a template may write."""


class _RefusalError(Exception):
    """What a template itself objects to."""


def _refuse(message: str) -> str:
    raise _RefusalError(message)


class ChatFormat:
    """A chat template with the names of the tokens that begin and end a text.

    Raises:
        PackError: the template is no template.
    """

    def __init__(self, template: str, bos: str = "", eos: str = "") -> None:
        self.template = template or PLAIN
        self.bos = bos
        self._boundaries = {"bos_token": bos, "eos_token": eos}
        environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
        environment.globals.update(raise_exception=_refuse, strftime_now=lambda text: datetime.now().strftime(text))
        environment.filters["tojson"] = lambda value, **_: json.dumps(value, ensure_ascii=False)
        environment.policies["json.dumps_function"] = json.dumps
        try:
            self._template = environment.from_string(self.template)
        except (TemplateError, RecursionError) as error:
            raise _bad(error) from error

    def render(self, system: str, turns: Sequence[str], *, think: bool = True) -> list[tuple[str, int | None]]:
        """Return a conversation up to where the assistant's next turn begins: texts, each with what follows it.

        `turns` are roles, user and assistant in turn; what they say stays out: (text before, number of the turn that
        stands there), and in the end (text, None).

        Raises:
            PackError: the template refuses, fails, or leaves a turn out.
        """
        messages: list[Mapping[str, Any]] = [{"role": "system", "content": system}] if system else []
        messages += [{"role": role, "content": SLOT.format(number)} for number, role in enumerate(turns)]
        pieces = _SLOT.split(self._run(messages, think))
        numbers: list[int | None] = [int(number) for number in pieces[1::2]]
        if numbers != list(range(len(turns))):
            raise PackError("The model's chat template leaves a turn out: choose another template for its pack.")
        return list(zip(pieces[::2], [*numbers, None], strict=True))

    def _run(self, messages: list[Mapping[str, Any]], think: bool) -> str:
        last: BaseException | None = None
        for attempt in (messages, _without_system(messages)):  # some templates know no role "system"
            try:
                parts, length = [], 0
                values: dict[str, Any] = {
                    "messages": attempt,
                    "enable_thinking": think,
                    "thinking": think,
                    "tools": None,
                }
                for part in self._template.generate(add_generation_prompt=True, **values, **self._boundaries):
                    parts.append(part)
                    length += len(part)
                    if length > LONGEST:
                        raise PackError("The model's chat template writes without end: choose another for its pack.")
                return "".join(parts)
            except (
                TemplateError,
                _RefusalError,
                ValueError,
                TypeError,
                ArithmeticError,
                RecursionError,
                KeyError,
            ) as error:
                last = error
        raise _bad(last) from last


def _without_system(messages: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The same, with the system's message at the head of the first question."""
    if not messages or messages[0]["role"] != "system":
        return list(messages)
    head, *rest = messages
    if not rest:
        return [{"role": "user", "content": head["content"]}]
    return [{**rest[0], "content": f"{head['content']}\n\n{rest[0]['content']}"}, *rest[1:]]


def _bad(error: BaseException | None) -> PackError:
    return PackError(f"The model's chat template cannot be used ({str(error)[:200]}): choose another for its pack.")


def template_for(template: str, vocabulary: Container[str]) -> str:
    """Return `template`, or where a model has none the one that its special tokens suggest."""
    if template:
        return template
    return CHATML if "<|im_start|>" in vocabulary else PLAIN
