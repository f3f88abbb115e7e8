"""A therapist keeps her profile: each entry with its paper, all or nothing; open files learn of it at once.

The paper is judged and kept first. When anything is refused, neither paper nor entry remains.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from licensure.models import Credential, License, Position, Verification
from licensure.workflow import evidence
from network.access import system
from network.facts import terms
from network.models import Acceptance, PractitionerName
from network.transitions import perform
from network.workflow import people, standing
from vetting.models import DisclosureAnswer
from vetting.queries.looked_at import looked_at
from vetting.workflow import applying, checking, disclosures, papers

ADD = {"licenses": evidence.add_license}
MODELS = {"licenses": License, "history": Position, "names": PractitionerName}


def write_entry(section: str, *, practitioner, values: dict, paper=None, note="", replaces=None, actor, at):
    """Add one entry of a section, or a corrected one in place of `replaces`. Returns the row.

    `values` are the row's fields; `paper` is what `papers.receive` took in, sent now with her `note` on its remarks.
    Raises ValidationError when the entry is there already.
    """
    with transaction.atomic():
        if replaces is None:
            _refuse_twin(section, practitioner, values)
        if section == "history":
            return evidence.write_position(practitioner=practitioner, position=replaces, actor=actor, at=at, **values)
        if section == "names":
            if replaces is not None:
                people.remove_name(replaces, actor=actor, at=at)
            return people.add_name(practitioner, actor=actor, at=at, **values)
        if paper is not None:
            older = replaces.document if replaces is not None else None
            values = {**values, "document": papers.send(paper, older=older, note=note, actor=actor, at=at)}
        return _write_evidence(section, practitioner, values, replaces, actor, at)


def _refuse_twin(section, practitioner, values):
    """Raise ValidationError when the same entry is there: a form sent twice writes once."""
    rows = MODELS.get(section, Credential).objects.of(practitioner)
    rows = rows.filter(**{name: value for name, value in values.items() if name != "detail"})
    if values.get("kind") in ("claim", "paper"):  # two incidents on one day at one carrier; one paper for each of two countries
        rows = [row for row in rows if row.detail == values["detail"]]
    if any(getattr(row, "retired_at", None) is None for row in rows):
        raise ValidationError(_("You have this entry already. Correct the one in the list."), code="twin")


def _write_evidence(section, practitioner, values, replaces, actor, at):
    if replaces is not None and all(getattr(replaces, name) == value for name, value in values.items()):
        return replaces  # nothing differs: a check made of it stays about the same row
    add = ADD.get(section, evidence.add_credential)
    row = add(practitioner=practitioner, replaces=replaces, actor=actor, at=at, **values)
    catch_up(practitioner, at=at, gone=replaces)
    return row


def remove_entry(section: str, row, *, actor, at):
    """Take one entry out of her profile; evidence stays readable where it was used."""
    if section == "history":
        return evidence.remove_position(row, actor=actor, at=at)
    if section == "names":
        return people.remove_name(row, actor=actor, at=at)
    with transaction.atomic():
        event = evidence.retire(row, actor=actor, at=at)
        catch_up(row.practitioner, at=at, gone=row)
    return event


def catch_up(practitioner, *, at, gone=None):
    """Every file of hers that is looked at gets the checks her new evidence needs; an open one about `gone` is replaced.

    A renewed license or policy needs no decision, so it is checked in the file that was approved.
    """
    for application in looked_at(practitioner):
        clockwork = system("profile", application.organization)
        if gone is not None:
            rows = Verification.objects.within(application.organization).filter(file=application.reference, item=gone.key)
            for row in rows.filter(state__in=("required", "requested", "obtained", "discrepant", "unavailable")):
                perform(row, "replace", actor=clockwork, at=at)
        checking.open_required(application, actor=clockwork, at=at)


def answer_questions(*, practitioner, question_set, answers, sent, actor, at):
    """Write her answers to one set, each with its paper; a paper sent earlier stays with a yes.

    `sent`: by question, what `papers.receive` took in and her note on its remarks.
    """
    kept = {row.question: row.document for row in DisclosureAnswer.objects.of(practitioner).filter(question_set=question_set)}
    with transaction.atomic():
        for question, fields in answers.items():
            older = kept.get(question)
            fields["document"] = older if fields["answer"] else None
            if question in sent:
                paper, note = sent[question]
                fields["document"] = papers.send(paper, older=older, note=note, actor=actor, at=at)
        return disclosures.answer(practitioner=practitioner, question_set=question_set, answers=answers, actor=actor, at=at)


def answer_request(request, *, text, paper=None, note="", actor, at):
    """Her answer to one question of an organization, with the paper `papers.receive` took in and her note. Raises Refused."""
    with transaction.atomic():
        document = papers.send(paper, note=note, actor=actor, at=at) if paper is not None else None
        return applying.answer(request, text=text, document=document, actor=actor, at=at)


def accept_both(participation, *, version, actor, at):
    """She accepts the referral and the payment terms of one organization; with both and a grant she becomes active.

    `version` is that of the texts in use where the organization published none of its own. With the payment terms she accepts the
    newest fee schedule, which she read beside them.
    """
    newest = terms.newest_rates(participation.organization)
    rates = {Acceptance.Kind.PAYMENT: newest.version if newest else ""}
    with transaction.atomic():
        for kind, own in terms.versions(participation.organization, version).items():
            standing.accept_terms(
                participation=participation, kind=kind, actor=actor, at=at, version=own, rates=rates.get(kind, "")
            )
