"""What of hers ends, as her start page says it: what she does about it, by when, where, and what follows."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.dates import ONE_DAY
from network.formats import day, day_short, in_days
from network.parts import Tag, Task
from vetting.facts.letters_notices import DO
from vetting.queries.mine import Ending
from vetting.words_values import place_label

KINDS = {  # kind of evidence that has no name of its own
    "authority": gettext_lazy("License"), "insurance": gettext_lazy("Liability insurance"),
    "certificate": gettext_lazy("Training or certificate"), "supervision": gettext_lazy("Supervision"),
    "register": gettext_lazy("Voluntary register"), "right_to_work": gettext_lazy("Right to work"), "paper": gettext_lazy("Other paper"),
}
AGAIN = {  # kind of evidence that is not renewed but done anew
    "attestation": gettext_lazy("Sign your statement for %(name)s again"),
    "background": gettext_lazy("Show %(name)s a new certificate of conduct"),
    "hours": gettext_lazy("Add newer hours of continuing education"), "supervision_hours": gettext_lazy("Add newer hours of supervision"),
}


def sort_of(ending: Ending, on: date) -> str:
    """What she does about it: `ended`, `ending`, or what she does anew."""
    return DO.get(ending.kind) or ("ended" if ending.last < on else "ending")


def label_of(ending: Ending) -> str:
    """What she calls it, else its kind, and for which place where it is about one."""
    label = ending.label or str(KINDS.get(ending.kind) or _("Something you showed"))
    return f"{label} · {place_label(ending.place)}" if ending.place else label


def words_of(ending: Ending) -> dict:
    """The values its sentence takes."""
    name = ending.organization.name if ending.organization else ""
    return {"what": label_of(ending), "day": day_short(ending.last), "name": name}


def task_of(ending: Ending, on: date) -> Task:
    """It as a task: what she does, by when, where, and what follows when she does not."""
    gone, words = ending.last < on, words_of(ending)
    kind, word = ("stop", _("Ended %(day)s")) if gone else ("warn", _("Before %(day)s"))
    label = AGAIN.get(ending.kind, gettext_lazy("Renew: %(what)s"))
    return Task(str(label) % words, Tag(kind, word % words), url_of(ending), _note(ending, gone, on))


def _note(ending, gone, on) -> str:
    if ending.kind in AGAIN:
        note = _("Counts through %(day)s, %(when)s")
    else:
        note = _("Ended on %(day)s, %(when)s") if gone else _("Ends on %(day)s, %(when)s")
    note %= {"day": day(ending.last), "when": in_days((ending.last - on).days)}
    return f"{note}. {_('It stops nothing; you are asked for it at your next vetting.')}" if ending.effect == "asked_again" else note


def url_of(ending: Ending) -> str:
    """Where she does it; of what no page takes, the letter about it says how."""
    if ending.kind == "attestation":
        return reverse("my_sign_again", kwargs={"slug": ending.organization.slug})
    if ending.section == "licenses" and ending.pk:  # the same license goes on with a new date; a policy is another one
        return reverse("my_item", kwargs={"section": ending.section, "pk": ending.pk})
    if ending.pk:
        return reverse("my_item_add", kwargs={"section": ending.section})
    return reverse("my_items", kwargs={"section": ending.section}) if ending.section else reverse("my_letters")


def consequence(endings: list[Ending], standings, on: date) -> str:
    """What follows from the first end that stops referrals; nothing where she is not approved."""
    stops = [ending.last for ending in endings if ending.effect != "asked_again"]
    if not stops or not any(row.approved_until for row in standings):
        return ""
    last = stops[0]  # the last day that counted, or will
    if last >= on:
        return _("After %(day)s you get no new referrals. Running clients go on.") % {"day": day_short(last)}
    return _("Since %(day)s you get no new referrals. Running clients go on.") % {"day": day_short(last + ONE_DAY)}
