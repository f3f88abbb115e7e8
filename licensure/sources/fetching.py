"""Asking a server over HTTP: with a time limit, a size limit and a pace, and nothing taken from the environment.

Python's own `http.client`: it follows no redirect, knows no proxy, keeps no cookie and unpacks nothing. A redirect is refused
whatever its target: registers answer where they are, and what they redirect to is a sign-in or an apology.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlsplit

from licensure.sources.answers import Request, Response, Unavailable

CHUNK = 64 * 1024
SAID = {"User-Agent": "Goodstanding (register look-up)", "Accept-Encoding": "identity", "Connection": "close"}
AGAIN = {"timeout", "unreachable", "broken", "truncated", "busy"}  # failures that may pass by themselves
BUSY = {429, 502, 503, 504}
LONGEST_WAIT = 30.0  # seconds a server may ask us to wait here; a longer wait is the job's


class BadAddress(Exception):
    """Not an address that can be asked."""


@dataclass
class Fetcher:
    """`fetch(request) -> Response`, tried `attempts` times. Seconds: `timeout` of silence, `deadline` for all of one attempt.

    `pause` before the second attempt doubles with each; `every`: the least time between two requests to one host.
    Raises Unavailable with what came back so far.
    """

    timeout: float = 10.0
    deadline: float = 30.0
    limit: int = 8 * 2**20
    attempts: int = 3
    pause: float = 0.5
    every: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    _next: dict = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __call__(self, request: Request) -> Response:
        """Ask, and again after a failure that may pass by itself."""
        for attempt in count(1):
            self._keep_pace(request)
            try:
                return self._once(request)
            except Unavailable as failure:
                wait = _wait(failure, self.pause * 2 ** (attempt - 1))
                if failure.reason not in AGAIN or attempt >= self.attempts or wait > LONGEST_WAIT:
                    raise
                self.sleep(wait)
        raise AssertionError("count never ends")

    def _keep_pace(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self.every
        if turn > now:
            self.sleep(turn - now)

    def _once(self, request: Request) -> Response:
        response = self._exchange(request)
        if 300 <= response.status < 400:
            raise Unavailable("redirect", response.headers.get("location", str(response.status)), response=response)
        if response.status in BUSY:
            raise Unavailable("busy", str(response.status), response=response)
        return response

    def _exchange(self, request: Request) -> Response:
        connection, target = connect(request.url, self.timeout)
        over = threading.Event()
        cut = None
        try:
            connection.connect()
            cut = threading.Timer(self.deadline, _cut, (connection.sock, over))
            cut.daemon = True
            cut.start()
            connection.request(request.method, target, request.body, {**SAID, **request.headers})
            with connection.getresponse() as answer:  # one given up would stay open for as long as somebody holds the failure
                response = self._read(answer, request.limit or self.limit)
        except Unavailable as failure:
            failure.reason = "timeout" if over.is_set() else failure.reason
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unavailable("timeout" if over.is_set() else _reason(error), _told(error)) from error
        finally:
            if cut:
                cut.cancel()
            connection.close()
        if over.is_set():
            raise Unavailable("timeout", response=response)
        return response

    def _read(self, answer, limit: int) -> Response:
        headers = {name.lower(): value for name, value in answer.getheaders()}
        parts, size, failure = [], 0, ""
        try:
            while not failure and (part := answer.read1(CHUNK)):
                parts.append(part)
                size += len(part)
                failure = "too_large" if size > limit else ""
        except TimeoutError:
            failure = "timeout"
        except (OSError, http.client.HTTPException, ValueError):
            failure = "truncated"
        if not failure and answer.length:  # what its own length says is still to come
            failure = "truncated"
        if not failure and headers.get("content-encoding", "identity").lower() != "identity":
            failure = "encoded"
        response = Response(answer.status, headers, b"".join(parts)[:limit])
        if failure:
            raise Unavailable(failure, str(size), response=response)
        return response


def connect(url: str, timeout: float):
    """A connection not yet opened, and what to ask it for. Raises BadAddress."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        raise BadAddress(f"{url!r} is not an address of a register; it begins with https:// and carries no password.")
    kind = {"timeout": timeout, "port": parts.port}
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if parts.scheme == "https":
        return http.client.HTTPSConnection(parts.hostname, context=ssl.create_default_context(), **kind), target
    return http.client.HTTPConnection(parts.hostname, **kind), target


def _cut(sock, over) -> None:
    """End an exchange that drips on: whoever reads the socket comes back at once."""
    over.set()
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ssl.SSLError):
        return "certificate"
    if isinstance(error, http.client.HTTPException | ValueError | ConnectionResetError):
        return "broken"
    return "unreachable"


def _told(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _wait(failure: Unavailable, pause: float) -> float:
    """How long to wait: what the server asks for in seconds, else our own pause."""
    asked = failure.response.headers.get("retry-after", "") if failure.response else ""
    return max(pause, float(asked)) if asked.isdecimal() else pause
