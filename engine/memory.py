"""How much memory this process took."""

from __future__ import annotations

from pathlib import Path


def peak_rss_mb() -> float:
    """Return the most memory in MB (10^6 bytes) that this process ever had resident."""
    return _status("VmHWM")


def rss_mb() -> float:
    """Return the memory in MB (10^6 bytes) that this process has resident now; where that is not told, the peak."""
    return _status("VmRSS")


def _status(name: str) -> float:
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:  # not Linux
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    # Not getrusage: there a process begins with the peak of the one that started it.
    line = next(line for line in status.splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024 / 1e6
