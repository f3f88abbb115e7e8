"""A server on this machine that answers as it is told, with every fault a register was ever seen with."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

MAINTENANCE = b"<!DOCTYPE html><html><head><title>Scheduled maintenance</title></head><body>We will be back soon.</body></html>"


@dataclass
class Reply:
    """What goes over the wire. `length` lies about the size, `wait` is before the first byte, `drip` between single bytes."""

    body: bytes = b""
    status: int = 200
    content_type: str = "application/json"
    headers: dict = field(default_factory=dict)
    length: int | None = None
    wait: float = 0.0
    drip: float = 0.0


@dataclass
class Asked:
    """What a client sent."""

    method: str
    path: str
    query: dict
    headers: dict
    body: bytes


@contextlib.contextmanager
def serving(answer):
    """Yields (address, list of Asked). `answer(asked)` gives the Reply to each request."""
    asked, over = [], threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self):
            with contextlib.suppress(ConnectionError, socket.timeout):
                super().handle_one_request()

        def do_GET(self):  # noqa: N802
            self._answer()

        def do_POST(self):  # noqa: N802
            self._answer()

        def _answer(self):
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            asked.append(Asked(self.command, parts.path, query, {k.lower(): v for k, v in self.headers.items()}, body))
            reply = answer(asked[-1])
            over.wait(reply.wait)
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            for piece in [reply.body] if not reply.drip else [reply.body[i : i + 1] for i in range(len(reply.body))]:
                self.wfile.write(piece)
                over.wait(reply.drip)

        def log_message(self, *args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        over.set()
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def hanging_up(after: bytes = b""):
    """A server that accepts, says `after`, and hangs up without reading to the end."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def run():
        listener.settimeout(0.05)
        while not over.is_set():
            with contextlib.suppress(OSError):
                connection, _ = listener.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(after)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        thread.join()
        listener.close()


