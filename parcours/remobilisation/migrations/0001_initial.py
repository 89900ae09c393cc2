
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('acteurs', '0002_cache'),
        ('dossier', '0003_contrat_et_sortie'),
    ]

    operations = [
        migrations.CreateModel(
            name='DemandeAllocation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('mois', models.DateField(verbose_name='mois (son premier jour)')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='montant demandé (euros)')),
                ('revenus', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='revenus du mois (euros)')),
                ('motifs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('se_loger', 'Se loger'), ('manger', 'Manger'), ('se_deplacer', 'Se déplacer'), ('s_habiller', 'S’habiller, se laver'), ('communiquer', 'Téléphone, Internet'), ('demarches', 'Papiers et démarches'), ('attente', 'Attendre une autre ressource'), ('autre', 'Autre besoin')], max_length=12), size=None, verbose_name='pour quoi')),
                ('precision', models.CharField(blank=True, max_length=600, verbose_name='précision')),
                ('demandee_le', models.DateField(verbose_name='demandée le')),
                ('cote', models.CharField(choices=[('porteur', 'le porteur'), ('mission_locale', 'la mission locale')], max_length=16, verbose_name='par')),
                ('reponse', models.CharField(blank=True, choices=[('accordee', 'Accordée'), ('refusee', 'Refusée'), ('a_completer', 'À compléter')], max_length=12, verbose_name='réponse')),
                ('accorde', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='montant accordé (euros)')),
                ('pourquoi', models.CharField(blank=True, max_length=600, verbose_name='pourquoi')),
                ('repondue_le', models.DateField(blank=True, null=True, verbose_name='répondue le')),
                ('jugement', models.JSONField(blank=True, null=True, verbose_name='ce que disaient les textes ce jour-là')),
                ('transmise_le', models.DateField(blank=True, null=True, verbose_name='transmise à l’ASP le')),
                ('retiree_le', models.DateTimeField(blank=True, null=True, verbose_name='demande retirée le')),
                ('version', models.PositiveIntegerField(default=1)),
                ('demandee_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='allocations', to='dossier.dossier')),
                ('mission_locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.structure')),
                ('repondue_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance', verbose_name='répondue par')),
            ],
            options={
                'verbose_name': 'demande d’allocation ponctuelle',
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='DemandeAllocationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField()),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, serialize=False)),
                ('mois', models.DateField(verbose_name='mois (son premier jour)')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='montant demandé (euros)')),
                ('revenus', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='revenus du mois (euros)')),
                ('motifs', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('se_loger', 'Se loger'), ('manger', 'Manger'), ('se_deplacer', 'Se déplacer'), ('s_habiller', 'S’habiller, se laver'), ('communiquer', 'Téléphone, Internet'), ('demarches', 'Papiers et démarches'), ('attente', 'Attendre une autre ressource'), ('autre', 'Autre besoin')], max_length=12), size=None, verbose_name='pour quoi')),
                ('precision', models.CharField(blank=True, max_length=600, verbose_name='précision')),
                ('demandee_le', models.DateField(verbose_name='demandée le')),
                ('cote', models.CharField(choices=[('porteur', 'le porteur'), ('mission_locale', 'la mission locale')], max_length=16, verbose_name='par')),
                ('reponse', models.CharField(blank=True, choices=[('accordee', 'Accordée'), ('refusee', 'Refusée'), ('a_completer', 'À compléter')], max_length=12, verbose_name='réponse')),
                ('accorde', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='montant accordé (euros)')),
                ('pourquoi', models.CharField(blank=True, max_length=600, verbose_name='pourquoi')),
                ('repondue_le', models.DateField(blank=True, null=True, verbose_name='répondue le')),
                ('jugement', models.JSONField(blank=True, null=True, verbose_name='ce que disaient les textes ce jour-là')),
                ('transmise_le', models.DateField(blank=True, null=True, verbose_name='transmise à l’ASP le')),
                ('retiree_le', models.DateTimeField(blank=True, null=True, verbose_name='demande retirée le')),
                ('version', models.PositiveIntegerField(default=1)),
                ('demandee_par', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.appartenance')),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='dossier.dossier')),
                ('mission_locale', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.structure')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='remobilisation.demandeallocation')),
                ('repondue_par', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.appartenance', verbose_name='répondue par')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Diagnostic',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('pour', models.CharField(max_length=300, verbose_name='pour quoi')),
                ('demande_le', models.DateField(verbose_name='demandé le')),
                ('relance_le', models.DateField(blank=True, null=True, verbose_name='relancé le')),
                ('propose_le', models.DateField(blank=True, null=True, verbose_name='jour proposé')),
                ('ou', models.CharField(blank=True, max_length=160, verbose_name='à quelle heure et où')),
                ('tenu_le', models.DateField(blank=True, null=True, verbose_name='tenu le')),
                ('suite', models.CharField(blank=True, choices=[('pacea', 'Un PACEA va être signé'), ('sans_pacea', 'Pas de PACEA pour l’instant')], max_length=10, verbose_name='ce qui suit')),
                ('pourquoi', models.CharField(blank=True, max_length=300, verbose_name='pourquoi')),
                ('retire_le', models.DateTimeField(blank=True, null=True, verbose_name='demande retirée le')),
                ('version', models.PositiveIntegerField(default=1)),
                ('demande_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='diagnostics', to='dossier.dossier')),
                ('mene_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance', verbose_name='mené par')),
                ('mission_locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.structure')),
            ],
            options={
                'verbose_name': 'diagnostic approfondi',
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='DiagnosticEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField()),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, serialize=False)),
                ('pour', models.CharField(max_length=300, verbose_name='pour quoi')),
                ('demande_le', models.DateField(verbose_name='demandé le')),
                ('relance_le', models.DateField(blank=True, null=True, verbose_name='relancé le')),
                ('propose_le', models.DateField(blank=True, null=True, verbose_name='jour proposé')),
                ('ou', models.CharField(blank=True, max_length=160, verbose_name='à quelle heure et où')),
                ('tenu_le', models.DateField(blank=True, null=True, verbose_name='tenu le')),
                ('suite', models.CharField(blank=True, choices=[('pacea', 'Un PACEA va être signé'), ('sans_pacea', 'Pas de PACEA pour l’instant')], max_length=10, verbose_name='ce qui suit')),
                ('pourquoi', models.CharField(blank=True, max_length=300, verbose_name='pourquoi')),
                ('retire_le', models.DateTimeField(blank=True, null=True, verbose_name='demande retirée le')),
                ('version', models.PositiveIntegerField(default=1)),
                ('demande_par', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.appartenance')),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='dossier.dossier')),
                ('mene_par', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.appartenance', verbose_name='mené par')),
                ('mission_locale', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.structure')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='remobilisation.diagnostic')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LectureDuPlafond',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fenetre', models.CharField(choices=[('civile', 'civile'), ('glissante', 'glissante')], max_length=10, verbose_name='un an, c’est')),
                ('depuis', models.DateField(verbose_name='depuis le')),
                ('note_le', models.DateTimeField(verbose_name='noté le')),
                ('mission_locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.structure')),
                ('par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance')),
            ],
            options={
                'verbose_name': 'lecture du plafond',
            },
        ),
        migrations.CreateModel(
            name='ParcoursPacea',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ('signe_le', models.DateField(verbose_name='signé le')),
                ('fin_prevue_le', models.DateField(verbose_name='dernier jour prévu')),
                ('premiere_phase_le', models.DateField(blank=True, null=True, verbose_name='première phase à partir du')),
                ('objectifs', models.CharField(blank=True, max_length=600, verbose_name='phases et objectifs')),
                ('note_le', models.DateTimeField(verbose_name='noté le')),
                ('fini_le', models.DateField(blank=True, null=True, verbose_name='dernier jour')),
                ('fin', models.CharField(blank=True, choices=[('autonomie', 'Autonomie acquise'), ('cej', 'Un CEJ est signé'), ('anniversaire', 'Vingt-six ans'), ('terme', 'Arrivé à son terme'), ('demande', 'Le jeune l’a demandé'), ('demenagement', 'Parti sur un autre territoire'), ('sans_nouvelles', 'Plus de nouvelles'), ('autre', 'Autre raison')], max_length=14, verbose_name='pourquoi il s’est terminé')),
                ('fin_precision', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                ('retire_le', models.DateTimeField(blank=True, null=True, verbose_name='noté par erreur, retiré le')),
                ('version', models.PositiveIntegerField(default=1)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paceas', to='dossier.dossier')),
                ('mission_locale', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.structure')),
                ('note_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='acteurs.appartenance')),
            ],
            options={
                'verbose_name': 'PACEA',
                'base_manager_name': 'objects',
            },
        ),
        migrations.CreateModel(
            name='ParcoursPaceaEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField()),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=uuid.uuid4, serialize=False)),
                ('signe_le', models.DateField(verbose_name='signé le')),
                ('fin_prevue_le', models.DateField(verbose_name='dernier jour prévu')),
                ('premiere_phase_le', models.DateField(blank=True, null=True, verbose_name='première phase à partir du')),
                ('objectifs', models.CharField(blank=True, max_length=600, verbose_name='phases et objectifs')),
                ('note_le', models.DateTimeField(verbose_name='noté le')),
                ('fini_le', models.DateField(blank=True, null=True, verbose_name='dernier jour')),
                ('fin', models.CharField(blank=True, choices=[('autonomie', 'Autonomie acquise'), ('cej', 'Un CEJ est signé'), ('anniversaire', 'Vingt-six ans'), ('terme', 'Arrivé à son terme'), ('demande', 'Le jeune l’a demandé'), ('demenagement', 'Parti sur un autre territoire'), ('sans_nouvelles', 'Plus de nouvelles'), ('autre', 'Autre raison')], max_length=14, verbose_name='pourquoi il s’est terminé')),
                ('fin_precision', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                ('retire_le', models.DateTimeField(blank=True, null=True, verbose_name='noté par erreur, retiré le')),
                ('version', models.PositiveIntegerField(default=1)),
                ('dossier', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='dossier.dossier')),
                ('mission_locale', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.structure')),
                ('note_par', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='acteurs.appartenance')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='remobilisation.parcourspacea')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='demandeallocation',
            index=models.Index(condition=models.Q(('retiree_le', None), ('transmise_le', None)), fields=['dossier'], name='allocation_en_cours'),
        ),
        migrations.AddConstraint(
            model_name='demandeallocation',
            constraint=models.CheckConstraint(condition=models.Q(('mois__day', 1)), name='allocation_d_un_mois'),
        ),
        migrations.AddConstraint(
            model_name='demandeallocation',
            constraint=models.CheckConstraint(condition=models.Q(('montant__gt', 0), models.Q(('revenus', None), ('revenus__gte', 0), _connector='OR')), name='allocation_montants_positifs'),
        ),
        migrations.AddConstraint(
            model_name='demandeallocation',
            constraint=models.CheckConstraint(condition=models.Q(('motifs', []), _negated=True), name='allocation_pour_quelque_chose'),
        ),
        migrations.AddConstraint(
            model_name='demandeallocation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accorde', None), ('repondue_le', None), ('repondue_par', None), ('reponse', '')), models.Q(('accorde__gt', 0), ('accorde__isnull', False), ('repondue_le__isnull', False), ('repondue_par__isnull', False), ('reponse', 'accordee')), models.Q(('accorde', None), ('reponse__in', ['refusee', 'a_completer']), ('repondue_le__isnull', False), ('repondue_par__isnull', False), models.Q(('pourquoi', ''), _negated=True)), _connector='OR'), name='allocation_reponse_entiere'),
        ),
        migrations.AddConstraint(
            model_name='demandeallocation',
            constraint=models.CheckConstraint(condition=models.Q(('transmise_le', None), ('reponse', 'accordee'), _connector='OR'), name='allocation_transmise_si_accordee'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='demandeallocation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "remobilisation_demandeallocationevent" ("accorde", "cote", "demandee_le", "demandee_par_id", "dossier_id", "id", "jugement", "mission_locale_id", "mois", "montant", "motifs", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pourquoi", "precision", "repondue_le", "repondue_par_id", "reponse", "retiree_le", "revenus", "transmise_le", "version") VALUES (NEW."accorde", NEW."cote", NEW."demandee_le", NEW."demandee_par_id", NEW."dossier_id", NEW."id", NEW."jugement", NEW."mission_locale_id", NEW."mois", NEW."montant", NEW."motifs", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pourquoi", NEW."precision", NEW."repondue_le", NEW."repondue_par_id", NEW."reponse", NEW."retiree_le", NEW."revenus", NEW."transmise_le", NEW."version"); RETURN NULL;', hash='379f5051493de6bc91a1e4f4cddc005780afee2f', operation='INSERT', pgid='pgtrigger_insert_insert_65165', table='remobilisation_demandeallocation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='demandeallocation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "remobilisation_demandeallocationevent" ("accorde", "cote", "demandee_le", "demandee_par_id", "dossier_id", "id", "jugement", "mission_locale_id", "mois", "montant", "motifs", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pourquoi", "precision", "repondue_le", "repondue_par_id", "reponse", "retiree_le", "revenus", "transmise_le", "version") VALUES (NEW."accorde", NEW."cote", NEW."demandee_le", NEW."demandee_par_id", NEW."dossier_id", NEW."id", NEW."jugement", NEW."mission_locale_id", NEW."mois", NEW."montant", NEW."motifs", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pourquoi", NEW."precision", NEW."repondue_le", NEW."repondue_par_id", NEW."reponse", NEW."retiree_le", NEW."revenus", NEW."transmise_le", NEW."version"); RETURN NULL;', hash='810b6f228f3ed6d1aa8ca5900f1074b225492fc8', operation='UPDATE', pgid='pgtrigger_update_update_70a3e', table='remobilisation_demandeallocation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='demandeallocation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "remobilisation_demandeallocationevent" ("accorde", "cote", "demandee_le", "demandee_par_id", "dossier_id", "id", "jugement", "mission_locale_id", "mois", "montant", "motifs", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pourquoi", "precision", "repondue_le", "repondue_par_id", "reponse", "retiree_le", "revenus", "transmise_le", "version") VALUES (OLD."accorde", OLD."cote", OLD."demandee_le", OLD."demandee_par_id", OLD."dossier_id", OLD."id", OLD."jugement", OLD."mission_locale_id", OLD."mois", OLD."montant", OLD."motifs", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pourquoi", OLD."precision", OLD."repondue_le", OLD."repondue_par_id", OLD."reponse", OLD."retiree_le", OLD."revenus", OLD."transmise_le", OLD."version"); RETURN NULL;', hash='6f0372f5d9aed547948901efcca6d225d425db91', operation='DELETE', pgid='pgtrigger_delete_delete_d0c40', table='remobilisation_demandeallocation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='demandeallocationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='06ba8b8f70e46eee44f3cc3d112268a2db96030a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_01ae7', table='remobilisation_demandeallocationevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='diagnostic',
            constraint=models.UniqueConstraint(condition=models.Q(('retire_le', None), ('tenu_le', None)), fields=('dossier',), name='diagnostic_un_seul_attendu'),
        ),
        migrations.AddConstraint(
            model_name='diagnostic',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mene_par', None), ('suite', ''), ('tenu_le', None)), models.Q(('mene_par__isnull', False), ('tenu_le__isnull', False), models.Q(('suite', ''), _negated=True)), _connector='OR'), name='diagnostic_tenu_en_entier'),
        ),
        migrations.AddConstraint(
            model_name='diagnostic',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('suite', 'sans_pacea'), _negated=True), models.Q(('pourquoi', ''), _negated=True), _connector='OR'), name='diagnostic_sans_pacea_dit'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='diagnostic',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "remobilisation_diagnosticevent" ("demande_le", "demande_par_id", "dossier_id", "id", "mene_par_id", "mission_locale_id", "ou", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pour", "pourquoi", "propose_le", "relance_le", "retire_le", "suite", "tenu_le", "version") VALUES (NEW."demande_le", NEW."demande_par_id", NEW."dossier_id", NEW."id", NEW."mene_par_id", NEW."mission_locale_id", NEW."ou", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."pour", NEW."pourquoi", NEW."propose_le", NEW."relance_le", NEW."retire_le", NEW."suite", NEW."tenu_le", NEW."version"); RETURN NULL;', hash='ad6e6f9a207f5fc7c512a13400bb6a4687a76de3', operation='INSERT', pgid='pgtrigger_insert_insert_d1d07', table='remobilisation_diagnostic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='diagnostic',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "remobilisation_diagnosticevent" ("demande_le", "demande_par_id", "dossier_id", "id", "mene_par_id", "mission_locale_id", "ou", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pour", "pourquoi", "propose_le", "relance_le", "retire_le", "suite", "tenu_le", "version") VALUES (NEW."demande_le", NEW."demande_par_id", NEW."dossier_id", NEW."id", NEW."mene_par_id", NEW."mission_locale_id", NEW."ou", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."pour", NEW."pourquoi", NEW."propose_le", NEW."relance_le", NEW."retire_le", NEW."suite", NEW."tenu_le", NEW."version"); RETURN NULL;', hash='ef6f42ecd8bb90950c7eef06731d62cf28b4d5c4', operation='UPDATE', pgid='pgtrigger_update_update_89e93', table='remobilisation_diagnostic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='diagnostic',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "remobilisation_diagnosticevent" ("demande_le", "demande_par_id", "dossier_id", "id", "mene_par_id", "mission_locale_id", "ou", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pour", "pourquoi", "propose_le", "relance_le", "retire_le", "suite", "tenu_le", "version") VALUES (OLD."demande_le", OLD."demande_par_id", OLD."dossier_id", OLD."id", OLD."mene_par_id", OLD."mission_locale_id", OLD."ou", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."pour", OLD."pourquoi", OLD."propose_le", OLD."relance_le", OLD."retire_le", OLD."suite", OLD."tenu_le", OLD."version"); RETURN NULL;', hash='f5377f5ed9a6013adcbf1c959abfbf19da804905', operation='DELETE', pgid='pgtrigger_delete_delete_eff50', table='remobilisation_diagnostic', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='diagnosticevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3af73844dd6590716718f4274161d0bd32fa28be', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_111fc', table='remobilisation_diagnosticevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='lectureduplafond',
            constraint=models.UniqueConstraint(fields=('mission_locale', 'depuis'), name='lecture_du_plafond_une_par_jour'),
        ),
        migrations.AddConstraint(
            model_name='lectureduplafond',
            constraint=models.CheckConstraint(condition=models.Q(('fenetre__in', ['civile', 'glissante'])), name='lecture_du_plafond_connue'),
        ),
        migrations.AddConstraint(
            model_name='parcourspacea',
            constraint=models.UniqueConstraint(condition=models.Q(('fini_le', None), ('retire_le', None)), fields=('dossier',), name='pacea_un_seul_ouvert'),
        ),
        migrations.AddConstraint(
            model_name='parcourspacea',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('retire_le', None)), expressions=[('dossier', '='), (models.Func(models.F('signe_le'), django.db.models.functions.comparison.Coalesce(models.F('fini_le'), models.F('fin_prevue_le')), models.Value('[]'), function='daterange'), '&&')], name='pacea_sans_chevauchement'),
        ),
        migrations.AddConstraint(
            model_name='parcourspacea',
            constraint=models.CheckConstraint(condition=models.Q(('fin_prevue_le__gte', models.F('signe_le'))), name='pacea_fin_apres_signature'),
        ),
        migrations.AddConstraint(
            model_name='parcourspacea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fin', ''), ('fini_le', None)), models.Q(('fini_le__gte', models.F('signe_le')), ('fini_le__isnull', False), models.Q(('fin', ''), _negated=True)), _connector='OR'), name='pacea_fini_avec_raison'),
        ),
        migrations.AddConstraint(
            model_name='parcourspacea',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fin', 'autre'), _negated=True), models.Q(('fin_precision', ''), _negated=True), _connector='OR'), name='pacea_autre_raison_dite'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parcourspacea',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "remobilisation_parcourspaceaevent" ("dossier_id", "fin", "fin_precision", "fin_prevue_le", "fini_le", "id", "mission_locale_id", "note_le", "note_par_id", "objectifs", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "premiere_phase_le", "retire_le", "signe_le", "version") VALUES (NEW."dossier_id", NEW."fin", NEW."fin_precision", NEW."fin_prevue_le", NEW."fini_le", NEW."id", NEW."mission_locale_id", NEW."note_le", NEW."note_par_id", NEW."objectifs", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."premiere_phase_le", NEW."retire_le", NEW."signe_le", NEW."version"); RETURN NULL;', hash='ad56a23b13c042f8a2b7389d14ea4514a45521a2', operation='INSERT', pgid='pgtrigger_insert_insert_5c29c', table='remobilisation_parcourspacea', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parcourspacea',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "remobilisation_parcourspaceaevent" ("dossier_id", "fin", "fin_precision", "fin_prevue_le", "fini_le", "id", "mission_locale_id", "note_le", "note_par_id", "objectifs", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "premiere_phase_le", "retire_le", "signe_le", "version") VALUES (NEW."dossier_id", NEW."fin", NEW."fin_precision", NEW."fin_prevue_le", NEW."fini_le", NEW."id", NEW."mission_locale_id", NEW."note_le", NEW."note_par_id", NEW."objectifs", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."premiere_phase_le", NEW."retire_le", NEW."signe_le", NEW."version"); RETURN NULL;', hash='4d3d477c4919fa5932462353a3a66a8e2cbd5585', operation='UPDATE', pgid='pgtrigger_update_update_94215', table='remobilisation_parcourspacea', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parcourspacea',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "remobilisation_parcourspaceaevent" ("dossier_id", "fin", "fin_precision", "fin_prevue_le", "fini_le", "id", "mission_locale_id", "note_le", "note_par_id", "objectifs", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "premiere_phase_le", "retire_le", "signe_le", "version") VALUES (OLD."dossier_id", OLD."fin", OLD."fin_precision", OLD."fin_prevue_le", OLD."fini_le", OLD."id", OLD."mission_locale_id", OLD."note_le", OLD."note_par_id", OLD."objectifs", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."premiere_phase_le", OLD."retire_le", OLD."signe_le", OLD."version"); RETURN NULL;', hash='6ab29253bd0b6cc47bbc7b0179ff6cad7033979b', operation='DELETE', pgid='pgtrigger_delete_delete_3a8c2', table='remobilisation_parcourspacea', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='parcourspaceaevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dc379666e3f95c9f498ccf79b7382552366b21e2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3fc08', table='remobilisation_parcourspaceaevent', when='BEFORE')),
        ),
    ]
