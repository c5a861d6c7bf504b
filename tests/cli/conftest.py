"""Commands of one test know nothing of what went wrong in another's."""

import pytest

from engine import config


@pytest.fixture(autouse=True)
def _nothing_went_wrong_before():
    for mark in config.log_dir().glob("crash-*.untold"):
        mark.unlink()
