"""Whether the upload coach says the right thing of phone pictures, and whether a huge upload leaves the memory alone.

The pictures come from `bench_pictures`, which knows nothing of the coach; the coach is mended until it holds, never they.
"""

import io
import os
import re
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from django.core.handlers.wsgi import WSGIRequest

from network import bench_pictures, coach, reading, uploads
from network.bench import Timing, Unprepared, timed
from network.bench_pictures import Picture
from network.coach_words import weighty
from network.inspection import MAX_BYTES
from network.transitions import Refused
from network.upload_limit import MOST

EXPECTED = {
    "": "", "tilt": "tilted", "shadow": "shadowed", "blur": "blurred", "upside_down": "turned", "wrong_person": "other_name",
    "expired": "passed",
}
LEAST_SAID, MOST_REFUSED, MOST_GROWTH = 0.90, 0.05, 64.0
ON = date(2026, 11, 26)
AT_ONCE = 6  # pictures in work; the parsers and Tesseract are processes of their own


def quality(n: int = 200, seed: int = 1) -> Timing:
    """What the coach says of n phone pictures, a quarter of them good. Fails below the right message for 90 % of the faulty ones,
    or when more than 5 % of the good ones are sent back. The reference draws the same pictures and looks at nothing."""
    if not reading.installed():
        raise Unprepared("Tesseract is not installed, and the words on pictures cannot be read without it: bin/setup test.")
    with ThreadPoolExecutor(AT_ONCE) as workers:
        made = list(workers.map(lambda number: bench_pictures.numbered(number, seed, on=ON), range(n)))
        told, seconds = timed(lambda: list(workers.map(codes, made)))
        few = made[: max(1, n // 10)]
        _, reference_seconds = timed(lambda: list(workers.map(lambda one: uploads.take([one.content]), few)))
    right, of, refused, good = tally(made, told)
    said = round(sum(right.values()) / max(1, sum(of.values())), 3)
    wrongly = round(refused / max(1, good), 3)
    more = {
        "right": {fault: f"{right[fault]}/{of[fault]}" for fault in of}, "right_share": said, "good_refused": f"{refused}/{good}",
        "said_of_the_rest": {fault: dict(Counter(also)) for fault, also in _missed(made, told).items()},
    }
    return Timing(n, seconds, len(few), reference_seconds, more, shortcoming(said, wrongly))


def codes(picture: Picture) -> tuple[str, ...]:
    """What the coach says of one picture, by its codes."""
    try:
        taken = uploads.take([picture.content], filename="photo.jpg")
    except Refused as refused:
        return tuple(refused.codes)
    _, remarks = coach.see(taken, kind=picture.kind, names=[picture.family], on=picture.on)
    return tuple(remark["code"] for remark in remarks if remark["code"] != "says")


def tally(made, told) -> tuple[Counter, Counter, int, int]:
    """How many of each fault were named, how many there were, how many good ones were sent back, how many good ones there were."""
    right, of, refused, good = Counter(), Counter(), 0, 0
    for picture, said in zip(made, told, strict=True):
        if picture.fault:
            of[picture.fault] += 1
            right[picture.fault] += EXPECTED[picture.fault] in said
        else:
            good += 1
            refused += bool(weighty([{"code": code} for code in said]))
    return right, of, refused, good


def _missed(made, told) -> dict[str, list[str]]:
    """What was said of pictures that were judged wrongly."""
    found: dict[str, list[str]] = {}
    for picture, said in zip(made, told, strict=True):
        wrong = EXPECTED[picture.fault] not in said if picture.fault else bool(weighty([{"code": code} for code in said]))
        if wrong:
            found.setdefault(picture.fault or "good", []).append(" ".join(said) or "nothing")
    return found


def shortcoming(said: float, wrongly: float) -> str:
    """What is not good enough, in one sentence; empty when all is."""
    weak = [f"the right message for {said:.1%} of the faulty, at least {LEAST_SAID:.0%} are asked for"] if said < LEAST_SAID else []
    weak += [f"{wrongly:.1%} of the good ones sent back, at most {MOST_REFUSED:.0%} may be"] if wrongly > MOST_REFUSED else []
    return f"Not good enough: {'; '.join(weak)}." if weak else ""


# ── A huge upload ────────────────────────────────────────────────────────────
HEAD = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="huge.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\n'
TAIL = b"\r\n--edge--\r\n"


class Body(io.RawIOBase):
    """The body of a post of `size` bytes of file, made as it is read."""

    def __init__(self, size: int):
        self.left, self.parts = size, [HEAD]
        self.length = len(HEAD) + size + len(TAIL)

    def read(self, size=-1):
        """The next bytes, at most a mebibyte."""
        if not self.parts and self.left:
            part = min(self.left, 2**20)
            self.left -= part
            self.parts.append(bytes(part))
            if not self.left:
                self.parts.append(TAIL)
        if not self.parts:
            return b""
        size = len(self.parts[0]) if size is None or size < 0 else size
        found, rest = self.parts[0][:size], self.parts[0][size:]
        self.parts[:1] = [rest] if rest else []
        return found


def upload(n: int = 1024, seed: int = 1) -> Timing:
    """A post with a file of n MiB: read, measured and refused. Fails when the process grows by more than 64 MiB or keeps the bytes.

    The reference is the same post of one MiB. `seed` changes nothing: the bytes are zeros.
    """
    _, reference_seconds = timed(received, 2**20)
    before = resident_mb(reset=True)
    (kept, refused), seconds = timed(received, n * 2**20)
    grown = round(resident_mb(peak=True) - before, 1)
    more = {"grown_mb": grown, "kept_mb": round(kept / 2**20, 1), "refused": refused}
    failed = f"The process grew by {grown} MiB; at most {MOST_GROWTH:.0f} are allowed." if grown > MOST_GROWTH else ""
    if n * 2**20 > MAX_BYTES and (refused != ["too_large"] or kept > MOST):
        failed = failed or "It was not refused for its size while it was read."
    return Timing(n, seconds, 1, reference_seconds, more, failed)


def received(size: int) -> tuple[int, list[str]]:
    """Read a post as every page does. Returns how many bytes of the file were written to disk, and why it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        body = Body(size)
        request = WSGIRequest({
            "REQUEST_METHOD": "POST", "CONTENT_TYPE": "multipart/form-data; boundary=edge", "CONTENT_LENGTH": str(body.length),
            "wsgi.input": body, "SERVER_NAME": "localhost", "SERVER_PORT": "80", "PATH_INFO": "/",
        })  # fmt: skip
        os.environ["TMPDIR"], before = folder, os.environ.get("TMPDIR")
        tempfile.tempdir = folder
        try:
            files = request.FILES.getlist("file")
            kept = sum(path.stat().st_size for path in Path(folder).iterdir())
            try:
                uploads.take(files)
            except Refused as refused:
                return kept, refused.codes
            return kept, []
        finally:
            request.close()
            for handler in request.upload_handlers:
                if (spilled := getattr(handler, "file", None)) is not None:
                    spilled.close()  # the part that was written before it was too large
            tempfile.tempdir = None
            os.environ.pop("TMPDIR") if before is None else os.environ.update(TMPDIR=before)


def resident_mb(*, peak=False, reset=False) -> float:
    """What this process holds in memory, or the most it has held since the last reset; in MiB. Linux only."""
    try:
        if reset:
            Path("/proc/self/clear_refs").write_text("5")
        found = re.search(rf"{'VmHWM' if peak else 'VmRSS'}:\s+(\d+)", Path("/proc/self/status").read_text())
    except OSError as error:
        raise Unprepared("The memory of a process is measured on Linux only.") from error
    return int(found[1]) / 1024

