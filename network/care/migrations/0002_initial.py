import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('care', '0001_initial'),
        ('network', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='availability',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='availability',
            name='participation',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='availability', to='network.participation'),
        ),
        migrations.AddField(
            model_name='away',
            name='availability',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='away', to='care.availability'),
        ),
        migrations.AddField(
            model_name='away',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='contact',
            name='contract',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.contract'),
        ),
        migrations.AddField(
            model_name='contact',
            name='employer',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.employer'),
        ),
        migrations.AddField(
            model_name='contact',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='contact',
            name='taken_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddField(
            model_name='crisisline',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='match',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='match',
            name='participation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.participation'),
        ),
        migrations.AddField(
            model_name='offer',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='offer',
            name='participation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='network.participation'),
        ),
        migrations.AddField(
            model_name='place',
            name='jurisdiction',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.jurisdiction'),
        ),
        migrations.AddField(
            model_name='practiceplace',
            name='availability',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='practice_places', to='care.availability'),
        ),
        migrations.AddField(
            model_name='practiceplace',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='referral',
            name='contact',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='care.contact'),
        ),
        migrations.AddField(
            model_name='referral',
            name='follows',
            field=models.ForeignKey(help_text='The referral it was transferred from.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='care.referral'),
        ),
        migrations.AddField(
            model_name='referral',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='referral',
            name='placed_with',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='network.participation'),
        ),
        migrations.AddField(
            model_name='offer',
            name='referral',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='care.referral'),
        ),
        migrations.AddConstraint(
            model_name='availability',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__lte', 99)), name='availability_capacity_sane'),
        ),
        migrations.AddConstraint(
            model_name='away',
            constraint=models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='away_days_in_order'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['organization', 'began_at'], name='contact_by_time'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['organization', 'subject_key'], name='contact_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('longitude__isnull', False)), _connector='OR'), name='contact_place_whole'),
        ),
        migrations.AddIndex(
            model_name='match',
            index=models.Index(fields=['organization', 'service', 'language', 'mode', 'band', 'strip'], name='match_by_cell'),
        ),
        migrations.AddIndex(
            model_name='match',
            index=models.Index(fields=['organization', 'service', 'language', 'mode', 'jurisdiction'], name='match_by_jurisdiction'),
        ),
        migrations.AddIndex(
            model_name='match',
            index=models.Index(fields=['participation'], name='match_of_participation'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=models.Index(fields=['country', 'kind', 'key'], name='place_by_key'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('latitude__gte', -90), ('latitude__lte', 90), ('longitude__gte', -180), ('longitude__lte', 180)), name='place_on_the_globe'),
        ),
        migrations.AddConstraint(
            model_name='practiceplace',
            constraint=models.UniqueConstraint(fields=('availability', 'label'), name='practice_place_once'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['organization', 'state', 'made_at'], name='referral_by_state'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['drafted', 'offered', 'unplaced', 'placed', 'active', 'transferred', 'withdrawn', 'closed'])), name='referral_state_legal'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['placed', 'active']), _negated=True), ('placed_with__isnull', False), _connector='OR'), name='referral_placed_with_somebody'),
        ),
        migrations.AddIndex(
            model_name='offer',
            index=models.Index(fields=['participation', 'state'], name='offer_of_participation'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'open', 'accepted', 'declined', 'lapsed', 'withdrawn'])), name='offer_state_legal'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.UniqueConstraint(fields=('referral', 'participation'), name='offer_once'),
        ),
        migrations.AddConstraint(
            model_name='offer',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'accepted')), fields=('referral',), name='offer_one_winner'),
        ),
    ]
