"""How much memory this process took."""

from __future__ import annotations

from pathlib import Path


def peak_rss_mb() -> float:
    """Return the most memory in MB (10^6 bytes) that this process ever had resident."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:  # not Linux
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    # Not getrusage: there a process begins with the peak of the one that started it.
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) * 1024 / 1e6
