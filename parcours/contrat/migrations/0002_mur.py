"""Each side notes its own signature; the mission locale opens, and an open contract keeps its words."""

from django.db import migrations

from socle.acces.politiques import historique, politique, sous_acces

# A contract is prepared by one of its two sides, for the mission locale of the dossier; it is born closed.
PAR_UN_COTE = """prepare_par_id = contexte_appartenance() AND ouvert_le IS NULL AND rompu_le IS NULL
    AND fin_le = fin_prevue_le
    AND EXISTS (
        SELECT FROM dossier_dossier d
         WHERE d.id = contrat_contrat.dossier_id AND d.mission_locale_id = contrat_contrat.mission_locale_id
           AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""

DU_CONTRAT = """EXISTS (
    SELECT FROM contrat_contrat c JOIN dossier_dossier d ON d.id = c.dossier_id
     WHERE c.id = {table}.contrat_id AND c.dossier_id = {table}.dossier_id AND ({suite}))"""

# Nobody notes the other side's signature; either may note the youth's.
POUR_SA_PARTIE = "par_id = contexte_appartenance() AND " + DU_CONTRAT.format(
    table="contrat_signature",
    suite="""c.ouvert_le IS NULL AND c.retire_le IS NULL AND contexte_structure() IN (d.porteur_id, c.mission_locale_id)
       AND (contrat_signature.partie = 'jeune'
            OR contexte_structure() = CASE contrat_signature.partie
               WHEN 'porteur' THEN d.porteur_id WHEN 'mission_locale' THEN c.mission_locale_id END)""",
)


def par_la_mission_locale(table: str) -> str:
    """What happens to an open contract is said by the mission locale that opened it."""
    return "par_id = contexte_appartenance() AND " + DU_CONTRAT.format(
        table=table, suite="c.ouvert_le IS NOT NULL AND contexte_structure() = c.mission_locale_id"
    )


def des_deux(table: str) -> str:
    """Why there are no hours: the two structures that sign, and nobody else who reads the dossier."""
    return f"voit({table}.dossier_id) AND " + DU_CONTRAT.format(
        table=table, suite="contexte_structure() IN (d.porteur_id, c.mission_locale_id)"
    )


DISPENSE = f"""
CREATE POLICY lire ON contrat_dispense FOR SELECT TO tandem_web USING ({des_deux("contrat_dispense")});
CREATE POLICY ajouter ON contrat_dispense FOR INSERT TO tandem_web
    WITH CHECK (par_id = contexte_appartenance() AND {des_deux("contrat_dispense")});
CREATE POLICY modifier ON contrat_dispense FOR UPDATE TO tandem_web
    USING ({des_deux("contrat_dispense")}) WITH CHECK ({des_deux("contrat_dispense")});
GRANT SELECT, INSERT, UPDATE ON contrat_dispense TO tandem_web;
"""
DISPENSE_PASSEE = f"""
CREATE POLICY lire ON contrat_dispenseevent FOR SELECT TO tandem_web USING ({des_deux("contrat_dispenseevent")});
CREATE POLICY ajouter ON contrat_dispenseevent FOR INSERT TO tandem_web WITH CHECK (true);
GRANT SELECT, INSERT ON contrat_dispenseevent TO tandem_web;
"""

FIGE = """
CREATE FUNCTION contrat_fige() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.retire_le IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une préparation abandonnée ne change plus.';
    END IF;
    IF NEW.dossier_id <> OLD.dossier_id OR NEW.mission_locale_id <> OLD.mission_locale_id THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un contrat ne change pas de dossier.';
    END IF;
    IF OLD.ouvert_le IS NULL AND NOT EXISTS (
           SELECT FROM dossier_dossier d
            WHERE d.id = OLD.dossier_id AND contexte_structure() IN (d.porteur_id, OLD.mission_locale_id)) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un contrat est préparé par ses deux côtés.';
    END IF;
    IF OLD.ouvert_le IS NULL AND NEW.ouvert_le IS NULL AND NEW.fin_le <> NEW.fin_prevue_le THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Avant son ouverture, un contrat n’a qu’une fin.';
    END IF;
    IF OLD.ouvert_le IS NULL AND NEW.ouvert_le IS NOT NULL THEN
        IF NEW.ouvert_par_id <> contexte_appartenance() OR contexte_structure() <> NEW.mission_locale_id OR NOT EXISTS (
               SELECT FROM acteurs_appartenance a WHERE a.id = NEW.ouvert_par_id AND a.decide) THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'La mission locale ouvre le contrat.';
        END IF;
        IF (SELECT count(DISTINCT s.partie) FROM contrat_signature s
             WHERE s.contrat_id = NEW.id AND s.retiree_le IS NULL) <> 3 THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Il faut trois signatures.';
        END IF;
    END IF;
    IF OLD.ouvert_le IS NOT NULL THEN
        IF contexte_structure() <> OLD.mission_locale_id THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'La mission locale tient le contrat ouvert.';
        END IF;
        IF to_jsonb(OLD) - ARRAY['fin_le', 'referent_id', 'rompu_le', 'rompu_par_id', 'rupture_initiative',
                                 'rupture_motif', 'maj_par_id', 'maj_le', 'version']
           IS DISTINCT FROM
           to_jsonb(NEW) - ARRAY['fin_le', 'referent_id', 'rompu_le', 'rompu_par_id', 'rupture_initiative',
                                 'rupture_motif', 'maj_par_id', 'maj_le', 'version'] THEN
            RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un contrat ouvert garde ses mots.';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contrat_fige BEFORE UPDATE ON contrat_contrat
    FOR EACH ROW EXECUTE FUNCTION contrat_fige();

CREATE FUNCTION contrat_signature_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM contrat_contrat c WHERE c.id = OLD.contrat_id AND c.ouvert_le IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un contrat ouvert garde ses signatures.';
    END IF;
    IF OLD.retiree_le IS NOT NULL
       OR to_jsonb(OLD) - 'retiree_le' IS DISTINCT FROM to_jsonb(NEW) - 'retiree_le' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une signature se retire, elle ne se modifie pas.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contrat_signature_figee BEFORE UPDATE ON contrat_signature
    FOR EACH ROW EXECUTE FUNCTION contrat_signature_figee();

-- The columns named are the only ones that may change, and by the mission locale.
CREATE FUNCTION contrat_suite_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM contrat_contrat c
                    WHERE c.id = OLD.contrat_id AND c.mission_locale_id = contexte_structure()) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'La mission locale tient le contrat ouvert.';
    END IF;
    IF OLD.retiree_le IS NOT NULL OR to_jsonb(OLD) - TG_ARGV IS DISTINCT FROM to_jsonb(NEW) - TG_ARGV THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Ce qui est décidé s’annule, il ne se réécrit pas.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER contrat_prolongation_figee BEFORE UPDATE ON contrat_prolongation
    FOR EACH ROW EXECUTE FUNCTION contrat_suite_figee('retiree_le');
CREATE TRIGGER contrat_interruption_figee BEFORE UPDATE ON contrat_interruption
    FOR EACH ROW EXECUTE FUNCTION contrat_suite_figee('retiree_le', 'au');
"""
RETOUR = """
DROP TRIGGER contrat_interruption_figee ON contrat_interruption;
DROP TRIGGER contrat_prolongation_figee ON contrat_prolongation;
DROP FUNCTION contrat_suite_figee();
DROP TRIGGER contrat_signature_figee ON contrat_signature; DROP FUNCTION contrat_signature_figee();
DROP TRIGGER contrat_fige ON contrat_contrat; DROP FUNCTION contrat_fige();
"""


class Migration(migrations.Migration):
    dependencies = [("contrat", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        sous_acces("contrat_contrat", condition_ajout=PAR_UN_COTE),
        historique("contrat_contratevent"),
        sous_acces("contrat_signature", condition_ajout=POUR_SA_PARTIE),
        historique("contrat_signatureevent"),
        sous_acces("contrat_prolongation", condition_ajout=par_la_mission_locale("contrat_prolongation")),
        historique("contrat_prolongationevent"),
        sous_acces("contrat_interruption", condition_ajout=par_la_mission_locale("contrat_interruption")),
        historique("contrat_interruptionevent"),
        politique("contrat_dispense", DISPENSE, ("lire", "ajouter", "modifier")),
        politique("contrat_dispenseevent", DISPENSE_PASSEE, ("lire", "ajouter")),
        migrations.RunSQL(FIGE, RETOUR),
    ]
