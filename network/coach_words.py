"""The words of the upload coach: for each remark what is wrong, why it matters and what to do, in the reader's language."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.formats import amount, day

WORDS = {
    "blurred": (
        gettext_lazy("Page %(page)s is blurred."),
        gettext_lazy("A reviewer has to read every date and number on it, and would ask you for it again."),
        gettext_lazy("Lay the page flat, hold still, and tap the text on the screen before you take the photo."),
    ),
    "dark": (
        gettext_lazy("Page %(page)s is too dark."),
        gettext_lazy("Small print cannot be read in it."),
        gettext_lazy("Take the photo again in daylight, or with a lamp beside the page."),
    ),
    "small": (
        gettext_lazy("Page %(page)s is a very small picture."),
        gettext_lazy("Small print cannot be read in it."),
        gettext_lazy("Take the photo yourself instead of sending a preview or a picture of a screen."),
    ),
    "blank": (
        gettext_lazy("Page %(page)s shows nothing."),
        gettext_lazy("There is nothing on it a reviewer could read."),
        gettext_lazy("Turn the page over and take the photo again."),
    ),
    "shadowed": (
        gettext_lazy("A shadow lies over page %(page)s."),
        gettext_lazy("What is written in it can hardly be read."),
        gettext_lazy("Turn so that neither you nor the phone stands between the lamp and the page, and take the photo again."),
    ),
    "tilted": (
        gettext_lazy("Page %(page)s lies askew."),
        gettext_lazy("Lines that run aslant are hard to read, and the corners may be missing."),
        gettext_lazy("Hold the phone straight above the page, its edges along the edges of the picture, and take the photo again."),
    ),
    "turned": (
        gettext_lazy("Page %(page)s lay on its side or upside down."),
        gettext_lazy("We turned it; what you sent stays as it is."),
        "",
    ),
    "unread": (
        gettext_lazy("We could not read the words on it."),
        gettext_lazy("So nobody has compared them with what you fill in."),
        gettext_lazy("Look yourself: is it in your name, does it still run, and is it the paper that is asked for?"),
    ),
    "other_kind": (
        gettext_lazy("This looks like another kind of paper."),
        gettext_lazy("It does not prove what is asked here."),
        gettext_lazy("Look whether you chose the right file."),
    ),
    "other_name": (
        gettext_lazy("We do not find your family name on it."),
        gettext_lazy("A paper in somebody else’s name does not count for you."),
        gettext_lazy("Choose the one in your name. If it is in a former name, add that name to your profile."),
    ),
    "other_person": (
        gettext_lazy("We do not find the therapist’s family name on it."),
        gettext_lazy("A page about somebody else proves nothing here."),
        gettext_lazy("Look whether it is the page of this therapist, and whether the name can be seen on it."),
    ),
    "passed": (
        gettext_lazy("The last day we find on it is %(day)s, and that has passed."),
        gettext_lazy("Without one that runs now, no clients may be sent to you."),
        gettext_lazy("Send the one that runs now."),
    ),
    "ends_soon": (
        gettext_lazy("The last day we find on it is %(day)s, less than a month away."),
        gettext_lazy("It would have to be asked for again before your file is decided."),
        gettext_lazy("Send the one that follows it, if you have it already."),
    ),
    "low_per_claim": (
        gettext_lazy("It seems to cover %(amount)s per claim."),
        gettext_lazy("%(organization)s asks for at least %(least)s."),
        gettext_lazy("Look at the amount. If it is right, ask your insurer to raise it."),
    ),
    "low_aggregate": (
        gettext_lazy("It seems to cover %(amount)s per year."),
        gettext_lazy("%(organization)s asks for at least %(least)s."),
        gettext_lazy("Look at the amount. If it is right, ask your insurer to raise it."),
    ),
    "same_file": (
        gettext_lazy("You sent this file before: %(name)s, on %(day)s."),
        gettext_lazy("A reviewer who looks for the new paper finds the old one again."),
        gettext_lazy("Choose the newest paper. Send it again only if it belongs here too."),
    ),
    "same_picture": (
        gettext_lazy("This looks like a picture you sent before: %(name)s, on %(day)s."),
        gettext_lazy("A reviewer who looks for the new paper finds the old one again."),
        gettext_lazy("Choose the newest paper. Send it again only if it belongs here too."),
    ),
}
TOLD = frozenset({"turned", "unread", "says"})  # what is only told: nothing is to be mended, and no note is asked for
PHOTOGRAPHED = frozenset({"dark", "small", "shadowed", "tilted"})  # what a photo shows, and a picture of a screen only seems to


def weighty(remarks, overlooked=frozenset()) -> list[dict]:
    """The remarks that ask for a better copy, or a note why this one has to do, but for those somebody may overlook."""
    return [remark for remark in remarks if remark["code"] not in TOLD | overlooked]


def said(remark: dict) -> tuple[str, str, str]:
    """A remark in the reader's language: what is wrong, why it matters, what to do."""
    values = {**remark, "day": day(date.fromisoformat(remark["day"])) if "day" in remark else ""}
    for name in ("amount", "least"):
        if name in remark:
            values[name] = amount(remark[name], remark["currency"], cents=False)
    return tuple(str(words) % values for words in WORDS[remark["code"]])


def summary(pages: int) -> str:
    """What is said of a paper nothing is wrong with."""
    return _("Easy to read.") if pages == 1 else _("%(count)s pages, easy to read.") % {"count": pages}
