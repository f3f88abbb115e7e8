"""Accounts from outside in: accepting an invitation, the way back after a lost second step, and ending other sessions."""

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from allauth.mfa.base.views import authenticate
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from network import clock, identity
from network.attempts import attempt, sent
from network.forms_people import AcceptClaimForm, AcceptForm, AddressForm, InvolvedForm, NumberForm, RecoveryForm
from network.models import Invitation, User
from network.models.marks import MarkKind
from network.queries.marks import said_by
from network.routes import PUBLIC, SIGNED_IN, page
from network.views_demo import BACKEND
from network.words_roles import role_names
from network.workflow import recoveries
from network.workflow.accepting import accept_anew, accept_as, usable_refusals
from network.workflow.accounts import address_asked, ask_new_address, end_other_sessions, take_new_address
from network.workflow.invitations import open_invitation
from network.workflow.marks import say_own


@page(PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request, token):
    """The page behind the link in an invitation's mail."""
    row = open_invitation(token, at=clock.now())
    if row is None:
        return render(request, "account/invitation_gone.html", status=404)
    known = User.objects.filter(email__iexact=row.address, is_active=True).exists()
    mine = request.user.is_authenticated and request.user.email.lower() == row.address
    if request.user.is_authenticated and not mine:
        return _ask(request, row, "wrong_address", status=409 if request.method == "POST" else 200)
    if unmet := usable_refusals(row, at=clock.now()):
        return _ask(request, row, "refused", refusals=unmet, status=409)
    if known and not mine:
        return _ask(request, row, "sign_in")
    return _answer(request, row, mine)


def _ask(request, row, what, *, form=None, refusals=(), status=200):
    shown = {
        "invitation": row, "organization_name": row.organization.name, "what": what, "form": form, "refusals": refusals,
        "roles": role_names(row.roles),
    }
    return render(request, "account/invitation.html", shown, status=status)


def _form(request, row, mine):
    claims, data = row.kind == Invitation.Kind.CLAIM, request.POST or None
    if mine:
        return NumberForm(data) if claims else None
    names = {"given_name": row.given_name, "prefix": row.prefix, "family_name": row.family_name}
    return (AcceptClaimForm if claims else AcceptForm)(data, initial=names, address=row.address)


def _answer(request, row, mine):
    form = _form(request, row, mine)
    if request.method == "GET":
        return _ask(request, row, "accept" if mine else "begin", form=form)
    if form is not None and not form.is_valid():
        return _ask(request, row, "accept" if mine else "begin", form=form, status=422)
    number = form.cleaned_data.get("number", "") if form else ""
    with attempt(request, "invitation", pk=row.pk) as tried:
        if mine:
            accept_as(row, user=request.user, number=number, at=clock.now())
        else:
            _begin(request, row, form, number)
    if tried.refusals:
        return _ask(request, row, "accept" if mine else "begin", form=form, refusals=tried.refusals, status=409)
    messages.success(request, _("Welcome at %(name)s.") % {"name": row.organization.name})
    return redirect("home")


def _begin(request, row, form, number):
    user = accept_anew(row, password=form.cleaned_data["password1"], number=number, at=clock.now(), **form.name())
    login(request, user, backend=BACKEND)
    # she typed it a moment ago: setting up her second step need not ask for it again
    record_authentication(request, user, method="password", reauthenticated=True)


# ── The way back ─────────────────────────────────────────────────────────────


def half_signed_in(request):
    """The account whose password was accepted and whose second step is asked for now; None for anybody else."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    return stage.login.user if stage else None


@page(PUBLIC)
@never_cache
def second_step(request):
    """Ask for the second step; start over for who was let back in meanwhile and has none any more."""
    user = half_signed_in(request)
    if user is not None and not is_mfa_enabled(user):
        clear_login(request)  # allauth would send her from here to the sign-in page and back, for ever
        return redirect("account_login")
    return authenticate(request)


@page(PUBLIC)
@never_cache
@require_http_methods(["GET", "POST"])
def recovery(request):
    """For who gave her password and lost the second step: ask an organization that knows her to let her back in."""
    user = half_signed_in(request)
    if user is None:
        return redirect("account_login")
    places = recoveries.who_can_vouch(user, at=clock.now())
    form = RecoveryForm(request.POST or None, places=places) if places else None
    if request.method == "GET" or form is None:
        return render(request, "account/recovery.html", {"form": form})
    if not form.is_valid():
        return render(request, "account/recovery.html", {"form": form}, status=422)
    row = recoveries.ask(user=user, organization=form.place(), note=form.cleaned_data["note"], at=clock.now())
    return render(request, "account/recovery_asked.html", {"place": row.organization.name})


@page(SIGNED_IN)
@require_POST
def end_sessions(request):
    """End every other session of this account; this one goes on."""
    end_other_sessions(request.user, at=clock.now())
    update_session_auth_hash(request, request.user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("mfa_index")


@page(SIGNED_IN)
@never_cache
def identity_code(request):
    """The code that shows whoever meets her that this account is hers."""
    at = clock.now()
    digits = identity.code(request.user, at)
    minutes = max(1, round((identity.until(at) - at).total_seconds() / 60))
    return render(request, "account/identity_code.html", {"code": f"{digits[:3]} {digits[3:]}", "minutes": minutes})


# ── The address ──────────────────────────────────────────────────────────────


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)
def email(request):
    """The address she signs in with, and another one instead. A post needs a fresh proof that it is her."""
    form = AddressForm(request.POST or None)
    if request.method == "GET":
        return render(request, "account/email.html", {"form": form})
    if not form.is_valid():
        return render(request, "account/email.html", {"form": form}, status=422)
    ask_new_address(request.user, form.cleaned_data["email"], at=clock.now())
    return render(request, "account/email.html", {"form": AddressForm(), "asked": form.cleaned_data["email"]})


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def involved(request):
    """Where she works and how she is reached there, to be compared with therapists she may decide about; no value is kept."""
    form = InvolvedForm(sent(request))
    if form.is_valid():
        say_own(request.user, form.values(), at=clock.now())
        messages.success(request, _("Kept as fingerprints. Whoever shares any of it with you is proposed to you as an interest."))
        return redirect("account_involved")
    said = {str(MarkKind(kind).label): len(rows) for kind, rows in said_by(request.user.person_id).items()}
    return render(request, "account/involved.html", {"form": form, "said": said}, status=422 if form.errors else 200)


@page(SIGNED_IN)
@never_cache
@require_http_methods(["GET", "POST"])
def new_address(request, token):
    """The page behind the link that was sent to a new address."""
    address = address_asked(request.user, token)
    if request.method == "POST" and address and take_new_address(request.user, token, at=clock.now()):
        messages.success(request, _("From now on you sign in with %(address)s.") % {"address": address})
        return redirect("account_email")
    return render(request, "account/new_address.html", {"address": address}, status=200 if address else 404)
