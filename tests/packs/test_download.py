"""Downloads against a server that does everything wrong: the file is whole in the end, or one sentence says why not."""

import hashlib
import random
import shutil
import threading
import time
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest

from engine.errors import PackError
from engine.packs import download as download_module
from engine.packs.control import Control, Outcome
from engine.packs.download import Patience, Wanted, download
from engine.packs.remote import Client
from tests.packs.conftest import CONTENT
from tests.packs.scripted_server import Server, serving

OTHER = random.Random(1).randbytes(40_000)
SIZE = len(CONTENT)
SHA = hashlib.sha256(CONTENT).hexdigest()
QUICK = Patience(connect_s=2, stall_s=0.3, slowest=5_000, tries=4, first_wait_s=0.01, longest_wait_s=0.05)
CALM = replace(QUICK, stall_s=20)
"""For tests that count requests: a busy machine is no stalled server."""


@pytest.fixture
def mirror():
    with serving(Server(CONTENT, etag='"m"')) as running:
        yield running


def wanted(*servers, sha=SHA, size=SIZE):
    return Wanted("file.bin", tuple(server.url for server in servers), sha, size)


def get(folder, what, client, **more):
    return download(what, folder, client, patience=more.pop("patience", QUICK), **more)


def cut(size):
    return lambda request, server: server.serve(request, size)


def answer(status, body=b"", **headers):
    def send(request, _server):
        request.head(status, content_length=len(body), **headers)
        request.send(body)

    return send


def hang(request, server):
    server.over.wait(5)


def stall(request, server):
    server.serve(request, 9_000)
    server.over.wait(5)


def trickle(request, server):
    request.head(200, content_length=len(CONTENT))
    for at in range(200):
        request.send(CONTENT[at : at + 1])
        if server.over.wait(0.02):
            return


def chunked(request, _server, *, whole=True):
    request.head(200, transfer_encoding="chunked")
    for at in range(0, len(CONTENT), 7_000):
        piece = CONTENT[at : at + 7_000]
        request.send(b"%x\r\n%s\r\n" % (len(piece), piece))
        if not whole and at > 10_000:
            return
    request.send(b"0\r\n\r\n")


def until_closed(request, _server):
    request.head(200)
    request.send(CONTENT)


def wrong_place(request, server):
    request.head(206, content_length=10, content_range=f"bytes 5-14/{len(CONTENT)}")
    request.send(CONTENT[5:15])


def other_content(request, _server):
    request.head(200, content_length=len(OTHER))
    request.send(OTHER)


def small_pieces(request, server):
    """Serves ranges, but never more than 15 000 bytes of them."""
    start = request.start or 0
    end = min(start + 15_000, len(CONTENT))
    request.head(206, content_length=end - start, content_range=f"bytes {start}-{end - 1}/{len(CONTENT)}")
    request.send(CONTENT[start:end])


def redirect(status=302, path="/elsewhere"):
    return answer(status, location=path)


def in_a_moment(request, server):
    answer(503, retry_after=formatdate(time.time() + 1, usegmt=True))(request, server)


def gone(_request, _server):
    """Closes the connection without a word."""


SURVIVED = {
    "nothing wrong": [],
    "cut in the body": [cut(12_345)],
    "cut before the first byte": [cut(0)],
    "cut three times in a row": [cut(1), cut(1), cut(1)],
    "closed before any answer": [gone],
    "reset before any answer": [lambda request, _: request.reset()],
    "reset in the body": [lambda request, server: (server.serve(request, 20_000), request.reset())],
    "no answer": [hang],
    "stalls in the body": [stall],
    "trickles": [trickle],
    "more promised than sent": [lambda request, _: (request.head(200, content_length=len(CONTENT)),
                                                         request.send(CONTENT[:-1]))],
    "wrong content once": [other_content],
    "redirect": [redirect()],
    "redirects of every kind": [redirect(301), redirect(303), redirect(307), redirect(308)],
    "redirect, then cut, then redirect": [redirect(), cut(5_000), redirect()],
    "busy, with seconds to wait": [answer(429, retry_after=1)],
    "busy, with a time to come back": [in_a_moment],
    "busy, without a time": [answer(429), answer(503), answer(500)],
    "does not know ranges": [cut(30_000), until_closed],
    "sends another part than asked": [cut(10_000), wrong_place],
    "says the part is too long": [cut(10_000), answer(416, content_range="bytes */5000")],
    "says 416 without telling why": [cut(10_000), answer(416)],
    "chunked": [chunked],
    "chunked and cut": [lambda request, server: chunked(request, server, whole=False)],
    "without any length": [until_closed],
    "sends less than the range": [cut(5_000), small_pieces, small_pieces],
    "not HTTP": [lambda request, _: request.send(b"220 welcome to the mail server\r\n")],
    "headers without end": [lambda request, _: request.send(b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000)],
    "everything after another": [hang, cut(3_000), answer(503), stall, redirect(), gone, cut(9)],
}  # fmt: skip


@pytest.mark.parametrize("fault", list(SURVIVED))
def test_faults_survived(tmp_path, server, client, fault):
    server.script = SURVIVED[fault]
    got = get(tmp_path, wanted(server), client)
    assert (got.outcome, got.sha256, got.bytes) == (Outcome.DONE, SHA, len(CONTENT))
    assert (tmp_path / "file.bin").read_bytes() == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["file.bin"]
    assert len(server.requests) > len(server.script) - 1


MIRRORED = {
    "refuses": answer(403),
    "refuses without a key": answer(401),
    "does not have it": answer(404),
    "has another length": answer(200, b"x" * 100),
    "has another content": other_content,
    "wants us to come back tomorrow": answer(429, retry_after=86_400),
    "leads in circles": redirect(path="/file.bin"),
    "leads to a place that is none": redirect(path="gopher://x"),
    "sends it packed": answer(200, b"x", content_encoding="gzip"),
    "is broken for good": answer(500),
}


@pytest.mark.parametrize("fault", list(MIRRORED))
def test_a_mirror_helps_where_the_first_address_is_of_no_use(tmp_path, server, mirror, client, fault):
    server.script = [MIRRORED[fault]] * 50
    assert get(tmp_path, wanted(server, mirror), client).sha256 == SHA
    assert len(mirror.requests) == 1


@pytest.mark.parametrize("fault", list(MIRRORED))
def test_without_a_mirror_it_is_one_sentence(tmp_path, server, client, fault):
    server.script = [MIRRORED[fault]] * 50
    with pytest.raises(PackError, match=r"file.bin cannot be downloaded \(127.0.0.1: .*\): try again") as raised:
        get(tmp_path, wanted(server), client)
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "file.bin").exists()


def test_an_address_where_nobody_listens(tmp_path, server, client):
    nobody = Wanted("file.bin", ("http://127.0.0.1:1/file.bin", server.url), SHA, len(CONTENT))
    assert get(tmp_path, nobody, client).sha256 == SHA


def test_what_the_first_address_sent_is_continued_at_the_mirror(tmp_path, server, mirror, client):
    server.script = [cut(25_000), *[answer(404)] * 9]
    assert get(tmp_path, wanted(server, mirror), client).sha256 == SHA
    assert mirror.starts == [25_000]


def test_a_cut_at_any_byte_resumes_to_the_right_hash(tmp_path, client):
    """Positions: both ends, around powers of two, and random ones; the server sees one request for the rest each."""
    rng = random.Random(3)
    content = rng.randbytes(3_000)
    what = hashlib.sha256(content).hexdigest()
    positions = {*range(12), *range(2_988, 3_000), *(2**n + d for n in range(4, 12) for d in (-1, 0, 1))}
    positions |= {rng.randrange(3_000) for _ in range(150)}
    with serving(Server(content)) as server:
        for position in sorted(positions):
            folder = tmp_path / str(position)
            server.requests.clear()
            server.script = [cut(position)]
            got = get(folder, Wanted("f", (server.url,), what, 3_000), client, patience=CALM)
            assert (folder / "f").read_bytes() == content
            assert (got.sha256, server.starts) == (what, [None, position or None])


def test_many_cuts_in_one_download(tmp_path, server, client):
    server.script = [cut(1_500)] * 60
    assert get(tmp_path, wanted(server), client).sha256 == SHA
    assert server.starts == [None, *range(1_500, 40_000, 1_500)]


def test_a_later_run_goes_on_where_an_earlier_one_ended(tmp_path, server, client):
    server.script = [cut(17_000), *[answer(404)] * 3]
    with pytest.raises(PackError):
        get(tmp_path, wanted(server), client)
    server.script = []
    assert get(tmp_path, wanted(server), client).sha256 == SHA
    assert server.starts[-1] == 17_000
    assert server.requests[-1].headers["If-Range"] == '"v1"'


def test_a_part_that_was_damaged_meanwhile_is_found_out(tmp_path, server, client):
    (tmp_path / "file.bin.part").write_bytes(b"x" + CONTENT[1:20_000])
    assert get(tmp_path, wanted(server), client).sha256 == SHA
    assert server.starts == [20_000, None]


def test_a_part_longer_than_the_file_is_begun_anew(tmp_path, server, client):
    (tmp_path / "file.bin.part").write_bytes(CONTENT + b"more")
    assert get(tmp_path, wanted(server), client).sha256 == SHA


def test_a_whole_part_needs_no_server(tmp_path, client):
    (tmp_path / "file.bin.part").write_bytes(CONTENT)
    assert get(tmp_path, Wanted("file.bin", ("https://nowhere.invalid/x",), SHA, None), client).sha256 == SHA


def test_a_file_that_is_there_is_not_fetched(tmp_path, server, client):
    (tmp_path / "file.bin").write_bytes(CONTENT)
    assert get(tmp_path, wanted(server), client).bytes == len(CONTENT)
    assert server.requests == []


def test_a_file_that_changes_between_two_connections_is_begun_anew(tmp_path, server, client):
    def change(request, running):
        running.serve(request, 15_000)
        running.content, running.etag = OTHER, '"v2"'

    server.script = [change]
    got = get(tmp_path, wanted(server, sha=None, size=None), client)
    assert (tmp_path / "file.bin").read_bytes() == OTHER
    assert got.sha256 == hashlib.sha256(OTHER).hexdigest()


@pytest.mark.parametrize("etag", [None, 'W/"weak"'])
def test_without_sha256_and_validator_nothing_is_pieced_together(tmp_path, server, client, etag):
    server.etag, server.script = etag, [cut(15_000)]
    assert get(tmp_path, wanted(server, sha=None, size=None), client).sha256 == SHA
    assert server.starts == [None, None]


def test_wrong_content_is_fetched_once_more_and_then_refused(tmp_path, server, client):
    server.content = OTHER
    with pytest.raises(PackError, match="wrong sha256"):
        get(tmp_path, wanted(server), client)
    assert len(server.requests) == 2
    assert (tmp_path / "file.bin.part").stat().st_size == 0


@pytest.mark.parametrize(("stop", "kept"), [("pause", True), ("cancel", False)])
def test_a_stop_in_a_stalled_read_is_an_outcome_and_prompt(tmp_path, server, client, stop, kept):
    server.script = [stall]
    control = Control()

    def end():
        part = tmp_path / "file.bin.part"
        while not part.exists() or part.stat().st_size < 9_000:
            time.sleep(0.01)
        getattr(control, stop)()

    threading.Thread(target=end, daemon=True).start()
    slow = Patience(stall_s=30)
    began = time.monotonic()
    got = get(tmp_path, wanted(server), client, control=control, patience=slow)
    assert got.outcome is {"pause": Outcome.PAUSED, "cancel": Outcome.CANCELLED}[stop]
    assert time.monotonic() - began < 5
    assert (tmp_path / "file.bin.part").exists() == kept
    if kept:
        assert get(tmp_path, wanted(server), client).sha256 == SHA
        assert server.starts == [None, 9_000]
    else:
        assert not list(tmp_path.iterdir())


def test_a_stop_does_not_wait_for_a_server_that_does_not_answer(tmp_path, server):
    server.script = [hang]
    control = Control()
    threading.Timer(0.3, control.pause).start()
    began = time.monotonic()
    got = get(tmp_path, wanted(server), Client(control=control), control=control, patience=Patience(stall_s=30))
    assert (got.outcome, time.monotonic() - began < 4) == (Outcome.PAUSED, True)


def test_a_stop_ends_a_wait_for_a_busy_server(tmp_path, server, client):
    server.script = [answer(503, retry_after=200)]
    control = Control()
    threading.Timer(0.2, control.pause).start()
    began = time.monotonic()
    assert get(tmp_path, wanted(server), client, control=control).outcome is Outcome.PAUSED
    assert time.monotonic() - began < 5


def test_too_little_room_is_said_before_anything_is_written(tmp_path, server, client, monkeypatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=download_module.SPARE + len(CONTENT) - 1)
    monkeypatch.setattr(download_module.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(PackError, match=r"needs 0.0 GB more, but .* free: make room"):
        get(tmp_path, wanted(server), client)
    assert (tmp_path / "file.bin.part").stat().st_size == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_fills_up_is_one_sentence_and_what_is_there_is_kept(tmp_path, server, client, monkeypatch):
    server.script = [cut(10_000), *[answer(404)] * 3]
    with pytest.raises(PackError):
        get(tmp_path, wanted(server), client)
    real = download_module.Part.append

    def full(part, data):
        kept = part._file
        with Path("/dev/full").open("r+b", buffering=0) as no_room:
            part._file = no_room
            try:
                real(part, data)
            finally:
                part._file = kept

    server.script = []
    with monkeypatch.context() as patch:
        patch.setattr(download_module.Part, "append", full)
        with pytest.raises(PackError, match=r"The disk is full .* make room and try again"):
            get(tmp_path, wanted(server), client)
    assert (tmp_path / "file.bin.part").read_bytes() == CONTENT[:10_000]
    assert get(tmp_path, wanted(server), client).sha256 == SHA


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path, server, client):
    (tmp_path / "plain").write_text("")
    with pytest.raises(PackError, match="cannot be written"):
        get(tmp_path / "plain", wanted(server), client)


def test_a_link_in_the_place_of_the_part_is_not_followed(tmp_path, server, client):
    (tmp_path / "precious").write_text("mine")
    (tmp_path / "file.bin.part").symlink_to(tmp_path / "precious")
    with pytest.raises(PackError, match="cannot be written"):
        get(tmp_path, wanted(server), client)
    assert (tmp_path / "precious").read_text() == "mine"


@pytest.mark.parametrize("note", ["", "[]", "{", '{"url": 1, "validator": 2, "total": "x"}', "x" * 100_000])
def test_a_broken_note_costs_time_only(tmp_path, server, client, note):
    (tmp_path / "file.bin.part").write_bytes(CONTENT[:7_000])
    (tmp_path / "file.bin.part.json").write_text(note)
    assert get(tmp_path, wanted(server, sha=None, size=None), client).sha256 == SHA


def test_progress_grows_and_ends_at_the_whole(tmp_path, server, client):
    server.script = [cut(12_000), answer(503)]
    told = []
    get(tmp_path, wanted(server), client, on_progress=told.append)
    assert told[-1].done == told[-1].total == len(CONTENT)
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert {"connecting", "waiting", "checking", "done"} <= {one.state for one in told}


def test_plain_http_is_refused_where_nothing_tells_what_the_file_is(tmp_path, client):
    with pytest.raises(PackError, match="is not an https address"):
        get(tmp_path, Wanted("f", ("http://box.example/f?key=secret",)), client)
