"""Brains on a server that speaks OpenAI's protocol: streaming, audio in messages, thoughts told from replies.

Nothing leaves this computer unless the user chose such a model. Keys live in the system's keyring only.
"""

from engine.server.abilities import can_continue
from engine.server.client import Endpoint, Request, TextStream
from engine.server.keys import get_key
from engine.server.writer import ServerSettings, ServerWriter

__all__ = [
    "Endpoint",
    "Request",
    "ServerSettings",
    "ServerWriter",
    "TextStream",
    "can_continue",
    "get_key",
]
