import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('acteurs', '0002_cache'),
        ('dossier', '0002_mur'),
    ]

    operations = [
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('seance_le', models.DateField(verbose_name='séance du')),
                ('issue', models.CharField(choices=[('entree', 'Entrée en parcours'), ('pre_cej', 'Pré-CEJ-JR'), ('reorientation', 'Réorientation'), ('ajournement', 'Ajournement')], max_length=14, verbose_name='décision')),
                ('appreciation', models.TextField(blank=True, verbose_name='appréciation d’ensemble')),
                ('motif', models.TextField(blank=True, verbose_name='pourquoi s’écarter du verdict')),
                ('vers', models.CharField(blank=True, max_length=160, verbose_name='vers quel dispositif')),
                ('pourquoi_ailleurs', models.TextField(blank=True, verbose_name='pourquoi là')),
                ('manque', models.CharField(blank=True, max_length=300, verbose_name='ce qu’il manque')),
                ('apporte_par', models.CharField(blank=True, choices=[('porteur', 'le porteur'), ('mission_locale', 'la mission locale')], max_length=16, verbose_name='qui l’apporte')),
                ('fin_le', models.DateField(blank=True, null=True, verbose_name='jusqu’au jour où la porte s’ouvre')),
                ('plan_interim', models.TextField(blank=True, verbose_name='d’ici là')),
                ('jugement', models.JSONField()),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte du texte')),
                ('proposee_le', models.DateTimeField(verbose_name='proposée le')),
                ('signee_le', models.DateTimeField(blank=True, null=True, verbose_name='signée des deux côtés le')),
                ('remplacee_le', models.DateTimeField(blank=True, null=True, verbose_name='remplacée le')),
                ('retiree_le', models.DateTimeField(blank=True, null=True, verbose_name='proposition retirée le')),
                ('maj_le', models.DateTimeField(verbose_name='modifiée le')),
                ('version', models.PositiveIntegerField(default=1)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='dossier.dossier')),
                ('maj_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance')),
                ('mission_locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.structure')),
                ('proposee_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance')),
                ('responsable', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance', verbose_name='qui s’en occupe')),
            ],
            options={
                'verbose_name': 'décision',
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='DecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField()),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, serialize=False)),
                ('seance_le', models.DateField(verbose_name='séance du')),
                ('issue', models.CharField(choices=[('entree', 'Entrée en parcours'), ('pre_cej', 'Pré-CEJ-JR'), ('reorientation', 'Réorientation'), ('ajournement', 'Ajournement')], max_length=14, verbose_name='décision')),
                ('appreciation', models.TextField(blank=True, verbose_name='appréciation d’ensemble')),
                ('motif', models.TextField(blank=True, verbose_name='pourquoi s’écarter du verdict')),
                ('vers', models.CharField(blank=True, max_length=160, verbose_name='vers quel dispositif')),
                ('pourquoi_ailleurs', models.TextField(blank=True, verbose_name='pourquoi là')),
                ('manque', models.CharField(blank=True, max_length=300, verbose_name='ce qu’il manque')),
                ('apporte_par', models.CharField(blank=True, choices=[('porteur', 'le porteur'), ('mission_locale', 'la mission locale')], max_length=16, verbose_name='qui l’apporte')),
                ('fin_le', models.DateField(blank=True, null=True, verbose_name='jusqu’au jour où la porte s’ouvre')),
                ('plan_interim', models.TextField(blank=True, verbose_name='d’ici là')),
                ('jugement', models.JSONField()),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte du texte')),
                ('proposee_le', models.DateTimeField(verbose_name='proposée le')),
                ('signee_le', models.DateTimeField(blank=True, null=True, verbose_name='signée des deux côtés le')),
                ('remplacee_le', models.DateTimeField(blank=True, null=True, verbose_name='remplacée le')),
                ('retiree_le', models.DateTimeField(blank=True, null=True, verbose_name='proposition retirée le')),
                ('maj_le', models.DateTimeField(verbose_name='modifiée le')),
                ('version', models.PositiveIntegerField(default=1)),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='dossier.dossier')),
                ('maj_par', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.appartenance')),
                ('mission_locale', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.structure')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commission.decision')),
                ('proposee_par', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.appartenance')),
                ('responsable', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.appartenance', verbose_name='qui s’en occupe')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Rendezvous',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('premiere_le', models.DateField(verbose_name='première séance')),
                ('heure', models.TimeField(verbose_name='heure')),
                ('toutes_les', models.PositiveSmallIntegerField(default=1, verbose_name='toutes les (semaines)')),
                ('lieu', models.CharField(blank=True, max_length=160, verbose_name='lieu')),
                ('jusqu_a', models.DateField(blank=True, null=True, verbose_name='dernière séance au plus tard le')),
                ('retire_le', models.DateTimeField(blank=True, null=True, verbose_name='retiré avant d’avoir commencé le')),
                ('mission_locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.structure')),
            ],
            options={
                'verbose_name': 'rendez-vous de la commission',
            },
        ),
        migrations.CreateModel(
            name='SeanceDeplacee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('prevue_le', models.DateField(blank=True, null=True, verbose_name='séance prévue le')),
                ('tenue_le', models.DateField(blank=True, null=True, verbose_name='a lieu le')),
                ('heure', models.TimeField(blank=True, null=True, verbose_name='heure')),
                ('lieu', models.CharField(blank=True, max_length=160, verbose_name='lieu')),
                ('motif', models.CharField(blank=True, max_length=300, verbose_name='pourquoi')),
                ('note_le', models.DateTimeField(verbose_name='noté le')),
                ('retiree_le', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                ('mission_locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.structure')),
                ('par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance')),
            ],
            options={
                'verbose_name': 'séance déplacée',
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('cote', models.CharField(choices=[('porteur', 'le porteur'), ('mission_locale', 'la mission locale')], max_length=16, verbose_name='pour')),
                ('compte_id', models.BigIntegerField(verbose_name='compte')),
                ('le', models.DateTimeField(verbose_name='signée le')),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte du texte signé')),
                ('retiree_le', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='commission.decision')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossier.dossier')),
                ('par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance')),
            ],
            options={
                'verbose_name': 'signature',
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='SignatureEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField()),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, serialize=False)),
                ('cote', models.CharField(choices=[('porteur', 'le porteur'), ('mission_locale', 'la mission locale')], max_length=16, verbose_name='pour')),
                ('compte_id', models.BigIntegerField(verbose_name='compte')),
                ('le', models.DateTimeField(verbose_name='signée le')),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte du texte signé')),
                ('retiree_le', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commission.decision')),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='dossier.dossier')),
                ('par', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.appartenance')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commission.signature')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Suite',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('quoi', models.CharField(choices=[('annoncer', 'annoncer'), ('reporter_imilo', 'reporter_imilo'), ('tenir_plan', 'tenir_plan'), ('reorienter', 'reorienter'), ('apporter', 'apporter')], max_length=16, verbose_name='quoi')),
                ('cote', models.CharField(choices=[('porteur', 'le porteur'), ('mission_locale', 'la mission locale')], max_length=16, verbose_name='par')),
                ('precision', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                ('cree_le', models.DateField(verbose_name='demandée le')),
                ('avant_le', models.DateField(blank=True, null=True, verbose_name='avant le')),
                ('faite_le', models.DateTimeField(blank=True, null=True, verbose_name='faite le')),
                ('caduque_le', models.DateTimeField(blank=True, null=True, verbose_name='sans objet depuis')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suites', to='commission.decision')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suites', to='dossier.dossier')),
                ('faite_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance')),
                ('pour', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance', verbose_name='par qui')),
            ],
            options={
                'verbose_name': 'suite d’une décision',
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='SuiteEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField()),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, serialize=False)),
                ('quoi', models.CharField(choices=[('annoncer', 'annoncer'), ('reporter_imilo', 'reporter_imilo'), ('tenir_plan', 'tenir_plan'), ('reorienter', 'reorienter'), ('apporter', 'apporter')], max_length=16, verbose_name='quoi')),
                ('cote', models.CharField(choices=[('porteur', 'le porteur'), ('mission_locale', 'la mission locale')], max_length=16, verbose_name='par')),
                ('precision', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                ('cree_le', models.DateField(verbose_name='demandée le')),
                ('avant_le', models.DateField(blank=True, null=True, verbose_name='avant le')),
                ('faite_le', models.DateTimeField(blank=True, null=True, verbose_name='faite le')),
                ('caduque_le', models.DateTimeField(blank=True, null=True, verbose_name='sans objet depuis')),
                ('decision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='commission.decision')),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='dossier.dossier')),
                ('faite_par', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.appartenance')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='commission.suite')),
                ('pour', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.appartenance', verbose_name='par qui')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['mission_locale', 'seance_le'], name='decision_de_la_seance'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('retiree_le', None), ('signee_le', None)), fields=('dossier',), name='decision_une_seule_proposee'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(condition=models.Q(('remplacee_le', None), ('signee_le__isnull', False)), fields=('dossier',), name='decision_une_seule_en_vigueur'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('issue__in', ['entree', 'pre_cej', 'reorientation', 'ajournement'])), name='decision_issue_connue'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('signee_le', None), ('retiree_le', None), _connector='OR'), name='decision_signee_ou_retiree'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issue', 'pre_cej'), _negated=True), models.Q(('fin_le__isnull', False), ('responsable__isnull', False), models.Q(('plan_interim', ''), _negated=True)), _connector='OR'), name='decision_pre_cej_complete'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issue', 'reorientation'), _negated=True), models.Q(models.Q(('vers', ''), _negated=True), models.Q(('pourquoi_ailleurs', ''), _negated=True)), _connector='OR'), name='decision_reorientation_complete'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issue', 'ajournement'), _negated=True), models.Q(models.Q(('manque', ''), _negated=True), models.Q(('apporte_par', ''), _negated=True)), _connector='OR'), name='decision_ajournement_complet'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commission_decisionevent" ("apporte_par", "appreciation", "dossier_id", "empreinte", "fin_le", "id", "issue", "jugement", "maj_le", "maj_par_id", "manque", "mission_locale_id", "motif", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_interim", "pourquoi_ailleurs", "proposee_le", "proposee_par_id", "remplacee_le", "responsable_id", "retiree_le", "seance_le", "signee_le", "vers", "version") VALUES (NEW."apporte_par", NEW."appreciation", NEW."dossier_id", NEW."empreinte", NEW."fin_le", NEW."id", NEW."issue", NEW."jugement", NEW."maj_le", NEW."maj_par_id", NEW."manque", NEW."mission_locale_id", NEW."motif", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."plan_interim", NEW."pourquoi_ailleurs", NEW."proposee_le", NEW."proposee_par_id", NEW."remplacee_le", NEW."responsable_id", NEW."retiree_le", NEW."seance_le", NEW."signee_le", NEW."vers", NEW."version"); RETURN NULL;', hash='833134a0d2c5887fdf163a864abc72052c515acf', operation='INSERT', pgid='pgtrigger_insert_insert_118b1', table='commission_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commission_decisionevent" ("apporte_par", "appreciation", "dossier_id", "empreinte", "fin_le", "id", "issue", "jugement", "maj_le", "maj_par_id", "manque", "mission_locale_id", "motif", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_interim", "pourquoi_ailleurs", "proposee_le", "proposee_par_id", "remplacee_le", "responsable_id", "retiree_le", "seance_le", "signee_le", "vers", "version") VALUES (NEW."apporte_par", NEW."appreciation", NEW."dossier_id", NEW."empreinte", NEW."fin_le", NEW."id", NEW."issue", NEW."jugement", NEW."maj_le", NEW."maj_par_id", NEW."manque", NEW."mission_locale_id", NEW."motif", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."plan_interim", NEW."pourquoi_ailleurs", NEW."proposee_le", NEW."proposee_par_id", NEW."remplacee_le", NEW."responsable_id", NEW."retiree_le", NEW."seance_le", NEW."signee_le", NEW."vers", NEW."version"); RETURN NULL;', hash='97832a423a7af80b7c3857561488d13199525a9f', operation='UPDATE', pgid='pgtrigger_update_update_a84ea', table='commission_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commission_decisionevent" ("apporte_par", "appreciation", "dossier_id", "empreinte", "fin_le", "id", "issue", "jugement", "maj_le", "maj_par_id", "manque", "mission_locale_id", "motif", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_interim", "pourquoi_ailleurs", "proposee_le", "proposee_par_id", "remplacee_le", "responsable_id", "retiree_le", "seance_le", "signee_le", "vers", "version") VALUES (OLD."apporte_par", OLD."appreciation", OLD."dossier_id", OLD."empreinte", OLD."fin_le", OLD."id", OLD."issue", OLD."jugement", OLD."maj_le", OLD."maj_par_id", OLD."manque", OLD."mission_locale_id", OLD."motif", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plan_interim", OLD."pourquoi_ailleurs", OLD."proposee_le", OLD."proposee_par_id", OLD."remplacee_le", OLD."responsable_id", OLD."retiree_le", OLD."seance_le", OLD."signee_le", OLD."vers", OLD."version"); RETURN NULL;', hash='278acb2c0f4a75b29a709a52ffa850f903a808bc', operation='DELETE', pgid='pgtrigger_delete_delete_f3472', table='commission_decision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='decisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f678519b526b0e8fe0b5a46547ecafc83bdb7231', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c6a0a', table='commission_decisionevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='rendezvous',
            constraint=models.CheckConstraint(condition=models.Q(('toutes_les__gte', 1), ('toutes_les__lte', 8)), name='rendezvous_rythme'),
        ),
        migrations.AddConstraint(
            model_name='rendezvous',
            constraint=models.CheckConstraint(condition=models.Q(('jusqu_a', None), ('jusqu_a__gte', models.F('premiere_le')), _connector='OR'), name='rendezvous_fin_apres_debut'),
        ),
        migrations.AddConstraint(
            model_name='seancedeplacee',
            constraint=models.CheckConstraint(condition=models.Q(('prevue_le__isnull', False), ('tenue_le__isnull', False), _connector='OR'), name='seance_deplacee_dit_un_jour'),
        ),
        migrations.AddConstraint(
            model_name='seancedeplacee',
            constraint=models.CheckConstraint(condition=models.Q(('tenue_le', None), ('heure__isnull', False), _connector='OR'), name='seance_deplacee_a_une_heure'),
        ),
        migrations.AddConstraint(
            model_name='seancedeplacee',
            constraint=models.UniqueConstraint(condition=models.Q(('retiree_le', None)), fields=('mission_locale', 'prevue_le'), name='seance_deplacee_une_fois'),
        ),
        migrations.AddConstraint(
            model_name='seancedeplacee',
            constraint=models.UniqueConstraint(condition=models.Q(('retiree_le', None)), fields=('mission_locale', 'tenue_le'), name='seance_deplacee_un_jour'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('retiree_le', None)), fields=('decision', 'cote'), name='signature_une_par_cote'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('retiree_le', None)), fields=('decision', 'compte_id'), name='signature_une_par_personne'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commission_signatureevent" ("compte_id", "cote", "decision_id", "dossier_id", "empreinte", "id", "le", "par_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retiree_le") VALUES (NEW."compte_id", NEW."cote", NEW."decision_id", NEW."dossier_id", NEW."empreinte", NEW."id", NEW."le", NEW."par_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."retiree_le"); RETURN NULL;', hash='8316540b33ff3c4375518037d1ad8378ca3da881', operation='INSERT', pgid='pgtrigger_insert_insert_988cb', table='commission_signature', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commission_signatureevent" ("compte_id", "cote", "decision_id", "dossier_id", "empreinte", "id", "le", "par_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retiree_le") VALUES (NEW."compte_id", NEW."cote", NEW."decision_id", NEW."dossier_id", NEW."empreinte", NEW."id", NEW."le", NEW."par_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."retiree_le"); RETURN NULL;', hash='7e0cc9ee8736fa1c1e8e192d56851e21be58192f', operation='UPDATE', pgid='pgtrigger_update_update_b8e57', table='commission_signature', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signature',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commission_signatureevent" ("compte_id", "cote", "decision_id", "dossier_id", "empreinte", "id", "le", "par_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retiree_le") VALUES (OLD."compte_id", OLD."cote", OLD."decision_id", OLD."dossier_id", OLD."empreinte", OLD."id", OLD."le", OLD."par_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."retiree_le"); RETURN NULL;', hash='4a008d3ac5b68a01df2df227a0f24475386d19fe', operation='DELETE', pgid='pgtrigger_delete_delete_1d672', table='commission_signature', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='signatureevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a35be4f60213ab1faba37a7400e4bddf4718eeb1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1a15d', table='commission_signatureevent', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='suite',
            index=models.Index(condition=models.Q(('caduque_le', None), ('faite_le', None)), fields=['dossier'], name='suite_a_faire'),
        ),
        migrations.AddConstraint(
            model_name='suite',
            constraint=models.UniqueConstraint(fields=('decision', 'quoi', 'cote'), name='suite_une_fois'),
        ),
        migrations.AddConstraint(
            model_name='suite',
            constraint=models.CheckConstraint(condition=models.Q(('quoi__in', ['annoncer', 'reporter_imilo', 'tenir_plan', 'reorienter', 'apporter'])), name='suite_connue'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suite',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commission_suiteevent" ("avant_le", "caduque_le", "cote", "cree_le", "decision_id", "dossier_id", "faite_le", "faite_par_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pour_id", "precision", "quoi") VALUES (NEW."avant_le", NEW."caduque_le", NEW."cote", NEW."cree_le", NEW."decision_id", NEW."dossier_id", NEW."faite_le", NEW."faite_par_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pour_id", NEW."precision", NEW."quoi"); RETURN NULL;', hash='2e1a5b5ee7691561deb8fac5ca4e1ffe379f476d', operation='INSERT', pgid='pgtrigger_insert_insert_52c25', table='commission_suite', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suite',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "commission_suiteevent" ("avant_le", "caduque_le", "cote", "cree_le", "decision_id", "dossier_id", "faite_le", "faite_par_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pour_id", "precision", "quoi") VALUES (NEW."avant_le", NEW."caduque_le", NEW."cote", NEW."cree_le", NEW."decision_id", NEW."dossier_id", NEW."faite_le", NEW."faite_par_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pour_id", NEW."precision", NEW."quoi"); RETURN NULL;', hash='d69f3f71683cfb3f35e3938e9060520decaa8738', operation='UPDATE', pgid='pgtrigger_update_update_e8e43', table='commission_suite', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suite',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "commission_suiteevent" ("avant_le", "caduque_le", "cote", "cree_le", "decision_id", "dossier_id", "faite_le", "faite_par_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pour_id", "precision", "quoi") VALUES (OLD."avant_le", OLD."caduque_le", OLD."cote", OLD."cree_le", OLD."decision_id", OLD."dossier_id", OLD."faite_le", OLD."faite_par_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pour_id", OLD."precision", OLD."quoi"); RETURN NULL;', hash='ed44693312be2695613510b40aed6852e35e3d22', operation='DELETE', pgid='pgtrigger_delete_delete_1ef20', table='commission_suite', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='suiteevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b8f17c96537436d5c53722b33a99d773fe862b5a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e7de7', table='commission_suiteevent', when='BEFORE')),
        ),
    ]
