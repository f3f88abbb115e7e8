"""A therapist in a network signs her statement again, where the organization asks for it between two vettings."""

import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import canonical, record
from network.transitions import Refusal, Refused, locked
from vetting.facts.rollouts import newest_approval
from vetting.facts.snapshot import snapshot_of
from vetting.guards import signed_by_herself
from vetting.models import Attestation
from vetting.workflow import monitoring


def sign_again(participation, *, signature, actor, at) -> Attestation:
    """Her signature under what her profile says today; whatever waited for it goes on at once. Raises Refused."""
    application = newest_approval(participation)
    if application is None:
        raise Refused([Refusal("not_approved", _("You are not approved yet."), _("You sign with your application first."))])
    require(actor, Action.ATTEST, application)
    with transaction.atomic(), locked(application):
        if unmet := list(signed_by_herself(application, actor=actor, at=at, signature=signature)):
            raise Refused(unmet)
        digest = hashlib.sha256(canonical(snapshot_of(application)).encode()).hexdigest()
        attestation = Attestation(
            practitioner=application.practitioner, application=application, text=signature.text, signed_name=signature.name, signed_at=at,
            reauthenticated_at=signature.reauthenticated_at, snapshot_sha256=digest,
        )
        attestation.save()
        record(application, "attestation.repeated", actor=actor, at=at, after={"sha256": digest})
        monitoring.hear(organization_id=participation.organization_id, practitioner_id=participation.practitioner_id, at=at)
    return attestation
