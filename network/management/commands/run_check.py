"""Look at a running server the way its first visitors do. `./bin/run --check` is this, against a world of its own."""

import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar

from django.core.management.base import BaseCommand, CommandError
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from network import clock, jobs

PATIENCE = 60  # seconds the server has to answer, and the worker to do its work
FRONT = "/demo/"
SIGN_IN = "/demo/sign-in/"


@dataclass(slots=True)
class Form:
    """A form that posts: where to, what its fields hold, and the buttons that say more."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """The links and the posting forms of a page."""

    def __init__(self, text: str):
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        """Collect a link, a form, or a field of the last form."""
        said = dict(attrs)
        if tag == "a" and said.get("href"):
            self.links.append(said["href"])
        elif tag == "form" and (said.get("method") or "").lower() == "post":
            self.forms.append(Form(said.get("action") or ""))
        elif self.forms and tag == "input" and said.get("name"):
            self.forms[-1].values[said["name"]] = said.get("value") or ""
        elif self.forms and tag == "button" and said.get("name"):
            self.forms[-1].buttons.append((said["name"], said.get("value") or ""))


class Visitor:
    """A browser with its own cookies, as far as following links and pressing buttons goes."""

    def __init__(self, base: str):
        self.base, self.at = base, base + "/"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def open(self, address: str, values: dict[str, str] | None = None) -> str:
        """The page at `address` (relative to the last one), after redirects. Raises CommandError unless it is a 200."""
        target = urllib.parse.urljoin(self.at, address)
        data = urllib.parse.urlencode(values).encode() if values is not None else None
        request = urllib.request.Request(target, data, headers={"Referer": self.at})  # noqa: S310  our own server
        try:
            with self.opener.open(request, timeout=30) as response:
                self.at = response.url
                return response.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            raise CommandError(f"{request.get_method()} {target} answered {error.code}.") from error

    def links(self, page: Page) -> list[str]:
        """Addresses of this server on the page, each once."""
        found = (urllib.parse.urljoin(self.at, href).split("#")[0] for href in page.links)
        return list(dict.fromkeys(url for url in found if url.startswith(self.base + "/")))


class Command(BaseCommand):
    """`manage.py run_check http://localhost:8000`"""

    help = "Sign in as everyone in the demo, follow the links of each first page, and see one job done."

    def add_arguments(self, parser):
        """Where the server answers."""
        parser.add_argument("base")

    def handle(self, *, base, **options):
        """Raise CommandError at the first thing that is not as it should be."""
        started = time.monotonic()
        wait_until_it_answers(base)
        people = [visit(base, form, values) for form, values in personas(base)]
        if not people:
            raise CommandError(f"{FRONT} offers nobody to sign in as.")
        done = see_a_job_done()
        seconds = time.monotonic() - started
        self.stdout.write(
            f"check: {len(people)} people signed in, {sum(people)} pages answered, {done} jobs done in {seconds:.0f} s"
        )


def wait_until_it_answers(base: str) -> None:
    """Return once the health page is a 200."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            Visitor(base).open("/healthz")
            return
        except (urllib.error.URLError, CommandError, OSError) as error:
            if time.monotonic() > deadline:
                raise CommandError(f"{base} did not answer within {PATIENCE} s: {error}") from error
            time.sleep(0.3)


def personas(base: str) -> list[tuple[str, dict[str, str]]]:
    """(action, values) of every button on the demo's front page that signs somebody in."""
    page = Page(Visitor(base).open(FRONT))
    found = []
    for form in page.forms:
        if urllib.parse.urlparse(form.action).path.startswith(SIGN_IN):
            for pressed in form.buttons or [None]:
                found.append((form.action, {**form.values, **dict([pressed] if pressed else [])}))
    return found


def visit(base: str, action: str, values: dict[str, str]) -> int:
    """Sign in as one person and follow every link of her first page; how many pages answered."""
    visitor = Visitor(base)
    token = next(iter(Page(visitor.open(FRONT)).forms)).values["csrfmiddlewaretoken"]
    first = Page(visitor.open(action, {**values, "csrfmiddlewaretoken": token}))
    if urllib.parse.urlparse(visitor.at).path == FRONT:
        raise CommandError(f"Signing in with {values} led back to {FRONT}.")
    links, home = visitor.links(first), visitor.at
    for link in links:
        visitor.at = home
        visitor.open(link)
    return len(links) + 1


def see_a_job_done() -> int:
    """Wait until the worker did a job asked for now; how many it did in all. Raises CommandError when one failed."""
    asked = jobs.enqueue("network.sweep_storage", key=f"check:{clock.now().isoformat()}", due=clock.now().isoformat())
    deadline = time.monotonic() + PATIENCE
    while DBTaskResult.objects.get(pk=asked.task_id).status != TaskResultStatus.SUCCESSFUL:
        failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).first()
        if failed:
            raise CommandError(f"A job failed: {failed.args_kwargs} {failed.traceback}")
        if time.monotonic() > deadline:
            raise CommandError(f"The worker did no job within {PATIENCE} s.")
        time.sleep(0.3)
    return DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).count()
