"""News travels upward by name: a lower app publishes, settings say which upper apps hear it.

`settings.NEWS = {"standing.changed": {"within": ["care.projections.refresh"], "after": ["care.withdraw_offers"]}}`:
`within` are dotted functions, called in the publisher's transaction; they write only their own app's rows. `after` are
jobs, enqueued in it.
"""

import json
import uuid

from django.conf import settings
from django.core.checks import Error
from django.db import transaction
from django.utils.module_loading import import_string

from network import jobs
from network.events import canonical


def publish(name: str, /, **facts) -> None:
    """Tell everyone who listens for `name`. Facts are ids, keys and days: they must survive JSON for the jobs."""
    listeners = settings.NEWS.get(name, {})
    with transaction.atomic():
        for dotted in listeners.get("within", []):
            import_string(dotted)(**facts)
        for job in listeners.get("after", []):
            jobs.ask(job, json.loads(canonical(facts)), key=f"{name}:{uuid.uuid4().hex}")


def listeners_exist(app_configs=None, **kwargs):
    """System check: a listener that does not import, or a job nobody declares, is found at the start."""
    errors = []
    for name, listeners in settings.NEWS.items():
        for dotted in listeners.get("within", []):
            try:
                import_string(dotted)
            except ImportError as error:
                errors.append(Error(f"News {name!r} names {dotted!r}, which does not import: {error}", id="network.E004"))
        for job in listeners.get("after", []):
            try:
                jobs.policy(job)
            except jobs.UnknownJob:
                errors.append(Error(f"News {name!r} names the job {job!r}, which nobody declares.", id="network.E005"))
    return errors
