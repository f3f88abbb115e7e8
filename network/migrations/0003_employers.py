import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Employer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('country', models.CharField(max_length=2, verbose_name='country')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField(verbose_name='from')),
                ('last', models.DateField(blank=True, null=True, verbose_name='through')),
                ('sessions', models.PositiveSmallIntegerField(verbose_name='sessions')),
                ('per', models.CharField(choices=[('issue', 'per issue'), ('year', 'per calendar year'), ('rolling', 'in any 12 months')], default='issue', max_length=10, verbose_name='counted')),
                ('services', models.JSONField(default=list, help_text='Codes of services; empty: every service.')),
                ('household', models.BooleanField(default=False, verbose_name='members of the household too')),
                ('number_pattern', models.CharField(blank=True, help_text='# a digit, @ a letter; empty: anything.', max_length=40, verbose_name='format')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization')),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='network.employer')),
            ],
            options={
                'ordering': ['-first'],
            },
        ),
        migrations.CreateModel(
            name='EmployerAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('folded', models.CharField(max_length=120)),
                ('employer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='network.employer')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.AddConstraint(
            model_name='employer',
            constraint=models.UniqueConstraint(fields=('organization', 'name'), name='employer_once'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('last__isnull', True), ('last__gte', models.F('first')), _connector='OR'), name='contract_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='contract',
            constraint=models.CheckConstraint(condition=models.Q(('sessions__gte', 1), ('sessions__lte', 99)), name='contract_sessions_sane'),
        ),
        migrations.AddConstraint(
            model_name='employeralias',
            constraint=models.UniqueConstraint(fields=('organization', 'folded'), name='employer_alias_once'),
        ),
    ]
