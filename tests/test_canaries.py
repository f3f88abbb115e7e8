"""Every personal value is marked once and then looked for everywhere: it is only where this file says it may be.

One therapist of Harbor carries a mark in every field; others carry what is said about them in confidence. After a life at
Harbor (checks, a question, a decision, letters, a hold, a denial, an appeal, a list match) the whole installation is read:
every table, every stored file, mails, arguments of jobs, the log, the backup, and the pages of everybody who is not meant
to see them.
"""

import io
import json
import logging
import re
import tarfile
from collections import defaultdict
from datetime import date, timedelta

import pikepdf
import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult

from licensure.demo.ordinary import npi_of
from licensure.demo.profiles import Course, Degree, Insured, Licensed, Listed, Profile, Referee, Stint, Trouble
from licensure.workflow import evidence
from network import backup, storage
from network.access import Role
from network.dates import plus_months
from network.demo.people import Human
from network.models import Membership, Message
from network.worker import drain
from network.workflow import concerns, standing
from payments.models import Invoice
from payments.workflow import (
    accounts,
    asking,
    authorizing,
    checking,
    holding,
    invoicing,
    linking,
    payees,
    sessions,
    taxes,
    terms,
)
from tests import marked_care, marked_money
from tests import world as worlds
from tests.pdf_text import text_of
from vetting.demo.files import File, arrive
from vetting.workflow import acting

pytestmark = [pytest.mark.django_db, pytest.mark.long]

# ── The marks ────────────────────────────────────────────────────────────────
HERS = {  # what she owns
    "given": "Zqgiven", "family": "Zqfamily", "former": "Zqformer", "email": "zqmail@zqhost.example", "phone": "+1 555 010 9931",
    "practice": "7 Zqpractice Street",
    "npi": npi_of(98_731), "license": "149-987313", "policy": "ZQ-POLICY-77", "insurer": "Zqinsurer Mutual",
    "school": "Zqschool College", "degree": "Master of Zqdegree", "course": "Zqcourse", "institute": "Zqinstitute",
    "referee": "Zqreferee Brown", "employer": "Zqemployer Clinic", "role": "Zqrole", "gap": "Zqgap, for a while.",
    "narrative": "Zqnarrative of a claim.", "story": "Zqstory: the work ended too early.", "reply": "Zqreply to your question.",
    "paper": "Zqpaper on my health",
    "payee": "Zqpayee Practice", "tax": "ZQ-TAX-5519", "holder": "Zqowner", "account": "ZQACCT8807",
}
SAID = {  # what Harbor's people say about therapists, in confidence
    "question": "Zqquestion about the policy.", "check": "Zqcheck comment.", "look_up": "Zqlookup", "approval": "Zqapproval reason.",
    "hold": "Zqhold, two complaints.", "denial": "Zqdenial reason.", "grounds": "Zqgrounds of appeal.", "hit": "Zqhit: other birth date.",
    "withdrawal": "Zqwithdrawal reason.", "spokesman": "Zqspokesman Blue", "settled": "Zqsettled, the appeal.",
    "action": "Zqaction, its reasons.", "concern": "Zqconcern about appointments.", "found": "Zqfound in the calendar.",
    "call": "Zqcall on the number of her file.",
    "asked": "Zqasked about the hour of this session.", "answered": "Zqanswered, a double hour.", "waits": "Zqwaits for a colleague.",
    "proposal": "Zqproposal of her colleagues.", "vat": "Zqvat ruling of the tax office.",
    "strange_call": "Zqstrangecall, nobody knew of it.", "match": "Zqmatch, another register number.", "let_go": "Zqletgo, not worth it.",
    "returned": "ZQR02", "town": "Zqtown",
}
CALLER = {  # what somebody says who calls for help, and for whom that person works
    "called": "Zqalias", "reach": "zqreach@caller.example", "support": "Zqsupport, sleeps badly.", "area": "Zqarea", "number": "A773418",
    "yard": "Zqyard Shipbuilders",
}
MARKS = {**HERS, **SAID, **CALLER}
BORN = {"1957-02-13", "19570213", "13 Feb 1957", "13 February 1957", "Feb. 13, 1957", "13-02-1957"}


def found_in(text: str) -> set[str]:
    """The marks that stand in a text, in any letter case."""
    folded = text.casefold()
    found = {name for name, mark in MARKS.items() if _core(mark) in folded}
    return found | ({"born"} if any(form.casefold() in folded for form in BORN) else set())


def _core(mark: str) -> str:
    """The word that makes a mark unmistakable."""
    words = [word for word in re.split(r"[\s,.:]+", mark.casefold()) if word.startswith("zq")]
    return words[0] if words else mark.casefold()


def profile(on) -> Profile:
    """A mark in every field she can fill."""
    ago = lambda months: plus_months(on, -months)  # noqa: E731
    return Profile(
        licenses=(Licensed("US-IL:lcsw", HERS["license"], ago(90), ago(-13)),),
        insurance=(Insured(HERS["policy"], ago(3), ago(-9), 100_000_000, 300_000_000, issuer=HERS["insurer"]),),
        degrees=(Degree("master", HERS["degree"], HERS["school"], ago(130)),),
        courses=(Course("eap_101", HERS["course"], HERS["institute"], ago(20)),),
        referees=(Referee(HERS["referee"], "peer", on), Referee("Posy Elderbank", "supervisor", on)),
        stints=(
            Stint(ago(88), ago(40), HERS["employer"], HERS["role"]), Stint(ago(40), ago(30), explanation=HERS["gap"]),
            Stint(ago(30), None, "Kestrel House", eap=True), Stint(ago(80), None, "Beacon Assist", eap=True),
        ),
        troubles=(Trouble(ago(30), 100_000, narrative=HERS["story"]),),
        runs=(Listed(ago(2)),),
    )


# ── A life at Harbor ─────────────────────────────────────────────────────────
class Listener(logging.Handler):
    """Keeps every line that is logged, whatever its level, but the database's own."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record):
        if not record.name.startswith("django.db"):
            self.lines.append(f"{record.getMessage()} {record.args} {record.exc_text or ''}")


@pytest.fixture(scope="module")
def listener():
    listener, root = Listener(), logging.getLogger()
    before = root.level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    yield listener
    root.removeHandler(listener)
    root.setLevel(before)


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker, listener):
    """Lived once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = worlds.build("harbor", "summit", papers=True)
        world.mine = marked(world)
        spoken_of(world)
        world.other = worlds.active(world, world.harbor)
        drain()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(_world, db):
    return _world


def marked(world):
    """The marked therapist: asked, approved, accepted, held."""
    at, crew = world.at, world.crew(world.harbor)
    human = Human(
        HERS["given"], HERS["family"], date(1957, 2, 13), former=HERS["former"], npi=HERS["npi"], phone=HERS["phone"],
        practice_address=HERS["practice"], email=HERS["email"],
    )
    who = arrive(human, profile(world.day(world.harbor)), at=at)
    evidence.add_credential(  # what no organization asks for is shared with none
        practitioner=who.practitioner, kind="paper", code="health_statement", title=HERS["paper"], actor=who.herself, at=at
    )
    file = File(who, crew).open(at, places=["US-IL"])
    world.files[file.application.reference] = file
    file.agree(at)
    file.answer(at, yes={"malpractice_claims": HERS["narrative"]})
    file.sign(at)
    file.begin(at)
    file.ask(at, SAID["question"], element="insurance", item=file.checks("insurance").first().item)
    file.reply(at, HERS["reply"])
    file.verify(at, but=("insurance",))
    file.verify(at, comment=SAID["check"], query=SAID["look_up"])
    file.refer(at)
    file.approve(at, SAID["approval"])
    file.accept(at)
    paid(world, file, at)
    marked_care.cared_for(world, file.application.participation, file.who.herself, {**SAID, **CALLER})
    standing.open_hold(
        participation=file.application.participation, reason="complaint", first=world.day(world.harbor), comment=SAID["hold"],
        actor=crew.manager, at=at,
    )
    marked_money.not_claimed_after_all(world, file.application.participation, SAID)
    return file.application


def paid(world, file, at):
    """She says who is paid and on which account; finance calls back."""
    row, herself = file.application.participation, file.who.herself
    given = {"participation": row, "actor": herself, "at": at}
    payee = payees.create_payee(organization=world.harbor, name=HERS["payee"], tax_id=HERS["tax"], **given)
    account = accounts.request(
        payee, holder=HERS["holder"], number=HERS["account"], routing="021000021", reauthenticated_at=at, **given
    )
    accounts.confirm(account, called="+1 555 0100", note=SAID["call"], actor=world.priya, at=at)
    claimed(world, row, herself, at)
    on, finance = world.day(world.harbor), {"actor": world.priya, "at": at}
    practice = payees.create_payee(organization=world.harbor, name="Kestrel Practice", kind="group", **finance)
    linking.propose(practice, participation=row, first=on + timedelta(days=9), reason=SAID["proposal"], **finance)
    change = taxes.propose_position(world.harbor, payee=payee, basis_points=0, first=on, source=SAID["vat"], as_of=on, **finance)
    taxes.confirm(change, actor=world.hollis, at=at)
    marked_money.at_the_bank(world, row, herself, payee, {**HERS, **SAID})


def claimed(world, row, herself, at):
    """A session of hers about which finance asks, and whose line waits."""
    on, finance = world.day(world.harbor), {"actor": world.priya, "at": at}
    authorization = authorizing.authorize(
        participation=row, units=3, first=on, last=on + timedelta(days=90), kind="sessions", service="counseling", client_in="US-IL",
        subject_key=f"{row.pk:064x}", actor=world.crew(world.harbor).manager, at=at,
    )
    schedule = terms.draft_schedule(
        organization=world.harbor, effective_from=on, fees=[("counseling", "session", "USD", 9500)], **finance
    )
    terms.publish(schedule, actor=world.crew(world.harbor).director, at=at)
    sessions.log(authorization, day=on, mode="in_person", actor=herself, at=at)
    invoice = Invoice.objects.within(world.harbor).get(participation=row)
    invoicing.send(invoice, actor=herself, at=at)
    checking.check_invoice(invoice, at=at)
    line = invoice.lines.get()
    asking.answer(asking.ask(line, question=SAID["asked"], **finance), answer=SAID["answered"], actor=herself, at=at)
    line.refresh_from_db()
    holding.hold(line, reason=SAID["waits"], until=on + timedelta(days=5), **finance)


def spoken_of(world):
    """Others, known to both organizations, about whom Harbor says something in confidence."""
    harbor, at = world.harbor, world.at
    denied = worlds.in_review(world, harbor, aggregate=100_000_000)
    world.file(denied).deny(at, SAID["denial"])
    world.file(denied).appeal(at, SAID["grounds"], representative=SAID["spokesman"])
    world.file(denied).settle(at, "uphold", SAID["settled"])
    inside = worlds.active(world, harbor)
    heard = concerns.log(
        inside.participation, kind="quality", severity="minor", channel="call", received_on=world.day(harbor), text=SAID["concern"],
        actor=world.crew(harbor).manager, at=at,
    )
    concerns.take_up(heard, actor=world.crew(harbor).manager, at=at)
    concerns.close(heard, outcome="substantiated", finding=SAID["found"], actor=world.crew(harbor).director, at=at)
    acting.suspend(inside.participation, reason=SAID["action"], actor=world.crew(harbor).director, at=at)
    listed = worlds.checking(world, harbor, listed=True)
    world.file(listed).propose_hit(at, False, SAID["hit"])
    world.file(listed).settle_hit(at, False, SAID["hit"])
    gone = worlds.submitted(world, harbor)
    world.file(gone).withdraw(at, SAID["withdrawal"])
    for application in (denied, listed, gone):
        worlds.checking(world, world.summit, world.file(application).who)


# ── Where they may stand in the database ─────────────────────────────────────
NAME = {"given", "family"}
# what finance works with; the numbers of account and tax stand nowhere whole
MONEY = {
    "payee", "holder", "call", "asked", "answered", "waits", "proposal", "vat", "strange_call", "match", "let_go", "returned",
}
CALLS = {"called", "reach", "support", "area", "yard", "town"}  # what intake works with
EVIDENCE = {"license", "policy", "insurer", "school", "degree", "course", "institute", "referee"}
ALLOWED = {
    # what she owns
    "network.Person.given_name": {"given"}, "network.Person.family_name": {"family"}, "network.Person.date_of_birth": {"born"},
    "network.PractitionerName.given_name": {"given"}, "network.PractitionerName.family_name": {"former"},
    "network.Practitioner.npi": {"npi"}, "network.Practitioner.phone": {"phone"}, "network.Practitioner.email": {"email"},
    "network.Practitioner.practice_address": {"practice"},
    "network.User.email": {"email"},
    "licensure.License.number": {"license"}, "licensure.Credential.number": {"policy"},
    "licensure.Credential.issuer": {"insurer", "school", "institute"},
    "licensure.Credential.title": {"degree", "course", "referee", "paper"},
    "licensure.Credential.detail": {"story"},
    "licensure.Credential.named_person": NAME, "licensure.Position.employer": {"employer"}, "licensure.Position.role": {"role"},
    "licensure.Position.explanation": {"gap"}, "vetting.DisclosureAnswer.narrative": {"narrative"}, "vetting.Attestation.signed_name": NAME,
    # what she shared with one organization, and what that organization's checks and judgments rest on
    "vetting.Application.snapshot": NAME | EVIDENCE | {"born", "former", "npi", "employer", "role", "gap", "narrative"},
    "vetting.AssessmentRecord.facts": {"npi", "insurer", "school"}, "vetting.AssessmentRecord.findings": {"npi"},
    "licensure.Screening.terms": NAME | {"former", "npi"}, "licensure.Hit.reason": {"hit"},
    "licensure.Verification.label": {"degree"}, "licensure.Verification.query": NAME | {"former", "license", "look_up"},
    "licensure.Verification.values": NAME | {"license"},  # what the source answered, to be held against her word
    "licensure.Verification.source": {"insurer", "school"}, "licensure.Verification.comment": {"check"},
    # what was asked, answered, decided and held
    "vetting.InformationRequest.message": {"question"}, "vetting.InformationRequest.answer": {"reply"},
    "vetting.Decision.reason": {"approval", "denial"}, "vetting.Appeal.grounds": {"grounds"},
    "vetting.Appeal.representative": {"spokesman"}, "vetting.Appeal.reason": {"settled"}, "vetting.AppealSeat.reason": {"settled"},
    "network.Hold.comment": {"hold", "action"}, "vetting.AdverseAction.reason": {"action"},
    "network.Concern.text": {"concern"}, "network.Concern.finding": {"found"},  # on their row alone: no event, no mail, no letter
    "vetting.QueueWord.word": {"given", "family", "former", "npi"},  # what her file is found by, within its organization
    "vetting.QueueRow.spelled": {"given", "family", "former", "npi"},  # the same in one text
    # who is paid for her sessions, and on which account
    "payments.Payee.name": {"payee"}, "payments.BankAccount.holder": {"holder"},
    "payments.BankAccount.contact": {"email"}, "payments.BankAccount.call_note": {"call", "strange_call"},
    "payments.PayeeMatch.names": {"holder"}, "payments.PayeeMatch.reason": {"match"}, "payments.Instruction.reason": {"returned"},
    "payments.LineRecovery.reason": {"let_go"},
    "payments.LineQuestion.question": {"asked"}, "payments.LineQuestion.answer": {"answered"}, "payments.LineHold.reason": {"waits"},
    "payments.InvoiceLine.expected_why": {"waits"},  # why she is paid later, in words for her
    "payments.LinkProposal.reason": {"proposal"}, "payments.VatPosition.source": {"vat"},
    "payments.VatChange.reason": {"vat"},
    # whom she helps and where; who calls is on the call's row alone, and the number of the employee nowhere
    "care.PracticePlace.label": {"town"}, "care.Match.place": {"town"}, "care.Place.name": {"town"}, "care.Place.key": {"town"},
    "care.Contact.called": {"called"}, "care.Contact.reach": {"reach"}, "care.Contact.support": {"support"},
    "care.Contact.place": {"area"}, "care.Referral.area": {"area"},
    "network.Employer.name": {"yard"}, "network.EmployerAlias.name": {"yard"}, "network.EmployerAlias.folded": {"yard"},
    # what was written to her
    "network.Letter.context": NAME | {"question", "denial", "spokesman", "settled", "action"},  # everything the letter says, frozen
    "network.Message.address": {"email"}, "network.Message.body": NAME,
    # the audit trail: in payloads that can be erased, and nothing in the chain
    "network.EventPayload.values": set(MARKS)
    - (set(CALLER) - {"yard"})
    - {"account", "tax", "holder", "email", "phone", "practice", "narrative", "story", "grounds", "spokesman", "concern", "found"},
}


SEALED = {"account", "tax", "number"}  # kept as a token, or as a keyed hash: they stand in no table


def test_no_table_holds_a_value_it_was_not_meant_to(world):
    found: dict[str, set[str]] = defaultdict(set)
    for model in apps.get_models():
        for row in model._base_manager.values():
            for field, value in row.items():
                found[f"{model._meta.label}.{field}"] |= found_in(json.dumps(value, default=str, ensure_ascii=False))
    strange = {where: marks - ALLOWED.get(where, set()) for where, marks in found.items()}
    assert {where: marks for where, marks in strange.items() if marks} == {}
    assert set().union(*found.values()) == set(MARKS) - SEALED | {"born"}, "a mark that is nowhere proves nothing"
    kept = apps.get_model("payments.BankAccount").objects.within(world.harbor)
    assert HERS["account"] in {row.number for row in kept}  # it is there, and nobody reads it without the key
    assert HERS["tax"] in {row.tax_id for row in apps.get_model("payments.Payee").objects.within(world.harbor)}


def test_jobs_carry_keys_only(world):
    assert DBTaskResult.objects.exists()
    assert {name for row in DBTaskResult.objects.all() for name in found_in(json.dumps(row.args_kwargs))} == set()


def test_nothing_of_it_is_logged(world, listener):
    assert listener.lines
    assert found_in("\n".join(listener.lines)) == set()


def test_mail_names_nobody_but_its_reader(world):
    rows = list(Message.objects.everywhere(reason="every mail is read here"))
    assert rows
    assert {name for row in rows for name in found_in(f"{row.subject} {row.body} {row.context}")} <= NAME


def test_stored_files_are_named_by_chance_and_hold_what_their_kind_says(world):
    held = defaultdict(set)
    for document in apps.get_model("network.Document").objects.everywhere(reason="every file is read here"):
        assert found_in(document.storage_key) == set()
        held[document.kind] |= found_in(readable(storage.store().get(document.storage_key)))
    assert held["letter"] <= NAME | {"question", "denial", "spokesman", "settled", "action"}
    assert "payee" in held["remittance"] <= NAME | {"payee"}
    assert held["artefact"] <= NAME | EVIDENCE | {"former", "npi"}
    assert held["license"] <= NAME | {"license"} and held["degree"] <= NAME | {"degree", "school"}
    assert held["insurance"] <= NAME | {"policy", "insurer"}


def readable(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as document:
            about = str(document.docinfo)
        return f"{text_of(content)} {about}"
    return content.decode("latin-1")


def test_the_backup_says_nothing_outside_its_rows_and_documents(world, tmp_path):
    path = tmp_path / "all.tar"
    backup.make(path, at=world.at)
    with tarfile.open(path) as tar:
        assert found_in(" ".join(tar.getnames())) == set()
        assert found_in(tar.extractfile("manifest.json").read().decode()) == set()


# ── Pages ────────────────────────────────────────────────────────────────────
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
LEFT_OUT = re.compile(r"^/(account|demo|static|preferences|documents)/")


def pages(user, start, most=40):
    """What one account can see: every page reached by links from her first ones, as (address, text)."""
    client = Client()
    client.force_login(user)
    waiting, known = list(start), set(start)
    while waiting and most:
        address, most = waiting.pop(0), most - 1
        answer = client.get(address, follow=True)
        if answer.streaming or "text" not in answer.headers.get("Content-Type", ""):
            continue
        text = answer.content.decode()
        yield address, text
        for link in LINK.findall(text):
            link = link.replace("&amp;", "&")
            if link not in known and not LEFT_OUT.match(link):
                known.add(link)
                waiting.append(link)


def seen(user, start):
    """The marks on her pages, each with the first address."""
    found = {}
    for address, text in pages(user, start):
        for name in found_in(text):
            found.setdefault(name, address)
    return found


def first_pages(slug):
    names = ("queue", "matches", "standing", "policies", "audit", "staff", "network", "claims", "recoveries", "same-person", "reports")
    return ["/", *(f"/{slug}/{name}/" for name in names)]


def everybody(organization, *roles):
    rows = Membership.objects.within(organization).select_related("user")
    return [row.user for row in rows if not roles or set(roles) & set(row.roles)]


def test_the_network_manager_sees_them_or_the_other_tests_prove_nothing(world):
    user = everybody(world.harbor, Role.NETWORK_MANAGER)[0]
    address = f"/harbor/applications/{world.mine.reference}/"
    found = set(seen(user, [address, *first_pages("harbor")]))
    assert {"given", "family", "license", "policy", "question", "approval"} <= found


def test_another_organization_sees_nothing_of_it(world):
    roles = (Role.NETWORK_MANAGER, Role.DIRECTOR, Role.AUDITOR, Role.ADMIN, Role.INTAKE)
    assert {user.email: marks for user in everybody(world.summit, *roles) if (marks := seen(user, first_pages("summit")))} == {}


def test_another_organization_asked_for_harbors_addresses_answers_as_if_they_were_not_there(world):
    user = everybody(world.summit, Role.NETWORK_MANAGER)[0]
    client = Client()
    client.force_login(user)
    for address in (f"/harbor/applications/{world.mine.reference}/", f"/summit/applications/{world.mine.reference}/", "/harbor/queue/"):
        answer = client.get(address)
        assert answer.status_code == 404 and found_in(answer.content.decode()) == set()


def test_outsiders_and_other_therapists_see_nothing_of_it(world):
    for user in (world.outsider(world.harbor), world.user(world.herself(world.other))):
        assert seen(user, ["/", "/me/", "/me/letters/", "/me/sharing/", *first_pages("harbor")]) == {}


def test_intake_and_finance_see_who_and_never_why(world):
    for role in (Role.INTAKE, Role.FINANCE, Role.FINANCE_APPROVER, Role.EMPLOYER_CONTACT):
        for user in everybody(world.harbor, role):
            found = seen(user, first_pages("harbor"))
            assert set(found) <= WORK[role], f"{role}: {found}"
            if role == Role.INTAKE:
                assert {"called", "yard", "area"} <= set(found), "a page that was not read proves nothing"


WORK = {
    Role.INTAKE: NAME | CALLS, Role.FINANCE: NAME | MONEY, Role.FINANCE_APPROVER: NAME | MONEY,
    Role.EMPLOYER_CONTACT: {"yard"},  # its own name, and nobody else's
}


def test_an_employer_reads_its_year_and_nothing_of_anybody(world):
    (reader,) = everybody(world.harbor, Role.EMPLOYER_CONTACT)
    client, year = Client(), world.day(world.harbor).year
    client.force_login(reader)
    for end in ("", "csv/", "pdf/"):
        answer = client.get(f"/harbor/reports/{year}/{end}")
        assert answer.status_code == 200
        assert found_in(readable(answer.content)) <= {"yard"}
