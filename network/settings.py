"""Every setting, read from the environment and refused loudly when unsafe. `docs/deploy.md` explains each one.

Without an environment this is development: DEBUG on, a SQLite file under `var/`, the demo allowed, mail kept.
"""

import os
import warnings
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

import environ
from cryptography.fernet import Fernet
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from network.safety import unsafe

warnings.filterwarnings("ignore", message="The 'django-fsm' package")

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=True)
DEMO = env.bool("DEMO", default=DEBUG)
VAR = Path(env.str("VAR", default=str(BASE_DIR / "var")))
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)


def kept(name: str, fresh) -> str:
    """A key that was generated once and is kept beside the data, readable by its owner only."""
    path = VAR / name
    if not path.exists():
        # written aside and linked into place: two processes that start together agree on one key
        with NamedTemporaryFile("w", dir=VAR) as made:  # mode 0600
            made.write(fresh())
            made.flush()
            with suppress(FileExistsError):
                os.link(made.name, path)
    return path.read_text().strip()


SECRET_KEY = env.str("SECRET_KEY", default="") or kept("secret_key", get_random_secret_key)
# what seals account numbers at rest: the first key seals, every one opens (docs/deploy.md, "Keys")
SEAL_KEYS = env.list("SEAL_KEYS", default=[]) or [kept("seal_key", lambda: Fernet.generate_key().decode())]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]", "testserver"] if DEBUG else [])
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

OUR_APPS = ["network", "licensure", "vetting", "payments", "network.care"]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    *OUR_APPS,
]
AUTH_USER_MODEL = "network.User"
ROOT_URLCONF = "network.urls"
WSGI_APPLICATION = "network.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.middleware.RequestContext",
    "network.typography.KeepTogether",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "network.context.page",
            ],
        },
    }
]

# ── Data ─────────────────────────────────────────────────────────────────────
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'db.sqlite3'}")}
if not DATABASES["default"].get("ENGINE"):
    raise ImproperlyConfigured("DATABASE_URL names no database. Unset it for SQLite, or: postgres://user:password@host/name")
DATABASES["default"]["ATOMIC_REQUESTS"] = False  # perform() opens its own transactions; a refusal must not undo its record
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # take the write lock at BEGIN: no deadlock between two readers who both write
        "timeout": 20,
        # 16 MB of pages are kept, for what is read twice; the last: what REPLACE takes away is asked about like any row that is deleted
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-16384;PRAGMA recursive_triggers=ON;",
    }
    # an in-memory database says "table is locked" under threads: tests use a file too
    DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_SQLITE", default=str(VAR / "test.sqlite3"))}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "network_cache"}}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": [], "ENQUEUE_ON_COMMIT": False}}

# ── Documents (docs/deploy.md, "Storage") ────────────────────────────────────
STORAGE = {
    "kind": env.str("STORAGE", default="local"),  # local | s3
    "root": env.str("STORAGE_ROOT", default=str(VAR / "documents")),
    "bucket": env.str("S3_BUCKET", default=""),
    "endpoint": env.str("S3_ENDPOINT", default=""),
    "region": env.str("S3_REGION", default="us-east-1"),
    "access_key": env.str("S3_ACCESS_KEY", default=""),
    "secret_key": env.str("S3_SECRET_KEY", default=""),
    "sse": env.bool("S3_SSE", default=False),
}
CLAMD_URL = env.str("CLAMD_URL", default="")  # tcp://host:3310 or unix:///path; without one nothing is scanned for viruses
TESSERACT = env.bool("TESSERACT", default=True)  # text in pictures is read where it is installed

# ── Registers asked by software (docs/deploy.md, "Registers"); invented people are asked about nowhere ──
LOOK_UPS = env.bool("LOOK_UPS", default=not DEMO)
SOURCE_URLS = env.dict("SOURCE_URLS", default={})

# ── The audit trail's seals: the key is a file beside, never in, the database (docs/deploy.md, "Seals") ──
AUDIT_KEY = env.str("AUDIT_KEY", default=str(VAR / "audit_key"))

# ── Language and time ────────────────────────────────────────────────────────
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("nl", "Nederlands")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

# ── Static files ─────────────────────────────────────────────────────────────
STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(VAR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# ── Accounts ─────────────────────────────────────────────────────────────────
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "network.accounts.Adapter"
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are proved by the invitation that made the account
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(env.bool("BEHIND_PROXY", default=False))  # rate limits are per visitor, not per proxy
ACCOUNT_FORMS = {
    name: f"network.forms_accounts.{form}"
    for name, form in {
        "login": "LoginForm", "reset_password": "ResetPasswordForm", "reset_password_from_key": "ResetPasswordKeyForm",
        "change_password": "ChangePasswordForm", "set_password": "SetPasswordForm", "add_email": "AddEmailForm",
        "reauthenticate": "ReauthenticateForm",
    }.items()
}
MFA_FORMS = {
    "authenticate": "network.forms_accounts.AuthenticateForm", "reauthenticate": "network.forms_accounts.ReauthenticateByCodeForm",
    "activate_totp": "network.forms_accounts.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the link that made the account proved its address; allauth's own mark is not used
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_TOTP_ISSUER = "Goodstanding"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=not DEMO)

if reasons := unsafe(globals()):
    raise ImproperlyConfigured("\n".join(["These settings are not safe to start with:", *reasons]))

# ── Security ─────────────────────────────────────────────────────────────────
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_HTTPONLY = True
if not DEBUG:  # a browser then accepts them from this host alone, over https alone
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEBUG
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "network.views_errors.form_expired"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_HANDLERS = [
    "network.upload_limit.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000

# ── Mail ─────────────────────────────────────────────────────────────────────
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "smtp://localhost:25")
vars().update({key: value for key, value in EMAIL_CONFIG.items() if key.startswith("EMAIL")})
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="goodstanding@localhost")

# ── What spans apps, by dotted name (a name that does not import fails the system check) ──
NEWS: dict[str, dict[str, list[str]]] = {
    "event.recorded": {"within": ["vetting.workflow.keeping.touched", "vetting.workflow.keeping.taken", "vetting.workflow.between.heard"]},
    "concern.changed": {"after": ["vetting.look_between"]},
    "participation.granted": {"after": ["vetting.offer_terms"]},
    "standing.changed": {
        "within": ["payments.workflow.rechecking.hear", "network.care.workflow.projecting.hear"],
        "after": ["vetting.tell_standing", "care.follow_standing"],
    },
    "participation.leaving": {"after": ["vetting.tell_leaving"]}, "leave.started": {"after": ["vetting.tell_leave"]},
    "case.ended": {"after": ["care.follow_end"]}, "units.asked": {"after": ["care.follow_question"]},
    "evidence.changed": {"within": ["vetting.workflow.monitoring.hear"]},
    "screening.list_loaded": {"after": ["screening.list_changed"]},
    "person.involved": {"within": ["vetting.workflow.interests.hear"]},
    "practitioner.identifiers_changed": {"after": ["screening.person_changed"]},
}
NIGHTLY: list[str] = [
    "vetting.nightly.end_participations", "vetting.nightly.lapse",
    "licensure.nightly.rescreen",
    "vetting.nightly.put_off", "vetting.nightly.end_overdue",
    "vetting.nightly.watch",
    "vetting.nightly.open_renewals", "vetting.nightly.remind_renewals",
    "vetting.nightly.roll_out", "vetting.nightly.look_between",
    "vetting.nightly.remind_requests", "vetting.nightly.remind_referees",
    "vetting.nightly.remind_expiries",
    "vetting.nightly.watch_letters", "vetting.nightly.escalate", "vetting.nightly.escalate_dates",
    "vetting.nightly.retain",
    "vetting.nightly.tell_voters", "vetting.nightly.tell_changes",
    "vetting.nightly.keep_queue", "vetting.nightly.remove_packs", "vetting.nightly.remove_moved",
    "network.care.nightly.lapse_offers", "network.care.nightly.follow_everybody", "network.care.nightly.remind_late",
    "network.care.nightly.ask_to_confirm", "network.care.nightly.forget_calls",
    "payments.nightly.end_waits", "payments.nightly.ask_back",
    "network.documents_unsent.remove_unsent", "network.documents_unsent.remove_own_unsent", "network.workflow.exporting.remove_old",
    "network.statistics.refresh",
]
DEMO_WORLD = ["licensure.demo.exclusions.prologue", "payments.demo.prologue.publish", "vetting.demo.stories.every_story"]
DEMO_WORLD += ["payments.demo.stories.every_story", "payments.demo.batches.every_story", "payments.demo.exceptions.every_story"]
DEMO_WORLD += ["network.care.demo.stories.every_story", "network.care.demo.years.every_story"]
HOME = ["network.care.pages.home.tasks", "payments.pages.home.tasks"]  # what else waits on a therapist, for her start page
# what acts are called of which the audit page does not know itself, and why they were refused
EVENT_WORDS = ["payments.words_events.events", "network.care.words_events.events"]
REFUSAL_WORDS = ["payments.words_refused.whys", "network.care.words_refused.whys"]
PLACE_WORDS = "vetting.words_values.place_label"  # what a jurisdiction is called, in the reader's language
APPLICATION_WORDS = "vetting.queries.people.where_applications_stand"  # by person, for the demo's front page
AUDITED_PEOPLE = "vetting.queries.audited.people"  # whom an auditor may read about
TERMS_OFFERED = "payments.queries.terms.offered_terms"  # the texts a therapist accepts, as the organization published them
RATES_NEWEST = "payments.queries.terms.newest_rates"  # the newest published fee schedule, which she accepts with the payment terms
RATES_OFFERED = "payments.pages.me.rates_shown"  # the rates that go with them, in the reader's words
CLAIM_CHECK = "licensure.queries.claims.holds_license"  # is this the license number of a profile somebody claims?
# may a payee be on a list? (organization, practitioner or None, names) -> (day searched through, rows that may be the payee)
PAYEE_SCREENING = "licensure.queries.payees.screened"
BENCH: dict[str, str] = {
    "bank-file": "payments.bench_bank_file.bank_file",
    "clear": "network.bench.clear",
    "evaluate": "vetting.bench.evaluation",
    "import": "vetting.bench_import.imported",
    "ledger": "payments.bench_ledger.ledger",
    "letters": "network.bench_letters.letters",
    "payments": "payments.bench_lines.lines",
    "quality": "licensure.bench_quality.quality",
    "quality-uploads": "network.bench_uploads.quality",
    "queue": "vetting.bench_queue.queue",
    "referral": "network.care.bench_referral.referral",
    "screening": "licensure.bench.screening",
    "screening-delta": "licensure.bench_delta.delta",
    "screening-growth": "licensure.bench_growth.growth",
    "screening-one": "licensure.bench_one.one",
    "sweep": "vetting.bench_sweep.sweep",
    "upload": "network.bench_uploads.upload",
    "vet": "vetting.bench.roster",
}
# the tables that hold something of a therapist, in the order in which their rows can go: upper apps point at lower ones
PERSONAL_DATA = ["network.care.facts.personal.tables", "payments.facts.personal.tables", "vetting.facts.personal.tables"]
PERSONAL_DATA += ["licensure.facts.personal.tables", "network.facts.personal.tables"]
# why a kept file is closed to somebody who may read files
# about which therapists a member of staff takes no part in what is decided: (organization, actor) -> their keys
TAKING_NO_PART = "vetting.queries.committee.closed_therapists"
READING_GATES = ["vetting.queries.reading.why_closed", "payments.queries.reading.why_closed"]
RETENTION = ["vetting.facts.retention.kept", "payments.facts.retention.kept"]  # what is kept of a therapist, and until when
EVIDENCE = ["vetting.facts.evidence.parts", "licensure.facts.evidence.parts", "network.facts.evidence.parts"]
EVIDENCE_PACK = "vetting.packing.pack"  # a file of evidence by reference, for the terminal
EXAMINATIONS = ["network.examinations.nights_are_done"]
EXAMINATIONS += ["licensure.examinations.packs_are_loaded", "licensure.examinations.lists_are_fresh"]
EXAMINATIONS += ["licensure.examinations.organizations_may_serve", "payments.examinations.ledger_holds"]  # for the doctor

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
