"""Keys of servers in the system's keyring; they are never written to files, logs or sentences."""

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


def set_key(name: str, key: str) -> None:
    """Keep the key of the pack `name`.

    Raises:
        ServerError: it is no key, or the keyring cannot be used.
    """
    import keyring
    from keyring.errors import KeyringError

    key = key.strip()
    if not key or not key.isprintable() or not key.isascii():
        raise ServerError("That is no key: paste it as the server's maker gave it, on one line.")
    try:
        keyring.set_password(SERVICE, name, key)
    except KeyringError as error:
        raise _unusable() from error


def forget_key(name: str) -> None:
    """Remove the key of the pack `name`, if there is one."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.delete_password(SERVICE, name)
    except KeyringError:
        return


def _unusable() -> ServerError:
    return ServerError(
        "The system's keyring cannot be used, and keys are kept nowhere else: unlock it, or install one "
        "(GNOME Keyring, KWallet)."
    )
