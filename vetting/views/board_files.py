"""Boards' own files: bring one, say once what its columns mean, see which are in use."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from licensure.models import BoardFile
from licensure.queries.board_files import files_of, initial_mapping, samples_of, words_of
from licensure.sources import ListUnavailable
from licensure.words_boards import refused_words
from licensure.workflow.board_files import bring, map_columns
from network import clock
from network.access import Action
from network.attempts import sent, status_of
from network.routes import page
from vetting.forms.board_files import BringForm, MapForm
from vetting.pages.board_files import board_name, file_page, files_page, titles_of


@page(Action.OBTAIN)
def board_files(request):
    """Every file; with `?board=` the form that brings one, and what comes of it: 422 with what to mend."""
    board = request.GET.get("board", "")
    titles = titles_of(board)
    form = BringForm(sent(request), request.FILES or None, titles=titles) if titles else None
    if form and form.is_valid():
        try:
            file = _bring(request, board, form.cleaned_data)
        except ListUnavailable as error:
            form.add_error("roster", refused_words(error))
        else:
            messages.success(request, _("The file is in use.") if file.loaded_at else _("Say what its columns mean; that is asked once."))
            return redirect("board_file", organization=request.organization.slug, pk=file.pk)
    shown = files_page(files_of(request.organization), request.organization, on=clock.today(request.organization.zone))
    context = {"page": shown, "form": form, "board": board, "name": board_name(board) if titles else ""}
    return render(request, "vetting/board_files.html", context, status=status_of(form))


def _bring(request, board, data) -> BoardFile:
    upload = data["roster"]
    return bring(
        organization=request.organization, register=board, kind=data["kind"], titles=data["titles"], content=upload.read(),
        filename=upload.name, as_of=data["as_of"], actor=request.actor, at=clock.now(),
    )


@page(Action.OBTAIN)
def board_file(request, pk):
    """One file; while it is not in use, the form that says what its columns mean."""
    file = get_object_or_404(BoardFile.objects.visible_to(request.actor).select_related("mapping", "document", "organization"), pk=pk)
    form = _mapping(request, file) if file.loaded_at is None and file.columns else None
    if form is not None and request.method == "POST" and form.is_valid() and _take(request, file, form):
        messages.success(request, _("The file is in use. The board’s next files are read the same way."))
        return redirect("board_file", organization=request.organization.slug, pk=file.pk)
    file.refresh_from_db()
    shown = file_page(file, samples_of(file), request.organization, on=clock.today(request.organization.zone))
    return render(request, "vetting/board_file.html", {"page": shown, "form": form}, status=status_of(form))


def _mapping(request, file) -> MapForm:
    """The form: words of the status column that was said, else of the one proposed."""
    initial = initial_mapping(file)
    data = sent(request)
    said = {name: data.get(name, "") for name in initial["fields"].keys() | {"status"}} if data else initial["fields"]
    words = words_of(file, said)
    meant = {f"word_{place}": initial["words"].get(word, "") for place, word in enumerate(words)}
    return MapForm(data, kind=file.kind, columns=file.columns, words=words, initial={**initial["fields"], **meant})


def _take(request, file, form) -> bool:
    """Whether the mapping reads the file; why not stands in the form."""
    try:
        map_columns(file, form.columns(), actor=request.actor, at=clock.now())
    except ListUnavailable as error:
        form.add_error(None, refused_words(error))
        return False
    return True
