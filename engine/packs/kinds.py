"""What packs of each kind hold beside their name, licence and files: brains, ears, voice, tokens and chat format.

docs/packs.md is the description of the same for people who write packs.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar
from urllib.parse import urlsplit

from engine.packs.fields import Fields

SMALLEST_CONTEXT, LARGEST_CONTEXT = 512, 1 << 20
THOUGHTS = ("think", "harmony", "none")
VOICES = ("embedded", "pack", "none")
STEP_AUDIO_TOKENS = ("audio_start", "audio_end", "audio_patch", "eot")
AUDIO = ("input_audio", "none")
KEYS = ("none", "keyring")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
SECRETS = ("key_value", "api_key", "token", "password", "authorization")
"""Fields that would hold a secret; a manifest that has one is refused, because keys live in the system's keyring."""


@dataclass(frozen=True)
class Hearing:
    """The ears: samples a second, and keyword arguments of the features and of the encoder with its adapter."""

    sample_rate: int
    features: dict[str, Any]
    encoder: dict[str, Any]


@dataclass(frozen=True)
class Speaking:
    """The mouth: samples and codes a second, keyword arguments of the speech decoder, and what its voices are called.

    Packs from before there were several voices name none.
    """

    sample_rate: int
    code_rate: int
    decoder: dict[str, Any]
    voices: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class LanguageModel:
    """The mind: its GGUF file, the layout of its vocabulary and the numbers of the two streams."""

    file: str
    quantization: str
    n_text: int
    n_codes: int
    code_offset: int
    gap: int
    segment: int
    first: int
    special_tokens: dict[str, int]
    history: bool = False
    """Whether it learnt to read thoughts of earlier turns before a question; an optional field."""
    listening: bool = False
    """Whether it learnt to think between two chunks of a question; an optional field."""
    tells_end: bool = False
    """Whether it learnt to tell then that the question is over; an optional field."""


@dataclass(frozen=True)
class Brains:
    """A general language model in GGUF; `context` is the number of tokens that both brains share."""

    file: str
    architecture: str
    quantization: str
    context: int


@dataclass(frozen=True)
class Projector:
    """Ears of an mtmd pack: llama.cpp's audio encoder with its projector, GGUF."""

    file: str
    sample_rate: int


@dataclass(frozen=True)
class Encoder:
    """Ears of a Step-Audio pack: safetensors for torch, and the sizes of encoder and adapter."""

    file: str
    sample_rate: int
    config: dict[str, Any]


@dataclass(frozen=True)
class Chat:
    """How a conversation is written for the model, and how its thoughts are told from its reply.

    `template` is "gguf" (the one in the model file), "step-audio", or a file of the pack. `thoughts`: "think" (between
    `open` and `close`), "harmony" (channels), "none" (it does not reason by itself and is asked to).
    """

    template: str
    thoughts: str
    open: str
    close: str
    system: str
    stop: tuple[str, ...]


@dataclass(frozen=True)
class SpokenBy:
    """Who speaks the replies: the embedded speech decoder, a voice pack, or nobody."""

    use: str
    pack: str = ""


@dataclass(frozen=True)
class Endpoint:
    """Brains on a server that speaks OpenAI's protocol. The key, if any, is in the system's keyring, never here."""

    url: str
    model: str
    context: int
    audio: str
    continues: bool
    timeout_s: int
    key: str
    plain_http: bool


@dataclass(frozen=True)
class Embedded:
    """Mindpace's own model: trained by `engine.training`, format 1 and 2."""

    kind: ClassVar[str] = "embedded"
    commit: str
    seed: int
    hearing: Hearing
    speaking: Speaking
    lm: LanguageModel

    @classmethod
    def parse(cls, fields: Fields) -> Embedded:
        """Read it from the top level of a manifest."""
        hearing, speaking = fields.inner("hearing"), fields.inner("speaking")
        return cls(
            fields.text("commit"),
            fields.number("seed"),
            Hearing(hearing.number("sample_rate"), hearing.inner("features").data, hearing.inner("encoder").data),
            Speaking(
                **speaking.numbers("sample_rate", "code_rate"),
                decoder=speaking.inner("decoder").data,
                voices=list(speaking.list_of_texts("voices")),
            ),
            _language_model(fields.inner("lm")),
        )

    def needed(self) -> dict[str, str]:
        """Field -> the file that it needs."""
        return {"lm.file": self.lm.file}


@dataclass(frozen=True)
class Mtmd:
    """Any model that llama.cpp runs; with `ears` it hears through mtmd, without it only reads typed questions."""

    kind: ClassVar[str] = "mtmd"
    brains: Brains
    ears: Projector | None
    chat: Chat
    voice: SpokenBy
    tokens: dict[str, int] = field(default_factory=dict)

    @classmethod
    def parse(cls, fields: Fields) -> Mtmd:
        """Read it from the top level of a manifest."""
        return cls(
            _brains(fields.inner("brains")),
            _projector(fields.inner("ears")) if fields.has("ears") else None,
            _chat(fields.inner("chat")),
            _spoken_by(fields),
            fields.table_of_numbers("tokens") if fields.has("tokens") else {},
        )

    def needed(self) -> dict[str, str]:
        """Field -> the file that it needs."""
        ears = {"ears.file": self.ears.file} if self.ears else {}
        return {"brains.file": self.brains.file} | ears | _template(self.chat)


@dataclass(frozen=True)
class StepAudio:
    """An imported Step-Audio checkpoint: GGUF language model, encoder and adapter in safetensors."""

    kind: ClassVar[str] = "step_audio"
    brains: Brains
    ears: Encoder
    chat: Chat
    voice: SpokenBy
    tokens: dict[str, int]

    @classmethod
    def parse(cls, fields: Fields) -> StepAudio:
        """Read it from the top level of a manifest."""
        ears, tokens = fields.inner("ears"), fields.inner("tokens")
        tokens.numbers(*STEP_AUDIO_TOKENS)
        return cls(
            _brains(fields.inner("brains")),
            Encoder(ears.text("file"), ears.number("sample_rate"), ears.inner("config").data),
            _chat(fields.inner("chat")),
            _spoken_by(fields),
            fields.table_of_numbers("tokens"),
        )

    def needed(self) -> dict[str, str]:
        """Field -> the file that it needs."""
        return {"brains.file": self.brains.file, "ears.file": self.ears.file} | _template(self.chat)


@dataclass(frozen=True)
class Server:
    """Brains that run elsewhere. Such a pack may hold no files at all."""

    kind: ClassVar[str] = "server"
    brains: Endpoint
    chat: Chat
    voice: SpokenBy

    @classmethod
    def parse(cls, fields: Fields) -> Server:
        """Read it from the top level of a manifest."""
        return cls(_endpoint(fields.inner("brains")), _chat(fields.inner("chat")), _spoken_by(fields))

    def needed(self) -> dict[str, str]:
        """Field -> the file that it needs."""
        return _template(self.chat)


@dataclass(frozen=True)
class Voice:
    """A text-to-speech model that llama.cpp runs; `codec` is the GGUF that makes sound of its codes."""

    kind: ClassVar[str] = "voice"
    brains: Brains
    codec: str
    sample_rate: int
    speaker: str
    language: str

    @classmethod
    def parse(cls, fields: Fields) -> Voice:
        """Read it from the top level of a manifest."""
        return cls(
            _brains(fields.inner("brains")),
            fields.text("codec"),
            fields.number("sample_rate"),
            fields.text("speaker", ""),
            fields.text("language", ""),
        )

    def needed(self) -> dict[str, str]:
        """Field -> the file that it needs."""
        speaker = {"speaker": self.speaker} if self.speaker else {}
        return {"brains.file": self.brains.file, "codec": self.codec} | speaker


Body = Embedded | Mtmd | StepAudio | Server | Voice
KINDS: dict[str, type[Body]] = {body.kind: body for body in (Embedded, Mtmd, StepAudio, Server, Voice)}


def body_to_dict(body: Body) -> dict[str, Any]:
    """Return plain values, as they stand at the top level of a manifest."""
    values = asdict(body)
    if "chat" in values:
        values["chat"]["stop"] = list(values["chat"]["stop"])
    return values


def _language_model(fields: Fields) -> LanguageModel:
    return LanguageModel(
        **fields.texts("file", "quantization"),
        **fields.numbers("n_text", "n_codes", "code_offset", "gap", "segment", "first"),
        special_tokens=fields.table_of_numbers("special_tokens"),
        history=fields.switch("history", False),
        listening=fields.switch("listening", False),
        tells_end=fields.switch("tells_end", False),
    )


def _brains(fields: Fields) -> Brains:
    context = _context(fields)
    return Brains(**fields.texts("file", "architecture", "quantization"), context=context)


def _context(fields: Fields) -> int:
    context = fields.number("context")
    if not SMALLEST_CONTEXT <= context <= LARGEST_CONTEXT:
        raise fields.wrong("context")
    return context


def _projector(fields: Fields) -> Projector:
    return Projector(fields.text("file"), fields.number("sample_rate"))


def _chat(fields: Fields) -> Chat:
    thoughts = fields.choice("thoughts", THOUGHTS)
    chat = Chat(
        fields.text("template"),
        thoughts,
        fields.text("open", "<think>" if thoughts == "think" else ""),
        fields.text("close", "</think>" if thoughts == "think" else ""),
        fields.text("system", ""),
        fields.list_of_texts("stop"),
    )
    if thoughts == "think" and not (chat.open and chat.close):
        raise fields.wrong("open")
    return chat


def _template(chat: Chat) -> dict[str, str]:
    return {} if chat.template in ("gguf", "step-audio", "server") else {"chat.template": chat.template}


def _spoken_by(fields: Fields) -> SpokenBy:
    voice = fields.inner("voice")
    spoken = SpokenBy(voice.choice("use", VOICES), voice.text("pack", ""))
    if spoken.use == "pack" and not spoken.pack:
        raise voice.wrong("pack")
    return spoken


def _endpoint(fields: Fields) -> Endpoint:
    for name in SECRETS:
        if name in fields.data:
            raise fields.wrong(name)
    endpoint = Endpoint(
        **fields.texts("url", "model"),
        context=_context(fields),
        audio=fields.choice("audio", AUDIO, "input_audio"),
        continues=fields.switch("continues", False),
        timeout_s=fields.number("timeout_s", 60),
        key=fields.choice("key", KEYS, "none"),
        plain_http=fields.switch("plain_http", False),
    )
    if not _safe_url(endpoint) or not 1 <= endpoint.timeout_s <= 3600:
        raise fields.wrong("timeout_s" if _safe_url(endpoint) else "url")
    return endpoint


def _safe_url(endpoint: Endpoint) -> bool:
    """https, or http to this machine or where the user said so; no name, password or query in it."""
    try:
        url = urlsplit(endpoint.url)
        whole = bool(url.hostname) and (url.port is None or url.port > 0)
    except ValueError:
        return False
    plain = endpoint.plain_http or url.hostname in LOOPBACK
    bare = not (url.username or url.password or url.query or url.fragment)
    return whole and bare and (url.scheme == "https" or (url.scheme == "http" and plain))
