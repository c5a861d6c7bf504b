"""Microphones and loudspeakers: listing them, finding one by name, and the one way to PortAudio.

PortAudio looks for devices once. Only ending it and beginning anew makes it look again, which would end every open
stream; so that is done only while none is open (`rescan`).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, Literal

from engine.errors import AudioDeviceError

Kind = Literal["microphone", "loudspeaker"]

FORBIDDEN = ("permission", "access denied", "not authorized", "eacces")
"""What systems say when the user has not allowed a program to use the microphone."""
MOST_CHANNELS = 2
_lock = threading.RLock()
"""PortAudio's opening, closing and listing are not made for several threads at once."""
_open: set[int] = set()
"""Identities of the streams that are open."""


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
    """Return all sound devices; `rescan` finds those plugged in since the start, if no stream is open just now.

    Raises:
        AudioDeviceError: the system has no PortAudio, or it fails.
    """
    sd = portaudio()
    try:
        with _lock:
            if rescan and not _open:
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


def streams_open() -> bool:
    """Return whether a stream is open, so that looking for new devices has to wait."""
    return bool(_open)


def find_device(kind: Kind, name: str | None = None) -> Device:
    """Return the device called `name` (whole, or a part that only one has), or the system's choice.

    One that is not there is looked for anew, because it may have come, or its server, since PortAudio looked.

    Raises:
        AudioDeviceError: there is none.
    """
    try:
        return _chosen(kind, name, list_devices())
    except AudioDeviceError:
        if streams_open():
            raise
        return _chosen(kind, name, list_devices(rescan=True))


def _chosen(kind: Kind, name: str | None, devices: list[Device]) -> Device:
    usable = [d for d in devices if (d.inputs if kind == "microphone" else d.outputs)]
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

    It has one channel where the device lets one, else more. `settings` are those of the stream; `blocksize` is in
    samples at `rate`. Close it with `close_stream`.

    Raises:
        AudioDeviceError: the device refuses everything.
    """
    block = settings.pop("blocksize")
    refusal: Exception | None = None
    most = min(MOST_CHANNELS, device.inputs if stream_class == "InputStream" else device.outputs)
    for tried in dict.fromkeys([rate, *_other_rates(device)]):
        for channels in dict.fromkeys([1, most]):
            try:
                stream = _started(
                    stream_class, device, tried, blocksize=block * tried // rate, channels=channels, **settings
                )
            except portaudio().PortAudioError as error:
                refusal = error
            else:
                return stream, tried
    raise AudioDeviceError(_why_not(stream_class, device, refusal)) from refusal


def close_stream(stream: Any) -> None:
    """Stop a stream at once, and give its device back."""
    with _lock:
        try:
            stream.abort()
            stream.close()
        except portaudio().PortAudioError:  # its server is gone, and the stream with it
            pass
        finally:
            _open.discard(id(stream))


def _why_not(stream_class: str, device: Device, refusal: Exception | None) -> str:
    if any(word in str(refusal).lower() for word in FORBIDDEN):
        what = "microphone" if stream_class == "InputStream" else "loudspeaker"
        return f"The system forbids the use of the {what} {device.name!r}: allow it in the privacy settings."
    return f"The device {device.name!r} cannot be opened: check that nothing else holds it."


def _other_rates(device: Device) -> list[int]:
    return [int(portaudio().query_devices(device.index)["default_samplerate"]), 48_000, 44_100]


def _started(stream_class: str, device: Device, rate: int, **settings: Any) -> Any:
    with _lock:
        stream = getattr(portaudio(), stream_class)(
            device=device.index, samplerate=rate, dtype="float32", latency="low", **settings
        )
        try:
            stream.start()
        except portaudio().PortAudioError:
            stream.close()
            raise
        _open.add(id(stream))
    return stream
