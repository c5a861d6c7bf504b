"""Loading models of other makers: any GGUF with llama.cpp's ears, Step-Audio, or a server; a voice speaks for them."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import torch

from engine.brains import Mode
from engine.brains.chat_brains import AudioPrompt, ChatBrains, ChatSettings
from engine.brains.chat_format import ChatFormat, template_for
from engine.brains.llama import LlamaModel
from engine.brains.streams import Part
from engine.chat_writer import ChatWriter
from engine.errors import PackError
from engine.general import OtherModel, Writer
from engine.options import Options
from engine.other_voice import Means, load_spoken
from engine.packs import Mtmd, Pack, Server, StepAudio
from engine.prompts import Prompt, prompt
from engine.remote import RemoteWriter
from engine.server import Endpoint, ServerSettings, ServerWriter, can_continue, get_key
from engine.stepaudio import PIECE_SAMPLES, TEMPLATE, StepAudioEars, load_ears
from engine.text import PLAIN, STYLES, ThinkStyle, style_of

Floats = npt.NDArray[np.float32]
Progress = Callable[[float], None]

MOST_CELLS = 8192
"""Tokens that both brains share at most, whatever the model could: memory for more is better left to others."""
WARM_UP_STEPS = 6
SAMPLING = {"temperature": 0.6, "top_p": 0.95}
"""What servers are asked for; local models draw likewise."""
NO_TORCH_GPU = "torch finds no graphics processor here, so ears and voice run on the processor."


def load_other(
    pack: Pack, seed: int, threads: int, options: Options, speaker: str | None, progress: Progress
) -> OtherModel:
    """Return a chat model with a voice; `speaker` names one of the embedded pack's, or a voice pack.

    Raises:
        PackError: its files do not fit together, or it is of a kind that cannot answer.
        PromptError: there is no such mode of use.
        MindpaceError: there is no such voice.
    """
    body = pack.manifest.body
    use = prompt(options.use)
    told: list[str] = []
    writer: Writer
    if isinstance(body, Server):
        writer = _server(pack, body, use, options, told)
    elif isinstance(body, Mtmd | StepAudio):
        writer = _local(pack, body, use, options, threads, seed, told)
    else:
        raise PackError(f"The pack {pack.manifest.name} is a {body.kind} and cannot answer: choose another.")
    progress(0.7)
    try:
        spoken = load_spoken(body.voice, speaker, Means(seed, threads, options.gpu_layers), told)
    except BaseException:
        writer.close()
        raise
    model = OtherModel(pack.manifest, writer, spoken, told=told)
    progress(0.9)
    if isinstance(writer, ChatWriter):
        _measure(model)
    return model


def _local(
    pack: Pack, body: Mtmd | StepAudio, use: Prompt, options: Options, threads: int, seed: int, told: list[str]
) -> ChatWriter:
    model = LlamaModel(pack.path(body.brains.file), gpu_layers=options.gpu_layers)
    if model.notice:
        told.append(model.notice)
    try:
        template = _template(pack, body, model)
        style = _style(body, template)
        system = use.text(native=style.native, language=options.language)
        settings = ChatSettings(
            system=f"{body.chat.system.strip()}\n\n{system}".strip(), style=style, stops=_stops(body, template),
            openers=use.openers, seed=seed,
        )  # fmt: skip
        ears = _ears(pack, body, model, options, threads, told)
        cells = min(body.brains.context, MOST_CELLS)
        brains = ChatBrains(
            model, ChatFormat(template, *model.boundaries), settings, ears=ears, cells=cells, threads=threads
        )
    except BaseException:
        model.close()
        raise
    return ChatWriter(brains)


def _template(pack: Pack, body: Mtmd | StepAudio, model: LlamaModel) -> str:
    if body.chat.template == "step-audio":
        return TEMPLATE
    if body.chat.template != "gguf":
        try:
            return pack.path(body.chat.template).read_text("utf-8")
        except (OSError, ValueError) as error:
            raise PackError(f"The chat template of {pack.folder} cannot be read: install the pack again.") from error
    return template_for(model.chat_template, _Names(model))


class _Names:
    """Which special tokens a vocabulary has, asked one by one."""

    def __init__(self, model: LlamaModel) -> None:
        self._model = model

    def __contains__(self, name: object) -> bool:
        return len(self._model.tokenize(str(name), special=True)) == 1


def _style(body: Mtmd | StepAudio | Server, template: str) -> ThinkStyle:
    """How thoughts are marked: what the pack says, or where it says nothing of its own, what the template shows."""
    chat = body.chat
    named = {style.name: style for style in STYLES}
    if chat.thoughts == "harmony":
        return named["harmony"]
    if chat.thoughts == "think":
        if (chat.open, chat.close) == ("<think>", "</think>"):
            return named["think"]
        return ThinkStyle("pack", chat.open, chat.close, (chat.open.strip(),), (chat.close.strip(),), ())
    return PLAIN if not template else _unless_native(style_of(template))


def _unless_native(style: ThinkStyle) -> ThinkStyle:
    return PLAIN if style.name == "none" else style


def _stops(body: Mtmd | StepAudio, template: str) -> tuple[str, ...]:
    plain = (
        () if "<|" in template or "[INST]" in template or "<start_of_turn>" in template else ("\nUser:", "\nAssistant:")
    )
    speech = ("<tts_start>", "<tts_end>") if isinstance(body, StepAudio) else ()
    return (*body.chat.stop, *plain, *speech)


def _ears(
    pack: Pack, body: Mtmd | StepAudio, model: LlamaModel, options: Options, threads: int, told: list[str]
) -> AudioPrompt | None:
    if isinstance(body, StepAudio):
        device, notice = torch_device(options)
        told.extend([notice] if notice else [])
        ears = load_ears(pack.path(body.ears.file), body.ears.config, device)
        if ears.sizes.llm_dim != model.dim_in:
            raise PackError(f"The ears and the language model of {pack.folder} do not fit together: import it again.")
        return _StepAudioPrompt(ears, body.tokens)
    if body.ears is None:
        return None
    from engine.brains.mtmd import MtmdEars
    from engine.brains.probe import require_ears_that_work

    require_ears_that_work(pack.path(body.brains.file), pack.path(body.ears.file))
    return MtmdEars(model, pack.path(body.ears.file), threads=threads, gpu=options.gpu_layers != 0)


class _StepAudioPrompt:
    """Sound as it stands in a Step-Audio prompt: every piece of 25 s between its marks."""

    piece_samples = PIECE_SAMPLES

    def __init__(self, ears: StepAudioEars, tokens: dict[str, int]) -> None:
        self._ears, self._begin, self._end = ears, tokens["audio_start"], tokens["audio_end"]

    def encode(self, samples: Floats) -> list[Part]:
        """Return marks and embeddings of samples [n]."""
        parts: list[Part] = []
        for embeddings in self._ears.pieces(samples):
            parts += [[self._begin], embeddings, [self._end]]
        return parts

    def close(self) -> None:
        """Nothing to do: torch frees what nobody holds."""


def torch_device(options: Options) -> tuple[str, str]:
    """Return torch's name of the device to use, and a sentence for the user where it is not the one asked for."""
    wanted = options.device
    found = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    if wanted == "auto":
        return (found if options.gpu_layers else "cpu"), ""
    if wanted == "cpu" or wanted.split(":")[0] == found:
        return wanted, ""
    return "cpu", NO_TORCH_GPU


def _measure(model: OtherModel) -> None:
    """Answer a short question with both brains, so that the pace is known before the first one."""
    writer = model.writer
    writer.begin()
    writer.read("Hello.")
    writer.end_of_question()
    written = writer.write(Mode.SPEAK_FIRST, None)
    for _ in range(WARM_UP_STEPS):
        steps, began = written.counters.steps, time.perf_counter()
        if next(written, None) is None:
            break
        if written.counters.steps == steps + 1:
            model.pace.note(time.perf_counter() - began, both=written.stepped_both)


def _server(pack: Pack, body: Server, use: Prompt, options: Options, told: list[str]) -> RemoteWriter:
    brains, name = body.brains, pack.manifest.name
    key = get_key(name) if brains.key == "keyring" else ""
    endpoint = Endpoint(brains.url, brains.model, key, float(brains.timeout_s), brains.plain_http)
    style = _style(body, "")
    system = use.text(native=style.native, language=options.language)
    step_audio = body.chat.template == "step-audio" or "step-audio" in brains.model.lower()
    settings = ServerSettings(
        system=f"{body.chat.system.strip()}\n\n{system}".strip(), style=style, openers=use.openers,
        continues=brains.continues and can_continue(endpoint), hears=brains.audio != "none",
        user="human" if step_audio else "user",
        budget=min(2048, brains.context // 2), reply=min(1024, brains.context // 4),
        piece_s=25.0 if step_audio else 60.0, stops=body.chat.stop,
        extra=SAMPLING | ({"skip_special_tokens": False} if step_audio else {}),
    )  # fmt: skip
    if not endpoint.local:
        told.append(f"This model runs on {endpoint.host}: what you say to it, and its answers, travel there.")
    return RemoteWriter(ServerWriter(endpoint, settings))
