"""Every page in the smallest window: no text is cut off and nothing lies on anything else."""

import pytest

from tests.app.test_look import cut_off, overlapping
from tests.app.views import VIEWS, Stage

TIGHT = (
    "settings", "settings-sound", "settings-end", "settings-german", "history", "history-off", "check-faults",
    "check-done", "hands-free", "latency", "talk-german", "interrupted",
)  # fmt: skip


@pytest.mark.parametrize("name", TIGHT)
def test_nothing_is_cut_off_in_the_smallest_window(qtbot, look, name):
    with Stage(look, "light", (640, 480)) as stage:
        VIEWS[name](stage)
        stage.settle(60)
        assert cut_off(stage.window) == []
        page = stage.window.pages.currentWidget()
        for part in (stage.window, stage.window.header, page):
            assert overlapping(part) == []
