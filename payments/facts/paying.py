"""What is known of payees at the instant money leaves: their accounts, tax form and screening, read once for a whole batch."""

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.module_loading import import_string

from network.queries.people import same_persons
from payments import releasing
from payments.models import BankAccount, Payee
from payments.parameters import value


@dataclass(slots=True)
class Asked:
    """What is read once for a whole batch: an instant and, by payee, what is known of it."""

    organization: object
    at: object
    payees: dict[int, tuple[releasing.Payee, dict[str, BankAccount]]] = field(default_factory=dict)

    @property
    def on(self) -> date:
        """The organization's day."""
        return self.at.astimezone(ZoneInfo(self.organization.zone)).date()

    def payee(self, row: Payee) -> tuple[releasing.Payee, dict[str, BankAccount]]:
        """What is known of a payee now, and its accounts by key."""
        if row.pk not in self.payees:
            accounts = list(row.accounts.filter(state__in=("requested", "confirmed")).order_by("requested_at", "pk"))
            self.payees[row.pk] = payee_of(row, accounts), {str(account.pk): account for account in accounts}
        return self.payees[row.pk]


def meanwhile(organization, on) -> releasing.Meanwhile:
    """Where the organization pays while an account is being changed."""
    old = value(organization, "payments.bank_change_pays_old", on=on)
    return releasing.Meanwhile.OLD_ACCOUNT if old else releasing.Meanwhile.HOLD


def payee_of(row: Payee, accounts) -> releasing.Payee:
    """As `payments.releasing` takes it."""
    through, matches = screened(row, accounts)
    return releasing.Payee(row.tax_form_on is not None, tuple(map(_account, accounts)), through, bool(_open(row, accounts, matches)))


def _open(row: Payee, accounts, matches) -> tuple[tuple[str, str], ...]:
    """Without rows of which two people said, under the names the payee has now, that they are somebody else."""
    names = _names(row, accounts)
    cleared = {match.key for match in row.matches.filter(state="cleared") if match.names == names}
    return tuple((key, listed) for key, listed in matches if key not in cleared)


def matches_of(row: Payee) -> tuple[tuple[str, str], ...]:
    """Rows of lists that may be the payee and about which two people have to decide."""
    accounts = list(row.accounts.filter(state="confirmed"))
    return _open(row, accounts, screened(row, accounts)[1])


def asked_names(row: Payee) -> list[str]:
    """Under which names the payee is searched now, beside those of the therapist it is."""
    return _names(row, list(row.accounts.filter(state="confirmed")))


def screened(row: Payee, accounts) -> tuple[date | None, tuple[tuple[str, str], ...]]:
    """By licensure: a person's payee uses her screenings; what else it and its accounts are called is searched by name."""
    return import_string(settings.PAYEE_SCREENING)(row.organization, _practitioner(row), _names(row, accounts))


def _names(row: Payee, accounts) -> list[str]:
    practitioner = _practitioner(row)
    known = practitioner.person.full_name.casefold() if practitioner else ""
    names = {row.name, *(account.holder for account in accounts if account.state == "confirmed")}
    return sorted(name for name in names if name.casefold() != known)


def _practitioner(row: Payee):
    """The therapist a person's payee is; none of a practice."""
    links = list(row.links.select_related("participation__practitioner__person")) if row.kind == Payee.Kind.PERSON else []
    people = {link.participation.practitioner for link in links}
    return people.pop() if len(people) == 1 else None


def _account(row: BankAccount) -> releasing.Account:
    """By natural person: a second account of one person is the same person."""
    requested = str(min(same_persons(row.requested_by_id))) if row.requested_by_id else ""
    confirmed = str(min(same_persons(row.settled_by_id))) if row.state == "confirmed" else None
    return releasing.Account(str(row.pk), requested, confirmed, bool(row.called), row.usable_from)
