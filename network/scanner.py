"""Asks a virus scanner that speaks clamd's protocol (INSTREAM) about bytes. Which one is the setting CLAMD_URL; none by default.

The protocol is small: the command, then chunks with their length before them, an empty chunk, and one line of answer.
"""

import socket
from urllib.parse import urlsplit

from django.conf import settings

CHUNK = 2**16
SECONDS = 20  # for each step of a conversation; a person is waiting


class ScannerDown(Exception):
    """No answer that says yes or no: what it was to look at is held, never let through."""


def configured() -> bool:
    """Whether uploads are to be scanned here."""
    return bool(settings.CLAMD_URL)


def scan(content: bytes) -> str:
    """The name of what was found in the bytes; empty when nothing was. Raises ScannerDown."""
    answer = _ask(b"zINSTREAM\0", content)
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise ScannerDown(f"The virus scanner says {answer[:200]!r}.")


def version() -> str:
    """What the scanner calls itself and its signatures. Raises ScannerDown."""
    return _ask(b"zVERSION\0")


def _ask(command: bytes, content: bytes | None = None) -> str:
    try:
        with _connected() as line:
            line.sendall(command)
            if content is not None:
                _stream(line, content)
            return _line(line)
    except OSError as error:
        raise ScannerDown(f"The virus scanner at {settings.CLAMD_URL} does not answer: {error}") from error


def _connected() -> socket.socket:
    """An open connection to `tcp://host:port` or `unix:///path`. Raises OSError, ScannerDown for another address."""
    address = urlsplit(settings.CLAMD_URL)
    if address.scheme == "unix":
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        line.connect(address.path)
        return line
    if address.scheme != "tcp" or not address.hostname:
        raise ScannerDown(f"CLAMD_URL is {settings.CLAMD_URL!r}; it is tcp://host:3310 or unix:///path.")
    return socket.create_connection((address.hostname, address.port or 3310), timeout=SECONDS)


def _stream(line, content):
    view = memoryview(content)
    for at in range(0, len(view), CHUNK):
        part = view[at : at + CHUNK]
        line.sendall(len(part).to_bytes(4))
        line.sendall(part)
    line.sendall(bytes(4))


def _line(line) -> str:
    """One answer, ended by a zero byte or by the end of the conversation."""
    found = b""
    while b"\0" not in found and len(found) < 4096:
        part = line.recv(4096)
        if not part:
            break
        found += part
    return found.split(b"\0")[0].decode(errors="replace").strip()
