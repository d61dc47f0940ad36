"""The vault: refresh tokens and passwords, encrypted at rest, and what is known of each login.

`Vault` is its only door. Nothing heavy is imported, and no file and no key is touched, before something is asked of it.
"""

from __future__ import annotations

from followbot.vault.keys import FileKey, KeyringKey, KeySource, key_source
from followbot.vault.rows import Vault

__all__ = ["FileKey", "KeySource", "KeyringKey", "Vault", "key_source"]
