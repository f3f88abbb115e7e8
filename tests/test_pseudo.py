"""Nothing reaches a reader that was neither marked for translation nor brought in as data: a walk under a pseudo-locale.

The world is built and every page opened while both languages are replaced by one that puts each translated text between
⟦ and ⟧ (tests/pseudo.py). What stands outside the marks and is not a value of the world is a text nobody can translate.
"""

import re
import time
from collections import Counter
from importlib import import_module
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import models
from django.template.loader import render_to_string
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils.functional import Promise

from licensure.coverage import coverage
from licensure.packs import packs
from licensure.sources.registers import registers
from network import letters, mail
from network.access import Action, not_allowed
from network.checks import patterns
from network.models import EventPayload, Letter, Message, Organization, User
from payments.pages.papers import MENTIONS
from tests.architecture.sources import APPS, ROOT, code, dotted
from tests.browser.routes import named_routes
from tests.browser.screens import EXCLUDED
from tests.furnished import furnished
from tests.pseudo import OPEN, Data, pseudo, read
from vetting.resources_moving import KNOWN_COLUMNS

PLACES_PER_ROUTE, PLACES_PER_PERSON = 3, 2
HUBS = {  # where links lead on
    "alerts", "me", "my_application", "file", "decision", "queue", "policies", "policy", "standing", "standing_of", "jurisdictions",
    "jurisdiction", "money", "batches", "authorizations", "lines", "payees", "terms_and_rates", "intake", "referrals", "employers",
    "my_money", "my_account", "my_referrals", "my_rates",
}
NOT_OPENED = {"looks"}  # the style page stays in English
NOT_POSTED = {"preferences", "account_logout", "demo_sign_in", "demo_clock", "account_reset_password"}


# ── The world, and who walks in it ───────────────────────────────────────────
def walkers(world) -> list[User | None]:
    """Nobody, one who finds every list empty, staff of every role, two of the Dutch organization, outsiders, therapists."""
    elsewhere = {world.user(actor).pk for actor in world.actors.values() if actor.organization_id != world.harbor.pk}
    dutch = world.crew(world.noorderlicht)
    users = User.objects.filter(is_active=True).exclude(pk__in=elsewhere).order_by("pk")
    return [None, world.user(world.crew(world.summit).manager), world.user(dutch.manager), world.user(dutch.director), *users]


def values_of_the_world():
    """Everything people, files and packs brought in; no choices, no keys, and no text that was written for a reader."""
    for model in (m for app in (*APPS, "care") for m in apps.get_app_config(app).get_models()):
        fields = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and not field.choices
            and f"{model._meta.label_lower}.{field.name}" not in WRITTEN
        ]
        for row in model._base_manager.values_list(*fields) if fields else ():
            yield from strings(row)
    for codes in apps.get_model("network", "RefusedAttempt")._base_manager.values_list("codes", flat=True):
        yield from (code.replace("_", " ") for code in codes)  # the audit trail lists them as they are kept
    for source in registers().values():
        yield source.name
    for cell in coverage(packs()):
        for said in cell.statements:
            yield from (said.subject, said.value, f"{said.subject}: {said.value}", said.fact.note)
            yield from (said.fact.source, *said.fact.source.split())
    for said in MENTIONS.values():
        yield from strings(said)  # an invoice says it as the law of its country has it
    for rule in packs().organizations.values():
        yield from (rule.exemption, rule.fact.note, rule.fact.source)
    for person in apps.get_model("network", "Person")._base_manager.all():
        yield person.full_name


def spoken() -> set[str]:
    """Fields that hold a translated text, which everybody would read in the language of whoever acted."""
    found = set()
    for model in (m for app in (*APPS, "care") for m in apps.get_app_config(app).get_models()):
        kept = [f for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.TextField | models.JSONField)]
        which = ["event__action"] if model is EventPayload else []
        for field in kept:
            for value, *action in model._base_manager.values_list(field.attname, *which):
                if any(OPEN in text for text in strings(value)):
                    found.add(" ".join([f"{model._meta.label_lower}.{field.name}", *action]))
    return found - WRITTEN


WRITTEN = {  # for one reader in her language, or by one person in hers
    "network.message.subject", "network.message.body", "network.message.context", "network.letter.subject", "network.letter.context",
    "network.eventpayload.values information.closed",
}


def strings(value):
    """Every string inside a row or a JSON value."""
    if isinstance(value, str):
        yield value
        yield from value.splitlines()
    elif isinstance(value, dict):
        yield from strings(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


# ── The walk ─────────────────────────────────────────────────────────────────
class Walk:
    """Opens pages as people do, by their links, and keeps what each one says."""

    def __init__(self):
        self.said: dict[str, str] = {}  # text → where it was first read
        self.opened, self.broken, self.forms = Counter(), [], {}

    def keep(self, where, reader):
        """Note what a page says."""
        for place, text in reader.said:
            self.said.setdefault(text, f"{where} ({place})")

    def as_person(self, user):
        """Follow every link from the start page, and try every address of an organization she may or may not open."""
        client = Client(raise_request_exception=False)
        if user:
            client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.session  # she has just shown that it is her
            session["account_authentication_methods_user"] = str(user.pk)
            session["account_authentication_methods"] = [{"method": "demo", "at": time.time()}]
            session.save()
        waiting, seen, mine = ["/", "/nowhere/", *keyless(), *linked_in_mails(), *self.addresses(user)], set(), Counter()
        while waiting:
            address = waiting.pop(0).partition("#")[0]
            name = route_of(address)
            few = name not in HUBS
            enough = mine[name] >= (PLACES_PER_PERSON if few else 16) or self.opened[name] >= (PLACES_PER_ROUTE if few else 60)
            if address in seen or name is None or name in NOT_OPENED or enough:
                continue
            seen.add(address)
            answer = client.get(address, follow=True)
            mine[name] += 1
            waiting += self.read(client, user, answer, name, address)

    def read(self, client, user, answer, name, address) -> list[str]:
        """Judge one answer; the links on it."""
        who = user.email if user else "nobody"
        if answer.status_code >= 500:
            self.broken.append(f"{address} as {who}: {answer.status_code}")
        if answer.status_code < 300:
            self.opened[name] += 1
        if "html" not in answer.headers.get("Content-Type", "") or answer.streaming:
            return []
        reader = read(answer.content.decode())
        self.keep(f"{address} as {who}", reader)
        for action in reader.forms:
            target = action or answer.request["PATH_INFO"]
            if target.startswith("/"):
                self.forms.setdefault(route_of(target), []).append((client, user, target))
        base = answer.request["PATH_INFO"]
        return [link if link.startswith("/") else base + link for link in reader.links if link[:1] in "/?"]

    @staticmethod
    def addresses(user):
        """Every address of her organizations that needs no key."""
        rows = user.memberships.everywhere(reason="a test walks as everybody").select_related("organization") if user else ()
        slugs = [row.organization.slug for row in rows]
        return [f"/{slug}/{rest}" for slug in slugs for rest in staff_starts()]

    def post_empty(self):
        """Press every button once with nothing filled in: form errors and refusals, or what is said when it is done."""
        for name, places in self.forms.items():
            if name in NOT_POSTED or name is None:
                continue
            for client, user, target in places[:2]:
                answer = client.post(target, {}, follow=True)
                self.opened[name] += 1
                self.read(client, user, answer, f"{name} (sent empty)", f"POST {target}")


STAFF = "<slug:organization>/"


def keyless() -> list[str]:
    """Every address that needs no key at all."""
    return sorted(f"/{route}" for route, _ in patterns() if "<" not in route and not route.startswith("^"))


def linked_in_mails() -> list[str]:
    """Where the mails of the world lead."""
    rows = Message.objects.everywhere(reason="a test reads every mail")
    return [urlsplit(row.context["url"]).path for row in rows if row.context.get("url")]


def staff_starts() -> list[str]:
    """Every address below an organization that needs no other key."""
    rest = {route.removeprefix(STAFF) for route, _ in patterns() if route.startswith(STAFF)}
    return sorted(route for route in rest if "<" not in route)


def route_of(address):
    """The name of the route an address belongs to, or None."""
    path = address.partition("?")[0]
    if not path.startswith("/"):
        return None
    try:
        return resolve(path).url_name
    except Resolver404:
        return "nowhere"


def report(said, data) -> dict[str, str]:
    """What is neither marked nor data, and where it was first read."""
    return {rest: where for text, where in said.items() if (rest := data.unmarked(text)) and rest not in STAYS}


@pytest.fixture
def marked(settings, monkeypatch):
    """The pseudo-locale; letters are read as HTML below, so that their PDF is not drawn."""
    settings.STAFF_SECOND_FACTOR, settings.DEMO = False, True
    monkeypatch.setattr(letters, "render_pdf", lambda template, context, *, language: b"%PDF-1.7\n%%EOF\n")
    with pseudo() as languages:
        yield languages


FORMAL = re.compile(r"(?<![\w.])(u|uw|dient)\b(?!\.\w)", re.IGNORECASE)
STAYS = {"English", "Nederlands"}  # a language is called by its own name


@pytest.mark.long
@pytest.mark.django_db
def test_every_page_every_mail_and_every_letter_is_marked_or_data(marked):
    world, walk = furnished(), Walk()
    for user in walkers(world):
        walk.as_person(user)
    walk.post_empty()
    letters_and_mails(walk)
    data = Data(values_of_the_world(), keys=(*KNOWN_COLUMNS, "demo"))  # the demo loads its list under that name
    unseen = named_routes() - set(walk.opened) - set(EXCLUDED) - set(NOT_WALKED)
    wrong = [f"{where}: {rest!r}" for rest, where in report(walk.said, data).items()]
    wrong += [f"kept in the words of whoever acted: {field}" for field in sorted(spoken())]
    wrong += [f"does not open: {place}" for place in walk.broken]
    read_out = "\n".join(walk.said)
    borrowed = {text: dutch for each in marked.values() for text, dutch in each.borrowed.items() if text in read_out}
    wrong += [f"a library says u, where we say je: {dutch!r}" for dutch in borrowed.values() if FORMAL.search(str(dutch))]
    wrong += [f"nobody reached the route {name}" for name in sorted(unseen)]
    assert not wrong, "\n".join(["", *wrong])


NOT_WALKED = {
    "claim": "follows on a claim invitation that was accepted; tests/network walks it",
    "document-file": "is the file itself, behind a link of sixty seconds",
    "my_sign_again": "asks first who she is; tests/vetting/test_staff_monitoring.py walks it",
    "looks": "is the style page, which stays in English",
}


def letters_and_mails(walk):
    """Each letter and mail the world wrote, drawn again; then every template of both, with nothing in it."""
    organization = Organization.objects.get(slug="harbor")
    for letter in Letter.objects.everywhere(reason="a test reads every letter").select_related("organization", "practitioner__person"):
        page = render_to_string(f"letters/{letter.kind}.html", {**letters.page_values(letter), "language": "nl"})
        walk.keep(f"the letter {letter.kind}", read(page))
    for row in Message.objects.everywhere(reason="a test reads every mail").select_related("organization", "recipient__person"):
        for part in mail.render(row.template, row.context, language="nl", user=row.recipient, organization=row.organization):
            walk.said.setdefault(part, f"the mail {row.template}")
    for path in sorted((ROOT / "templates" / "letters").glob("*.html")):
        page = render_to_string(f"letters/{path.name}", {"organization": organization, "language": "nl", "recipient": ""})
        walk.keep(f"the letter {path.stem}, empty", read(page))
    for path in sorted((ROOT / "templates" / "mail").glob("*_subject.txt")):
        name = path.name.removesuffix("_subject.txt")
        for part in mail.render(name, {}, language="nl", organization=organization):
            walk.said.setdefault(part, f"the mail {name}, empty")


# ── What no page may happen to show ──────────────────────────────────────────
def lazy_texts(value):
    """Every lazy text inside a module's tables."""
    if isinstance(value, Promise):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from lazy_texts(item)
    elif isinstance(value, list | tuple | set | frozenset) and not hasattr(value, "_meta"):
        for item in value:
            yield from lazy_texts(item)


def modules():
    return [import_module(dotted(path)) for path in code() if "commands" not in path.parts and path.name not in ("wsgi.py", "jail.py")]


def test_every_word_of_the_tables_has_its_dutch():
    """Choice labels, criteria, cures, reasons of standing and authority: whatever stands in a module for a reader."""
    with pseudo():
        texts = [(module.__name__, str(text)) for module in modules() for name, value in vars(module).items() for text in lazy_texts(value)]
        wrong = {text: name for name, text in texts if Data(()).unmarked(text)}
    assert texts and wrong == {}


def choices_of(klass=models.Choices):
    for each in klass.__subclasses__():
        yield each
        yield from choices_of(each)


def test_every_choice_label_has_its_dutch():
    found = [each for each in choices_of() if each.__module__.split(".")[0] in APPS and len(each)]
    with pseudo():
        said = {f"{each.__qualname__}.{member.name}": str(member.label) for each in found for member in each}
        wrong = {key: label for key, label in said.items() if Data(()).unmarked(label)}
    assert len(found) > 10 and {key: label for key, label in wrong.items() if label not in STAYS} == {}


def test_every_role_and_action_is_said_in_dutch():
    with pseudo():
        said = {str(action): str(not_allowed(action)) for action in Action}
    assert {action: rest for action, text in said.items() if (rest := Data(()).unmarked(text))} == {}


def test_the_reader_tells_marked_text_from_bare_text():
    with pseudo():
        data = Data(["Wren Halloway", "in_review"])
        assert data.unmarked("⟦Ask ⟧Wren Halloway⟦ first.⟧ 22 HB-0042 a@b.example") == ""
        assert data.unmarked("⟦Ask ⟧in_review⟦ first.⟧") == "in_review"
        assert data.unmarked("Save") == "Save"
        assert data.unmarked("⟦cut off") == ""
    page = read('<p title="Close">⟦Open⟧<input type="submit" value="Go"><script>var words = 1</script></p>')
    assert [text for _, text in page.said] == ["Close", "⟦Open⟧", "Go"]
