"""The table of the tests' machine."""

import django.db.models.deletion
import django_fsm
from django.db import migrations, models

STATES = [("draft", "a draft"), ("open", "open"), ("approved", "approved"), ("denied", "denied")]


class Migration(migrations.Migration):
    initial = True
    dependencies = [("network", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organization", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.organization")),
                ("state", models.CharField(choices=STATES, default="draft", max_length=50)),
                ("title", models.CharField(blank=True, max_length=50)),
                ("answer", models.CharField(blank=True, max_length=50)),
                ("opened_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.person")),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("parent", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="machines.case")),
                ("panel", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="network.panel")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("state__in", [value for value, _ in STATES])), name="case_state_legal"),
                    models.UniqueConstraint(condition=models.Q(("title", ""), _negated=True), fields=("organization", "title"), name="case_title_once"),
                ]
            },
        )
    ]
