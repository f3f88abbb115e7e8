"""What is missing or unsafe in this installation, and how to mend it. `manage.py doctor` prints it.

Each examination looks at one thing and says what it found; none changes anything. What can be mended without a choice
carries a function that does it.
"""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.mail import get_connection
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from network import erasures, events, jail, scanner, scanning, sealed, seals, triggers
from network.models import Membership, Schedule, User
from network.storage import StorageError, new_key, store
from network.workflow import erasing

GOOD, NOTE, BAD = "good", "note", "bad"
WAITING = timedelta(minutes=5)  # a worker looks every second; a job that waits this long has nobody
SEAL_AGE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `cure` is what a person does about it; `mend`, where it exists, does it."""

    topic: str
    level: str
    message: str
    cure: str = ""
    mend: Callable[[], object] | None = field(default=None, compare=False)


def settings_are_safe(at) -> Iterator[Finding]:
    """Development or production, and whether production is locked."""
    if settings.DEBUG:
        demo = " with the demo, which signs anybody in with one click" if settings.DEMO else ""
        yield Finding("mode", NOTE, f"Development{demo}.", "In production set DEBUG=off; see docs/deploy.md.")
        return
    yield Finding("mode", GOOD, "Production.")
    if len(settings.SECRET_KEY) < 50:
        yield Finding("secret key", BAD, "SECRET_KEY is shorter than 50 characters.", "Unset it: a long one is generated.")
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("hosts", BAD, "ALLOWED_HOSTS accepts any host name.", "Name the hosts this server answers to.")
    if not settings.SITE_URL.startswith("https://"):
        yield Finding("https", BAD, f"Links in mails begin with {settings.SITE_URL}.", "Set SITE_URL=https://…")
    if settings.SECURE_PROXY_SSL_HEADER is None:
        yield Finding("https", NOTE, "No proxy is trusted to say that a request came over https.", "Behind one: BEHIND_PROXY=on.")


def secrets_are_private(at) -> Iterator[Finding]:
    """Generated keys are files only their owner can read, and so is the folder with everything else."""
    for path in (settings.VAR / "secret_key", settings.VAR / "seal_key", Path(settings.AUDIT_KEY)):
        if path.exists() and path.stat().st_mode & 0o077:
            mend = lambda path=path: path.chmod(0o600)  # noqa: E731
            yield Finding("keys", BAD, f"{path} can be read by others.", f"chmod 600 {path}", mend)
    if settings.VAR.stat().st_mode & 0o077:
        level = NOTE if settings.DEBUG else BAD
        mend = lambda: settings.VAR.chmod(0o700)  # noqa: E731
        yield Finding("data", level, f"{settings.VAR}, with the data, is open to others.", f"chmod 700 {settings.VAR}", mend)


def numbers_are_sealed(at) -> Iterator[Finding]:
    """Account numbers stand in the database as tokens, and a key that is here opens each of them."""
    try:
        found = sealed.state()
    except sealed.SealError as error:
        yield Finding("sealed numbers", BAD, str(error), "docs/deploy.md, “Keys”.")
        return
    again = lambda: sealed.seal_again()  # noqa: E731
    if found["closed"]:
        message = f"{found['closed']} account numbers are opened by no key that is here."
        yield Finding("sealed numbers", BAD, message, "Put the key that sealed them back into SEAL_KEYS.")
    if found["open"]:
        yield Finding("sealed numbers", BAD, f"{found['open']} account numbers are not sealed.", "manage.py seal_numbers --again", again)
    if found["older"]:
        message = f"{found['older']} account numbers are sealed with an older key."
        yield Finding("sealed numbers", NOTE, message, "manage.py seal_numbers --again, then take the older key out.", again)
    if not any(found[name] for name in ("closed", "open", "older")):
        yield Finding("sealed numbers", GOOD, f"{found['sealed']}, and every one is opened by the first key.")


def static_files_are_collected(at) -> Iterator[Finding]:
    """In production the server sends what was collected; without it pages come without their looks."""
    if settings.DEBUG:
        return
    collected = Path(settings.STATIC_ROOT)
    lacking = [path for path, store in _static() if not _same(store.path(path), collected / path)]
    if lacking:
        collect = lambda: call_command("collectstatic", interactive=False, verbosity=0)  # noqa: E731
        message = f"{len(lacking)} static files are missing or older than the code."
        yield Finding("static files", BAD, message, "manage.py collectstatic", collect)
    else:
        yield Finding("static files", GOOD, "Collected.")


def _static() -> Iterator:
    return (found for finder in get_finders() for found in finder.list([]))


def _same(source: str, copy: Path) -> bool:
    return copy.is_file() and Path(source).read_bytes() == copy.read_bytes()


def database_is_ready(at) -> Iterator[Finding]:
    """Migrated, with the triggers under what is written once, and the cache's table."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    migrate = lambda: call_command("migrate", verbosity=0)  # noqa: E731
    if waiting:
        yield Finding("database", BAD, f"{len(waiting)} migrations wait.", "manage.py migrate", migrate)
        return
    yield Finding("database", GOOD, f"{connection.vendor}, migrated.")
    if lost := triggers.missing(connection):
        mend = lambda: triggers.install(connection)  # noqa: E731
        message = f"What is written once could be changed: {', '.join(lost)} missing."
        yield Finding("triggers", BAD, message, "manage.py doctor --mend", mend)
    table = settings.CACHES["default"]["LOCATION"]
    if table not in connection.introspection.table_names():
        mend = lambda: call_command("createcachetable", verbosity=0)  # noqa: E731
        yield Finding("cache", BAD, f"The table {table} is missing.", "manage.py createcachetable", mend)


def trail_holds(at) -> Iterator[Finding]:
    """Every chain verifies, and its heads were sealed lately."""
    faults = [fault for scope in events.scopes() if (fault := events.verify(scope))]
    for fault in faults:
        yield Finding("audit trail", BAD, f"{fault.scope} #{fault.sequence}: {fault.reason}", "docs/deploy.md, “Seals”.")
    if not faults:
        yield Finding("audit trail", GOOD, "Every chain holds.")
    sealed = seals.last_sealed_at()
    cure = "manage.py audit seal --to FILE, and keep the file on another machine."
    if sealed is None:
        yield Finding("seal", NOTE, "The audit trail was never sealed: a cut tail would go unnoticed.", cure)
    elif at - sealed > SEAL_AGE:
        yield Finding("seal", NOTE, f"Last sealed {(at - sealed).days} days ago.", cure)


def storage_answers(at) -> Iterator[Finding]:
    """A probe can be written, read back and removed."""
    key, probe = new_key("probe"), b"goodstanding"
    try:
        place = store()
        place.put(key, probe, content_type="text/plain", sha256=hashlib.sha256(probe).hexdigest())
        answered = place.get(key) == probe
        place.delete(key)
    except (StorageError, OSError) as error:
        yield Finding("storage", BAD, f"The {settings.STORAGE['kind']} store refused a probe: {error}", "docs/deploy.md, “Storage”.")
        return
    level, message = (GOOD, "keeps and returns documents.") if answered else (BAD, "returned something else than was stored.")
    yield Finding("storage", level, f"The {settings.STORAGE['kind']} store {message}")


def erasures_held(at: datetime) -> Iterator[Finding]:
    """What was erased stays erased: a database restored from before an erasure does not bring anybody back."""
    try:
        lost, untold = len(erasures.lost()), len(erasures.untold())
    except (erasures.Untrusted, seals.SealError, StorageError) as error:
        yield Finding("erasures", BAD, str(error), "Bring back the key, or take that file away; docs/records.md, “Erasure”.")
        return
    if lost:
        mend = lambda: erasing.repeat_lost(at=at)  # noqa: E731
        message = f"{lost} erasures were done after the backup this database was restored from, and are not done in it."
        yield Finding("erasures", BAD, message, "Let nobody sign in: manage.py doctor --mend", mend)
    if untold:
        message = f"{untold} erasures left no note outside the database: an older backup would bring these people back."
        yield Finding("erasures", NOTE, message, "manage.py doctor --mend", erasing.leave_notes)
    if not lost and not untold:
        yield Finding("erasures", GOOD, "What was erased is told outside the database, and is erased here.")


def scanner_answers(at) -> Iterator[Finding]:
    """The virus scanner, where one is named, answers; what waits for it is counted."""
    waiting = scanning.held().count()
    if not scanner.configured():
        yield Finding("virus scanner", NOTE, "None: uploads are not scanned for viruses.", "CLAMD_URL, docs/deploy.md, “Settings”.")
        return
    try:
        yield Finding("virus scanner", GOOD, f"{scanner.version()} answers; {waiting} files wait for it.")
    except scanner.ScannerDown as error:
        yield Finding("virus scanner", BAD, f"{error} {waiting} files are held.", "Start it: held files are scanned by themselves.")


def letters_can_be_made(at) -> Iterator[Finding]:
    """WeasyPrint finds Pango; asked in a process of its own, as letters are made."""
    asked = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, text=True, timeout=60)  # noqa: S603
    if asked.returncode == 0:
        yield Finding("letters", GOOD, "Pango is here: letters can be made.")
        return
    packages = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    yield Finding("letters", BAD, "Pango is missing: no letter can be made.", f"sudo apt-get install --no-install-recommends {packages}")


def jail_stands(at) -> Iterator[Finding]:
    """Which walls stand around the process that reads untrusted files."""
    missing = [wall for wall, stands in jail.report().items() if not stands]
    if missing:
        cure = "Files are still read in a process of their own; Linux 5.13 with Landlock and seccomp would add these."
        yield Finding("jail", NOTE, f"Uploaded files are read without: {', '.join(missing)}.", cure)
    else:
        yield Finding("jail", GOOD, "Uploaded files are read without network, other files, root or spare memory.")


def worker_works(at: datetime) -> Iterator[Finding]:
    """Somebody takes jobs: none has waited long, and periodic work is not overdue."""
    ready = DBTaskResult.objects.ready().order_by("enqueued_at").values_list("enqueued_at", "run_after")
    since = [max(filter(None, times)) for times in ready[:50]]
    since += list(Schedule.objects.values_list("next_due", flat=True))
    cure = "Start one: manage.py worker. docs/deploy.md, “The worker”."
    if since and at - min(since) > WAITING:
        minutes = int((at - min(since)).total_seconds() // 60)
        yield Finding("worker", BAD, f"Work has been waiting for {minutes} minutes: no worker runs.", cure)
    elif not Schedule.objects.exists():
        yield Finding("worker", NOTE, "No worker has run yet.", cure)
    else:
        yield Finding("worker", GOOD, "Jobs are taken.")
    if failed := DBTaskResult.objects.failed().count():
        yield Finding("jobs", NOTE, f"{failed} jobs failed.", "manage.py jobs")


def mail_leaves(at) -> Iterator[Finding]:
    """Mail goes to a server that answers."""
    backend = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if backend != "smtp":
        level = NOTE if settings.DEBUG else BAD
        yield Finding("mail", level, f"Mail is not sent: it goes to {backend}.", "Set EMAIL_URL=smtp+tls://user:password@host:587")
        return
    try:
        with get_connection(timeout=5):
            yield Finding("mail", GOOD, f"{settings.EMAIL_HOST} takes mail.")
    except OSError as error:
        yield Finding("mail", BAD, f"{settings.EMAIL_HOST} does not answer: {error}", "Look at EMAIL_URL.")


def staff_have_second_factors(at) -> Iterator[Finding]:
    """Nobody on staff works with a password alone."""
    if not settings.STAFF_SECOND_FACTOR:
        level = NOTE if settings.DEBUG else BAD
        yield Finding("second factor", level, "Staff may work with a password alone.", "Unset STAFF_SECOND_FACTOR.")
        return
    works = Membership.objects.everywhere(reason="the doctor counts staff accounts without a second factor").current()
    staff = User.objects.filter(is_active=True, pk__in=works.values("user"))
    without = sum(not is_mfa_enabled(user) for user in staff)
    if without:
        yield Finding("second factor", NOTE, f"{without} staff accounts have none yet; they are asked before they can work.")
    else:
        yield Finding("second factor", GOOD, "Every staff account has one.")


EXAMINATIONS = (
    settings_are_safe,
    secrets_are_private,
    static_files_are_collected,
    database_is_ready,
    trail_holds,
    numbers_are_sealed,
    storage_answers,
    erasures_held,
    scanner_answers,
    letters_can_be_made,
    jail_stands,
    worker_works,
    mail_leaves,
    staff_have_second_factors,
)


def examine(*, at: datetime) -> Iterator[Finding]:
    """Every finding: ours, then what the apps above add in settings.EXAMINATIONS.

    An examination the database cannot answer says so instead of ending the visit.
    """
    for look in (*EXAMINATIONS, *map(import_string, settings.EXAMINATIONS)):
        try:
            yield from look(at)
        except DatabaseError as error:
            topic = look.__name__.replace("_", " ")
            yield Finding(topic, BAD, f"The database did not answer: {error}".strip(), "manage.py migrate; look at DATABASE_URL.")
