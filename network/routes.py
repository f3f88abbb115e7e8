"""How a route says who may use it. A route that says nothing fails the system check.

`@page(Action.X)` is a staff page under `/<organization>/…`: a stranger gets 404, a colleague without the role 403 with
the reason. `@page(THERAPIST)` is a therapist's own page, `@page(SIGNED_IN)`, `@page(PUBLIC)` and `@page(DEMO)` say it all.
The view finds `request.actor`, and on staff pages `request.organization`.

An auditor opens only pages that say `audited=True`: they show of people only those of her audit. Each look is recorded.
"""

from functools import wraps

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from network import clock
from network.access import Action, Forbidden, actor_for, not_allowed
from network.accounts import lacks_second_factor
from network.events import record
from network.models import Membership, Organization, RefusedAttempt
from network.queries.accounts import ended_audit
from network.transitions import Refused
from network.words_audits import audit_ended, closed_to_auditor

PUBLIC, SIGNED_IN, THERAPIST, DEMO = "public", "signed_in", "therapist", "demo"
SHOWN = (200, 409, 422)  # answers with a page in them: as asked for, refused, or with something to mend
RULES = {PUBLIC, SIGNED_IN, THERAPIST, DEMO, *Action.values}


def page(rule, *, audited=False):
    """Declare who may use a view; see the module."""
    if rule not in RULES:
        raise ValueError(f"Unknown rule {rule!r}.")

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            answer = admit(request, rule, kwargs, audited=audited)
            if answer is not None:
                return answer
            try:
                return note_look(request, view(request, *args, **kwargs), kwargs)
            except Refused as refused:
                note_refusal(request, view.__name__, refused.codes, kwargs)
                return render(request, "errors/409.html", {"refusals": refused.refusals}, status=409)
            except Forbidden:
                note_refusal(request, view.__name__, ["not_allowed"], kwargs)
                raise

        guarded.rule, guarded.audited = rule, audited
        return guarded

    return decorate


def admit(request, rule, kwargs, *, audited=False):
    """None when the request may go on; otherwise the answer to give instead. Raises Http404 and Forbidden."""
    request.actor = request.organization = None
    if rule == PUBLIC:
        return None
    if rule == DEMO:
        if not settings.DEMO:
            raise Http404
        return None
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if rule == SIGNED_IN:
        return None
    if rule == THERAPIST:
        request.actor = actor_for(request.user)
        if request.actor is None:
            raise Http404
        return None
    return _admit_staff(request, rule, kwargs, audited)


def _admit_staff(request, action, kwargs, audited):
    organization = get_object_or_404(Organization, slug=kwargs.pop("organization"))
    on = clock.today(organization.zone)
    request.actor = actor_for(request.user, organization, on=on)
    if request.actor is None:
        if (ended := ended_audit(request.user, organization, on=on)) is not None:
            raise Forbidden(audit_ended(ended))
        raise Http404  # the page a stranger gets names no organization: it is the same for an address nobody has
    request.organization = organization
    if lacks_second_factor(request.user):
        return redirect("mfa_index")
    if action not in request.actor.actions:
        note_refusal(request, str(action), ["not_allowed"], kwargs)
        raise Forbidden(not_allowed(action))
    if request.actor.audits and (why := closed_to_auditor(request.actor, audited)):
        note_refusal(request, str(action), ["not_audited"], kwargs)
        raise Forbidden(why)
    return None


def note_look(request, answer, kwargs):
    """Record that an auditor saw a page, however she asked for it; what she takes along records itself. Returns the answer."""
    if request.actor is not None and request.actor.audits and request.method != "HEAD" and answer.status_code in SHOWN:
        membership = Membership.objects.within(request.organization).get(user=request.user)
        seen = {"page": request.resolver_match.url_name, "about": _subject(request, kwargs)}
        record(membership, "auditor.looked", actor=request.actor, at=clock.now(), detail=seen)
    return answer


def note_refusal(request, action, codes, kwargs):
    """Record a refused attempt in its own transaction, outside the chain."""
    actor = request.actor
    RefusedAttempt.objects.create(
        at=clock.now(),
        actor_label=actor.label if actor else "",
        person_id=actor.person_id if actor else None,
        organization=request.organization,
        action=action[:80],
        subject=_subject(request, kwargs)[:80],
        codes=codes,
    )


def _subject(request, kwargs) -> str:
    """A reference as it is; a bare number with what it numbers, as in the address: `policies/1`."""
    named = str(next(iter(kwargs.values()), ""))
    parts = request.path.strip("/").split("/")
    return f"{parts[parts.index(named) - 1]}/{named}" if named.isdecimal() and named in parts[1:] else named
