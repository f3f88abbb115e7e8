"""Drawing a sample for an audit; it is kept with its seed, and never changed."""

import secrets

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record
from network.transitions import Refusal, Refused
from vetting import sampling
from vetting.models import AuditSample
from vetting.queries.samples import universe


def draw(*, organization, purpose, method, first, last, number=None, seed="", actor, at) -> AuditSample:
    """Draw files from those decided in these days. With `seed` the same as before, else a new one is thrown.

    Raises Refused when nothing was decided then, and Forbidden.
    """
    require(actor, Action.TAKE_EVIDENCE, organization)
    files = universe(organization, first, last)
    if not files:
        raise Refused([Refusal("nothing_decided", _("No file was decided in these days."), _("Choose other days."))])
    seed = seed or secrets.token_hex(8)
    drawn = sampling.draw(files, method=method, seed=seed, number=number or 0)
    sample = AuditSample(
        organization=organization, purpose=purpose, method=method, number=number, first=first, last=last, seed=seed,
        universe={kind: sum(file.kind == kind for file in files) for kind in (sampling.INITIAL, sampling.RENEWAL)},
        universe_sha256=sampling.universe_hash(files), drawn_at=at, drawn_by_id=actor.person_id,
        files=[[row.reference, row.kind, row.place, row.first] for row in drawn],
    )
    with transaction.atomic():
        sample.full_clean()
        sample.save()
        told = {"method": method, "seed": seed, "universe_sha256": sample.universe_sha256, "files": [row.reference for row in drawn]}
        record(sample, "sample.drawn", actor=actor, at=at, reason=purpose, after=told)
    return sample
