"""Harbor's open files: drafts, new ones, checks in every state, files ready for whoever must decide."""

from licensure.demo.profiles import Listed, Trouble
from network.dates import plus_months
from network.models import Person
from network.workflow.same_person import suspect_same_person
from vetting.demo.scene import road
from vetting.workflow.saved_views import save_view

TEXAS, OHIO, COLORADO = "US-TX:lpc", "US-OH:lisw", "US-CO:lcsw"


def stories(scene):
    """Twenty people on their way."""
    tellers = (
        just_begun, nearly_signed, never_read, new_today, new_and_late, halfway, differs, no_answer, asked_her, asked_late,
        asked_source, answered, due_today, clean, short_of_experience, reprimand, claims_to_weigh, too_little_cover, gone_stale,
        supervised, our_own, kept_views,
    )
    return [tell(scene) for tell in tellers]


# ── Drafts ───────────────────────────────────────────────────────────────────
def just_begun(scene):
    """She began three days ago; insurance and references are missing, and she has not agreed to share."""
    return (yield from road(scene, 1, "Juniper Valebrook", (3,), without=("insurance", "referees"), title="US-IL:lcpc"))


def nearly_signed(scene):
    """Everything is filled in; she has not signed."""
    file = yield from road(scene, 2, "Cosmo Applegarth", (12,))
    at = yield scene.ago(11)
    file.agree(at)
    file.answer(at)


def never_read(scene):
    """Made an account, opened the application from the invitation and never came back; her certificate was not uploaded."""
    file = yield from road(scene, 3, "Pim Larkwood", (36,), insurance_shown=False, title=TEXAS, read=False)
    at = yield scene.ago(35)
    file.answer(at, leave_out=("malpractice_claims", "insurance_refused"))


# ── New ──────────────────────────────────────────────────────────────────────
def new_today(scene):
    """Signed yesterday."""
    yield from road(scene, 4, "Tilda Marshlight", (6, 1))


def new_and_late(scene):
    """Signed a week ago and nobody has looked."""
    yield from road(scene, 5, "Otis Fernsby", (19, 8), title=OHIO)


# ── Checks ───────────────────────────────────────────────────────────────────
def halfway(scene):
    """Some verified, some fetched and not reviewed, the rest to do."""
    file = yield from road(scene, 6, "Rafa Solmare", (17, 9, 6), title="US-IL:lcpc")
    at = yield scene.ago(4)
    file.verify(at, only=("license", "npi", "education"))
    at = yield scene.ago(2)
    for check in file.checks("insurance", "work_history").filter(state="required"):
        file.desk(at).obtain(check)


def differs(scene):
    """Her certificate shows another name and another last day than she wrote; the insurer confirms the certificate."""
    ends = scene.day(21)
    file = yield from road(
        scene, 7, "Basil Thornquist", (25, 16, 13), title="US-IL:lmft", insurance_first=scene.day(386), insurance_last=scene.day(-120),
        insurance_shown_name="Basil Thornquist-Reed", insurance_shown_last=ends,
    )
    at = yield scene.ago(9)
    file.verify(at, but=("insurance",))
    at = yield scene.ago(8)
    for check in file.checks("insurance"):
        file.desk(at).flag(
            check, f"The insurer says the policy of Basil Thornquist-Reed ended on {ends:%-d %b %Y}.", good_through=ends
        )


def no_answer(scene):
    """The data bank does not answer; the proof of that is kept, nobody takes it for a clean answer."""
    file = yield from road(scene, 8, "Ida Lanternberg", (30, 22, 18), title=OHIO)
    at = yield scene.ago(12)
    file.verify(at, but=("disclosures",))
    at = yield scene.ago(10)
    for check in file.checks("disclosures"):
        file.desk(at).unavailable(check, "The data bank answered with an error on three days. Screens are kept.")


def asked_her(scene):
    """Everything is done but one thing that only she can send."""
    file = yield from road(scene, 9, "Merle Oakhollow", (24, 15, 12), insurance_last=scene.day(-9), insurance_first=scene.day(355))
    at = yield scene.ago(7)
    file.verify(at, but=("insurance",))
    item = file.checks("insurance").first().item
    at = yield scene.ago(6)
    file.ask(at, "Your policy ends in a few days. Send the certificate of the policy that follows it.", element="insurance", item=item)


def asked_late(scene):
    """She was asked four weeks ago and the day to answer has passed."""
    file = yield from road(scene, 10, "Saffron Reedmace", (60, 47, 43), title=COLORADO)
    at = yield scene.ago(36)
    file.verify(at, but=("identity",))
    at = yield scene.ago(28)
    file.ask(at, "Come by with your passport or meet us by video: we have to see it once, no copy is kept.", element="identity")


def asked_source(scene):
    """A former employer was written to."""
    file = yield from road(scene, 11, "Linden Copperwood", (28, 20, 17), title="US-TX:lcsw")
    at = yield scene.ago(13)
    file.verify(at, but=("work_history",))
    at = yield scene.ago(12)
    for check in file.checks("work_history"):
        file.desk(at).ask(check, due_on=scene.day(-5))


def answered(scene):
    """She answered; it is our turn to read it."""
    file = yield from road(scene, 12, "Wilhelmina Cloudberry", (33, 26, 23), title="US-IL:lcpc")
    at = yield scene.ago(15)
    file.verify(at, but=("eap_experience",))
    at = yield scene.ago(14)
    file.ask(at, "For which employers did you do EAP work, and since when?", element="eap_experience")
    at = yield scene.ago(2)
    file.reply(at, "For Oxbow Employee Care since 2020, about four cases a month. Ask for Rowena Pipe.")


def due_today(scene):
    """Three weeks and three days of ours are over today."""
    file = yield from road(scene, 17, "Ottoline Sparrowfield", (30, 24, 20), title=OHIO)
    at = yield scene.ago(17)
    file.verify(at, only=("license", "education"))


# ── Ready for decision ───────────────────────────────────────────────────────
def clean(scene):
    """Nothing stands against it. Maya verified it, so neither of her accounts decides it."""
    yield from road(scene, 18, "Ansel Harrowgate", (26, 18, 15, 7, 3), verify={"by": scene.crew.manager})


def short_of_experience(scene):
    """Too little EAP work and a gap nobody explained: a director weighs it."""
    yield from road(
        scene, 19, "Bryony Lockhart", (31, 21, 18, 9, 5), title="US-IL:lcpc", eap_years=0, gap_months=9, gap_explained=False
    )


def reprimand(scene):
    """A reprimand she told about: it goes to the committee."""
    yield from road(
        scene, 20, "Lowell Tanager", (40, 29, 26, 12, 4), title=TEXAS,
        yes={"license_action": "A reprimand in 2016 for late records. I took the course that was asked; the board closed it."},
    )


def claims_to_weigh(scene):
    """Claims against her, for the committee."""
    ago = lambda months: plus_months(scene.day(), -months)  # noqa: E731
    trouble = (
        Trouble(ago(40), 4_500_000, incident=ago(46), closed=ago(30), narrative="A client said the work ended too early. We settled."),
        Trouble(ago(16), None, open=True, incident=ago(46), narrative="The same client, about the same matter. Not decided."),
    )
    yield from road(
        scene, 21, "Isolde Fernwick", (44, 34, 30, 15, 9), title=OHIO, troubles=trouble, runs=(Listed(ago(2)),),
        yes={"malpractice_claims": "One claim was settled for 45,000 dollars, one about the same matter is open."},
    )


def too_little_cover(scene):
    """Below the amount the policy asks: nothing is left but to close it with that reason."""
    yield from road(scene, 22, "Thaddeus Quillon", (29, 20, 17, 8, 2), aggregate=100_000_000)


def gone_stale(scene):
    """Left lying after it was ready: the license was looked up more than 120 days ago."""
    yield from road(scene, 23, "Rosamund Alderney", (160, 149, 146, 139, 126), title="US-IL:lmft")


def supervised(scene):
    """An LPC in Illinois may not practice alone; the same letters in Texas may."""
    yield from road(scene, 24, "Leopold Finchley", (23, 14, 11, 6, 1), title="US-IL:lpc")


def our_own(scene):
    """A therapist who is probably Odell of the committee: two people say so before it is believed, he decides nothing of it."""
    file = yield from road(scene, 25, "Odell Marshfield", (20, 13, 10, 5, 2), title="US-IL:lcsw")
    at = yield scene.ago(1, 17)
    odell, his = scene.crew.committee, file.who.practitioner.person
    suspect_same_person(
        one=Person.objects.get(pk=odell.person_id), other=his, reason="Same birth date and telephone number.",
        actor=scene.crew.verifier, at=at,
    )


# ── The queue ────────────────────────────────────────────────────────────────
def kept_views(scene):
    """One view the manager keeps for everyone, and one of her own."""
    at = yield scene.ago(1, 16)
    where, keeper = scene.crew.organization, scene.crew.manager
    renewals = {"kind": "renewal", "waiting": "reviewer"}
    save_view(where, name="Renewals to check", base="open", filters=renewals, shared=True, actor=keeper, at=at)
    save_view(where, name="Due this week", base="open", filters={"when": "week"}, shared=False, actor=keeper, at=at)
