"""A virus scanner for tests, written from clamd's published protocol: it knows one virus, and may be told to misbehave."""

import contextlib
import hashlib
import shutil
import socketserver
import subprocess
import tempfile
import threading
import time
from pathlib import Path

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!" + b"$H+H*"
SEEN_AS = "Eicar-Test-Signature"


class Conversation(socketserver.StreamRequestHandler):
    """One command: zVERSION, or zINSTREAM with its chunks."""

    def handle(self):
        command = self._until_zero()
        if self.server.says is not None:
            self.wfile.write(self.server.says)
        elif command == b"zVERSION":
            self.wfile.write(b"ClamAV 1.0.0/test\0")
        elif command == b"zINSTREAM":
            self.wfile.write(self._verdict() + b"\0")
        else:
            self.wfile.write(b"UNKNOWN COMMAND\0")

    def _until_zero(self):
        found = b""
        while not found.endswith(b"\0"):
            part = self.rfile.read(1)
            if not part:
                break
            found += part
        return found.rstrip(b"\0")

    def _verdict(self):
        content = b""
        while size := int.from_bytes(self.rfile.read(4)):
            part = self.rfile.read(size)
            if len(part) != size:
                return b"INSTREAM: broken stream. ERROR"
            content += part
            if len(content) > self.server.most:
                return b"INSTREAM size limit exceeded. ERROR"
        self.server.seen.append(content)
        return f"stream: {SEEN_AS} FOUND".encode() if EICAR in content else b"stream: OK"


@contextlib.contextmanager
def running(*, unix=False, says=None, most=2**25):
    """The scanner and its CLAMD_URL, until the end of the block."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/clamd.ctl"
        kind = socketserver.ThreadingUnixStreamServer if unix else socketserver.ThreadingTCPServer
        with kind(path if unix else ("127.0.0.1", 0), Conversation) as server:
            server.says, server.most, server.seen, server.daemon_threads = says, most, [], True
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
            yield server, f"unix://{path}" if unix else f"tcp://127.0.0.1:{server.server_address[1]}"
            server.shutdown()


def program() -> str | None:
    """The real clamd, where it is installed."""
    return shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")


@contextlib.contextmanager
def real():
    """A real clamd that knows the EICAR file by its hash alone, so that no signatures are fetched."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()
        (place / "test.hdb").write_text(f"{digest}:{len(EICAR)}:{SEEN_AS}\n")
        said = f"LocalSocket {place}/clamd.ctl\nDatabaseDirectory {place}\nForeground yes\nLogFile {place}/log\nUser root\n"
        (place / "clamd.conf").write_text(said)
        process = subprocess.Popen([program(), "-c", str(place / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
        try:
            deadline = time.monotonic() + 60
            while not (place / "clamd.ctl").exists() and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.1)
            yield f"unix://{place}/clamd.ctl"
        finally:
            process.terminate()
            process.wait(20)
