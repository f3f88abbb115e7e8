"""The numbers of the organization's own bookkeeping under which the ledger's accounts are exported."""

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record, take_turns
from network.transitions import Refusal, Refused
from payments.models import Account, AccountMapping

CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 ./-]{0,19}$")


def keep(*, organization, codes: dict[str, str], actor, at) -> dict[str, str]:
    """Keep these numbers by account; an empty one says that there is none. Raises Refused for one that no bookkeeping would take."""
    require(actor, Action.KEEP_LEDGER, organization)
    wanted = {account: codes.get(account, "").strip() for account in Account.values}
    _refuse(wanted)
    with transaction.atomic():
        take_turns(organization.pk)
        rows = {row.account: row for row in AccountMapping.objects.within(organization)}
        for account, code in wanted.items():
            row = rows.get(account) or AccountMapping(organization=organization, account=account)
            if row.code != code:
                before = row.code
                row.code, row.kept_at, row.kept_by_id = code, at, actor.person_id
                row.save()
                record(row, "accountmapping.kept", actor=actor, at=at, before={account: before}, after={account: code})
    return {account: code for account, code in wanted.items() if code}


def _refuse(wanted) -> None:
    wrong = [Account(account).label for account, code in wanted.items() if code and not CODE.match(code)]
    if wrong:
        words = _("This is no number of a bookkeeping: %(names)s.") % {"names": ", ".join(str(name) for name in wrong)}
        raise Refused([Refusal("code_wrong", words, _("Use letters and digits, at most 20 signs."))])
