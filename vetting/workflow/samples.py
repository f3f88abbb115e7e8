"""Drawing a sample for an audit; it is kept with its seed, and never changed."""

import secrets
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record
from network.formats import day
from network.transitions import Refusal, Refused
from vetting import sampling
from vetting.facts.committee import governance_of
from vetting.governance import sizes_of
from vetting.models import AuditSample
from vetting.queries.judging import day_of
from vetting.queries.samples import universe


def outside(actor, first, last) -> bool:
    """Whether an auditor asks for days that are not all in her audit."""
    return actor.audits and (actor.audit is None or first < actor.audit[0] or last > actor.audit[1])


def draw(*, organization, purpose, method, first, last, number=None, seed="", actor, at) -> AuditSample:
    """Draw files from those decided in these days. With `seed` the same as before, else a new one is thrown.

    Raises Refused when nothing was decided then, and Forbidden.
    """
    require(actor, Action.TAKE_EVIDENCE, organization)
    if outside(actor, first, last):
        said = {"first": day(actor.audit[0]), "last": day(actor.audit[1])}
        cure = _("Choose days from %(first)s through %(last)s.") % said
        raise Refused([Refusal("outside_audit", _("These days are not all in your audit."), cure)])
    files = universe(organization, first, last)
    if not files:
        raise Refused([Refusal("nothing_decided", _("No file was decided in these days."), _("Choose other days."))])
    seed = seed or secrets.token_hex(8)
    sizes = sizes_of(governance_of(organization, day_of(organization, at)))
    drawn = sampling.draw(files, method=method, seed=seed, number=number or 0, sizes=sizes)
    sample = AuditSample(
        organization=organization, purpose=purpose, method=method, number=number, sizes=asdict(sizes), first=first, last=last, seed=seed,
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
