"""When, where and how a therapist takes clients of one organization, and the rows searches read."""

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Least, StrIndex
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.models import Mode, Service
from network.models.base import TenantOwned


class Hours(models.TextChoices):
    """Parts of the week."""

    MORNING = "morning", _("Weekday mornings")
    AFTERNOON = "afternoon", _("Weekday afternoons")
    EVENING = "evening", _("Weekday evenings")
    WEEKEND = "weekend", _("Weekends")


class AgeBand(models.TextChoices):
    """Whom a session is for, by age. What is approved speaks of minors and adults (see `care.ages`)."""

    CHILD = "child", _("Children (under 12)")
    ADOLESCENT = "adolescent", _("Adolescents (12 to 17)")
    ADULT = "adult", _("Adults")
    ELDERLY = "elderly", _("Elderly people (65 and over)")


def adults() -> list[str]:
    """Of whom nothing else was said."""
    return [AgeBand.ADULT.value]


class Gender(models.TextChoices):
    """How a therapist describes herself, if she likes to."""

    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")
    OTHER = "other", _("Another way")


class Language(models.TextChoices):
    """Languages sessions are held in (ISO 639-1)."""

    EN = "en", pgettext_lazy("language", "English")
    NL = "nl", pgettext_lazy("language", "Dutch")
    AR = "ar", pgettext_lazy("language", "Arabic")
    ZH = "zh", pgettext_lazy("language", "Chinese")
    FY = "fy", pgettext_lazy("language", "Frisian")
    FR = "fr", pgettext_lazy("language", "French")
    DE = "de", pgettext_lazy("language", "German")
    IT = "it", pgettext_lazy("language", "Italian")
    PL = "pl", pgettext_lazy("language", "Polish")
    PT = "pt", pgettext_lazy("language", "Portuguese")
    ES = "es", pgettext_lazy("language", "Spanish")
    TR = "tr", pgettext_lazy("language", "Turkish")
    UK = "uk", pgettext_lazy("language", "Ukrainian")


class Availability(TenantOwned):
    """What one therapist offers one organization. `capacity`: clients of it at the same time; `confirmed_at`: when she last said so."""

    practitioner_path = "participation__practitioner"

    participation = models.OneToOneField("network.Participation", models.PROTECT, related_name="availability")
    taking = models.BooleanField(default=False)
    modes = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    hours = models.JSONField(default=list)
    age_bands = models.JSONField(default=adults)
    gender = models.CharField(max_length=10, choices=Gender, blank=True)
    capacity = models.PositiveSmallIntegerField(default=0)
    next_opening = models.DateField(null=True, blank=True)
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(capacity__lte=99), name="availability_capacity_sane")]
        indexes = [models.Index(fields=["organization", "confirmed_at"], condition=Q(taking=True), name="availability_by_confirmed")]

    def __str__(self):
        return f"participation:{self.participation_id}"

    @property
    def event_about(self):
        """Told on the participation's timeline."""
        return f"network.participation:{self.participation_id}"


class PracticePlace(TenantOwned):
    """Where she works: the first is where she sits when she meets clients by video or phone."""

    practitioner_path = "availability__participation__practitioner"

    availability = models.ForeignKey(Availability, models.CASCADE, related_name="practice_places")
    label = models.CharField(max_length=160)
    jurisdiction = models.CharField(max_length=10)
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["availability", "label"], name="practice_place_once")]

    def __str__(self):
        return self.label


class Away(TenantOwned):
    """Days on which she takes no new clients; both included. They end by themselves."""

    practitioner_path = "availability__participation__practitioner"

    availability = models.ForeignKey(Availability, models.CASCADE, related_name="away")
    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering = ["first"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="away_days_in_order")]

    def __str__(self):
        return f"{self.first} - {self.last}"


def has(code: str) -> str:
    """The column of a match that is 1 where she has time in this part of the week, or sees people of this age."""
    return f"has_{code}"


def _among(codes: str, code: str) -> models.GeneratedField:
    """1 where the column `codes` holds this code, else 0: a number an index compares without a look at the row."""
    place = StrIndex(F(codes), Value(f",{code},"))
    return models.GeneratedField(expression=Least(place, Value(1)), output_field=models.SmallIntegerField(), db_persist=True)


WISHED, IN_ORDER = ("organization", "panel", "service", "mode", "free"), ("load", "opens", "participation")
# at the end of every index, so that whoever does not fit falls away without a look at her row: of a large city that is almost everybody
ASKED = ("gender", *map(has, (*Hours.values, *AgeBand.values)), "clear_from", "clear_until", "confirmed_on", "latitude", "longitude")


class Match(TenantOwned):
    """What a search reads: one therapist for one service, language, mode and place, while she is clear for it.

    Derived, in the transaction of whatever it is derived from (`workflow.projecting`); clear from `clear_from` until before
    `clear_until`. `jurisdiction` is where the client is: in person, where she receives. `panel` is the code of a panel, empty
    for the network itself. The indexes hold the rows of a wish in the order they are shown in (`load`, then `opens`), with all a
    search asks of them; those who have no room stand apart there, for a search would pass by every one of them.
    """

    participation = models.ForeignKey("network.Participation", models.CASCADE, related_name="+")
    panel = models.CharField(max_length=50, blank=True)
    service = models.CharField(max_length=20, choices=Service)
    language = models.CharField(max_length=2)
    mode = models.CharField(max_length=20, choices=Mode)
    jurisdiction = models.CharField(max_length=10)
    practitioner_in = models.CharField(max_length=10)
    place = models.CharField(max_length=160)
    latitude = models.FloatField()
    longitude = models.FloatField()
    band = models.SmallIntegerField()
    strip = models.SmallIntegerField()
    clear_from = models.DateTimeField()
    clear_until = models.DateTimeField(null=True)
    taking = models.BooleanField()
    room = models.SmallIntegerField()
    free = models.GeneratedField(
        expression=Case(When(taking=True, room__gt=0, then=Value(1)), default=Value(0)), output_field=models.SmallIntegerField(),
        db_persist=True, help_text="1 where she takes somebody: a number, for SQLite finds no truth in an index.",
    )
    load = models.PositiveIntegerField(default=0, help_text="Clients she has here, and offers she may still accept.")
    gender = models.CharField(max_length=10, blank=True)
    hours = models.CharField(max_length=60, help_text="Codes between commas.")
    has_morning, has_afternoon = _among("hours", "morning"), _among("hours", "afternoon")
    has_evening, has_weekend = _among("hours", "evening"), _among("hours", "weekend")
    age_bands = models.CharField(max_length=60, default=",adult,", help_text="Codes between commas.")
    has_child, has_adolescent = _among("age_bands", "child"), _among("age_bands", "adolescent")
    has_adult, has_elderly = _among("age_bands", "adult"), _among("age_bands", "elderly")
    next_opening = models.DateField(null=True)
    opens = models.GeneratedField(
        expression=Coalesce(F("next_opening"), Value(date.max, output_field=models.DateField())), output_field=models.DateField(),
        db_persist=True,
    )
    confirmed_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=[*WISHED, "language", "band", "strip", *IN_ORDER, *ASKED], name="match_by_cell"),
            models.Index(fields=[*WISHED, "band", "strip", *IN_ORDER, *ASKED], name="match_by_cell_any"),
            models.Index(fields=[*WISHED, "language", "jurisdiction", *IN_ORDER, *ASKED], name="match_by_place"),
            models.Index(fields=[*WISHED, "jurisdiction", *IN_ORDER, *ASKED], name="match_by_place_any"),
            models.Index(fields=["participation"], name="match_of_participation"),
        ]

    def __str__(self):
        return f"{self.participation_id} {self.service} {self.language} {self.mode} {self.jurisdiction}"
