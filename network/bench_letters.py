"""`bench letters`: so many letters by two processes beside one, what each costs over the bare engine, and a packet of forty pages.

The letters are real ones: the template, the frozen facts, the jail. Each is another, since the engine remembers what it drew.
"""

import hashlib
import random
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from io import BytesIO
from multiprocessing import get_context
from types import SimpleNamespace

import django
import pikepdf
import weasyprint
from weasyprint.urls import URLFetcher

from network.bench import Timing, timed
from network.letters import page_html, render_pdf

TEMPLATE, WORKERS, PAGES, CASES = "letters/denial.html", 2, 40, 20
ONE = 0.1  # the share of the letters that one process alone draws for comparison


def facts(number: int, seed: int) -> dict:
    """The facts of one letter; another for every number."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311
    on = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
    return {
        "organization": {"name": "Harbor EAP", "letterhead": "12 Breakwater Row", "country": "US", "reply_to": "appeals@harbor.example"},
        "recipient": f"Invented Person {number}", "recipient_name": f"Invented Person {number}", "on": on,
        "reference": f"HB-{number:05d}", "subject": "Your application to Harbor EAP is denied", "applied_on": on - timedelta(days=60),
        "decided_on": on, "appeal_until": on + timedelta(days=30), "appeal_to": "appeals@harbor.example", "appeal_panel": 3,
        "reasons": [{"criterion": f"Rule {chance.randrange(90)}", "text": f"We ask {chance.randrange(9)}, we found {number}."}] * 3,
        "decision": number, "policy_version": 7, "signer": "Ines Calloway", "signer_title": "Clinical director",
    }


def ready(number: int) -> int:
    """Start the jail of this process and its fonts; how many bytes a letter has."""
    return len(draw(number, 0))


def draw(number: int, seed: int) -> bytes:
    """One letter as the worker makes it."""
    return render_pdf(TEMPLATE, facts(number, seed), language="en" if number % 2 else "nl")


def drawn(numbers, seed) -> dict[int, str]:
    """Letters by number, as the SHA-256 of their bytes."""
    return {number: hashlib.sha256(draw(number, seed)).hexdigest() for number in numbers}


def bare(html: str) -> bytes:
    """The engine alone, in this process."""
    out = BytesIO()
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False, timeout=1)
    weasyprint.HTML(string=html, base_url="about:blank", url_fetcher=fetcher).write_pdf(out, pdf_variant="pdf/ua-1")
    return out.getvalue()


def letters(n: int = 1000, seed: int = 1) -> Timing:
    """`n` letters by two processes; the reference is one process. Raises AssertionError when two drew one letter otherwise."""
    numbers, few = list(range(1, n + 1)), list(range(1, max(int(n * ONE), 2) + 1))
    with ProcessPoolExecutor(WORKERS, get_context("spawn"), initializer=django.setup) as pool:
        list(pool.map(ready, range(WORKERS * 4)))
        parts = [numbers[part::WORKERS] for part in range(WORKERS)]
        found, seconds = timed(lambda: list(pool.map(drawn, parts, [seed] * WORKERS)))
    ready(0)
    alone, alone_seconds = timed(drawn, few, seed)
    together = {number: sha for part in found for number, sha in part.items()}
    assert len(together) == n and len(set(together.values())) == n, "letters are missing, or two are the same"
    assert all(together[number] == sha for number, sha in alone.items()), "the same letter has other bytes"
    more = {"workers": WORKERS, "per_letter_ms": round(1000 * seconds * WORKERS / n, 1), **_over_the_engine(few, seed), **_packet(seed)}
    return Timing(n, seconds, len(few), alone_seconds, more)


def _over_the_engine(few, seed) -> dict:
    """What one letter costs alone, what of it the engine itself takes."""
    chosen = few[: min(len(few), 50)]
    bare(_html(0, seed))
    _, engine = timed(lambda: [bare(_html(number, seed)) for number in chosen])
    _, whole = timed(lambda: [draw(number, seed) for number in chosen])
    per = {"engine_ms": 1000 * engine / len(chosen), "alone_ms": 1000 * whole / len(chosen)}
    return {name: round(value, 1) for name, value in {**per, "over_engine_ms": per["alone_ms"] - per["engine_ms"]}.items()}


def _html(number: int, seed: int) -> str:
    return page_html(TEMPLATE, facts(number, seed), language="en" if number % 2 else "nl")


def _packet(seed) -> dict:
    """A committee's packet of at least forty pages, drawn as the page draws it and by the bare engine."""
    context = {"page": _cases(CASES, seed), "organization": {"name": "Harbor EAP", "country": "US"}}
    pdf, seconds = timed(lambda: render_pdf("letters/committee/packet.html", context, language="en"))
    html = page_html("letters/committee/packet.html", context, language="en")
    _, engine = timed(bare, html)
    with pikepdf.open(BytesIO(pdf)) as document:
        pages, bookmarks = len(document.pages), "/Outlines" in document.Root
    assert pages >= PAGES and bookmarks, f"a packet of {pages} pages, bookmarks: {bookmarks}"
    return {
        "packet_pages": pages, "packet_seconds": round(seconds, 2), "packet_engine_seconds": round(engine, 2),
        "packet_ratio": round(seconds / engine, 2),
    }


def _cases(number: int, seed: int) -> SimpleNamespace:
    """What the packet's template reads of so many cases, two pages each."""
    chance, on = random.Random(seed), date(2026, 11, 24)  # noqa: S311
    cases = [
        SimpleNamespace(
            name=f"Invented Person {each} · HB-{each:05d}", kind="Discussion", text="First application", note="EAP-basic-US v1",
            question="",
            open=[
                SimpleNamespace(rule=f"Rule {row}", tag=SimpleNamespace(word="Not met"), observed=str(chance.random()), required="One")
                for row in range(12)
            ],
            met="Nine rules", disclosed=[SimpleNamespace(question="Was a license ever limited?", story=f"In {2000 + each % 20}. " * 12)],
            checks=[
                SimpleNamespace(
                    what=f"Check {row}", state="Verified", source="Board", as_of="1 Nov 2026", age=str(each), who="Tom Wetherby",
                )
                for row in range(10)
            ],
            decisions=[],
        )
        for each in range(1, number + 1)
    ]
    facts = [SimpleNamespace(label="Kind", value="Live")]
    return SimpleNamespace(
        title="Committee of 24 Nov 2026", reader="Odell Marsh", on=on, facts=facts, closed=(), clean=("Invented Person 0",), cases=cases
    )
