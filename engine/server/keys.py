"""Keys of servers in the system's keyring, where `mindpace packs` puts them; never in files, logs or sentences."""

from __future__ import annotations

from engine.errors import ServerError

SERVICE = "mindpace"


def get_key(name: str) -> str:
    """Return the key of the pack `name`.

    Raises:
        ServerError: there is none, or the keyring cannot be used.
    """
    import keyring
    from keyring.errors import KeyringError

    try:
        key = keyring.get_password(SERVICE, name)
    except KeyringError as error:
        raise _unusable() from error
    if not key:
        raise ServerError(f"There is no key for the server of {name} in the keyring: run `mindpace packs key {name}`.")
    return key


def _unusable() -> ServerError:
    return ServerError(
        "The system's keyring cannot be used, and keys are kept nowhere else: unlock it, or install one "
        "(GNOME Keyring, KWallet)."
    )
