"""What she says about one checked item, as labelled values; and how old its evidence is."""

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from licensure.claims import NARRATIVE
from licensure.compared import claims_with, loss_run_for
from licensure.facts.licenses import kind_of
from licensure.facts.supervision import supervises, supervisor_type
from licensure.models import Credential, License
from licensure.policy import known
from licensure.queries.homes import resting_on
from network.formats import amount, day
from network.parts import Pair
from vetting.facts.history import edited_since
from vetting.words_moves import resting_words
from vetting.words_values import code, place_label, stretch


def attested(check, row, application) -> list[Pair]:
    """Her own words about the item, the filled values only."""
    if isinstance(row, License):
        kind = kind_of(row, application.organization)
        extended = kind.last_day(row.key, row.expires_on)
        values = [
            (_("Name"), application.practitioner.person.full_name), (_("Title"), kind.title),
            (_("Where"), place_label(row.jurisdiction_id)),
            (_("Number"), row.number),
            (pgettext("license", "Issued"), _day(row.issued_on)), (_("Expires"), _day(row.expires_on) or _("does not expire")),
            (_("Extended by the board through"), _day(extended) if extended != row.expires_on else ""),
            (_("Rests on it, or on a home state"), "; ".join(map(resting_words, resting_on(application.organization, row)))),
        ]
    elif isinstance(row, Credential):
        values = _supervision(row, application) if row.kind == "supervision" else _credential(row)
    else:
        values = _about_her(check, application)
    return [Pair(label, value) for label, value in values if value]


def document_of(row):
    """The paper she sent with the item; beside a claim without one, the loss run of its carrier."""
    document = getattr(row, "document", None)
    if document is None and getattr(row, "kind", "") == "claim":
        run = loss_run_for(row)
        return run.document if run else None
    return document


def _credential(row):
    if row.kind in ("claim", "loss_run"):
        return _claim(row)
    return [
        (_("Name on the document"), row.named_person), (_("What"), row.title), (_("Issued by"), row.issuer), (_("Number"), row.number),
        (pgettext("license", "Issued"), _day(row.issued_on)), (_("Per claim"), _amount(row.per_claim, row.currency)),
        (_("Per year"), _amount(row.aggregate, row.currency)), (_("First covered day"), _day(row.covers_from)),
        (_("Last covered day"), _day(row.covers_through)),
    ]


def _supervision(row, application):
    """Who supervises her, with what license, under which of her titles, from when until when."""
    found = known(application.organization)
    kind, mine = supervisor_type(row, found), found.types.get(supervises(row))
    return [
        (_("Supervisor"), row.title), (_("Title"), kind.named if kind else row.code),
        (_("Where"), place_label(kind.jurisdiction) if kind else ""), (_("Number"), row.number),
        (_("Supervised title"), mine.named if mine else supervises(row)),
        (_("First day of the supervision"), _day(row.covers_from)), (_("Last day of the supervision"), _day(row.covers_through)),
    ]


def _claim(row):
    """A claim, or a loss run with how many claims of its carrier she entered."""
    said = {name: row.detail.get(name, "") for name in ("incident_on", "closed_on")}
    if row.kind == "loss_run":
        return [(_("Carrier"), row.issuer), (_("As of"), _day(row.issued_on)), (_("Claims entered"), str(len(claims_with(row))))]
    return [
        (_("Carrier"), row.issuer), (_("Day of the incident"), _day(_iso(said["incident_on"]))), (_("Day reported"), _day(row.issued_on)),
        (_("State of the claim"), code(row.detail["state"]) if row.detail.get("state") else ""),
        (_("Day closed"), _day(_iso(said["closed_on"]))), (_("Paid"), _paid(row.per_claim, row.currency)),
        (_("Reserved"), _paid(row.detail.get("reserved"), row.currency)), (_("What happened"), row.detail.get(NARRATIVE, "")),
    ]


def _paid(value, currency) -> str:
    return amount(value, currency, cents=value % 100 != 0) if value is not None and currency else ""


def _iso(text) -> date | None:
    return date.fromisoformat(text) if text else None


def _about_her(check, application):
    person = application.practitioner.person
    values = [(_("Name"), person.full_name), (_("Born"), _day(person.date_of_birth))]
    if check.element in ("npi", "exclusion_list"):
        values.append((_("NPI"), application.practitioner.npi))
    if check.element == "disclosures":
        answers = application.snapshot.get("disclosures", [])
        yes = sum(bool(answer["answer"]) for answer in answers)
        values = [(_("Questions answered"), str(len(answers))), (_("Answered yes"), str(yes))]
        values += [(answer["question"], answer["narrative"]) for answer in answers if answer["answer"]]
    if check.element in ("work_history", "eap_experience"):
        values = _history(application)
    return values


def _history(application):
    """What she signed, and what she edited since: verifying the check makes that count, nothing else does."""
    added, gone = edited_since(application)
    signed = application.snapshot.get("positions", [])
    values = [(_months(row), f"{_work(row)} ({_('taken out or corrected since')})" if row in gone else _work(row)) for row in signed]
    return values + [(_months(row), f"{_work(row)} ({_('written after signing')})") for row in added]


def _months(row) -> str:
    first, last = row["first_month"], row["last_month"]
    return capfirst(stretch(date.fromisoformat(first), date.fromisoformat(last) if last else None))


def _work(row) -> str:
    return f"{row['role']} {row['employer']}{row['explanation']}".strip()


def _day(value) -> str:
    return day(value) if value else ""


def _amount(value, currency) -> str:
    return amount(value, currency, cents=False) if value is not None and currency else ""
