"""What would be done with many files, word for word and by name; and what came of it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.formats import day
from network.parts import Link
from vetting.models import BulkKind
from vetting.words_refused import why


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file: what happens to it in words, the mail that leaves word for word, or why it is left out."""

    name: str
    reference: str
    url: str
    note: str = ""
    mail: object = None
    refusals: tuple = ()


@dataclass(frozen=True, slots=True)
class ActPage:
    """Everything `vetting/bulk.html` shows. `go` is the button that asks for it; empty until everything was chosen."""

    title: str
    text: str
    kind: str
    crumbs: tuple
    show: str
    go: str
    seen: str
    files: tuple
    left_out: tuple
    chosen: tuple


@dataclass(frozen=True, slots=True)
class MadePage:
    """Everything `vetting/bulk_made.html` shows."""

    title: str
    text: str
    crumbs: tuple
    waits: bool
    again: str
    done: tuple
    left_out: tuple


def act_page(kind, rows, lines, form, *, organization, seen="") -> ActPage:
    """Before it is asked for; `lines` is None until everything was chosen."""
    files = tuple(_before(line, organization) for line in lines or ())
    going = tuple(line for line in files if not line.refusals)
    count = len(going) if lines is not None else len(rows)
    return ActPage(
        title=_ahead(kind, count) if rows else _("No file is chosen"),
        text=_("Nothing is done before you have seen it here."),
        kind=kind,
        crumbs=_crumbs(organization),
        show=_("Show what would happen") if rows and form.fields else "",
        go=_ahead(kind, count) if going else "",
        seen=seen,
        files=going,
        left_out=tuple(line for line in files if line.refusals),
        chosen=tuple(_named(row, organization) for row in rows),
    )


def _crumbs(organization) -> tuple[Link, ...]:
    return (Link(_("Queue"), reverse("queue", kwargs={"organization": organization.slug})),)


def _named(row, organization, **more) -> FileLine:
    url = reverse("file", kwargs={"organization": organization.slug, "reference": row.reference})
    return FileLine(row.practitioner.person.full_name, row.reference, url, **more)


def _before(line, organization) -> FileLine:
    has = line.application.assignee
    note = _("with %(name)s now") % {"name": has.full_name} if has else _("with nobody yet")
    if line.meeting:
        note = _("to discuss on the agenda of %(day)s, %(note)s") % {"day": day(line.meeting.on), "note": note}
    return _named(line.application, organization, note=note, mail=line.mail, refusals=line.refusals)


def _ahead(kind, count) -> str:
    """What is about to be done, with its number."""
    words = {
        "assign": ngettext("Give %(count)s file to a colleague", "Give %(count)s files to a colleague", count),
        "request": ngettext("Ask %(count)s therapist", "Ask %(count)s therapists", count),
        "remind": ngettext("Remind %(count)s therapist", "Remind %(count)s therapists", count),
        "agenda": ngettext("Put %(count)s file on the agenda", "Put %(count)s files on the agenda", count),
    }
    return words[kind] % {"count": count}


def _behind(kind, count) -> str:
    """What was done, with its number."""
    words = {
        "assign": ngettext("%(count)s file was given to a colleague", "%(count)s files were given to a colleague", count),
        "request": ngettext("%(count)s therapist was asked", "%(count)s therapists were asked", count),
        "remind": ngettext("%(count)s therapist was reminded", "%(count)s therapists were reminded", count),
        "agenda": ngettext("%(count)s file was put on the agenda", "%(count)s files were put on the agenda", count),
    }
    return words[kind] % {"count": count}


def made_page(act, rows, *, organization) -> MadePage:
    """After it was asked for: waiting for its ten seconds, undone, or done."""
    done = tuple(_named(row, organization) for row in rows if act.waits or act.undone_at or not act.outcome.get(row.reference))
    left = [row for row in rows if act.outcome.get(row.reference)]
    kind = str(BulkKind(act.kind).label)
    if act.waits:
        title, text = _ahead(act.kind, len(rows)), _("It is carried out in a few seconds. Until then you can undo it.")
    elif act.undone_at:
        title, text = _("Undone"), _("%(act)s: nothing was done and nothing was sent.") % {"act": kind}
    else:
        title, text = _behind(act.kind, len(done)), _("Each file shows what was done to it.")
    return MadePage(
        title=title, text=text, crumbs=_crumbs(organization), waits=act.waits,
        again=reverse("acted_in_bulk", kwargs={"organization": organization.slug, "pk": act.pk}) if act.waits else "",
        done=done, left_out=tuple(_named(row, organization, note=why(act.outcome[row.reference])) for row in left),
    )
