"""Whoever takes no part in a file decides nothing about it; and whoever may have an interest says so first."""

from django.utils.translation import gettext_lazy as _

from network.formats import listed
from network.queries.people import same_persons
from network.transitions import Refusal
from vetting.facts.interests import answers_of, in_common, kept_from, recused_from_her

SOMEBODY_ELSE = _("Somebody else decides it.")


def takes_part(application, *, actor, at, **inputs):
    """Whoever was recused decides nothing of the file; an interest the system sees is answered before she decides."""
    if actor.person_id is None:
        return
    persons = same_persons(actor.person_id)
    answers = answers_of(application, persons)
    if "recused" in answers:
        yield _recused()
    elif "proposed" in answers or (not answers and _connected(application, actor, persons)):
        yield Refusal(
            "interest_open", _("It is not said whether you take part in this file: you and the therapist have something in common."),
            _("Say that you take no part, or another person who decides says why you do."),
        )


def _connected(application, actor, persons) -> bool:
    """Whether she has something in common with the therapist, or took no part in another file of hers for what connects them."""
    found = in_common(actor.person_id, application.practitioner, [application.reference])
    return bool(found) or bool(persons & recused_from_her(application.participation))


def is_not_recused(application, *, actor, at, **inputs):
    """Whoever was recused decides nothing of the file."""
    if actor.person_id and kept_from(application, same_persons(actor.person_id)):
        yield _recused()


def proposer_still_counts(application, *, actor, at, proposal=None, **inputs):
    """Whoever proposed and takes no part since is not the other of two people."""
    if proposal is not None and kept_from(application, same_persons(proposal.proposed_by_id)):
        yield Refusal(
            "proposer_recused", _("The first person takes no part in this file any more."), _("Somebody else proposes again.")
        )


def takes_part_in_it(action, *, actor, at, **inputs):
    """Whoever takes no part in what is decided about this therapist does nothing here."""
    if actor.person_id and same_persons(actor.person_id) & recused_from_her(action.participation):
        yield _recused()


def its_proposer_counts(action, *, actor, at, **inputs):
    """Whoever proposed an action and takes no part since is not the other of two people."""
    if same_persons(action.proposed_by_id) & recused_from_her(action.participation):
        yield Refusal(
            "proposer_recused", _("The first person takes no part in this file any more."), _("Drop it; somebody else proposes it again.")
        )


def closed_in(appeal) -> set[int]:
    """The persons who were recused from what an appeal is about: the file, and the therapist."""
    found = recused_from_her(appeal.participation)
    if appeal.decision:
        found |= set(appeal.decision.application.conflicts.filter(state="recused").values_list("person_id", flat=True))
    return found


def panel_takes_part(appeal, *, actor, at, panel=(), **inputs):
    """Nobody who was recused is named to decide an appeal."""
    closed = closed_in(appeal)
    named = [person.full_name for person in panel if same_persons(person.pk) & closed]
    if named:
        message = _("These people take no part in this file: %(names)s.") % {"names": listed(named)}
        yield Refusal("panel_recused", message, _("Name other people."))


def takes_part_in_appeal(appeal, *, actor, at, **inputs):
    """Whoever was recused settles no appeal, also when that was said after she was named."""
    if actor.person_id and same_persons(actor.person_id) & closed_in(appeal):
        yield _recused()


def _recused() -> Refusal:
    return Refusal("recused", _("You take no part in this file."), SOMEBODY_ELSE)
