"""Guards of licensure's machines: each yields every refusal it knows, with what would make the step possible."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from network.transitions import Refusal

NEVER_WAIVED = {"license", "exclusion_list"}


def has_source_day(verification, *, actor, at, as_of=None, **inputs):
    """The source's own day is known and not in the future."""
    day = as_of or verification.as_of
    today = at.astimezone(ZoneInfo(verification.organization.zone)).date()
    if day is None:
        yield Refusal("no_as_of", _("There is no day as of which the source says this."), _("Fill in the source's own date."))
    elif day > today:
        yield Refusal("as_of_in_future", _("The source's date lies in the future."), _("Use the date that stands on the source."))


def has_artefact(verification, *, actor, at, artefact=None, sighting=None, **inputs):
    """The answer is kept as a file, or it was seen and may not be kept."""
    if not (artefact or verification.artefact_id or sighting or verification.sighting):
        yield Refusal(
            "no_artefact",
            _("Nothing of the source's answer is kept."),
            _("Add the page or document you looked at, or record that you saw the original."),
        )


def has_source(verification, *, actor, at, source="", **inputs):
    """The source has a name."""
    if not (source or verification.source):
        yield Refusal("no_source", _("The source is not named."), _("Say which register, board, insurer or list answered."))


def not_about_oneself(verification, *, actor, at, **inputs):
    """Nobody verifies her own evidence."""
    if actor.person_id == verification.practitioner.person_id:
        yield Refusal("own_file", _("This file is about you."), _("A colleague verifies it."))


def says_why(verification, *, actor, at, comment="", **inputs):
    """A reason is given."""
    if not comment.strip():
        yield Refusal("no_reason", _("A reason is missing."), _("Say why in one sentence."))


def waivable(verification, *, actor, at, **inputs):
    """License and exclusion are waived by nobody."""
    if verification.element in NEVER_WAIVED:
        yield Refusal("never_waived", _("A license and an exclusion check are waived by nobody."), _("Verify it at its source."))
