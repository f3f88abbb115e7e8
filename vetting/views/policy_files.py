"""A policy as a file and on paper: save it, bring it back as a draft, print it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from network import clock, letters
from network.access import Action
from network.attempts import attempt, sent, status_of
from network.links import disposition
from network.routes import page
from vetting import policy_file
from vetting.facts.policies import as_file
from vetting.forms.policy_files import PolicyFileForm
from vetting.models import Policy
from vetting.pages.policy_document import LANGUAGES, policy_document
from vetting.queries.policies import rules_of
from vetting.views.policies import find
from vetting.workflow import policies as workflow


@page(Action.SEE_POLICY, audited=True)
def save(request, version):
    """One version as a file to keep, compare or bring elsewhere."""
    row = find(request, version)
    answer = HttpResponse(as_file(row), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = disposition(f"{row.organization.slug}-policy-{row.version}.toml")
    return answer


@page(Action.WRITE_POLICY)
def bring(request):
    """A file becomes the next draft, or the page says everything that is wrong in it."""
    form, refusals = PolicyFileForm(sent(request), request.FILES or None), ()
    if form.is_valid():
        upload = form.cleaned_data["file"]
        read = policy_file.read(upload.read(), json_file=upload.name.lower().endswith(".json"))
        with attempt(request, "policy.file") as tried:
            made = workflow.draft_from_file(
                organization=request.organization, file=read, note=form.cleaned_data["note"], actor=request.actor, at=clock.now()
            )
        refusals = tried.refusals
        if not refusals:
            messages.success(request, _("The file is a draft now. Read it, and send it to a second person."))
            return redirect("policy", organization=request.organization.slug, version=made.version)
    context = {"form": form, "refusals": refusals}
    return render(request, "vetting/policy_file.html", context, status=status_of(form, refusals))


def _document(request, version):
    """The version as a document in the language asked for, and that language."""
    row = find(request, version)
    language = request.GET.get("in") if request.GET.get("in") in LANGUAGES else translation.get_language()
    status = row.status(clock.today(row.organization.zone), list(Policy.objects.visible_to(request.actor)))
    with translation.override(language):
        return policy_document(row, status, rules_of(row), language=language)


@page(Action.SEE_POLICY, audited=True)
def document(request, version):
    """The policy to read and print."""
    shown = _document(request, version)
    with translation.override(shown.language):
        return render(request, "vetting/policy_document.html", {"page": shown})


@page(Action.SEE_POLICY, audited=True)
def pdf(request, version):
    """The same document as a PDF."""
    shown = _document(request, version)
    content = letters.render_pdf("letters/policy.html", {"page": shown}, language=shown.language)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = disposition(f"{request.organization.slug}-policy-{version}-{shown.language}.pdf")
    return answer
