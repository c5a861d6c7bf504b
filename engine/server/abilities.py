"""Finding out what a server can do, before the first question."""

from __future__ import annotations

import http.client
import json
import ssl
from typing import Any
from urllib.parse import urlsplit

from engine.log import logger
from engine.server.client import Endpoint

_log = logger(__name__)

WITHIN_S = 4.0
LONGEST = 1 << 20
THAT_CONTINUE = ("vllm", "sglang")
"""Makers of servers that go on from an assistant's prefix when asked to; others answer it like a question."""


def can_continue(endpoint: Endpoint) -> bool:
    """Whether the server says that it is one that can go on from a prefix; False where it says nothing."""
    try:
        endpoint.check()
        data = _get(endpoint, endpoint.path.removesuffix("/chat/completions") + "/models")
        makers = {str(one.get("owned_by", "")).lower() for one in data["data"] if isinstance(one, dict)}
    except Exception as error:  # noqa: BLE001 - whatever is wrong, the question itself will tell the user
        _log.info("the server's abilities are not known (%s)", type(error).__name__)
        return False
    return any(maker.startswith(THAT_CONTINUE) for maker in makers)


def _get(endpoint: Endpoint, path: str) -> dict[str, Any]:
    parts = urlsplit(endpoint.url)
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(endpoint.host, parts.port, timeout=WITHIN_S, context=context)
    else:
        connection = http.client.HTTPConnection(endpoint.host, parts.port, timeout=WITHIN_S)
    try:
        headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        found: dict[str, Any] = json.loads(response.read(LONGEST)) if response.status == 200 else {}
        return found
    finally:
        connection.close()
