"""Views of the queue that people keep: under a name, for themselves or, from a manager, for everyone in the organization."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import Action, require
from network.events import record
from network.transitions import Refusal, Refused, unless
from vetting.models import QueueCount, SavedView
from vetting.queries.lenses import saved_lens
from vetting.workflow.keeping import recount

MOST = 30  # of one person: each is counted with every change of a file


def save_view(organization, *, name, base, filters, shared, actor, at) -> SavedView:
    """Keep the filters under a name. Raises Refused."""
    require(actor, Action.SEE_QUEUE, organization)
    view = SavedView(organization=organization, owner_id=actor.person_id, name=name, base=base, filters=filters, shared=shared)
    if unmet := [*may_not_keep(view, actor), *_too_many(view)]:
        raise Refused(unmet)
    with transaction.atomic():
        view.save()
        recount(organization, saved_lens(view))
        record(view, "view.saved", actor=actor, at=at, after={"name": name, "base": base, "filters": filters, "shared": shared})
    return view


def change_view(view, *, name, shared, actor, at):
    """Give it another name, share it or keep it to its owner. Raises Refused."""
    before = {"name": view.name, "shared": view.shared}
    view.name, view.shared = name, shared
    if unmet := list(may_not_keep(view, actor, was_shared=before["shared"])):
        raise Refused(unmet)
    with transaction.atomic():
        view.save(update_fields=["name", "shared"])
        record(view, "view.changed", actor=actor, at=at, before=before, after={"name": name, "shared": shared})


def remove_view(view, *, actor, at):
    """Nobody has it any more; the files stay as they are. Raises Refused."""
    if unmet := list(may_not_keep(view, actor, was_shared=view.shared)):
        raise Refused(unmet)
    with transaction.atomic():
        record(view, "view.removed", actor=actor, at=at, before={"name": view.name, "shared": view.shared})
        QueueCount.objects.within(view.organization).filter(view=view.key).delete()
        view.delete()


def may_not_keep(view, actor, *, was_shared=False):
    """Why somebody may not keep, share, change or remove a view: her own is hers, a shared one its sharers'."""
    if view.shared or was_shared:
        yield from unless(actor, Action.SHARE_VIEW, view.organization)
    elif view.owner_id != actor.person_id:
        yield Refusal("not_hers_to_keep", _("A colleague keeps this view."), _("Keep one of your own."))
    same = SavedView.objects.within(view.organization).filter(owner=view.owner_id, name=view.name).exclude(pk=view.pk)
    if same.exists():
        yield Refusal("name_taken", _("You have a view of this name."), _("Choose another name."))


def _too_many(view):
    if SavedView.objects.within(view.organization).filter(owner=view.owner_id).count() >= MOST:
        yield Refusal("too_many_views", _("You keep %(count)s views already.") % {"count": MOST}, _("Remove one first."))
