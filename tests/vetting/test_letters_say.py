"""Each letter of domain 6 (L1 to L17, L19), made by the real workflow, its PDF read in both languages: every item it must contain."""

import hashlib
import io
from datetime import UTC, datetime

import pikepdf
import pytest

from network import clock, letters
from network.documents_read import open_bytes
from network.events import canonical
from network.models import EventPayload, Letter, Message, Organization, Person, User
from tests.pdf_text import text_of
from tests.vetting import letters_told
from tests.vetting.story import Story
from vetting.models import InformationRequest
from vetting.pages import kept

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)  # 24 November, ten in the morning at Harbor
CONTACT = ("network@harbor.example",)
CLIENTS = {"en": ("Clients you have", "We call you about each client"), "nl": ("Cliënten die u heeft", "Wij bellen u over elke cliënt")}
RECORDS = {"en": ("Records and invoices", "Keep your records"), "nl": ("Dossiers en facturen", "Bewaar uw dossiers")}
APPEAL = {
    "en": ("You may ask to be heard", "somebody may represent you", "One person decides", "network@harbor.example"),
    "nl": ("hoorgesprek", "vertegenwoordigen", "Eén persoon beslist", "network@harbor.example"),
}
RIGHTS = {  # domain 1.1 (a) to (e); the days of (c) and (e) are asked for apart
    "en": ("You may see what we collected to judge your application, except references", "differs substantially from what you told us",
           "You may correct what is wrong", "You may ask at any time where your application stands", "every refusal in writing"),
    "nl": ("U mag zien wat wij hebben verzameld om uw aanvraag te beoordelen, behalve referenties",
           "U hoort het als een bron iets wezenlijk anders zegt dan u ons vertelde.", "U kunt altijd vragen hoe het met uw aanvraag staat"),
}  # fmt: skip
BECAUSE = ("Three complaints about late notes.",)
DENIED = ("16 November 2026", "$200,000", "$1,000,000", "The policy is below the amount we ask.", "16 December 2026")

# what: its number in domain 6, the kind of its letter, and per language what its paper must say, as values of this one file
TOLD = {
    "rights": ("L1", "rights", {
        "en": ("4 November 2026", *RIGHTS["en"], "in writing, within 14 days", "appeal within 30 days",
               "Is insured for at least $1,000,000 per claim.",
               "Your liability insurance, with its certificate", "EAP-basic-US, version 1", "Harbor is responsible",
               "/me/applications/HA-0001/", *CONTACT),
        "nl": ("4 november 2026", *RIGHTS["nl"], "binnen 14 dagen", "binnen 30 dagen",
               "Is verzekerd voor ten minste US$ 1.000.000 per aanspraak.",
               "Uw aansprakelijkheidsverzekering, met het bewijs", "EAP-basic-US, versie 1", "Harbor is verantwoordelijk",
               "/me/applications/HA-0001/", *CONTACT),
    }),
    "receipt": ("L2", "receipt", {
        "en": ("9 November 2026", "We usually decide by 8 January 2027", "Counseling, Ohio", "/me/applications/HA-0001/",
               *CONTACT),
        "nl": ("9 november 2026", "uiterlijk op 8 januari 2027", "Ohio", "/me/applications/HA-0001/", *CONTACT),
    }),
    "not_accepted": ("L3", "not_accepted", {
        "en": ("24 November 2026", "Profession we accept", "We found: lawyer", "We work with counselors only.",
               "not a denial"),
        "nl": ("24 november 2026", "Beroep dat wij accepteren", "jurist", "We work with counselors only.",
               "geen afwijzing"),
    }),
    "information_request": ("L4", "information_request", {
        "en": ("1.", "Send page two of the policy.", "by 8 December 2026", "/me/requests/{request}/",
               "from 8 January 2027 without a decision"),
        "nl": ("1.", "Send page two of the policy.", "uiterlijk op 8 december 2026", "/me/requests/{request}/",
               "8 januari 2027"),
    }),
    "reminder": ("L5", "reminder", {
        "en": ("Send page two of the policy.", "Who knows your work since 2024?", "by 8 December 2026",
               "from 8 January 2027", "1.", "2."),
        "nl": ("Send page two of the policy.", "Who knows your work since 2024?", "8 december 2026", "vanaf 8 januari 2027",
               "1.", "2."),
    }),
    "discrepancy": ("L6", "discrepancy", {
        "en": ("Amount per claim differs", "$1,000,000", "$500,000", "Lantern Mutual", "by 8 December 2026",
               "/me/requests/{request}/",
               "Tom Wetherby", *CONTACT),
        "nl": ("Bedrag per claim verschilt", "US$ 1.000.000", "US$ 500.000", "Lantern Mutual", "uiterlijk op 8 december 2026",
               "/me/requests/{request}/", "Tom Wetherby", *CONTACT),
    }),
    "lapsed": ("L7", "closed", {
        "en": ("8 January 2027", "Send page two of the policy.", "This is not a denial.",
               "You may apply again from 8 January 2027", "/me/apply/"),
        "nl": ("8 januari 2027", "Send page two of the policy.", "Dit is geen afwijzing.", "vanaf 8 januari 2027 opnieuw",
               "/me/apply/"),
    }),
    "withdrawn": ("L7", "closed", {
        "en": ("On 24 November 2026 you withdrew", "HA-0001", "This is not a denial.",
               "You may apply again from 24 November 2026"),
        "nl": ("24 november 2026", "HA-0001", "ingetrokken", "Dit is geen afwijzing.", "vanaf 24 november 2026 opnieuw"),
    }),
    "approval": ("L8", "approval", {
        "en": ("On 16 November 2026 we decided to admit you", "from 16 November 2026", "16 November 2029", "Counseling",
               "Ohio",
               "without conditions", "payment terms, version 2026-1", "Ines Calloway"),
        "nl": ("16 november 2026", "Vanaf 16 november 2026", "16 november 2029", "Ohio", "geen eigen voorwaarden",
               "versie 2026-1", "Ines Calloway"),
    }),
    "renewed": ("L8", "approval", {
        "en": ("On 24 November 2026 we decided to renew", "counts from 24 November 2026", "24 November 2029", "Ohio",
               "2026-1"),
        "nl": ("24 november 2026", "te verlengen", "24 november 2029", "Ohio", "2026-1"),
    }),
    "renewed_on_terms": ("L8", "conditional", {
        "en": ("On 24 November 2026 we decided to renew your approval", "with the conditions below",
               "from 24 November 2026 up to and including 24 November 2027", "Counseling, Ohio",
               "The next review is due earlier than usual.", "Her hours are nearly reached.", "Supervision twice a month",
               "Tell Maya Lindenwood", "22 February 2027", "payment terms, version 2026-1", "Ines Calloway"),
        "nl": ("24 november 2026", "te verlengen", "tot en met 24 november 2027", "Ohio", "Her hours are nearly reached.",
               "Supervision twice a month", "Meld het bij Maya Lindenwood", "22 februari 2027", "versie 2026-1", "Ines Calloway"),
    }),
    "conditional": ("L9", "conditional", {
        "en": ("16 November 2026", "Supervision twice a month", "The supervisor's statement", "22 February 2027",
               "16 November 2029", "Ohio"),
        "nl": ("16 november 2026", "Supervision twice a month", "The supervisor's statement", "22 februari 2027",
               "16 november 2029", "Ohio"),
    }),
    "restricted": ("L9", "restricted", {
        "en": ("From 24 December 2026", "no clients under 18", *BECAUSE, "until and including 24 December 2026",
               *APPEAL["en"]),
        "nl": ("24 december 2026", "geen cliënten onder de 18 jaar", *BECAUSE, "tot en met 24 december 2026", *APPEAL["nl"]),
    }),
    "denial": ("L10", "denial", {
        "en": ("Insurance per claim", *DENIED, "You may apply again", *APPEAL["en"]),
        "nl": ("16 november 2026", "US$ 200.000", "US$ 1.000.000", DENIED[3], "16 december 2026", "opnieuw", *APPEAL["nl"]),
    }),
    "provisional": ("L11", "provisional", {
        "en": ("From 24 November 2026", "after 22 January 2027", "At most three clients at a time", "Education",
               "Counseling, Ohio"),
        "nl": ("24 november 2026", "22 januari 2027", "At most three clients at a time", "Education", "Ohio"),
    }),
    "renewal": ("L12", "renewal", {
        "en": ("due by 16 November 2029, in 120 days", "/me/applications/HA-0002/", "The questions about your practice",
               "After 16 November 2029 you get no new clients", "later than 16 December 2029"),
        "nl": ("16 november 2029", "120 dagen", "/me/applications/HA-0002/", "De vragen over uw praktijk",
               "Na 16 november 2029",
               "16 december 2029"),
    }),
    "overdue": ("L12", "renewal", {
        "en": ("was due by 16 November 2029 and is not decided", "/me/applications/HA-0002/",
               "The questions about your practice",
               "After 16 November 2029 you get no new clients"),
        "nl": ("16 november 2029", "nog niet besloten", "/me/applications/HA-0002/", "De vragen over uw praktijk",
               "Na 16 november 2029"),
    }),
    "expiry": ("L13", "expiry", {
        "en": ("Your liability insurance", "up to and including 12 June 2027", "/me/insurance/"),
        "nl": ("Uw aansprakelijkheidsverzekering", "tot en met 12 juni 2027", "/me/insurance/"),
    }),
    "license_expiry": ("L13", "expiry", {
        "en": ("Your license or registration", "Ohio", "up to and including 24 December 2027", "/me/licenses/"),
        "nl": ("Ohio", "tot en met 24 december 2027", "/me/licenses/"),
    }),
    "certificate_expiry": ("L13", "expiry", {
        "en": ("Your certificate: valid up to and including 24 December 2026",
               "Add the renewal at http://localhost:8000/me/training/ Of what our policy requires you to keep:",
               "you get no new clients after its last day. Sessions with clients you have go on"),
        "nl": ("Uw certificaat: geldig tot en met 24 december 2026",
               "Voeg de verlenging toe op http://localhost:8000/me/training/ Van wat u volgens ons beleid moet bijhouden:",
               "krijgt u na de laatste dag geen nieuwe cliënten. Sessies met uw huidige cliënten gaan door"),
    }),
    "background_expiry": ("L13", "expiry", {
        "en": ("Your certificate of conduct: recent enough up to and including 24 December 2026",
               "Ask for a new one now, and show it to us", "Your own page: http://localhost:8000/me/ Of what"),
        "nl": ("Uw Verklaring Omtrent het Gedrag: recent genoeg tot en met 24 december 2026",
               "Vraag nu een nieuwe aan en laat die aan ons zien", "Uw eigen pagina: http://localhost:8000/me/ Van wat"),
    }),
    "statement_expiry": ("L13", "expiry", {
        "en": ("Your signed statement: counts up to and including 24 December 2026",
               "sign it again at http://localhost:8000/me/dates/harbor/ Of what"),
        "nl": ("Uw ondertekende verklaring: geldt tot en met 24 december 2026",
               "onderteken die opnieuw op http://localhost:8000/me/dates/harbor/ Van wat"),
    }),
    "supervision_expiry": ("L13", "expiry", {
        "en": ("Your agreement with a supervisor: valid up to and including 24 December 2026",
               "http://localhost:8000/me/supervision/ Of what"),
        "nl": ("Uw afspraak met een supervisor: geldig tot en met 24 december 2026",
               "http://localhost:8000/me/supervision/ Van wat"),
    }),
    "hours_expiry": ("L13", "expiry", {
        "en": ("Your hours of continuing education: enough up to and including 24 December 2026",
               "Add newer hours at http://localhost:8000/me/training/ Of what"),
        "nl": ("Uw uren bij- en nascholing: genoeg tot en met 24 december 2026",
               "Voeg nieuwere uren toe op http://localhost:8000/me/training/ Van wat"),
    }),
    "stopped": ("L14", "standing_changed", {
        "en": ("Since 24 November 2026", "There is a hold since 24 Nov 2026: License.", "You get no new clients",
               "cannot be paid",
               "Send what shows that it is solved."),
        "nl": ("24 november 2026", "24 nov 2026", "geen nieuwe cliënten", "niet worden betaald", "Stuur wat laat zien"),
    }),
    **{
        f"stopped_{reason}": ("L14", "standing_changed", {
            "en": ("Since 24 November 2026", f"There is a hold since 24 Nov 2026: {en}.", "You get no new clients",
                   "cannot be paid" if unpaid else "Sessions with clients you have go on.", "Send what shows that it is solved."),
            "nl": ("24 november 2026", f"Sinds 24 nov 2026 geldt een stop: {nl}.", "geen nieuwe cliënten",
                   "niet worden betaald" if unpaid else "Sessies met uw huidige cliënten gaan door.", "Stuur wat laat zien"),
        })
        for reason, en, nl, unpaid in (
            ("insurance", "Insurance", "Verzekering", True), ("sanction", "Sanctions list", "Sanctielijst", True),
            ("exclusion", "Exclusion list", "Uitsluitingslijst", True), ("evidence", "Evidence that ran out", "Verlopen bewijs", False),
        )
    },
    **{
        f"stopped_{reason}": ("L14", "standing_changed", {
            "en": ("Since 24 November 2026 something", f"There is a hold since 24 Nov 2026: {en}.",
                   "You get no new clients while this lasts", "Sessions with clients you have go on.",
                   "We look into it and tell you what we find."),
            "nl": ("Sinds 24 november 2026 is er een belemmering", f"Sinds 24 nov 2026 geldt een stop: {nl}.", "geen nieuwe cliënten",
                   "Sessies met uw huidige cliënten gaan door.", "Wij zoeken het uit en vertellen u wat wij vinden."),
        })
        for reason, en, nl in (("complaint", "Complaint", "Klacht in behandeling"), ("investigation", "Investigation", "Onderzoek"))
    },
    "stopped_pause": ("L14", "standing_changed", {
        "en": ("Since 24 November 2026 something", "You asked for a pause; it began on 24 Nov 2026.",
               "You get no new clients while this lasts", "Sessions with clients you have go on.",
               "Write to us when you want new clients again."),
        "nl": ("Sinds 24 november 2026 is er een belemmering", "U vroeg om een pauze; die begon op 24 nov 2026.",
               "Zolang dit duurt, krijgt u geen nieuwe cliënten", "Sessies met uw huidige cliënten gaan door.",
               "Schrijf ons wanneer u weer nieuwe cliënten wilt."),
    }),
    "lifted": ("L14", "standing_changed", {
        "en": ("is over since 24 November 2026", "You get new clients again"), "nl": ("24 november 2026",
               "weer nieuwe cliënten"),
    }),
    "suspension": ("L15", "suspension", {
        "en": ("From 24 November 2026 we suspend", *BECAUSE, "by 8 December 2026", "24 December 2026", *APPEAL["en"]),
        "nl": ("24 november 2026", *BECAUSE, "8 december 2026", "24 december 2026", *APPEAL["nl"]),
    }),
    "without_cause": ("L16", "termination", {
        "en": ("Its last day is 24 December 2026", "notice on 24 November 2026", *CLIENTS["en"], *RECORDS["en"]),
        "nl": ("24 december 2026", "24 november 2026", *CLIENTS["nl"], *RECORDS["nl"]),
    }),
    "for_cause": ("L16", "termination", {
        "en": ("for cause", "24 December 2026", "24 November 2026", *BECAUSE, *CLIENTS["en"], *RECORDS["en"], *APPEAL["en"]),
        "nl": ("24 december 2026", "24 november 2026", *BECAUSE, *CLIENTS["nl"], *RECORDS["nl"], *APPEAL["nl"]),
    }),
    "given_notice": ("L16", "termination", {
        "en": ("Its last day is 24 December 2026", "notice on 24 November 2026", "We close Ohio.", *CLIENTS["en"],
               *RECORDS["en"]),
        "nl": ("24 december 2026", "24 november 2026", "We close Ohio.", *CLIENTS["nl"], *RECORDS["nl"]),
    }),
    "resignation": ("L16", "resignation", {
        "en": ("On 24 November 2026 you told us", "Your last day is 24 December 2026.", *CLIENTS["en"], *RECORDS["en"]),
        "nl": ("24 november 2026", "24 december 2026", *CLIENTS["nl"], *RECORDS["nl"]),
    }),
    "appeal_received": ("L17", "appeal_received", {
        "en": ("On 24 November 2026 we received", "16 November 2026", "by 24 December 2026", "Aldous Penhallow",
               "You asked to be heard", *CONTACT),
        "nl": ("24 november 2026", "16 november 2026", "24 december 2026", "Aldous Penhallow", "hoorgesprek", *CONTACT),
    }),
    "hearing_notice": ("L17", "hearing_notice", {
        "en": ("We hear you on 24 December 2026", "12 Breakwater Row", "Petra Lindqvist, Clinical director",
               "Aldous Penhallow",
               "by 23 January 2027"),
        "nl": ("24 december 2026", "12 Breakwater Row", "Petra Lindqvist", "Aldous Penhallow", "23 januari 2027"),
    }),
    "appeal_settled": ("L17", "appeal_settled", {
        "en": ("settled on 25 December 2026", "The decision stands.", "The minimum was known when she applied.",
               "Petra Lindqvist"),
        "nl": ("25 december 2026", "Het besluit blijft staan.", "The minimum was known when she applied.", "Petra Lindqvist"),
    }),
    "leave": ("L19", "leave", {
        "en": ("from 1 December 2026 up to and including 29 January 2027", "From 30 January 2027", "due by 2 October 2029",
               "Your license and your liability insurance stay in force"),
        "nl": ("1 december 2026", "tot en met 29 januari 2027", "30 januari 2027", "2 oktober 2029", "verzekering"),
    }),
}  # fmt: skip
NUMBERED = {f"L{number}" for number in (*range(1, 18), 19)}


@pytest.fixture
def world(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    found = Story()
    Organization.objects.update(reply_to=CONTACT[0])
    found.organization.refresh_from_db()
    return found


def bare(text):
    """Without what a line break may have taken."""
    return "".join(text.split()).replace("\u2010", "").replace("-", "").replace("\u2212", "")


def body_of(text, language):
    """What stands below the salutation: the day and the reference above it stand in every letter and prove nothing."""
    _head, greeted, body = text.partition({"en": "Dear ", "nl": "Geachte "}[language])
    assert greeted and body
    return bare(body)


def paper(world, write, kind, language):
    """The finished PDF in her language, as it is kept; the letter is made anew by the same job."""
    before = Letter.objects.within(world.organization).count()
    User.objects.filter(person__practitioner__isnull=False).update(language=language)
    write()
    assert Letter.objects.within(world.organization).count() == before + 1
    letter = Letter.objects.within(world.organization).order_by("pk").last()
    letters.write_letter(id=letter.pk)
    letter.refresh_from_db()
    assert (letter.kind, letter.language, letter.state) == (kind, language, "issued")
    pdf = open_bytes(letter.document)
    Letter.objects.within(world.organization).filter(pk=letter.pk).delete()
    return pdf


def untagged(pdf, language) -> list[str]:
    """What a reader by ear would miss: tags, its language and title, and at least a heading and paragraphs."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root, kinds = document.Root, set()
        stack = [root.get("/StructTreeRoot")]
        while stack:
            node = stack.pop()
            if isinstance(node, pikepdf.Dictionary):
                kinds.add(str(node.get("/S", "")))
                kids = node.get("/K", [])
                stack += list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        with document.open_metadata() as meta:
            part = meta.get("pdfuaid:part")
        return [
            name for name, good in {
                "marked": root.get("/MarkInfo", {}).get("/Marked", False), "language": str(root.get("/Lang", "")) == language,
                "title": bool(str(document.docinfo.get("/Title", ""))), "heading": "/H1" in kinds,
               "paragraphs": "/P" in kinds,
                "says so": part == "1",
            }.items() if not good
        ]  # fmt: skip


@pytest.mark.parametrize("what", sorted(TOLD))
def test_a_letter_says_all_it_must_as_this_files_own_values(world, what):
    _, kind, told = TOLD[what]
    write = getattr(letters_told, what)(world)
    request = InformationRequest.objects.within(world.organization).order_by("pk").first()
    for language, items in told.items():
        pdf = paper(world, write, kind, language)
        said = body_of(text_of(pdf), language)
        missing = [item for item in items if bare(item.format(request=request.pk if request else "")) not in said]
        assert (missing, untagged(pdf, language)) == ([], []), f"{what} in {language}"


def test_every_kind_of_letter_has_its_words_for_the_file():
    assert set(letters.SUBJECTS) <= set(kept.LETTERS())


def test_every_letter_of_the_brief_stands_in_the_table():
    assert {number for number, _, _ in TOLD.values()} == NUMBERED


@pytest.mark.parametrize("what", ["denial", "suspension", "discrepancy", "expiry", "reminder"])
def test_no_mail_says_what_the_letter_says(world, what):
    """A mailbox is no place for reasons: the mail says that there is news, and where."""
    _, kind, told = TOLD[what]
    paper(world, getattr(letters_told, what)(world), kind, "en")
    mails = "".join(row.subject + row.body for row in Message.objects.everywhere(reason="a test looks"))
    assert mails
    for word in ("insurance", "complaint", "$", "Send page two", "Lantern", "denied", "suspend"):
        assert word not in mails


def test_the_facts_are_frozen_with_their_hash_and_a_later_change_changes_no_letter(world):
    write = letters_told.approval(world)
    write()
    letter = Letter.objects.within(world.organization).get(kind="approval")
    assert letter.facts_sha256 == hashlib.sha256(canonical(letter.context).encode()).hexdigest()
    Person.objects.filter(pk=letter.practitioner.person_id).update(family_name="Oakhollow")
    Organization.objects.update(name="Harborside", reply_to="else@harbor.example")
    letters.write_letter(id=letter.pk)
    letter.refresh_from_db()
    said = text_of(open_bytes(letter.document))
    assert "Wren Halloway" in said and "Oakhollow" not in said and "Harborside" not in said and "else@" not in said
    assert EventPayload.objects.get(event__action="letter.issued").values["after"]["facts_sha256"] == letter.facts_sha256


def test_facts_that_were_changed_afterwards_become_no_letter(world):
    letters_told.approval(world)()
    letter = Letter.objects.within(world.organization).get(kind="approval")
    letter.context = {**letter.context, "recipient": "Bronte Ashenfell"}
    letter.save()
    with pytest.raises(letters.LetterFailed, match="not those it was asked for"):
        letters.write_letter(id=letter.pk)
    letter.refresh_from_db()
    assert letter.state == "queued"
