"""Facts about packs as people read them, the same on the command line (in English) and in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.language import mark, tr

if TYPE_CHECKING:
    from engine.library import Entry, Memory, Need, PackInfo, Progress, Speed

KINDS = {
    "embedded": mark("Mindpace's own model"),
    "mtmd": mark("Model for llama.cpp"),
    "step_audio": mark("Step-Audio"),
    "server": mark("On a server"),
    "voice": mark("Voice"),
}
VERDICTS = {"fits": mark("fits"), "tight": mark("tight"), "too large": mark("too large")}
STATES = {
    "looking": mark("looking"),
    "connecting": mark("connecting"),
    "downloading": mark("downloading"),
    "waiting": mark("waiting for the server"),
    "checking": mark("checking"),
    "copying": mark("copying"),
    "unpacking": mark("unpacking"),
    "converting": mark("converting"),
    "trying": mark("trying"),
    "done": mark("done"),
}


def kind_words(kind: str) -> str:
    """Return what people call a kind of packs."""
    return tr(KINDS.get(kind, kind))


def amount(size: float, *, about: bool = False) -> str:
    """Return a number of bytes as people read it, for example 1.2 GB; `about` for one that is rounded."""
    text = f"{size:.0f} B"
    for power, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if size >= power:
            text = f"{size / power:.1f} {unit}" if size < 10 * power else f"{size / power:.0f} {unit}"
            break
    return tr("about {amount}", amount=text) if about else text


def fit(need: Need | None, have: Memory) -> str:
    """Return the memory that a pack needs, and whether this machine has it."""
    from engine.library import verdict

    return tr("unknown") if need is None else f"{amount(need.total)}, {tr(VERDICTS[verdict(need, have)])}"


def speed(measured: Speed | None) -> str:
    """Return how fast a pack was measured to be here."""
    if measured is None:
        return tr("speed not measured")
    steps = measured.one_brain if measured.both_brains is None else measured.both_brains
    return tr("{steps} steps/s", steps=f"{steps:.0f}")


def progress_words(progress: Progress) -> str:
    """Return how far the adding of a pack is, as one line."""
    parts = [f"{progress.name}: {tr(STATES.get(progress.state, progress.state))}"]
    if progress.total:
        done, total = amount(progress.done), amount(progress.total)
        parts.append(
            tr("{done} of {total} ({part} %)", done=done, total=total, part=100 * progress.done // progress.total)
        )
    if progress.rate and progress.total:
        left = time_left((progress.total - progress.done) / progress.rate)
        parts.append(tr("{rate} a second, {time} left", rate=amount(progress.rate), time=left))
    return ", ".join(parts)


def time_left(seconds: float) -> str:
    """Return a time as people read it, for example 3 min."""
    if seconds < 90:
        return tr("{number} s", number=f"{seconds:.0f}")
    if seconds < 5400:
        return tr("{number} min", number=f"{seconds / 60:.0f}")
    return tr("{number} h", number=f"{seconds / 3600:.1f}")


def facts(pack: PackInfo, have: Memory) -> list[tuple[str, str]]:
    """Return what there is to know of an installed pack, a row each."""
    if pack.problem:
        return [("pack", pack.name), ("folder", str(pack.folder)), ("problem", pack.problem)]
    need = pack.need
    rows = [
        ("pack", pack.name),
        ("title", pack.title),
        ("kind", kind_words(pack.kind)),
        ("version", pack.version),
        ("licence", pack.licence),
        ("from", pack.source or ("the user's files" if pack.own else "ships with Mindpace")),
        ("folder", str(pack.folder)),
        ("size", amount(pack.bytes)),
        ("model", " ".join(part for part in (pack.architecture, pack.quantization) if part)),
        ("context", f"{pack.context} tokens" if pack.context else "unknown"),
        ("hears", _hears(pack)),
        ("memory needed", fit(need, have)),
    ]
    if need is not None and need.models:
        rows.append(("", f"models {amount(need.models)}, cache {amount(need.cache)}, working {amount(need.working)}"))
    rows.append(("this machine", f"{amount(have.total)}, {amount(have.available)} free"))
    return rows if pack.kind == "voice" else [*rows, ("speed here", _both_speeds(pack.speed))]


def catalogue_notes(entry: Entry) -> list[tuple[str, str]]:
    """Return what there is to know of a model of the catalogue, a row each."""
    size = "unknown" if entry.bytes is None else amount(entry.bytes, about=entry.about_bytes)
    rows = [
        ("model", entry.name),
        ("title", entry.title),
        ("about", entry.about),
        ("kind", kind_words(entry.kind)),
        ("licence", entry.licence + (f" ({entry.licence_note})" if entry.licence_note else "")),
        ("tried with Mindpace", "yes" if entry.verified else "not verified"),
        ("from", f"{entry.source.host} {entry.source.repo} {entry.source.revision}"),
        ("size", size),
        ("known by", entry.evidence),
    ]
    for item in entry.items:
        known = "size unknown" if item.bytes is None else amount(item.bytes, about=item.about)
        rows.append((f"file, {item.role}", f"{item.file}, {known}, sha256 {item.sha256 or 'asked of the host'}"))
    return rows


def _hears(pack: PackInfo) -> str:
    if pack.kind == "voice":
        return "no, it speaks"
    return "yes" if pack.hears else "no, it answers typed questions only"


def _both_speeds(measured: Speed | None) -> str:
    if measured is None:
        return "not measured (`mindpace packs check` does)"
    both = "" if measured.both_brains is None else f", both {measured.both_brains:.0f}"
    return f"one brain {measured.one_brain:.0f} steps/s{both} ({measured.day})"
