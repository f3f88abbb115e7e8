"""A row of the queue holds its words, and its indexes all that may be filtered by."""

from django.db import migrations, models

NARROW = (
    "all_acts", "phase", "stage", "assignee", "flag", "state", "kind", "waiting", "due", "ready", "renewed", "recent", "phase_recent",
    "state_recent", "ending",
)
FILTERS = ("phase", "state", "stage", "waiting_on", "kind", "flag", "assignee", "ready", "due_on")


def wide(name, *fields, **only):
    others = [each for each in FILTERS if each not in fields]
    return models.Index(fields=["organization", *fields, *others], name=f"queue_{name}", **only)


def placed(name, *fields, **only):
    return wide(name, *fields, "place", condition=models.Q(place__isnull=False, **only))


WIDE = (
    placed("all_acts"), placed("phase", "phase"), placed("stage", "stage"), placed("assignee", "assignee"), placed("flag", "flag"),
    placed("state", "state"), placed("kind", "kind"), placed("waiting", "waiting_on"), placed("due", "due_on"),
    placed("ready", "phase", ready=True), placed("renewed", state="approved"),
    wide("recent", "recent"), wide("phase_recent", "phase", "recent"), wide("state_recent", "state", "recent"),
    wide("ending", "ending", condition=models.Q(ending__isnull=False)),
)
JOINED = {"postgresql": "string_agg", "sqlite": "group_concat"}


def forwards(apps, schema_editor):
    joined = f"{JOINED[schema_editor.connection.vendor]}(' ' || word, '')"
    words = "(SELECT DISTINCT word FROM vetting_queueword WHERE row_id = vetting_queuerow.application_id)"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(f"UPDATE vetting_queuerow SET spelled = coalesce((SELECT {joined} FROM {words} w), '')")  # noqa: S608  names of ours


class Migration(migrations.Migration):
    dependencies = [("network", "0002_append_only"), ("vetting", "0002_written_once")]

    operations = [
        migrations.AddField(
            model_name="queuerow",
            name="spelled",
            field=models.TextField(
                blank=True, help_text="The words it is found by, once more, so that a row alone tells that it has them not."
            ),
        ),
        *(migrations.RemoveIndex(model_name="queuerow", name=f"queue_{name}") for name in NARROW),
        *(migrations.AddIndex(model_name="queuerow", index=index) for index in WIDE),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
