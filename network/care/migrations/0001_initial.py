import django_fsm
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Availability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taking', models.BooleanField(default=False)),
                ('modes', models.JSONField(default=list)),
                ('languages', models.JSONField(default=list)),
                ('hours', models.JSONField(default=list)),
                ('gender', models.CharField(blank=True, choices=[('woman', 'Woman'), ('man', 'Man'), ('other', 'Another way')], max_length=10)),
                ('capacity', models.PositiveSmallIntegerField(default=0)),
                ('next_opening', models.DateField(blank=True, null=True)),
                ('confirmed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Away',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.DateField()),
                ('last', models.DateField()),
            ],
            options={
                'ordering': ['first'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('began_at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('started', 'Begun'), ('covered', 'Covered'), ('not_covered', 'Not covered')], default='started', max_length=20)),
                ('why_not', models.CharField(blank=True, help_text='Code of why it is not covered.', max_length=40)),
                ('crisis', models.BooleanField(default=False)),
                ('employer_said', models.CharField(blank=True, help_text='As typed, while no employer was found.', max_length=120)),
                ('subject_key', models.CharField(blank=True, max_length=64)),
                ('relation', models.CharField(choices=[('employee', 'The employee'), ('partner', 'Partner of the employee'), ('child', 'Child of the employee'), ('household', 'Somebody else in the household')], default='employee', max_length=20)),
                ('service', models.CharField(blank=True, choices=[('counseling', 'Counseling'), ('addiction', 'Addiction'), ('couples', 'Couples'), ('crisis', 'Crisis'), ('legal', 'Legal advice'), ('financial', 'Financial advice')], max_length=20)),
                ('support', models.CharField(blank=True, max_length=300)),
                ('called', models.CharField(blank=True, max_length=60)),
                ('reach', models.CharField(blank=True, max_length=120)),
                ('urgency', models.CharField(choices=[('routine', 'Routine'), ('urgent', 'Urgent: within 48 hours'), ('emergent', 'Same day')], default='routine', max_length=10)),
                ('place', models.CharField(blank=True, max_length=160)),
                ('jurisdiction', models.CharField(blank=True, max_length=10)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('mode', models.CharField(choices=[('in_person', 'In person'), ('video', 'By video'), ('phone', 'By phone'), ('any', 'In any way')], default='any', max_length=20)),
                ('language', models.CharField(blank=True, choices=[('en', 'English'), ('nl', 'Dutch'), ('ar', 'Arabic'), ('zh', 'Chinese'), ('fy', 'Frisian'), ('fr', 'French'), ('de', 'German'), ('it', 'Italian'), ('pl', 'Polish'), ('pt', 'Portuguese'), ('es', 'Spanish'), ('tr', 'Turkish'), ('uk', 'Ukrainian')], max_length=2)),
                ('gender', models.CharField(blank=True, choices=[('woman', 'Woman'), ('man', 'Man'), ('other', 'Another way')], max_length=10)),
                ('hours', models.CharField(blank=True, choices=[('morning', 'Weekday mornings'), ('afternoon', 'Weekday afternoons'), ('evening', 'Weekday evenings'), ('weekend', 'Weekends')], max_length=10)),
                ('max_km', models.PositiveSmallIntegerField(default=30)),
            ],
            options={
                'ordering': ['-began_at'],
            },
        ),
        migrations.CreateModel(
            name='CrisisLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(help_text='The code of a country or state, such as NL or US-IL.', max_length=10, verbose_name='where it counts')),
                ('name', models.CharField(max_length=120, verbose_name='what it is')),
                ('number', models.CharField(max_length=40, verbose_name='number')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='when to use it')),
                ('source', models.CharField(help_text='Where the number was read.', max_length=200, verbose_name='source')),
                ('checked_on', models.DateField(verbose_name='checked on')),
            ],
            options={
                'ordering': ['place', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Match',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('service', models.CharField(choices=[('counseling', 'Counseling'), ('addiction', 'Addiction'), ('couples', 'Couples'), ('crisis', 'Crisis'), ('legal', 'Legal advice'), ('financial', 'Financial advice')], max_length=20)),
                ('language', models.CharField(max_length=2)),
                ('mode', models.CharField(choices=[('in_person', 'In person'), ('video', 'By video'), ('phone', 'By phone')], max_length=20)),
                ('jurisdiction', models.CharField(max_length=10)),
                ('practitioner_in', models.CharField(max_length=10)),
                ('place', models.CharField(max_length=160)),
                ('latitude', models.FloatField()),
                ('longitude', models.FloatField()),
                ('band', models.SmallIntegerField()),
                ('strip', models.SmallIntegerField()),
                ('clear_from', models.DateTimeField()),
                ('clear_until', models.DateTimeField(null=True)),
                ('taking', models.BooleanField()),
                ('room', models.SmallIntegerField()),
                ('load', models.PositiveIntegerField(default=0, help_text='Referrals she accepted here lately.')),
                ('gender', models.CharField(blank=True, max_length=10)),
                ('hours', models.CharField(help_text='Codes between commas.', max_length=60)),
                ('next_opening', models.DateField(null=True)),
                ('confirmed_on', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('mode', models.CharField(choices=[('in_person', 'In person'), ('video', 'By video'), ('phone', 'By phone')], max_length=20)),
                ('client_in', models.CharField(max_length=10)),
                ('practitioner_in', models.CharField(max_length=10)),
                ('state', django_fsm.FSMField(choices=[('waiting', 'Next in line'), ('open', 'Waits for an answer'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('lapsed', 'Not answered in time'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=50, protected=True)),
                ('state_since', models.DateTimeField()),
                ('respond_by', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, choices=[('full', 'No room now'), ('not_my_field', 'Not my field'), ('too_far', 'Too far, or the wrong hours'), ('known', 'I may know this person'), ('other', 'Another reason')], max_length=20)),
                ('why', models.CharField(blank=True, help_text='Code of why it was withdrawn.', max_length=40)),
            ],
            options={
                'ordering': ['position'],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(max_length=2)),
                ('kind', models.CharField(choices=[('postcode', 'Postcode'), ('city', 'City')], max_length=10)),
                ('key', models.CharField(help_text='The postcode without spaces, or the folded name of the city.', max_length=80)),
                ('name', models.CharField(max_length=120)),
                ('latitude', models.FloatField()),
                ('longitude', models.FloatField()),
                ('size', models.PositiveIntegerField(default=0, help_text='Inhabitants, to tell cities of one name apart.')),
                ('source', models.CharField(help_text='Which file, of which day.', max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='PracticePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=160)),
                ('jurisdiction', models.CharField(max_length=10)),
                ('latitude', models.FloatField()),
                ('longitude', models.FloatField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('state', django_fsm.FSMField(choices=[('drafted', 'Drafted'), ('offered', 'Offered'), ('unplaced', 'Nobody took it yet'), ('placed', 'Accepted'), ('active', 'First appointment made'), ('transferred', 'Transferred'), ('withdrawn', 'Withdrawn'), ('closed', 'Closed')], default='drafted', max_length=50, protected=True)),
                ('state_since', models.DateTimeField()),
                ('made_at', models.DateTimeField()),
                ('to_all', models.BooleanField(default=False)),
                ('service', models.CharField(choices=[('counseling', 'Counseling'), ('addiction', 'Addiction'), ('couples', 'Couples'), ('crisis', 'Crisis'), ('legal', 'Legal advice'), ('financial', 'Financial advice')], max_length=20)),
                ('jurisdiction', models.CharField(max_length=10)),
                ('area', models.CharField(blank=True, max_length=160)),
                ('language', models.CharField(blank=True, max_length=2)),
                ('urgency', models.CharField(choices=[('routine', 'Routine'), ('urgent', 'Urgent: within 48 hours'), ('emergent', 'Same day')], max_length=10)),
                ('units', models.PositiveSmallIntegerField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('appointment_by', models.DateField(null=True)),
                ('appointment_on', models.DateField(null=True)),
                ('authorization', models.CharField(blank=True, help_text='Number of the authorization issued at acceptance.', max_length=40)),
            ],
            options={
                'ordering': ['-made_at'],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
    ]
