"""One file with everything: every row, every local document, and a manifest of hashes. Works on both databases.

The rows are written as text, so that a backup of one database restores into the other. Sessions stay behind. Keys are
not in it: keep `SECRET_KEY`, `SEAL_KEYS` and `AUDIT_KEY` yourself. It holds personal data in clear: encrypt it before it travels.
"""

from network.backup.contents import BackupError, Told, tables
from network.backup.making import make, snapshot
from network.backup.restoring import restore

__all__ = ["BackupError", "Told", "make", "restore", "snapshot", "tables"]
