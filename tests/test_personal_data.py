"""Every table is either listed as holding something of a therapist, or here with the reason why it does not."""

from django.apps import apps
from django.conf import settings
from django.db import models

from network import personal

OURS = {"network", "licensure", "vetting", "payments", "care"}
STAFF, PUBLIC, RUNNING = "of the organization and its staff", "published, or known of places and registers", "how the work runs: keys only"
NOT_HERS = {
    "network.Organization": STAFF, "network.Membership": STAFF, "network.Panel": STAFF, "network.Parameter": STAFF,
    "network.LetterText": STAFF, "network.Employer": STAFF, "network.EmployerAlias": STAFF, "network.Contract": STAFF,
    "care.Place": PUBLIC, "care.CrisisLine": PUBLIC,
    "care.EmployerContact": "of the employer’s own people, by key", "care.EmployerReport": "numbers of many",
    "care.Satisfaction": "two numbers of a year",
    "care.Contact": "of a caller, whose number is a keyed hash", "care.Referral": "of a caller; whom it is placed with, by key",
    "network.DemoClock": RUNNING, "network.Job": RUNNING, "network.Effect": RUNNING, "network.Schedule": RUNNING,
    "network.ScopeHead": "hashes", "network.Event": "names keys, and staff", "network.EventPayload": "emptied event by event",
    "network.Jurisdiction": PUBLIC, "licensure.Register": PUBLIC, "licensure.LicenseType": PUBLIC, "licensure.RegisterHealth": PUBLIC,
    "licensure.CommonCorrection": PUBLIC, "licensure.Correction": PUBLIC, "licensure.ExclusionList": PUBLIC,
    "licensure.ListVersion": PUBLIC, "licensure.ListEntry": PUBLIC, "licensure.ListMapping": PUBLIC, "licensure.ListRefusal": PUBLIC,
    "licensure.BoardMapping": PUBLIC, "licensure.BoardFile": PUBLIC, "licensure.BoardRow": PUBLIC,
    "payments.LineAct": "acts by keys of persons", "payments.BatchAct": "acts by keys of persons",
    "payments.PayingAccount": STAFF, "payments.PayingAccountChange": STAFF, "payments.Batch": "sums and days; its lines are listed",
    "payments.BatchLine": "a line's way, by keys and codes; the line is listed",
    "payments.BankFile": "a hash and sums", "payments.BankAnswer": "what the bank calls its file; counts",
    "payments.LedgerPeriod": STAFF, "payments.LedgerPosting": "amounts by keys of lines and payments",
    "payments.LedgerEntry": "amounts by keys of lines and payments", "payments.LedgerBalance": "sums",
    "payments.AccountMapping": STAFF, "payments.RecoveryOffset": "amounts by keys of recoveries and payments",
    "payments.SettingChange": STAFF, "care.HandlingChange": STAFF,
    "payments.Invoice": "a number and days; its lines are listed",
    "payments.CreditNote": "a number, days and amounts; its line is listed",
     "payments.FeeSchedule": STAFF, "payments.Fee": STAFF, "payments.Terms": STAFF,
    "vetting.BulkAct": "one message to many files, by their numbers", "vetting.CommitteeMember": STAFF,
    "vetting.Meeting": "day and place", "vetting.Policy": STAFF, "vetting.PolicyCriterion": STAFF, "vetting.PanelCriterion": STAFF,
    "vetting.Rollout": STAFF, "vetting.AuditSample": "files by their numbers", "vetting.MoveIn": "columns and counts; its rows are listed",
    "vetting.QueueCount": "how many files a view holds",
    "vetting.QueueFacets": "which values files have together", "vetting.RosterMapping": STAFF,
}
LEFT = {  # texts and mappings of an emptied row that stay: codes, keys and days, nobody's words
    "django_tasks_database.DBTaskResult": "args_kwargs task_path worker_ids queue_name backend_name return_value exception_class_path",
    "care.Offer": "client_in practitioner_in why",
    "network.Practitioner": "reference", "network.Erasure": "counts", "network.Acceptance": "key zone version rates",
    "network.Grant": "key zone service jurisdictions limits requires minimums decision",
    "network.Cover": "key zone jurisdiction service modes practitioner_in amounts bases verification",
    "network.Hold": "key zone stops jurisdiction service mode age_band basis",
    "payments.Authorization": "reference client_in age_band rates", "payments.Payee": "currency series",
    "payments.LineRecovery": "currency excess_of",
    "payments.Instruction": "reference trace", "payments.PayeeMatch": "key",
    "payments.InvoiceLine": "currency stops waived", "payments.Waiver": "key",
    "payments.LineQuestion": "key", "payments.LineHold": "key", "payments.VatPosition": "profession", "payments.VatChange": "profession",
    "vetting.AdverseAction": "hold", "vetting.AppealSeat": "outcome", "vetting.Application": "reference jurisdictions services route",
    "vetting.AssessmentRecord": "policies route", "vetting.AgendaItem": "outcome", "vetting.Minutes": "sha256",
    "vetting.QueueRow": "reference state kind route phase stage waiting_on whose next_step flag strokes onward ends_kind",
}


def listed():
    found = {}
    for table in personal.tables():
        found.setdefault(table.label, []).append(table)
    return found


def test_every_table_of_ours_is_listed_or_says_why_not():
    every = {model._meta.label for model in apps.get_models() if model._meta.app_label in OURS}
    assert every - set(listed()) == set(NOT_HERS)


def test_of_an_emptied_row_only_codes_and_keys_stay():
    left = {}
    for label, found in listed().items():
        if any(table.goes for table in found):
            continue
        said = {name for table in found for name in (*table.empties, *dict(table.becomes))}
        texts = [field for field in apps.get_model(label)._meta.concrete_fields
                 if isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices]
        if names := " ".join(field.name for field in texts if field.name not in said):
            left[label] = names
    assert left == LEFT


def test_every_list_is_an_apps_own_and_lower_apps_come_last():
    names = [name.partition(".")[0] for name in settings.PERSONAL_DATA]
    assert names == ["network", "payments", "vetting", "licensure", "network"]


def test_every_listed_column_exists():
    for table in personal.tables():
        for name in (*table.empties, *table.shows, *dict(table.becomes)):
            table.model._meta.get_field(name)
