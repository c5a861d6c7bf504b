"""What belongs into a bundle, from the metadata of the installed packages: nobody has to list a dependency twice."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = "mindpace"


def runtime_packages(root: str = ROOT) -> set[str]:
    """Return the canonical names of the packages that `root` needs on this system, itself included, without extras.

    Raises:
        PackageNotFoundError: one of them is not installed.
    """
    found: set[str] = set()
    waiting: list[tuple[str, frozenset[str]]] = [(canonicalize_name(root), frozenset())]
    seen = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        found.add(name)
        for needed in _needs(name, extras):
            if needed not in seen:
                seen.add(needed)
                waiting.append(needed)
    return found


def _needs(name: str, extras: frozenset[str]) -> Iterable[tuple[str, frozenset[str]]]:
    for text in metadata.requires(name) or []:
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield canonicalize_name(requirement.name), frozenset(requirement.extras)


def modules_of(packages: set[str]) -> set[str]:
    """Return the top-level modules that `packages` provide."""
    return {module for module, owners in _owners().items() if owners & packages}


def other_modules(packages: set[str]) -> set[str]:
    """Return the installed top-level modules that none of `packages` provides: what a bundle does without."""
    return {module for module, owners in _owners().items() if not owners & packages}


def _owners() -> dict[str, set[str]]:
    owned = metadata.packages_distributions()
    return {module: {canonicalize_name(owner) for owner in owners} for module, owners in owned.items()}
