"""Every place that looks at all organizations at once, kept by hand: a new one is a decision, so it fails here first.

A job that finds its row by key, a uniqueness across organizations, the demo: little else has a reason.
"""

import ast

from django.apps import apps

from network.scope import ScopedQuerySet
from tests.architecture.sources import code, tree

SAYING = ("within", "visible_to", "of", "everywhere")
ALLOWED = {
    "licensure/facts/corrected.py": {
        "a fact that the operator took over counts for every organization", "a move concerns every organization she works with",
        "who supervises her concerns every organization she works with",
    },
    "licensure/management/commands/corrections.py": {"the operator names a correction by its number"},
    "licensure/queries/corrections.py": {
        "a load reports every correction that the packs contradict now", "the operator decides whether a correction counts for everyone",
    },
    "licensure/jobs.py": {
        "a job loads its row by id",
    },
    "licensure/mail.py": {
        "a job loads its row by id",
    },
    "network/care/jobs.py": {"a job loads its row by id"},
    "licensure/bench_network.py": {"keys nobody has yet, for people who are rolled back", "a benchmark's own people"},
    "licensure/facts/network_names.py": {"a list that changed concerns whoever takes part anywhere"},
    "licensure/workflow/rescreening.py": {"a row that ended is looked at wherever it was a hit"},
    "licensure/workflow/exclusions.py": {
        "a confirmed exclusion is looked for wherever she takes part",
    },
    "licensure/queries/verifications.py": {
        "a file's reference is unique across organizations",
    },
    "payments/facts/personal.py": {
        "a therapist's own payees, in every organization", "a therapist's own payments, in every organization",
    },
    "payments/workflow/rechecking.py": {"news names the organization and the therapist by id"},
    "payments/jobs.py": {"a job loads its row by id"},
    "payments/queries/me.py": {"whose lines a payment holds is asked, not shown"},
    "network/examinations.py": {"the doctor says where a night broke"},
    "network/doctor.py": {
        "the doctor counts staff accounts without a second factor",
    },
    "network/documents_swept.py": {
        "an object without any row is an orphan",
    },
    "network/documents_unsent.py": {
        "a paper that was never sent belongs to its therapist alone",
    },
    "network/letters.py": {
        "a job loads its row by id",
    },
    "network/mail.py": {
        "a job loads its row by id",
        "a mail is written once per key",
    },
    "network/models/documents.py": {
        "a file is as visible as the row it hangs on",
    },
    "network/own_data.py": {"a job loads its row by id"},
    "network/workflow/exporting.py": {"an export belongs to its therapist alone"},
    "network/personal.py": {"what a therapist owns belongs to no organization"},
    "network/workflow/emptying.py": {"what a therapist owns stays while any organization holds her"},
    "vetting/facts/personal.py": {
        "what was written to a referee names the therapist", "a file of evidence holds what is known of everybody drawn",
        "a kept search may name a therapist", "a row nobody recognized may be about her",
    },
    "vetting/jobs.py": {"a job loads its row by id"},
    "network/erasures.py": {"what was erased is told of every organization"},
    "network/queries/accounts.py": {
        "what somebody waits for in every organization",
        "which organizations this account works for",
    },
    "network/queries/personas.py": {
        "who takes part nowhere",
        "who works nowhere",
    },
    "network/views_mail.py": {
        "the demo's mailbox shows every mail",
    },
    "network/scanning.py": {
        "what waits for the scanner is anybody's",
    },
    "vetting/facts/together.py": {
        "many files are judged on what one is",
    },
    "vetting/workflow/interests.py": {"a colleague may decide in several organizations"},
    "vetting/packing.py": {
        "a file's reference is unique across organizations",
    },
    "vetting/management/commands/replay.py": {
        "references are unique; an operator names one file",
    },
    "network/workflow/bouncing.py": {
        "a server names a mail by its number alone",
    },
    "network/workflow/undelivered.py": {
        "a mail is known by its own number",
    },
    "network/workflow/invitations.py": {
        "a link does not say which organization wrote it",
    },
    "network/workflow/people.py": {
        "a person is one practitioner in all organizations",
    },
    "vetting/workflow/keeping.py": {
        "what a therapist holds concerns her files everywhere",
    },
    "network/care/workflow/confirming.py": {"a link does not say which organization wrote it"},
    "vetting/workflow/referees.py": {
        "a link does not say which organization wrote it",
    },
    "vetting/workflow/bulk.py": {"a job loads its row by id"},
    "vetting/workflow/monitoring.py": {"news names the organization and the therapist by id"},
    "vetting/workflow/correspondence_actions.py": {"a job loads its row by id"},
    "vetting/workflow/correspondence_appeals.py": {"a job loads its row by id"},
    "vetting/workflow/correspondence_decisions.py": {"a job loads its row by id"},
    "vetting/workflow/correspondence.py": {
        "a job loads its row by id",
    },
    "vetting/workflow/correspondence_notices.py": {
        "a job loads its row by id",
        "a job loads its row by reference",
    },
}


def uses() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in code():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "everywhere":
                reasons = [ast.literal_eval(word.value) for word in node.keywords if word.arg == "reason"]
                found.setdefault(str(path), set()).update(reasons)
    return found


def test_every_look_everywhere_is_on_the_list():
    new = {path: reasons - ALLOWED.get(path, set()) for path, reasons in uses().items()}
    assert {path: reasons for path, reasons in new.items() if reasons} == {}


def test_the_list_holds_nothing_that_is_gone():
    found = uses()
    gone = {path: reasons - found.get(path, set()) for path, reasons in ALLOWED.items()}
    assert {path: reasons for path, reasons in gone.items() if reasons} == {}


def test_a_job_says_whose_rows_it_loads():
    """A queryset that says nothing fails when it is compiled, which in a job is a night later and in nobody's sight."""
    scoped = {model.__name__ for model in apps.get_models() if isinstance(model._default_manager.get_queryset(), ScopedQuerySet)}
    silent = {
        f"{path}:{node.lineno}"
        for path in code() if path.name == "jobs.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr not in SAYING
        and isinstance(of := node.func.value, ast.Attribute) and of.attr == "objects"
        and isinstance(of.value, ast.Name) and of.value.id in scoped
    }
    assert {"Practitioner", "Verification"} <= scoped and silent == set()


def test_nobody_borrows_the_private_door():
    """`scope.private()` is for Django's own uniqueness checks."""
    door = {
        str(path)
        for path in code()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "network.scope" and "private" in {n.name for n in node.names}
    }
    assert door == {"network/models/base.py"}
