import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('licensure', '0001_initial'),
        ('network', '0002_append_only'),
    ]

    operations = [
        migrations.AddField(
            model_name='boardfile',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.document'),
        ),
        migrations.AddField(
            model_name='boardfile',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='boardmapping',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='boardfile',
            name='mapping',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='licensure.boardmapping'),
        ),
        migrations.AddField(
            model_name='boardrow',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='board_rows', to='licensure.boardfile'),
        ),
        migrations.AddField(
            model_name='boardrow',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddConstraint(
            model_name='commoncorrection',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('kind', 'subject', 'field'), name='common_correction_once'),
        ),
        migrations.AddField(
            model_name='correction',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='credential',
            name='document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.document'),
        ),
        migrations.AddField(
            model_name='credential',
            name='practitioner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='network.practitioner'),
        ),
        migrations.AddField(
            model_name='extension',
            name='entered_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddField(
            model_name='extension',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='extension',
            name='settled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddField(
            model_name='hit',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='hit',
            name='practitioner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hits', to='network.practitioner'),
        ),
        migrations.AddField(
            model_name='hit',
            name='proposed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddField(
            model_name='hit',
            name='settled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddField(
            model_name='homemove',
            name='left',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.jurisdiction', verbose_name='old home'),
        ),
        migrations.AddField(
            model_name='homemove',
            name='practitioner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='network.practitioner'),
        ),
        migrations.AddField(
            model_name='homemove',
            name='reached',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.jurisdiction', verbose_name='new home'),
        ),
        migrations.AddField(
            model_name='license',
            name='document',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.document'),
        ),
        migrations.AddField(
            model_name='license',
            name='jurisdiction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.jurisdiction', verbose_name='where'),
        ),
        migrations.AddField(
            model_name='license',
            name='practitioner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='network.practitioner'),
        ),
        migrations.AddField(
            model_name='extension',
            name='license',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='licensure.license', verbose_name='license'),
        ),
        migrations.AddField(
            model_name='licensetype',
            name='jurisdiction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.jurisdiction', verbose_name='where'),
        ),
        migrations.AddField(
            model_name='extension',
            name='license_type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='licensure.licensetype', verbose_name='license type'),
        ),
        migrations.AddField(
            model_name='listentry',
            name='exclusion_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='licensure.exclusionlist'),
        ),
        migrations.AddField(
            model_name='hit',
            name='entry',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hits', to='licensure.listentry'),
        ),
        migrations.AddField(
            model_name='listmapping',
            name='exclusion_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mappings', to='licensure.exclusionlist'),
        ),
        migrations.AddField(
            model_name='listrefusal',
            name='exclusion_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refusals', to='licensure.exclusionlist'),
        ),
        migrations.AddField(
            model_name='listversion',
            name='exclusion_list',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='licensure.exclusionlist'),
        ),
        migrations.AddField(
            model_name='listentry',
            name='first_version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='licensure.listversion'),
        ),
        migrations.AddField(
            model_name='listentry',
            name='last_version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='licensure.listversion'),
        ),
        migrations.AddField(
            model_name='position',
            name='practitioner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='network.practitioner'),
        ),
        migrations.AddField(
            model_name='register',
            name='jurisdiction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.jurisdiction', verbose_name='where'),
        ),
        migrations.AddField(
            model_name='licensetype',
            name='register',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='license_types', to='licensure.register', verbose_name='register'),
        ),
        migrations.AddConstraint(
            model_name='registerhealth',
            constraint=models.CheckConstraint(condition=models.Q(('failures', 0), ('failed_at__isnull', False), _connector='OR'), name='register_health_failure_has_its_moment'),
        ),
        migrations.AddField(
            model_name='screening',
            name='basis',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='licensure.screening'),
        ),
        migrations.AddField(
            model_name='screening',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddField(
            model_name='screening',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='screening',
            name='practitioner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screenings', to='network.practitioner'),
        ),
        migrations.AddField(
            model_name='screening',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screenings', to='licensure.listversion'),
        ),
        migrations.AddField(
            model_name='hit',
            name='screening',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hits', to='licensure.screening'),
        ),
        migrations.AddField(
            model_name='verification',
            name='artefact',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.document'),
        ),
        migrations.AddField(
            model_name='verification',
            name='met_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddField(
            model_name='verification',
            name='organization',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.organization'),
        ),
        migrations.AddField(
            model_name='verification',
            name='practitioner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='network.practitioner'),
        ),
        migrations.AddField(
            model_name='verification',
            name='replaces',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='licensure.verification'),
        ),
        migrations.AddField(
            model_name='verification',
            name='verified_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddField(
            model_name='verification',
            name='waived_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddField(
            model_name='verification',
            name='waiver_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.person'),
        ),
        migrations.AddConstraint(
            model_name='boardfile',
            constraint=models.CheckConstraint(condition=models.Q(('loaded_at__isnull', True), models.Q(('mapping__isnull', False), ('refused', '')), _connector='OR'), name='board_file_loaded_is_mapped'),
        ),
        migrations.AddIndex(
            model_name='boardrow',
            index=models.Index(fields=['file', 'number'], name='board_row_by_number'),
        ),
        migrations.AddIndex(
            model_name='boardrow',
            index=models.Index(fields=['file', 'family'], name='board_row_by_family'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('organization', 'kind', 'subject', 'field'), name='correction_once'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.CheckConstraint(condition=models.Q(('covers_from__isnull', True), ('covers_through__isnull', True), ('covers_through__gte', models.F('covers_from')), _connector='OR'), name='credential_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='homemove',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at__isnull', True)), fields=('practitioner', 'moved_on'), name='home_move_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='license',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('practitioner', 'jurisdiction', 'license_type', 'number'), name='license_once'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'in_force', 'declined', 'ended'])), name='extension_state_legal'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(('first__lte', models.F('last')), ('last__lte', models.F('until'))), name='extension_in_order'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'in_force'), _negated=True), models.Q(('settled_by__isnull', False), models.Q(('entered_by', models.F('settled_by')), _negated=True)), _connector='OR'), name='extension_two_people'),
        ),
        migrations.AddConstraint(
            model_name='listversion',
            constraint=models.UniqueConstraint(fields=('exclusion_list', 'kind', 'sha256', 'reading', 'as_of'), name='list_version_once'),
        ),
        migrations.AddIndex(
            model_name='listentry',
            index=models.Index(fields=['exclusion_list', 'last_version'], name='licensure_l_exclusi_d5bdf4_idx'),
        ),
        migrations.AddConstraint(
            model_name='listentry',
            constraint=models.UniqueConstraint(fields=('exclusion_list', 'row_hash', 'occurrence', 'first_version'), name='list_entry_once'),
        ),
        migrations.AddConstraint(
            model_name='position',
            constraint=models.CheckConstraint(condition=models.Q(('last_month__isnull', True), ('last_month__gte', models.F('first_month')), _connector='OR'), name='position_months_in_order'),
        ),
        migrations.AddIndex(
            model_name='screening',
            index=models.Index(fields=['organization', 'practitioner', '-at'], name='licensure_s_organiz_545f53_idx'),
        ),
        migrations.AddConstraint(
            model_name='hit',
            constraint=models.UniqueConstraint(fields=('organization', 'practitioner', 'entry'), name='hit_once'),
        ),
        migrations.AddConstraint(
            model_name='hit',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'proposed_cleared', 'proposed_confirmed', 'inconclusive', 'cleared', 'confirmed'])), name='hit_state_legal'),
        ),
        migrations.AddConstraint(
            model_name='hit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['cleared', 'confirmed']), _negated=True), models.Q(('proposed_by__isnull', False), ('settled_by__isnull', False), models.Q(('proposed_by', models.F('settled_by')), _negated=True)), _connector='OR'), name='hit_settled_by_two'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['required', 'requested', 'obtained', 'verified', 'discrepant', 'unavailable', 'waived', 'superseded'])), name='verification_state_legal'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'verified'), _negated=True), models.Q(('as_of__isnull', False), ('verified_at__isnull', False), models.Q(('source', ''), _negated=True)), _connector='OR'), name='verification_verified_has_source_day'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'verified'), _negated=True), models.Q(('rule__isnull', True), ('rule_version__isnull', True), ('verified_by__isnull', False)), models.Q(('rule__isnull', False), ('rule_version__isnull', False), ('verified_by__isnull', True)), _connector='OR'), name='verification_verified_by_person_or_rule'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'verified'), _negated=True), models.Q(('artefact_sha256', ''), _negated=True), ('method__in', ('seen', 'video', 'in_person')), _connector='OR'), name='verification_verified_is_kept_or_seen'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'superseded'), _negated=True), fields=('file', 'element', 'item'), name='verification_one_current'),
        ),
    ]
