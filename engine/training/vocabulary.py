"""Token numbers of the language model (docs/architecture.md, "Vocabulary of the language model")."""

from __future__ import annotations

from engine import config

N_TEXT = 2048
N_SPECIAL = 32
N_CODES = 4375
CODE_OFFSET = N_TEXT + N_SPECIAL
SIZE = 6464

_NAMED = (
    "<|pad|> <|audio|> <|/audio|> <|user|> <|/user|> <|think|> <|/think|> <|transcribe|> <|/transcribe|> <|wait|> "
    "<|anchor|> <|say|> <|soon|> <|read|> <|/t|> <|/s|> <|eot|>"
).split()
SPECIALS: tuple[str, ...] = tuple(_NAMED) + tuple(f"<|special_{i}|>" for i in range(len(_NAMED), N_SPECIAL))
SPECIAL_IDS: dict[str, int] = {name: N_TEXT + i for i, name in enumerate(SPECIALS)}

PAD, AUDIO, END_AUDIO, USER, END_USER, THINK, END_THINK, TRANSCRIBE, END_TRANSCRIBE, WAIT = range(N_TEXT, N_TEXT + 10)
HISTORY, END_HISTORY = N_TEXT + 17, N_TEXT + 18
ANCHOR, SAY, SOON, READ, END_TEXT, END_SPEECH, EOT = range(N_TEXT + 10, N_TEXT + 17)

GAP, SEGMENT, FIRST = config.GAP, config.SEGMENT, config.FIRST
CODES_PER_TEXT = 4


def all_tokens(text_tokens: list[str]) -> list[str]:
    """Every token's name in order of its id, given the `N_TEXT` text tokens; length `SIZE`."""
    if len(text_tokens) != N_TEXT:
        raise ValueError(f"expected {N_TEXT} text tokens, got {len(text_tokens)}")
    codes = [f"<|s_{i}|>" for i in range(N_CODES)]
    fill = [f"<|fill_{i}|>" for i in range(SIZE - CODE_OFFSET - N_CODES)]
    return [*text_tokens, *SPECIALS, *codes, *fill]
