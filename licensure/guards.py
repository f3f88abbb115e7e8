"""Guards of licensure's machines: each yields every refusal it knows, with what would make the step possible."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from licensure.compared import differences
from licensure.waivers import waivable_by
from network.duties import bars
from network.identity import MEETINGS
from network.models.documents import ScanState
from network.queries.people import same_persons
from network.transitions import Refusal

NEVER_WAIVED = {"license", "exclusion_list"}
NOT_KEPT = ("seen", *MEETINGS)  # an original was looked at, and no copy of it is kept


def has_source_day(verification, *, actor, at, as_of=None, **inputs):
    """The source's own day is known and not in the future."""
    day = as_of or verification.as_of
    today = at.astimezone(ZoneInfo(verification.organization.zone)).date()
    if day is None:
        yield Refusal("no_as_of", _("There is no day as of which the source says this."), _("Fill in the source's own date."))
    elif day > today:
        yield Refusal("as_of_in_future", _("The source's date lies in the future."), _("Use the date that stands on the source."))


def has_artefact(verification, *, actor, at, artefact=None, artefact_sha256="", sighting=None, **inputs):
    """The answer is kept as a file, is a row of a file whose fingerprint is kept, or was seen and may not be kept."""
    kept = artefact or verification.artefact_id or artefact_sha256 or verification.artefact_sha256
    if not (kept or sighting or verification.sighting):
        yield Refusal(
            "no_artefact",
            _("Nothing of the source's answer is kept."),
            _("Add the page or document you looked at, or record that you saw the original."),
        )


def artefact_is_harmless(verification, *, actor, at, artefact=None, **inputs):
    """The virus scanner found nothing in the file that was kept."""
    page = artefact or verification.artefact
    if page is not None and page.set_aside:
        cure = _("Look it up again, and add what you see.")
        yield Refusal("set_aside", _("The virus scanner found something harmful in the file that was kept."), cure)


def artefact_was_scanned(verification, *, actor, at, artefact=None, **inputs):
    """The virus scanner has looked at the file that was kept: nobody saw the others."""
    page = artefact or verification.artefact
    if page is not None and page.scan_state == ScanState.PENDING:
        cure = _("Verify it once that is done; what you added is kept meanwhile.")
        yield Refusal("being_checked", _("The virus scanner has not looked at the file that was kept yet."), cure)


def says_how(verification, *, actor, at, how="", artefact=None, artefact_sha256="", sighting=None, **inputs):
    """It is said how it was checked; without a kept file only an original that was seen counts, and it says which."""
    method = how or verification.method
    kept = artefact or verification.artefact_id or artefact_sha256 or verification.artefact_sha256
    if not method:
        yield Refusal("no_method", _("It is not said how this was checked."), _("Choose how: looked up, document, letter, seen…"))
    elif method in NOT_KEPT and not (sighting or verification.sighting):
        yield Refusal("no_sighting", _("It is not said what was seen."), _("Write down kind, number and issue date of the original."))
    elif method not in NOT_KEPT and not kept and (sighting or verification.sighting):
        yield Refusal("not_seen", _("Nothing is kept, and this is no original that was seen."), _("Add the file, or choose “seen”."))


def days_in_order(verification, *, actor, at, good_through=None, **inputs):
    """What a source says is good through a day was good on some day: it did not end before it began."""
    first, last = verification.first_day, good_through or verification.good_through
    if first and last and last < first:
        yield Refusal(
            "ends_before_it_began",
            _("The last day lies before the first day the therapist states."),
            _("Look at both days again; if the source differs, say so instead of verifying."),
        )


def who_is_the_same(verification, *, actor, at, values=None, good_through=None, named=(), comment="", **inputs):
    """A name, number, title or day of birth that differs is taken over only by name, with a reason, and after she was told.

    Her right to correct comes first: a check that was never recorded as differing was never put to her.
    """
    found = [one.field for one in differences(verification, values=values, good_through=good_through) if one.about_who]
    if set(found) - set(named):
        cure = _("If it may be somebody else, record that the source differs: the therapist is told and can correct it.")
        yield Refusal("differs", _("The source speaks of another name, number, title or day of birth than the therapist does."), cure)
    elif found and verification.state != "discrepant":
        cure = _("Record that the source differs; when the therapist has answered, you can verify it.")
        yield Refusal("not_told", _("The therapist does not know yet that the source says otherwise."), cure)
    elif found and not comment.strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say why it is the therapist’s all the same."))


def has_source(verification, *, actor, at, source="", **inputs):
    """The source has a name."""
    if not (source or verification.source):
        yield Refusal("no_source", _("The source is not named."), _("Say which register, board, insurer or list answered."))


def not_about_oneself(verification, *, actor, at, **inputs):
    """Nobody handles her own evidence, under any account (separation by person)."""
    if actor.person_id and verification.practitioner.person_id in same_persons(actor.person_id):
        yield Refusal("own_file", _("This file is about you."), _("A colleague verifies it."))


def says_why(verification, *, actor, at, comment="", **inputs):
    """A reason is given."""
    if not comment.strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say why in one sentence."))


def waivable(verification, *, actor, at, **inputs):
    """License and exclusion are waived by nobody."""
    if verification.element in NEVER_WAIVED:
        yield Refusal("never_waived", _("A license and an exclusion check are waived by nobody."), _("Verify it at its source."))


@bars("evidence", "do without a requirement, where two people agree on it", "propose it", code="same_person")
def policy_lets_waive(verification, *, actor, at, **inputs):
    """Who waives is whom the organization's policy names: a director, two people, or nobody."""
    today = at.astimezone(ZoneInfo(verification.organization.zone)).date()
    needed = waivable_by(verification.organization, verification.element, on=today)
    if not needed and verification.element not in NEVER_WAIVED:
        yield Refusal("not_waivable", _("Your policy lets nobody do without this."), _("Verify it, or change the policy first."))
    elif needed == "committee" and verification.waiver_by_id is None:
        yield Refusal("second_person", _("Your policy asks two people to do without this."), _("Propose it; another person agrees."))
    elif needed == "committee" and verification.waiver_by_id in same_persons(actor.person_id):
        yield Refusal("same_person", _("You proposed this yourself."), _("Another person who may waive agrees."))
