"""What a model host says about a repository: the commit behind a revision, and each file's size and sha256."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from engine.errors import PackError
from engine.packs.catalogue import NEWEST, Catalogue, Entry, Host, Item, address
from engine.packs.describe import pack_name
from engine.packs.download import Patience, Wanted
from engine.packs.fields import Fields
from engine.packs.manifest import SHA256, Source, plain_file_name
from engine.packs.remote import Client, Timeouts, TransferError

LONGEST_LISTING = 16 << 20
ENDPOINT = "HF_ENDPOINT"
"""Environment variable that names another server with the same addresses, as the host's own tools know it."""
MODELS = ("Q4_K_M", "Q4_K_S", "Q5_K_M", "Q8_0", "Q4_0", "F16", "BF16")
EARS = ("Q8_0", "F16", "BF16", "F32")
"""Quantizations in the order in which they are preferred; ears lose more by it than models do."""
KEY = "HF_TOKEN"
"""Environment variable with the user's key for the host; it goes to that host only."""


@dataclass(frozen=True)
class Listing:
    """A repository at one commit: file -> size and sha256, either None where the host does not say."""

    commit: str
    files: dict[str, tuple[int | None, str | None]]


def with_endpoint(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with the server that the user named in the environment before all others."""
    endpoint = os.environ.get(ENDPOINT, "").rstrip("/")
    if not endpoint:
        return catalogue
    return Catalogue({name: _moved(host, endpoint) for name, host in catalogue.hosts.items()}, catalogue.entries)


def keys(catalogue: Catalogue) -> dict[str, str]:
    """Return host name -> the user's key, for the first server of each host; mirrors get none."""
    key = os.environ.get(KEY, "").strip()
    servers = {urlsplit(host.files[0]).hostname for host in catalogue.hosts.values() if host.files}
    return {server: key for server in servers if server} if key else {}


def plan(entry: Entry, catalogue: Catalogue, client: Client) -> tuple[Source, list[Wanted]]:
    """Return where exactly the entry comes from and what to download.

    The host is asked only for what the catalogue does not know. Files are asked for at a commit, not at a branch that
    can move between two of them.

    Raises:
        PackError: the host does not answer, or does not have a file.
    """
    listings: dict[Source, Listing] = {}
    wanted, source = [], entry.source
    for item in entry.items:
        at = item.source
        if item.sha256 is None or item.bytes is None or item.about or at.revision == NEWEST:
            if at not in listings:
                listings[at] = _listing(catalogue.hosts[at.host], at, client)
            item = _known(item, listings[at])  # noqa: PLW2901 - the same item, with what the host says
        if item.role == "model":
            source = item.source
        wanted.append(_wanted(item, catalogue.hosts[at.host]))
    return source, wanted


def entry_of(repo: str, quantization: str, catalogue: Catalogue, client: Client) -> Entry:
    """Return an entry for a repository that the catalogue does not know: a model of that quantization, and its ears.

    Raises:
        PackError: the host does not answer, or the repository holds no such model.
    """
    name = next(iter(catalogue.hosts))
    source = Source(name, repo, NEWEST)
    listing = _listing(catalogue.hosts[name], source, client)
    source = replace(source, revision=listing.commit)
    files = [file for file in listing.files if file.lower().endswith(".gguf") and plain_file_name(file)]
    ears = _best([file for file in files if "mmproj" in file.lower()], EARS)
    model = _best([file for file in files if "mmproj" not in file.lower()], (quantization,) if quantization else MODELS)
    if model is None:
        raise PackError(f"{repo} holds no GGUF model{f' in {quantization}' if quantization else ''}: name another one.")
    roles = {"model": model} | ({"ears": ears} if ears else {})
    items = tuple(_item(role, file, listing, source) for role, file in roles.items())
    title = repo.split("/")[1]
    return Entry(pack_name(title) or "model", title, "", "mtmd", "", "", False, source, items, "", None, {})


def _item(role: str, file: str, listing: Listing, source: Source) -> Item:
    size, digest = listing.files[file]
    return Item(role, file, file, digest, size, about=False, source=source)


def _best(files: list[str], kinds: Sequence[str]) -> str | None:
    """The first file whose name holds the first of `kinds` that any name holds."""
    for kind in kinds:
        found = sorted(
            file for file in files if re.search(rf"(^|[-._]){re.escape(kind.lower())}([-._]|$)", file.lower())
        )
        if found:
            return found[0]
    return None


def _known(item: Item, listing: Listing) -> Item:
    if item.file not in listing.files:
        raise PackError(f"{item.source.repo} no longer has the file {item.file}: download another one and add it.")
    size, digest = listing.files[item.file]
    if item.sha256 and digest and digest != item.sha256:
        # The branch has moved on: the known content is still wanted, so its size is what the catalogue says, if exact.
        raise PackError(f"{item.source.repo} has another {item.file} than the catalogue knows: update Mindpace.")
    source = replace(item.source, revision=listing.commit)
    return replace(
        item, sha256=item.sha256 or digest, bytes=size or (None if item.about else item.bytes), source=source
    )


def _wanted(item: Item, host: Host) -> Wanted:
    urls = tuple(address(pattern, item.source, item.file) for pattern in host.files)
    return Wanted(item.save_as, urls if item.sha256 else urls[:1], item.sha256, item.bytes)


def _listing(host: Host, source: Source, client: Client) -> Listing:
    url, patience = address(host.listing, source), Patience()
    try:
        status, raw = client.small(url, LONGEST_LISTING, Timeouts(patience.connect_s, patience.stall_s))
        if status != 200:
            raise TransferError(_why(status), again=False)
        return _parse(json.loads(raw), source)
    except TransferError as error:
        server = urlsplit(url).hostname
        raise PackError(
            f"{server} does not tell what {source.repo} holds ({error.reason}): check the connection and try again."
        ) from error
    except (ValueError, RecursionError) as error:
        raise PackError(f"The list of files of {source.repo} cannot be read: try again later.") from error


def _why(status: int) -> str:
    if status in (401, 403):
        return f"it wants an account that has agreed to the licence: put your key in {KEY}"
    return "it has no such repository" if status == 404 else f"HTTP {status}"


def _parse(data: object, source: Source) -> Listing:
    fields = Fields(data, f"The list of files of {source.repo}", advice="try again later")
    siblings = fields.data.get("siblings")
    if not isinstance(siblings, list):
        raise fields.wrong("siblings")
    files = {}
    for raw in siblings:
        one = Fields(raw, fields.where, "siblings.", fields.advice)
        large = one.inner("lfs") if one.has("lfs") else None
        digest = large.text("sha256", "") if large else ""
        size = one.number("size") if one.has("size") else None
        files[one.text("rfilename")] = (size, digest if SHA256.fullmatch(digest) else None)
    return Listing(fields.text("sha"), files)


def _moved(host: Host, endpoint: str) -> Host:
    first = urlsplit(host.files[0])
    start = f"{first.scheme}://{first.netloc}"
    listing = host.listing.replace(start, endpoint, 1)
    return Host(listing, (host.files[0].replace(start, endpoint, 1), *host.files))
