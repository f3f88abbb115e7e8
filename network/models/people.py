"""People: the natural person, her account, and the practitioner she is."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.models.base import PractitionerOwned, Scoped, audited_q, unclaimed_only_by
from network.scope import ScopeMissing


class Person(models.Model):
    """A natural person. Separation of duties compares persons, never accounts."""

    given_name = models.CharField(_("given name"), max_length=100)
    prefix = models.CharField(_("prefix"), max_length=30, blank=True, help_text=_("As in “van der”."))
    family_name = models.CharField(_("family name"), max_length=100)
    date_of_birth = models.DateField(_("date of birth"), null=True, blank=True)

    class Meta:
        indexes = [  # rows that were added to a list look up whom they may be (decision 34)
            models.Index(fields=["family_name", "prefix", "date_of_birth"], name="person_by_family_name"),
            models.Index(fields=["given_name", "date_of_birth"], name="person_by_given_name"),
        ]

    def __str__(self):
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name as it is written in a letter; of somebody who was erased, that she was."""
        return " ".join(part for part in (self.given_name, self.prefix, self.family_name) if part) or gettext("Name erased")

    @property
    def account(self):
        """The account mail to her goes to, her first that may be used; None without one. Read from what was prefetched, where it was."""
        if "users" in getattr(self, "_prefetched_objects_cache", {}):
            return min((user for user in self.users.all() if user.is_active), key=lambda user: user.pk, default=None)
        return self.users.filter(is_active=True).first()

    @property
    def sort_name(self) -> str:
        """The name as a Dutch or American list sorts it: the prefix does not count."""
        return f"{self.family_name}, {self.given_name} {self.prefix}".strip()


class PersonLink(models.Model):
    """Two person rows suspected to be one natural person; counts once a second person confirmed it."""

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="person_link_once"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="person_link_two_people",
            ),
        ]

    def __str__(self):
        return f"{self.one} = {self.other}"


def same_persons(person_id) -> set[int]:
    """The person and everyone linked to her as the same natural person; suspicion counts until somebody clears it.

    Links are followed to the end: if A is B and B is C, then A is C.
    """
    found, open_ends = set(), {person_id}
    while open_ends:
        found |= open_ends
        links = PersonLink.objects.filter(one__in=open_ends) | PersonLink.objects.filter(other__in=open_ends)
        open_ends = {end for pair in links.values_list("one_id", "other_id") for end in pair} - found
    return found


class UserManager(BaseUserManager):
    """Accounts are found by e-mail address, without regard to case."""

    def get_by_natural_key(self, email):
        """The account with this address, as sign-in asks for it."""
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, *, person, **fields):
        """An account for `person`; without a password she sets one through an invitation."""
        user = self.model(email=self.normalize_email(email).lower(), person=person, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """An account. One person may have several; what she is in an organization hangs on `Membership`."""

    email = models.EmailField(_("e-mail address"), unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="users")
    language = models.CharField(_("language"), max_length=5, default="en", choices=[("en", "English"), ("nl", "Nederlands")])
    theme = models.CharField(max_length=5, blank=True, choices=[("light", _("Light")), ("dark", _("Dark"))])
    shortcuts = models.BooleanField(default=True, help_text="Whether single keys do something on her pages (WCAG 2.1.4).")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)  # of whoever makes it without saying when, as a test does
    session_epoch = models.PositiveIntegerField(default=0, help_text="One more ends every session of this account.")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self):
        return self.email

    def _get_session_auth_hash(self, secret=None):
        # what a session must still match: a new password ends all others, and so does a new epoch
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("network.User.session", value, secret=secret, algorithm="sha256").hexdigest()


class Practitioner(Scoped):
    """The vetted professional; screens say "therapist". Owned by herself, or by her importer until she claims it."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="practitioner")
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    npi = models.CharField(_("NPI"), max_length=10, blank=True)
    profession = models.CharField(_("profession"), max_length=40, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    practice_address = models.CharField(_("practice address"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    imported_by = models.ForeignKey("network.Organization", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["npi"], condition=~models.Q(npi=""), name="practitioner_by_npi")]

    def __str__(self):
        return f"{self.reference} {self.person.full_name}"

    @property
    def practitioner_id(self):
        """Herself: lets what is hers treat her row like any other of hers."""
        return self.pk

    @property
    def scope_key(self) -> str:
        """The scope that rows related to this one inherit."""
        return f"practitioner:{self.pk}"

    @classmethod
    def scope_q(cls, organization_id) -> models.Q:
        """Practitioners who take part in the organization; an unclaimed profile is its importer's alone."""
        return models.Q(participations__organization_id=organization_id) & unclaimed_only_by("", organization_id)

    @classmethod
    def practitioner_q(cls, practitioner_id) -> models.Q:
        """Herself."""
        return models.Q(pk=practitioner_id)

    @classmethod
    def visible_q(cls, actor) -> models.Q:
        """Staff reach practitioners of their organization; a therapist herself."""
        if actor.organization_id is not None:
            return cls.scope_q(actor.organization_id) & audited_q(actor, "pk")
        return models.Q(pk=actor.practitioner_id) if actor.practitioner_id else models.Q(pk__in=[])

    def check_scope(self):
        """Refuse a practitioner without a person."""
        if self.person_id is None:
            raise ScopeMissing("Practitioner has no person.")


class PractitionerName(PractitionerOwned):
    """A name she has or had. Every one is a key for screening (OIG Special Advisory Bulletin 2013)."""

    class Kind(models.TextChoices):
        """Why the name is or was hers."""

        BIRTH = "birth", _("birth name")
        FORMER = "former", _("former name")
        PARTNER = "partner", _("partner's name")
        PROFESSIONAL = "professional", _("professional name")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.FORMER)
    given_name = models.CharField(_("given name"), max_length=100)
    prefix = models.CharField(_("prefix"), max_length=30, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    until_year = models.PositiveSmallIntegerField(_("used until (year)"), null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["family_name", "prefix"], name="name_by_family_name"),
            models.Index(fields=["given_name"], name="name_by_given_name"),
        ]

    def __str__(self):
        return " ".join(part for part in (self.given_name, self.prefix, self.family_name) if part)
