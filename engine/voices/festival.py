"""festival voices: kal, ked and foreign ones (diphone), slt (HTS).

One child process each, restarted because its memory grows.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import wave
import weakref
from contextlib import suppress
from pathlib import Path

from engine.errors import VoiceError
from engine.voices.base import LIBRARIES, Speech, int16, plain_text
from engine.voices.foreign import FOREIGN, scheme_of

_NAMES = {"kal": "kal_diphone", "ked": "ked_diphone", "slt": "cmu_us_slt_arctic_hts"}
_VOICES = "usr/share/festival/voices"
_RESTART = 1000
_HZ = 105  # how high the American diphone voices speak
_START = "R:SylStructure.daughter1.daughter1.R:Segment.segment_start"
_WORDS = (
    '(mapcar (lambda (w) (format t "W\\t%s\\t%f\\n" (item.name w) '
    f'(item.feat w "{_START}"))) (utt.relation.items u \'Word))'
)


def _end(child: subprocess.Popen[str]) -> None:
    with suppress(BrokenPipeError), child:
        child.kill()


class Festival:
    """One festival voice; rate works, pitch with the diphone voices only."""

    def __init__(self, root: Path, voice: str):
        if voice in FOREIGN and not (root / _VOICES / FOREIGN[voice].group).exists():
            raise VoiceError(f"{FOREIGN[voice].group} is missing under {root}; remove that folder and try again.")
        self._root, self._voice, self._said = root, voice, 0
        folder = tempfile.mkdtemp()
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self._file = f"{folder}/u.wav"
        self._start()

    def _start(self) -> None:
        root = self._root
        environment = {
            "LD_LIBRARY_PATH": f"{root / 'stub'}:{root / LIBRARIES}",
            "PATH": "/usr/bin:/bin",
            "OMP_NUM_THREADS": "1",
        }
        command = [str(root / "usr/bin/festival"), "--datadir", f"{root}/usr/share/festival/", "--pipe"]
        try:
            self._child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                text=True,
            )
        except OSError as error:
            raise VoiceError(f"festival does not start from {root}; remove that folder and try again.") from error
        self._end = weakref.finalize(self, _end, self._child)
        self._command(f"(voice_{_NAMES.get(self._voice, _NAMES['kal'])})")
        if self._voice in FOREIGN:
            self._command(scheme_of(self._voice, f"{root}/{_VOICES}"))

    def _command(self, command: str) -> list[str]:
        if self._child.stdin is None or self._child.stdout is None:
            raise VoiceError("festival cannot be spoken to.")
        with suppress(BrokenPipeError):  # it has ended: told below
            self._child.stdin.write(command + '\n(format t "\\nDONE\\n")(fflush nil)\n')
            self._child.stdin.flush()
        lines: list[str] = []
        for line in self._child.stdout:
            if line.strip() == "DONE":
                return lines
            lines.append(line)
        raise VoiceError("festival ended unexpectedly.")

    def _set(self, rate: float, pitch: float) -> None:
        if self._voice == "slt":  # HTS ignores Duration_Stretch and takes the first "-r" of its list
            self._command(f'(set! hts_engine_params (cons \'("-r" {rate:g}) hts_engine_params))')
            return
        hz = pitch * (FOREIGN[self._voice].hz if self._voice in FOREIGN else _HZ)
        melody = f"(target_f0_mean {hz:g})(target_f0_std {hz / 7.5:g})(model_f0_mean 170)(model_f0_std 34)"
        self._command(f"(Parameter.set 'Duration_Stretch {1 / rate:g})(set! int_lr_params '({melody}))")

    def say(self, text: str, rate: float = 1.0, pitch: float = 1.0) -> Speech:
        """Speak, with word times."""
        self._said += 1
        if self._said % _RESTART == 0 or self._child.poll() is not None:
            self._end()
            self._start()
        self._set(rate, pitch)
        text = plain_text(text)
        lines = self._command(
            f'(set! u (Utterance Text "{text}"))(utt.synth u)(utt.save.wave u "{self._file}" \'riff){_WORDS}'
        )
        words = [
            (parts[1], float(parts[2]))
            for parts in (line.rstrip("\n").split("\t") for line in lines)
            if parts[0] == "W"
        ]
        try:
            with wave.open(self._file) as file:
                return Speech(int16(file.readframes(file.getnframes())), file.getframerate(), words)
        except FileNotFoundError as error:
            raise VoiceError(f"festival could not say {text[:60]!r}.") from error
        finally:
            Path(self._file).unlink(missing_ok=True)  # what it cannot say must not sound like what was said before
