"""Payees: making them, keeping what tax and bank know of them, and linking therapists to them by day."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, Forbidden, can, not_allowed, require
from network.dates import ONE_DAY
from network.events import Told, record, record_all, take_turns
from network.models import Participation
from network.transitions import Refusal, Refused, raise_unmet
from network.workflow.revising import day_of
from payments.facts.accounts import link_on, tax_mark
from payments.models import Payee, PayeeLink
from payments.workflow.invoicing import catch_up
from payments.workflow.rechecking import hear

KEPT = ("name", "kind", "tax_class", "tax_id", "tax_form_on", "vat_number")
VAT = ("vat_basis_points", "vat_source", "vat_as_of")  # takes two: payments.workflow.taxes
HERS = ("name", "tax_class", "tax_id", "vat_number")  # what a therapist says of herself; the rest is finance's to establish


def create_payee(*, organization, name, participation=None, actor, at, **fields) -> Payee:
    """Make a payee; with a participation it is hers from the day she began. Finance makes any, a therapist her own. Raises Refused.

    Nobody but she says alone that her sessions are paid to it: finance proposes that (`payments.workflow.linking`).
    """
    if participation is not None:
        require(actor, Action.OWN_ACCOUNT, participation)
    _may(actor, organization, participation)
    with transaction.atomic():
        take_turns(organization.pk)  # two at once get two series
        if participation is not None and PayeeLink.objects.within(organization).filter(participation=participation).exists():
            words = (_("There is a payee for these sessions already."), _("Change it, or link the therapist to another one."))
            raise Refused([Refusal("has_payee", *words)])
        number = Payee.objects.within(organization).count() + 1
        row = Payee(
            organization=organization, name=name.strip(), currency=organization.currency, series=f"{organization.prefix}-P{number:04d}",
            created_at=at, **_allowed(actor, fields),
        )
        row.tax_mark = tax_mark(row.tax_id)
        _check(row, at)
        row.full_clean()
        row.save()
        record(row, "payee.created", actor=actor, at=at, after=_told(row))
        if participation is not None:
            _link(row, participation, min(day_of(organization, participation.began_at), day_of(organization, at)), actor, at)
            catch_up(participation, actor=actor, at=at)
    return row


def change_payee(payee: Payee, *, participation=None, no_tax_id=False, reason="", actor, at, **fields) -> Payee:
    """Keep what changed. A therapist changes what she says of herself, of a payee that is hers alone. Raises Refused.

    No form shows a tax number that is known: an empty one leaves it as it is. With `no_tax_id` it goes, for a `reason` on record.
    """
    _may(actor, payee.organization, participation)
    if participation is not None and not own(payee, participation, on=day_of(payee.organization, at)):
        raise Forbidden(not_allowed(Action.KEEP_PAYEE))
    with transaction.atomic():
        row = Payee.objects.within(payee.organization).select_for_update().get(pk=payee.pk)
        before, mark = _told(row), row.tax_mark
        said = _allowed(actor, fields)
        raise_unmet(_faults_of_emptying(said, reason) if no_tax_id else ())
        for name, value in said.items():
            if value or no_tax_id or name != "tax_id":
                setattr(row, name, value)
        if no_tax_id:
            row.tax_id = ""
        if no_tax_id or said.get("tax_id"):
            row.tax_mark = tax_mark(row.tax_id)
        _check(row, at)
        row.full_clean()
        row.save()
        if (after := _told(row)) != before or row.tax_mark != mark:
            why = reason.strip() if no_tax_id else ""
            record(row, "payee.changed", actor=actor, at=at, before=before, after=after, reason=why)
            for key in row.links.values_list("participation", flat=True).distinct():
                hear(participation_id=key)  # a line may have waited for it
    payee.refresh_from_db()
    return payee


def agreed_link(payee: Payee, *, participation: Participation, first, actor, at) -> PayeeLink:
    """From `first` on her sessions are paid to this payee; who was paid before is paid through the day before. Raises Refused.

    Two persons agreed to it: only `payments.workflow.linking` calls it, in its transaction.
    """
    with transaction.atomic():
        rows = PayeeLink.objects.within(payee.organization).select_for_update().filter(participation=participation)
        newest = rows.order_by("-first").first()
        if newest is not None and first <= newest.first:
            words = _("A payee begins on that day or later already.")
            raise Refused([Refusal("link_not_later", words, _("Choose a later first day."), {"field": "first"})])
        if newest is not None and newest.last is None:
            newest.last = first - ONE_DAY
            newest.save(update_fields=["last"])
        return _link(payee, participation, first, actor, at)


def tax_numbers(payees, *, actor, at) -> list[str]:
    """The whole tax numbers of payees, for a look or a report to a tax authority: on record at each payee that has one."""
    for row in payees:
        require(actor, Action.SEE_ACCOUNT, row)
    seen = [Told(row, "tax_number.seen", after={"tax_id": row.masked_tax}) for row in payees if row.tax_mark]
    record_all(seen, actor=actor, at=at)
    return [row.tax_id for row in payees]


def own(payee: Payee, participation: Participation, *, on) -> bool:
    """Whether a payee is this therapist's own: a person's, paid for her sessions of day `on`, and for nobody else's."""
    row = link_on(participation, on)
    if row is None or row.payee_id != payee.pk or payee.kind != Payee.Kind.PERSON:
        return False
    return not payee.links.exclude(participation=participation).exists()


def _link(payee, participation, first, actor, at):
    row = PayeeLink(organization=payee.organization, participation=participation, payee=payee, first=first)
    row.full_clean()
    row.save()
    record(row, "payee.linked", actor=actor, at=at, after={"payee": payee.series, "first": first})
    return row


def _may(actor, organization, participation):
    if participation is not None and can(actor, Action.OWN_ACCOUNT, participation):
        return
    if not can(actor, Action.KEEP_PAYEE, organization):
        raise Forbidden(not_allowed(Action.KEEP_PAYEE))


def _allowed(actor, fields) -> dict:
    """The fields this actor may say: a therapist not that her tax form came. Nobody alone says which VAT counts. Raises Refused."""
    keeps = Action.KEEP_PAYEE in actor.actions
    if keeps and any(name in VAT for name in fields):
        raise_unmet([Refusal("vat_takes_two", _("Which VAT counts takes two people."), _("Propose it as a VAT position."))])
    names = KEPT if keeps else HERS
    return {name: value.strip() if isinstance(value, str) else value for name, value in fields.items() if name in names}


def _faults_of_emptying(said, reason):
    if said.get("tax_id"):
        words = _("A tax number is given, and is to be removed.")
        yield Refusal("tax_id_given", words, _("Leave it empty, or keep the new number."), {"field": "tax_id"})
    if not reason.strip():
        yield Refusal("no_reason", _("No reason is given."), _("Say why; it is recorded with your name."), {"field": "reason"})


def _check(row, at):
    unmet = []
    if not row.name:
        unmet.append(Refusal("no_name", _("No legal name is given."), _("Enter it as tax authority and bank know it."), {"field": "name"}))
    if row.tax_form_on and row.tax_form_on > day_of(row.organization, at):
        words = _("This day lies in the future.")
        unmet.append(Refusal("day_ahead", words, _("Enter the day that was."), {"field": "tax_form_on"}))
    raise_unmet(unmet)



def _told(row) -> dict:
    return {name: row.masked_tax if name == "tax_id" else getattr(row, name) for name in KEPT}
