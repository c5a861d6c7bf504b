"""Microphones and loudspeakers: listing them, finding one by name, and the one way to PortAudio.

PortAudio looks for devices once; `list_devices(rescan=True)` makes it look again, which ends every open stream.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, Literal

from engine.errors import AudioDeviceError

Kind = Literal["microphone", "loudspeaker"]


@dataclass(frozen=True)
class Device:
    """A sound device: PortAudio's number and name, its channels, and whether it is the system's choice."""

    index: int
    name: str
    inputs: int
    outputs: int
    default_input: bool
    default_output: bool


@cache
def portaudio() -> ModuleType:
    """Return the module `sounddevice`.

    Raises:
        AudioDeviceError: the system has no PortAudio.
    """
    try:
        import sounddevice
    except OSError as error:
        raise AudioDeviceError(
            "Sound needs the system library PortAudio: install it (on Debian and Ubuntu `apt install libportaudio2`)."
        ) from error
    return sounddevice


def list_devices(*, rescan: bool = False) -> list[Device]:
    """Return all sound devices; `rescan` finds those plugged in since the start but ends every open stream.

    Raises:
        AudioDeviceError: the system has no PortAudio, or it fails.
    """
    sd = portaudio()
    try:
        if rescan:
            sd._terminate()  # noqa: SLF001 - PortAudio's only way to see new devices; sounddevice documents it
            sd._initialize()  # noqa: SLF001
        found = list(sd.query_devices())
        default_in, default_out = sd.default.device
    except sd.PortAudioError as error:
        raise AudioDeviceError(f"The sound system does not answer ({error}): check that it runs.") from error
    return [
        Device(
            index=index,
            name=entry["name"],
            inputs=entry["max_input_channels"],
            outputs=entry["max_output_channels"],
            default_input=index == default_in,
            default_output=index == default_out,
        )
        for index, entry in enumerate(found)
    ]


def find_device(kind: Kind, name: str | None = None) -> Device:
    """Return the device called `name` (whole, or a part that only one has), or the system's choice.

    Raises:
        AudioDeviceError: there is none.
    """
    usable = [d for d in list_devices() if (d.inputs if kind == "microphone" else d.outputs)]
    if not usable:
        raise AudioDeviceError(f"There is no {kind}: connect one, or check that the sound server runs.")
    if name is None:
        chosen = [d for d in usable if (d.default_input if kind == "microphone" else d.default_output)]
        return (chosen or usable)[0]
    exact = [d for d in usable if d.name == name]
    partial = [d for d in usable if name.lower() in d.name.lower()]
    if exact or len(partial) == 1:
        return (exact or partial)[0]
    names = ", ".join(repr(d.name) for d in usable)
    raise AudioDeviceError(f"There is no {kind} called {name!r} (or more than one): choose one of {names}.")


def open_stream(stream_class: str, device: Device, rate: int, **settings: Any) -> tuple[Any, int]:
    """Return a started stream of the `sounddevice` class and its rate: `rate`, or the device's own where it refuses.

    `settings` are those of the stream; `blocksize` is in samples at `rate`.

    Raises:
        AudioDeviceError: the device refuses both rates.
    """
    block = settings.pop("blocksize")
    refusal: Exception | None = None
    for tried in dict.fromkeys([rate, *_other_rates(device)]):
        try:
            return _started(stream_class, device, tried, blocksize=block * tried // rate, **settings), tried
        except portaudio().PortAudioError as error:
            refusal = error
    raise AudioDeviceError(
        f"The device {device.name!r} cannot be opened: check that nothing else holds it."
    ) from refusal


def _other_rates(device: Device) -> list[int]:
    return [int(portaudio().query_devices(device.index)["default_samplerate"]), 48_000, 44_100]


def _started(stream_class: str, device: Device, rate: int, **settings: Any) -> Any:
    stream = getattr(portaudio(), stream_class)(
        device=device.index, samplerate=rate, channels=1, dtype="float32", latency="low", **settings
    )
    try:
        stream.start()
    except portaudio().PortAudioError:
        stream.close()
        raise
    return stream
