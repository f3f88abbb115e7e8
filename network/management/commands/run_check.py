"""Look at a running server the way its first visitors do. `./bin/run --check` is this, against a world of its own."""

import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import NoReverseMatch, reverse
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from network import clock, jobs

PATIENCE = 60  # seconds the server has to answer, and the worker to do its work
AT_ONCE = 4  # visitors


class Unanswered(Exception):
    """A page that was not a 200; the message says which, and what it was."""


@dataclass(slots=True)
class Form:
    """A form that posts: where to, what its fields hold, the buttons that say more (name, value), and what it reads."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """The links and the posting forms of a page."""

    def __init__(self, text: str):
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._open: Form | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Collect a link, a form, or a field of the form that is open."""
        said = dict(attrs)
        if tag == "a" and said.get("href"):
            self.links.append(said["href"])
        elif tag == "form":
            posts = (said.get("method") or "").lower() == "post"
            self._open = Form(said.get("action") or "") if posts else None
            self.forms += [self._open] if posts else []
        elif self._open and tag == "input" and said.get("name"):
            self._open.values[said["name"]] = said.get("value") or ""
        elif self._open and tag == "button" and said.get("name"):
            self._open.buttons.append((said["name"], said.get("value") or ""))

    def handle_data(self, data):
        """Keep what the open form reads."""
        if self._open and data.strip():
            self._open.words.append(data.strip())

    def handle_endtag(self, tag):
        """A field after the form belongs to none."""
        if tag == "form":
            self._open = None


class Visitor:
    """A browser with its own cookies, as far as following links and pressing buttons goes."""

    def __init__(self, base: str, cookies=()):
        self.base, self.at, self.jar = base, base + "/", CookieJar()
        for cookie in cookies:
            self.jar.set_cookie(cookie)
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(self.jar)
        )

    def open(self, address: str, values: dict[str, str] | None = None) -> str:
        """The page at `address` (relative to the last one), after redirects. Raises Unanswered unless it is a 200."""
        target = urllib.parse.urljoin(self.at, address)
        data = urllib.parse.urlencode(values).encode() if values is not None else None
        request = urllib.request.Request(target, data, headers={"Referer": self.at})  # noqa: S310  our own server
        try:
            with self.opener.open(request, timeout=PATIENCE) as response:
                self.at = response.url
                return response.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            raise Unanswered(f"{request.get_method()} {target} answered {error.code}") from error
        except OSError as error:
            raise Unanswered(f"{request.get_method()} {target}: {error}") from error

    def links(self, page: Page) -> list[str]:
        """Addresses of this server on the page, each once."""
        found = (urllib.parse.urljoin(self.at, href).split("#")[0] for href in page.links)
        return list(dict.fromkeys(url for url in found if url.startswith(self.base + "/")))


class Command(BaseCommand):
    """`manage.py run_check [http://localhost:8000]`"""

    help = "Sign in as everyone in the demo, follow the links of each first page, and see one job done."

    def add_arguments(self, parser):
        """Where the server answers."""
        parser.add_argument("base", nargs="?", default=settings.SITE_URL, help="SITE_URL when left out.")

    def handle(self, *, base, **options):
        """One line when all is as it should be; else raise CommandError with everything that is not."""
        started = time.monotonic()
        base = base.rstrip("/").replace("//localhost", "//127.0.0.1")  # the barest machine does not know the name
        wait_until_it_answers(base)
        stranger = Visitor(base)
        buttons = personas(front(stranger))
        if not buttons:
            raise CommandError("The demo's front page offers nobody to sign in as.")
        wrong: list[str] = []
        with ThreadPoolExecutor(AT_ONCE) as several:
            pages = sum(several.map(lambda button: visit(stranger, *button, wrong), buttons))
        done = see_a_job_done(wrong)
        if wrong:
            raise CommandError("\n".join(wrong))
        seconds = time.monotonic() - started
        self.stdout.write(f"check: {len(buttons)} people signed in, {pages} pages answered, {done} jobs done in {seconds:.0f} s")


def wait_until_it_answers(base: str) -> None:
    """Return once the health page is a 200."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            Visitor(base).open(reverse("health"))
            return
        except Unanswered as error:
            if time.monotonic() > deadline:
                raise CommandError(f"{base} did not answer within {PATIENCE} s: {error}") from error
            time.sleep(0.3)


def front(visitor: Visitor) -> Page:
    """The demo's front page. Raises CommandError where there is none."""
    try:
        return Page(visitor.open(reverse("demo")))
    except (NoReverseMatch, Unanswered) as error:
        raise CommandError(f"The demo has no front page: {error}") from error


def personas(page: Page) -> list[tuple[str, dict[str, str], str]]:
    """(action, values, name) of every button on the demo's front page that signs somebody in."""
    return [
        (form.action, {**form.values, **dict(form.buttons)}, " ".join(form.words[:1]))
        for form in page.forms
        if urllib.parse.urlparse(form.action).path == reverse("demo_sign_in")
    ]


def visit(stranger: Visitor, action: str, values: dict[str, str], who: str, wrong: list[str]) -> int:
    """Sign in as one person and follow every link of her first page; how many pages answered. Adds what did not."""
    visitor = Visitor(stranger.base, stranger.jar)  # the token of the form belongs to the cookie of the page it stood on
    visitor.at = stranger.at
    try:
        first = Page(visitor.open(action, values))
    except Unanswered as error:
        wrong.append(f"{who}: {error}")
        return 0
    if visitor.at == stranger.at:
        wrong.append(f"{who}: signing in led back to {stranger.at}")
        return 0
    return 1 + follow(visitor, visitor.links(first), who, wrong)


def follow(visitor: Visitor, links: list[str], who: str, wrong: list[str]) -> int:
    """Open each link from the page the visitor is at; how many answered. Adds those that did not."""
    home, answered = visitor.at, 0
    for link in links:
        visitor.at = home
        try:
            visitor.open(link)
            answered += 1
        except Unanswered as error:
            wrong.append(f"{who} from {home}: {error}")
    return answered


def see_a_job_done(wrong: list[str]) -> int:
    """Wait until the worker did a job asked for now; how many were done in all. Adds those that failed for good."""
    at = clock.now().isoformat()
    asked = jobs.enqueue("network.sweep_storage", key=f"check:{at}", due=at)
    deadline = time.monotonic() + PATIENCE
    ended = {TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED}
    while DBTaskResult.objects.get(pk=asked.task_id).status not in ended:
        if time.monotonic() > deadline:
            wrong.append(f"The worker did no job within {PATIENCE} s.")
            break
        time.sleep(0.3)
    for failed in DBTaskResult.objects.filter(status=TaskResultStatus.FAILED):
        wrong.append(f"a job failed: {failed.args_kwargs} {failed.traceback.strip().splitlines()[-1:]}")
    return DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).count()
