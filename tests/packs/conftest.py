"""Folders of their own, a model of the user's, and a server to download from."""

import random
from pathlib import Path

import pytest

from engine.packs.remote import Client
from tests.packs.kinds import make_projector
from tests.packs.scripted_server import Server, serving
from tests.packs.test_packs import make_lm

CONTENT = random.Random(0).randbytes(40_000)


@pytest.fixture(autouse=True)
def _private(tmp_path, monkeypatch):
    for name in ("CACHE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in ("HF_ENDPOINT", "HF_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def models(tmp_path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    make_lm(folder / "Tiny Model-Q8.gguf", 16)
    make_projector(folder / "mmproj-tiny.gguf")
    return folder


@pytest.fixture
def server():
    with serving(Server(CONTENT)) as running:
        yield running


@pytest.fixture
def client():
    made = Client()
    yield made
    made.close()
