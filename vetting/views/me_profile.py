"""About her, and her answers to the questions about her practice."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from network import clock
from network.attempts import sent, status_of
from network.routes import THERAPIST, page
from network.workflow.people import change_profile
from vetting.facts.profile import profile_of
from vetting.facts.questions import question_set_named
from vetting.forms.me import QuestionsForm
from vetting.forms.profile import ProfileForm
from vetting.pages.me_items import back, initial_of
from vetting.pages.me_lists import profile_rows
from vetting.pages.me_questions import question_rows
from vetting.views.me_found import on_the_way_to, practitioner_of, today
from vetting.views.me_papers import her_papers, judged
from vetting.workflow.profile import answer_questions


def onward(request, application, fallback):
    """Back to the hub she came from, or to the page itself."""
    return redirect("my_application", reference=application.reference) if application else redirect(fallback)


@page(THERAPIST)
def profile(request):
    """Name, birth date, profession, identifiers; below it the lists of her profile."""
    her, application = practitioner_of(request), on_the_way_to(request)
    form = ProfileForm(sent(request), initial={**initial_of(her.person), **initial_of(her)})
    if form.is_valid():
        person, fields = form.parts()
        change_profile(her, person=person, actor=request.actor, at=clock.now(), **fields)
        messages.success(request, _("Saved."))
        return onward(request, application, "my_profile")
    rows = profile_rows(profile_of(her), application)
    context = {"form": form, "rows": rows, "application": application, "back": back(application) if application else None}
    return render(request, "me/profile.html", context, status=status_of(form))


@page(THERAPIST)
def questions(request, key):
    """One set of questions, yes or no; a yes has its story and perhaps its paper."""
    asked = question_set_named(key)
    if asked is None:
        raise Http404
    her, application = practitioner_of(request), on_the_way_to(request)
    kept = {row.question: row for row in profile_of(her).disclosures if row.question_set == asked.key}
    on = today(request, application)
    papers = her_papers(request, [f"{question.key}_file" for question in asked.questions], "disclosure", on=on)
    form = QuestionsForm(papers.data, questions=asked.questions, on=on, answers=kept)
    if form.is_bound and judged(form, papers, only_looking="look" in request.POST):
        answered(request, asked, form, her, papers.documents)
        messages.success(request, _("Your answers are saved."))
        return onward(request, application, reverse("my_questions", kwargs={"key": asked.key}))
    rows = question_rows(form, kept, papers.seen)
    context = {"form": form, "questions": rows, "application": application, "back": back(application)}
    return render(request, "me/questions.html", context, status=status_of(form if form.is_bound else None))


def answered(request, asked, form, her, documents) -> None:
    """One workflow call; each paper goes with its question."""
    notes = form.notes()
    sent_along = {key: (documents[f"{key}_file"], note) for key, note in notes.items() if f"{key}_file" in documents}
    answer_questions(
        practitioner=her, question_set=asked.key, answers=form.answers(), sent=sent_along, actor=request.actor, at=clock.now()
    )
