"""The command `mindpace`: without arguments the window, else one task on the command line.

Whatever is the user's to mend is one sentence on standard error and exit status 2. Heavy imports wait until they are
needed, so that `--version`, `--help` and mistakes in the arguments are answered at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from app.options import add_arguments as add_options
from app.packs import add_arguments as add_packs
from app.services import crash
from engine import config, log
from engine.errors import EXIT_STATUS, MindpaceError

DESCRIPTION = """\
A private voice assistant that thinks while it speaks. Without a command it opens its window: hold the space bar, ask,
and let go. Everything runs on this computer, unless you add a model that runs on a server."""
EXAMPLES = """\
examples:
  mindpace                                              the window
  mindpace ask question.wav --mode speak-first          answers a recording
  mindpace ask --text "What is 47 + 385?" --out a.wav   answers a typed question into a file
  mindpace talk                                         a conversation here, in the terminal

`mindpace COMMAND --help` tells a command's options."""
MODES = ("speak-first", "think-first", "think-before-speaking", "no-think")
WAYS = ("hands-free", "push-to-talk", "cascade")
OVER = ("echo", "speech", "typing", "coughs", "backchannel")
INTERRUPTED = 130
MISTAKE = 1
_log = log.logger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with `arguments` (None: the process's); return the exit status."""
    parsed = parser().parse_args(arguments)
    try:
        crash.watch(verbose=parsed.verbose)
        return _run(parsed)
    except MindpaceError as error:
        print(f"mindpace: {error}", file=sys.stderr)
        return EXIT_STATUS
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has left; Python must not try to flush what is left for them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - a mistake of ours: say so, and tell more when asked to
        _log.info("unexpected error", exc_info=error)
        written = crash.report(error, told=True)
        where = f"a report for its makers, without your words, is {written}" if written else "--verbose tells more"
        print(f"mindpace: something went wrong inside Mindpace ({error!r}): {where}.", file=sys.stderr)
        return MISTAKE


def _run(parsed: argparse.Namespace) -> int:
    if parsed.command is None:
        from app.window import run

        return run(parsed.pack, background=parsed.tray)
    if sentence := crash.last_time():
        print(f"mindpace: {sentence}", file=sys.stderr)
    if parsed.command == "bench":
        from app import bench

        return bench.run(parsed)
    if parsed.command == "talk":
        from app.talk import talk

        return talk(parsed)
    if parsed.command == "forget-my-voice":
        return _forget_my_voice()
    if parsed.command == "packs":
        from app import packs

        return packs.run(parsed)
    if parsed.command == "doctor":
        from app.doctor import doctor

        return doctor(parsed)
    from app import ask

    return ask.ask(parsed) if parsed.command == "ask" else ask.say(parsed)


def _forget_my_voice() -> int:
    from engine.acquaintance import forget_voice  # torch takes seconds

    known = forget_voice(config.my_voice_file())
    print("Your voice is forgotten." if known else "Nothing was known of your voice.")
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    as_written = argparse.RawDescriptionHelpFormatter
    top = argparse.ArgumentParser(prog="mindpace", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=as_written)
    top.add_argument("--version", action="version", version=f"mindpace {config.VERSION}")
    top.add_argument("--verbose", action="store_true", help="tell on standard error what goes on inside")
    top.add_argument("--pack", help="model pack: its folder or its name (default: the one that ships)")
    top.add_argument("--tray", action="store_true", help="start in the background, with an icon in the system tray")
    commands = top.add_subparsers(dest="command", title="commands", metavar="COMMAND")
    _add_ask(commands.add_parser("ask", help="answer a recorded or typed question"))
    _add_say(commands.add_parser("say", help="speak a text"))
    _add_talk(commands.add_parser("talk", help="a spoken conversation in the terminal"))
    commands.add_parser("forget-my-voice", help="delete what Mindpace has learnt of your voice")
    _add_doctor(commands.add_parser("doctor", help="check microphone, loudspeaker, model and echo"))
    _add_bench(commands.add_parser("bench", help="measure speed, latency or reasoning"))
    add_packs(commands.add_parser("packs", help="list, add, remove and check models"))
    return top


def _add_ask(ask: argparse.ArgumentParser) -> None:
    question = ask.add_mutually_exclusive_group(required=True)
    question.add_argument("file", nargs="?", metavar="FILE", help="recording of a question, 60 seconds at most")
    question.add_argument("--text", help="a typed question instead")
    ask.add_argument("--mode", choices=MODES, help="how speaking follows thinking (default: think-first)")
    ask.add_argument("--my-voice", action="store_true", help="hear it with what is known of your voice")
    _add_answer(ask)


def _add_say(say: argparse.ArgumentParser) -> None:
    say.add_argument("text", metavar="TEXT", help="what to say")
    _add_answer(say)


def _add_talk(talk: argparse.ArgumentParser) -> None:
    talk.add_argument("--push", action="store_true", help="push to talk: Enter begins a question and ends it")
    talk.add_argument("--mode", choices=MODES, help="how speaking follows thinking (default: think-first)")
    talk.add_argument("--device", metavar="NAME", help="microphone (default: the system's choice)")
    talk.add_argument("--loudspeaker", metavar="NAME", help="sound device to play on (default: the system's choice)")
    talk.add_argument(
        "--no-my-voice", action="store_true", help="do not use what is known of your voice, and learn nothing of it"
    )
    _add_voice(talk)
    add_options(talk)
    _add_model(talk)


def _add_doctor(doctor: argparse.ArgumentParser) -> None:
    doctor.add_argument("--device", metavar="NAME", help="microphone (default: that of the settings)")
    doctor.add_argument("--loudspeaker", metavar="NAME", help="sound device to play on (default: that of the settings)")
    doctor.add_argument("--json", action="store_true", help="one finding a line, for programs; asks nothing")
    _add_model(doctor)


def _add_answer(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="one event a line, for programs")
    command.add_argument("--out", metavar="REPLY.wav", help="write the answer's sound there instead of playing it")
    command.add_argument("--loudspeaker", metavar="NAME", help="sound device to play on (default: the system's choice)")
    _add_voice(command)
    add_options(command)
    _add_model(command)


def _add_voice(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--voice-name", metavar="NAME", help="one of the model's voices, or a voice pack that speaks for it"
    )


def _add_model(command: argparse.ArgumentParser) -> None:
    # SUPPRESS keeps what was given before the command (`mindpace --pack P ask ...`).
    command.add_argument("--pack", default=argparse.SUPPRESS, help="model pack: its folder or its name")
    command.add_argument("--seed", type=int, default=0, help="seed of all random choices (default: 0)")


def _add_bench(bench: argparse.ArgumentParser) -> None:
    kinds = bench.add_subparsers(dest="bench", required=True, metavar="KIND")
    speed = kinds.add_parser("speed", help="real-time factor of each part, steps a second, memory")
    speed.add_argument("--json", action="store_true", help="all figures as one JSON object")
    speed.add_argument("--repeats", type=_count, default=3, metavar="N", help="how often; the median counts")
    speed.add_argument("--threads", type=_count, help="processor threads of the models")
    _add_model(speed)
    two = kinds.add_parser("two-brains", help="what thinking while speaking costs on models of other makers")
    two.add_argument(
        "--arch", nargs="+", choices=["qwen3", "llama"], default=["qwen3", "llama"], help="(default: both)"
    )
    two.add_argument("--quantization", choices=["Q4_0", "Q8_0"], default="Q4_0", help="of the weights (default: Q4_0)")
    two.add_argument("--tokens", type=_count, default=200, metavar="N", help="tokens of the reply (default: 200)")
    two.add_argument("--threads", type=_count, help="processor threads of the model")
    two.add_argument("--json", action="store_true", help="one model a line, as JSON")
    latency = kinds.add_parser("latency", help="from the end of a question to the first sound of the answer")
    latency.add_argument("--turns", type=_count, default=20, metavar="N", help="turns of each way (default: 20)")
    latency.add_argument("--way", nargs="+", choices=WAYS, default=list(WAYS), help="what to measure (default: all)")
    latency.add_argument("--mode", choices=MODES, default="think-first", help="how speaking follows thinking")
    latency.add_argument("--audio", metavar="DIR", help="recordings of questions (default: the examples)")
    latency.add_argument("--json", action="store_true", help="one turn a line, then the summary, as JSON")
    _add_model(latency)
    _add_turn_benches(kinds)
    window = kinds.add_parser("window", help="start, smoothness while the model works, and rest, of the window")
    window.add_argument("--starts", type=_count, default=10, metavar="N", help="how often it is started (default: 10)")
    window.add_argument("--json", action="store_true", help="all figures as one JSON object")
    reasoning = kinds.add_parser("reasoning", help="how many spoken questions are answered right")
    reasoning.add_argument("--items", required=True, metavar="FILE", help="JSON lines, or a Big-Bench-Hard task file")
    reasoning.add_argument(
        "--voice", nargs="+", action="extend", metavar="V", help="voices to ask, for example flite:rms"
    )
    reasoning.add_argument("--audio", metavar="DIR", help="recordings of the items instead of voices")
    reasoning.add_argument("--typed", action="store_true", help="type the items instead of speaking them")
    reasoning.add_argument(
        "--mode", nargs="+", action="extend", choices=MODES, help="modes to try (default: think-before-speaking)"
    )
    reasoning.add_argument("--limit", type=_count, metavar="N", help="only the first N items of each family")
    reasoning.add_argument("--out", metavar="JSON", help="write the results there")
    reasoning.add_argument("--details", metavar="FILE", help="write every item's answer there, as JSON lines")
    reasoning.add_argument("--cache", metavar="DIR", help="keep spoken questions there for the next time")
    reasoning.add_argument("--fast", action="store_true", help="end a reply when the answer's text is complete")
    reasoning.add_argument("--jobs", type=_count, default=1, metavar="N", help="processes that answer at once")
    reasoning.add_argument("--threads", type=_count, help="processor threads of the models")
    reasoning.add_argument(
        "--no-listening", action="store_true", help="no thoughts while listening, even if the model learnt to"
    )
    reasoning.add_argument(
        "--first-contact", action="store_true", help="do not get to know the voices: hear each question as the first"
    )
    _add_conditions(reasoning)
    _add_model(reasoning)
    _add_hearing(kinds.add_parser("hearing", help="word errors of the ears: random words, questions, people"))
    _add_sizes(kinds.add_parser("sizes", help="the language model in several quantizations: size, speed, answers"))


def _add_conditions(bench: argparse.ArgumentParser) -> None:
    bench.add_argument(
        "--noise", nargs="+", action="extend", type=float, metavar="DB", help="with noise so far below the speech"
    )
    bench.add_argument("--noise-folder", metavar="DIR", help="recorded noise for half of it, beside white and pink")
    bench.add_argument("--room", action="store_true", help="in simulated rooms")
    bench.add_argument("--clean", action="store_true", help="also as it is, beside noise and room")


def _add_hearing(hearing: argparse.ArgumentParser) -> None:
    hearing.add_argument("--voice", nargs="+", action="extend", metavar="V", help="voices, for example flite:rms")
    hearing.add_argument("--words", type=_count, metavar="N", help="N rows of six random words for each voice")
    hearing.add_argument("--words-from", metavar="FILE", help="text with these words (default: the system's word list)")
    hearing.add_argument("--items", metavar="FILE", help="questions: JSON lines, or a Big-Bench-Hard task file")
    hearing.add_argument("--limit", type=_count, metavar="N", help="only the first N questions of each family")
    hearing.add_argument("--human", metavar="TSV", help="table of recordings of people: columns file, text, speaker")
    hearing.add_argument("--human-audio", metavar="DIR", help="where these files lie (default: beside the table)")
    hearing.add_argument("--cache", metavar="DIR", help="keep what voices say there for the next time")
    hearing.add_argument("--threads", type=_count, help="processor threads")
    hearing.add_argument("--out", metavar="JSON", help="write the results there")
    hearing.add_argument("--details", metavar="FILE", help="write what was heard of each there, as JSON lines")
    hearing.add_argument("--json", action="store_true", help="the results as one JSON object")
    _add_conditions(hearing)
    _add_model(hearing)


def _add_sizes(sizes: argparse.ArgumentParser) -> None:
    sizes.add_argument("--quantization", nargs="+", action="extend", metavar="Q", help="default: Q6_K Q5_K_M Q4_0 F16")
    sizes.add_argument("--items", metavar="FILE", help="questions, typed unless a voice or recordings are named")
    sizes.add_argument("--voice", nargs="+", action="extend", metavar="V", help="voices that ask")
    sizes.add_argument("--audio", metavar="DIR", help="recordings of the items instead of voices")
    sizes.add_argument("--mode", choices=MODES, default="think-before-speaking", help="how speaking follows thinking")
    sizes.add_argument("--limit", type=_count, metavar="N", help="only the first N items of each family")
    sizes.add_argument("--cache", metavar="DIR", help="keep spoken questions there for the next time")
    sizes.add_argument("--repeats", type=_count, default=3, metavar="N", help="how often speed is measured")
    sizes.add_argument("--threads", type=_count, help="processor threads of the models")
    sizes.add_argument("--out", metavar="JSON", help="write the results there")
    sizes.add_argument("--json", action="store_true", help="the results as one JSON object")
    _add_model(sizes)


def _add_turn_benches(kinds: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    voice = kinds.add_parser("voice", help="how well speech is told from noise, music, typing, breathing, voices")
    voice.add_argument("--most", type=_count, default=20, metavar="N", help="recordings to use at most (default: 20)")
    over = kinds.add_parser("talk-over", help="interruptions and echo, with loudspeaker and room simulated")
    over.add_argument("--turns", type=_count, default=20, metavar="N", help="answers of each kind (default: 20)")
    over.add_argument(
        "--echo", nargs="+", type=float, default=[-20, -10, 0], metavar="DB", help="echo, from the user's level"
    )
    over.add_argument("--kind", nargs="+", choices=OVER, default=list(OVER), help="what comes over the answer")
    over.add_argument("--backchannel", type=float, default=0.35, metavar="S", help="seconds of a backchannel")
    cut = kinds.add_parser("cut-offs", help="turns ended in mid-sentence, with pauses of up to 0.8 s inside")
    cut.add_argument("--turns", type=_count, default=200, metavar="N", help="turns (default: 200)")
    cut.add_argument("--items", metavar="FILE", help="questions to ask by voices, with pauses at the words' beginnings")
    cut.add_argument("--voice", nargs="+", action="extend", metavar="V", help="voices that take turns with the items")
    cut.add_argument("--over", action="store_true", help="how sure the model is that it is over, at pauses and ends")
    cut.add_argument("--cache", metavar="DIR", help="keep spoken questions there for the next time")
    _add_model(cut)
    soak = kinds.add_parser("soak", help="a long conversation with interruptions and devices that vanish")
    soak.add_argument("--turns", type=_count, default=50, metavar="N", help="turns, 10 s or so each (default: 50)")
    _add_model(soak)
    for kind in (voice, over, cut, soak):
        kind.add_argument("--audio", metavar="DIR", help="recordings of speech (default: the examples)")
        kind.add_argument("--json", action="store_true", help="one row a line, as JSON")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number
