"""What must never be in a committed file, and what the import contracts say."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

# Joined here from pieces, so that this file does not hold what it forbids.
REGISTRIES = [
    ("pypi", "org"),
    ("pythonhosted", "org"),
    ("registry.npmjs", "org"),
    ("deb.debian", "org"),
    ("archive.ubuntu", "com"),
    ("download.pytorch", "org"),
]
MACHINE_PATHS = [
    ("work", "main"),
    ("work", "shared"),
    ("opt", "pypi"),
    ("opt", "wheels"),
    ("root", r"\."),
    ("home", r"\w"),
]
FORBIDDEN = re.compile(
    "|".join(
        [rf"{name}\.{end}\b" for name, end in REGISTRIES] + [f"/{first}/{second}" for first, second in MACHINE_PATHS]
    )
)


def tracked_text_files(root: Path) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True).stdout
    files = [root / name.decode() for name in listed.split(b"\0") if name]
    return [file for file in files if file.is_file() and b"\0" not in file.read_bytes()[:4096]]


def test_no_file_names_a_package_registry_or_a_path_of_one_machine(root):
    if not (root / ".git").exists():
        pytest.skip("not a git checkout")
    files = tracked_text_files(root)
    assert root / "pyproject.toml" in files
    found = [
        f"{file.relative_to(root)}:{number}: {line.strip()[:120]}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if FORBIDDEN.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("line", ["see https://" + "pypi." + "org/simple", "cd " + "/work" + "/main && ls"])
def test_the_search_would_find_them(line):
    assert FORBIDDEN.search(line)


def test_links_between_documents_lead_somewhere(root):
    broken = []
    for page in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            path, _, anchor = target.partition("#")
            file = (page.parent / path).resolve() if path else page
            if "://" not in target and not (file.exists() and (not anchor or anchor in anchors(file))):
                broken.append(f"{page.name}: {target}")
    assert broken == []


def anchors(page: Path) -> set[str]:
    """Names of the headings, as code hosts make them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_import_contracts_hold(root):
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
