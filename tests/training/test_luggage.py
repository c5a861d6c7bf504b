"""Luggage for a lent machine: what travels is weighed as the lender weighs it, and assets come back as they were."""

import subprocess

import pytest

from engine.errors import MindpaceError
from engine.training import luggage, on_machine
from engine.training.stages import Recipe

KIB = 1 << 10


def git(root, *arguments):
    return subprocess.run(["git", *arguments], cwd=root, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def repository(tmp_path):
    root = tmp_path / "repo"
    for name, size in {"a.py": 3, "assets/packs/embedded/lm.gguf": 70, "docs/screenshots/x.png": 5}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"x" * size * KIB)
    (root / ".gitignore").write_text("/.carry/\n")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "first")
    (root / ".carry/synthesis").mkdir(parents=True)
    (root / ".carry/synthesis/tts").write_bytes(b"x" * 9 * KIB)
    return root


def test_the_weight_is_that_of_what_git_does_not_ignore_and_of_one_part(repository):
    (repository / "new.py").write_bytes(b"x" * 2 * KIB)
    (repository / ".carry/other").write_bytes(b"x" * 50 * KIB)
    ignore = len("/.carry/\n")
    assert luggage.weigh(repository, repository / ".carry/synthesis") == (3 + 70 + 5 + 2 + 9) * KIB + ignore


def test_assets_stay_at_home_and_come_back_as_they_were(repository, tmp_path):
    luggage.away(repository, tmp_path / "home")
    assert not (repository / "assets/packs/embedded").exists()
    assert luggage.weigh(repository, repository / ".carry/synthesis") < 13 * KIB
    luggage.back(repository, tmp_path / "home")
    assert git(repository, "status", "--porcelain") == ""
    luggage.back(repository, tmp_path / "home")  # twice does no harm
    assert (repository / "assets/packs/embedded/lm.gguf").stat().st_size == 70 * KIB


def test_too_heavy_or_not_ignored_is_said_before_a_machine_is_asked_for(repository, monkeypatch, capsys):
    monkeypatch.chdir(repository)
    assert luggage.main([]) == 0
    assert "synthesis: 0.1 MiB" in capsys.readouterr().out
    (repository / "left").mkdir()
    (repository / "left/tts").write_text("x")
    assert luggage.main(["--to", "left"]) == 2
    assert "does not ignore left" in capsys.readouterr().err
    monkeypatch.setattr(luggage, "ROOM", 80 * KIB)
    assert luggage.main([]) == 2
    assert "Too heavy for a call of 64 MiB: synthesis" in capsys.readouterr().err


def test_the_machine_runs_the_recipe_without_synthesis_and_sooner():
    recipe = Recipe.load("v3")
    made = luggage.settings(recipe)
    assert "synthesis" not in made["timeline"]
    assert made["timeline"]["ears"]["at"] == 1
    assert made["timeline"]["joint"]["at"] == recipe.timeline["joint"]["at"] - luggage.SOONER
    assert recipe.timeline["ears"]["at"] > 1  # the recipe itself is left alone


def test_recordings_travel_with_the_times_of_their_words(tmp_path):
    people, part = tmp_path / "people", tmp_path / "part"
    people.mkdir()
    with pytest.raises(MindpaceError, match=r"no spans\.json in .*engine\.training\.alignment first"):
        luggage.pack_people(people, part)
    (people / "spans.json").write_text("{}")
    with pytest.raises(MindpaceError, match=r"no phones\.json"):
        luggage.pack_people(people, part)
    (people / "phones.json").write_text("{}")
    luggage.pack_people(people, part)
    assert (part / "human/spans.json").read_text() == "{}"


def test_people_become_a_shard_and_their_words_are_spliced_behind_it(tmp_path, monkeypatch):
    (tmp_path / "luggage/human").mkdir(parents=True)
    (tmp_path / "luggage/human/spans.json").write_text("{}")
    started = []
    monkeypatch.setattr(on_machine.os, "nice", lambda _: 0)
    monkeypatch.setattr(on_machine.Machine, "python", lambda _, *a: started.append(a))
    monkeypatch.setattr(on_machine.Machine, "daemon", lambda _, log, *a, threads: started.append((log, *a, threads)))
    on_machine.Machine(tmp_path / "w", tmp_path / "luggage").human()
    (shard, bank, splicing) = started
    assert shard[0] == "engine.training.human"
    assert bank[0] == "engine.training.people"
    assert bank[-1] == tmp_path / "w/tts/people"  # where the synthesis looks for it
    assert splicing[:2] == ("splice.log", "engine.training.splice")
    folder = splicing[splicing.index("--folder") + 1]
    assert (folder / "spans.json").exists()
    assert tmp_path / "w/shards" in splicing


def test_a_step_on_a_fresh_machine_ends_at_once(tmp_path, capsys):
    for step in ("brains", "run", "foreign", "accented", "human", "hold"):
        assert on_machine.main([step, "--from", str(tmp_path), "--work", str(tmp_path / "w")]) == 3
        assert "begin with the step synthesis" in capsys.readouterr().err


def test_more_voices_come_into_the_tree_folder_by_folder(tmp_path):
    tree, more = tmp_path / "tts", tmp_path / "more"
    for root, name in ((tree, "voices/bdl/24000/a"), (more, "voices/anna/24000/b"), (more, "languages/Russian/c")):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(name)
    on_machine.merge(more, tree)
    assert sorted(p.read_text() for p in tree.rglob("?")) == [
        "languages/Russian/c", "voices/anna/24000/b", "voices/bdl/24000/a",
    ]  # fmt: skip
