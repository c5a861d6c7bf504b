"""Encryption and keys: what is trusted, and where a key goes."""

import logging
import shutil
import ssl
import subprocess
import threading
import time

import pytest

from engine.errors import PackError
from engine.packs.control import Control, Outcome
from engine.packs.download import Patience
from engine.packs.remote import Client
from tests.packs.conftest import CONTENT
from tests.packs.scripted_server import Server, serving
from tests.packs.test_download import SHA, answer, cut, get, redirect, stall, wanted


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A key and a certificate for 127.0.0.1 that nobody trusts."""
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", key, "-out", cert, "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, cert


@pytest.fixture
def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate[1], certificate[0])
    with serving(Server(CONTENT), context) as running:
        yield running


def test_a_certificate_that_nobody_trusts_is_refused(tmp_path, secure, client):
    with pytest.raises(PackError, match="certificate is not to be trusted"):
        get(tmp_path, wanted(secure), client)
    assert secure.requests == []


def test_over_tls_cuts_are_resumed_too_and_a_stop_is_prompt(tmp_path, secure, certificate):
    client = Client(verify=str(certificate[1]))
    secure.script = [cut(12_000)]
    assert get(tmp_path, wanted(secure), client).sha256 == SHA
    assert secure.starts == [None, 12_000]
    secure.script = [None, None, stall]
    control = Control()
    threading.Timer(0.5, control.pause).start()
    began = time.monotonic()
    got = get(tmp_path / "again", wanted(secure), client, control=control, patience=Patience(stall_s=30))
    assert (got.outcome, time.monotonic() - began < 5) == (Outcome.PAUSED, True)
    client.close()


def test_encryption_is_never_given_up_on_the_way(tmp_path, secure, server, certificate):
    secure.script = [redirect(path=server.url)]
    client = Client(verify=str(certificate[1]))
    with pytest.raises(PackError, match="without encryption"):
        get(tmp_path, wanted(secure), client)
    assert server.requests == []
    client.close()


def test_keys_go_to_their_host_over_tls_only_and_nowhere_into_the_log(tmp_path, secure, server, certificate, caplog):
    caplog.set_level(logging.DEBUG)
    client = Client({"127.0.0.1": "hf_secret"}, verify=str(certificate[1]))
    other = secure.url.replace("127.0.0.1", "localhost") + "?signature=hidden"
    secure.script = [answer(302, location=other)]
    with pytest.raises(PackError) as raised:  # the certificate is not for localhost
        get(tmp_path, wanted(secure), client)
    assert [request.headers.get("Authorization") for request in secure.requests] == ["Bearer hf_secret"]
    server.script = [answer(403)]
    with pytest.raises(PackError):
        get(tmp_path, wanted(server), client)
    assert "Authorization" not in server.requests[0].headers
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("mindpace")]
    assert ours
    assert not any(secret in text for text in [*ours, str(raised.value)] for secret in ("hf_secret", "hidden"))
    client.close()
