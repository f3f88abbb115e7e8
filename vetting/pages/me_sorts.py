"""The sections of her profile that are lists: what each is for, its form, and how its entries read as rows."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licensure.facts.licenses import kind_of
from licensure.facts.supervision import supervises
from licensure.policy import known
from network.formats import amount, day
from network.models.documents import ScanState
from network.parts import Tag
from vetting.forms import claims, credentials, licenses, other_papers, profile, supervision
from vetting.words_values import code, place_label, stretch


@dataclass(frozen=True, slots=True)
class Sort:
    """One section: its words, its form, which rows of her profile it holds, and how a row reads."""

    key: str
    title: str
    text: str
    add: str
    one: str
    none: str
    form: type
    rows: Callable
    line: Callable
    elements: frozenset[str] = frozenset()


# ── How a row reads: label, note, tag ────────────────────────────────────────
def _license(row, on):
    kind = kind_of(row)
    note = _("%(place)s · number %(number)s") % {"place": place_label(row.jurisdiction_id), "number": row.number}
    if row.expires_on:
        note = f"{note} · {_('expires %(day)s') % {'day': day(row.expires_on)}}"
    return kind.title, note, _paper(row, row.expires_on, on)


def _insurance(row, on):
    note = [row.issuer]
    if row.per_claim is not None and row.aggregate is not None:
        note.append(_("%(claim)s per claim, %(year)s per year") % {
            "claim": amount(row.per_claim, row.currency, cents=False), "year": amount(row.aggregate, row.currency, cents=False)
        })
    note.append(_days(row.covers_from, row.covers_through))
    return _("Policy %(number)s") % {"number": row.number}, " · ".join(filter(None, note)), _paper(row, row.covers_through, on)


def _credential(row, on):
    parts = [row.issuer, row.number, day(row.issued_on) if row.issued_on else ""]
    if row.covers_through:
        parts.append(_("valid through %(day)s") % {"day": day(row.covers_through)})
    return row.title or str(row), " · ".join(part for part in parts if part), _paper(row, row.covers_through, on)


def _supervision(row, on):
    types = known().types
    kind = types.get(row.code)
    held = _("%(title)s, %(place)s") % {"title": kind.named, "place": place_label(kind.jurisdiction)} if kind else row.code
    mine = types.get(supervises(row))
    note = [held, row.number, _("supervises you as %(title)s") % {"title": mine.named} if mine else ""]
    note.append(_days(row.covers_from, row.covers_through))
    return row.title, " · ".join(filter(None, note)), _paper(row, row.covers_through, on)


def _days(first, last) -> str:
    """The days of a policy or an agreement, as far as they are known."""
    if first and last:
        return _("%(first)s through %(last)s") % {"first": day(first), "last": day(last)}
    return _("since %(day)s") % {"day": day(first)} if first else ""


def _reference(row, on):
    label, note, _tag = _credential(row, on)
    tag = _copy(row, _("Letter added")) or Tag("done", _("Named"))
    return label, f"{dict(credentials.RELATIONS).get(row.code, '')} · {note}", tag


def _paper(row, last, on) -> Tag:
    if last and last < on:
        return Tag("stop", _("Ended"))
    return _copy(row, _("Copy added")) or Tag("draft", _("No copy yet"))


def _copy(row, added) -> Tag | None:
    """How it is with the paper of a row; None when none was sent."""
    document = row.document
    if document is None:
        return None
    if document.set_aside:
        return Tag("stop", _("Set aside: send it again"))
    return Tag("done", added) if document.scan_state == ScanState.CLEAN else Tag("ours", _("Being checked"))


def _position(row, on):
    when = capfirst(stretch(row.first_month, row.last_month))  # it opens its line
    if row.kind == "gap":
        return _("Without work: %(why)s") % {"why": row.explanation[:80]}, when, Tag("done", _("Explained"))
    label = f"{row.role}, {row.employer}" if row.role else row.employer
    return label, when, Tag("done", _("EAP work") if row.eap else _("Work"))


def _name(row, on):
    until = _("until %(year)s") % {"year": row.until_year} if row.until_year else _("still used")
    return str(row), f"{row.get_kind_display()} · {until}", Tag("done", _("Added"))


def _claim(row, on):
    state = row.detail.get("state", "")
    parts = [capfirst(code(state)) if state else "", _("reported %(day)s") % {"day": day(row.issued_on)}]
    if row.per_claim and row.currency:
        parts.append(_("%(amount)s paid") % {"amount": amount(row.per_claim, row.currency, cents=row.per_claim % 100 != 0)})
    return row.issuer or str(row), " · ".join(filter(None, parts)), Tag("done", _("Entered"))


def _loss_run(row, on):
    return row.issuer, _("as of %(day)s") % {"day": day(row.issued_on)}, _paper(row, None, on)


def _other_paper(row, on):
    parts = [place_label(row.detail["place"]) if row.detail.get("place") else "", row.issuer]
    parts.append(day(row.issued_on) if row.issued_on else "")
    if row.covers_through:
        parts.append(_("valid through %(day)s") % {"day": day(row.covers_through)})
    return row.title or capfirst(code(row.code)), " · ".join(filter(None, parts)), _paper(row, row.covers_through, on)


def _of(kind):
    return lambda found: found.of_kind(kind)


SORTS = {
    sort.key: sort
    for sort in (
        Sort(
            "licenses", gettext_lazy("Licenses and registrations"),
            gettext_lazy(
                "Every license you hold or held, in every place. Boards know of all of them; one you leave out raises a "
                "question."
            ),
            gettext_lazy(
                "Add a license"
            ),
            gettext_lazy("license"),
            gettext_lazy("No license or registration yet"), licenses.LicenseForm, lambda found: found.licenses, _license,
            frozenset({"license"}),
        ),
        Sort(
            "supervision", gettext_lazy("Supervision"),
            gettext_lazy(
                "Who supervises you, when a title of yours is practiced under supervision. It counts once the organization has looked the"
                " supervisor’s license up."
            ),
            gettext_lazy("Add a supervisor"), gettext_lazy("supervision"),
            gettext_lazy("No supervisor yet"), supervision.SupervisionForm, _of("supervision"), _supervision, frozenset({"supervision"}),
        ),
        Sort(
            "insurance", gettext_lazy("Liability insurance"),
            gettext_lazy(
                "The policy that runs now, and the next one as soon as you have it. The certificate shows the amounts and the"
                " days."
            ),
            gettext_lazy(
                "Add a policy"
            ),
            gettext_lazy("policy"),
            gettext_lazy("No insurance policy yet"), credentials.InsuranceForm, _of("insurance"), _insurance, frozenset({"insurance"}),
        ),
        Sort(
            "malpractice", gettext_lazy("Malpractice claims"),
            gettext_lazy(
                "Every claim against you, open or closed, paid or not. Your carrier’s loss run shows them too; one you leave out raises a"
                " question."
            ),
            gettext_lazy("Add a claim"), gettext_lazy("claim"),
            gettext_lazy("No claim entered"), claims.ClaimForm, _of("claim"), _claim, frozenset({"claims"}),
        ),
        Sort(
            "loss-runs", gettext_lazy("Loss runs"),
            gettext_lazy(
                "Your carrier sends you a loss run when you ask: its own list of the claims on your policies. One that shows none"
                " helps, too."
            ),
            gettext_lazy("Add a loss run"), gettext_lazy("loss run"),
            gettext_lazy("No loss run yet"), claims.LossRunForm, _of("loss_run"), _loss_run, frozenset({"claims"}),
        ),
        Sort(
            "education", gettext_lazy("Education"),
            gettext_lazy("The degree your license rests on, and higher ones."), gettext_lazy("Add a degree"),
            gettext_lazy("degree"),
            gettext_lazy("No degree yet"), credentials.DegreeForm, _of("degree"), _credential, frozenset({"education"}),
        ),
        Sort(
            "training", gettext_lazy("Training and certificates"),
            gettext_lazy(
                "Courses and certificates that help clients find you. "
                "None is needed to apply unless it says so here."
            ),
            gettext_lazy(
                "Add training"
            ),
            gettext_lazy("course"),
            gettext_lazy("No course or certificate yet"), credentials.TrainingForm, _of("training"), _credential, frozenset({"training"}),
        ),
        Sort(
            "papers", gettext_lazy("Other papers"),
            gettext_lazy("What an organization asks for besides, such as the right to work. Add only what it asks."),
            gettext_lazy("Add a paper"), gettext_lazy("paper"), gettext_lazy("No other paper yet"), other_papers.OtherPaperForm,
            _of("paper"), _other_paper, frozenset({"paper"}),
        ),
        Sort(
            "references", gettext_lazy("References"),
            gettext_lazy(
                "Colleagues or supervisors who know your work of the last two years. The organization asks them itself."
            ),
            gettext_lazy(
                "Add a reference"
            ),
            gettext_lazy("reference"),
            gettext_lazy("No reference yet"), credentials.ReferenceForm, _of("reference"), _reference, frozenset({"reference"}),
        ),
        Sort(
            "registers", gettext_lazy("Voluntary registers"),
            gettext_lazy(
                "Registers you joined by choice. They are shown as such, beside a license or where the law asks for none."
            ),
            gettext_lazy(
                "Add a register"
            ),
            gettext_lazy("register"),
            gettext_lazy("No register yet"), licenses.RegisterForm, _of("register"), _credential, frozenset({"register"}),
        ),
        Sort(
            "history", gettext_lazy("Work history"),
            gettext_lazy(
                "Where you worked in the last five years at least, your own practice too. Months without work need a few "
                "words."
            ),
            gettext_lazy(
                "Add a position"
            ),
            gettext_lazy("position"),
            gettext_lazy("No work history yet"), profile.PositionForm, lambda found: tuple(reversed(found.positions)), _position,
            frozenset({"work_history", "eap_experience"}),
        ),
        Sort(
            "names", gettext_lazy("Other names"),
            gettext_lazy(
                "Every name you have or had. Registers and lists may know you by one of them; leaving one out delays your "
                "application."
            ),
            gettext_lazy("Add a name"), gettext_lazy("name"),
            gettext_lazy("No other name yet"), profile.NameForm, lambda found: found.names, _name,
        ),
    )
}
