"""A signature is one's own, for one's own side; a decision signed on both sides never changes again."""

from django.db import migrations

from socle.acces.politiques import historique, politique, sous_acces

DE_SON_COTE = """contexte_structure() = (
    SELECT CASE cote WHEN 'porteur' THEN d.porteur_id WHEN 'mission_locale' THEN d.mission_locale_id END
      FROM dossier_dossier d WHERE d.id = {table}.dossier_id)"""

POUR_SON_COTE = f"""par_id = contexte_appartenance() AND compte_id = contexte_compte()
    AND {DE_SON_COTE.format(table="commission_signature")}
    AND EXISTS (
        SELECT FROM acteurs_appartenance a WHERE a.id = par_id AND a.decide)
    AND EXISTS (
        SELECT FROM commission_decision x
         WHERE x.id = decision_id AND x.dossier_id = commission_signature.dossier_id
           AND x.empreinte = commission_signature.empreinte AND x.signee_le IS NULL AND x.retiree_le IS NULL)"""

# A decision is proposed by one of its two sides; it is born without signature, for the mission locale of the dossier.
PAR_UN_COTE = """proposee_par_id = contexte_appartenance() AND signee_le IS NULL AND remplacee_le IS NULL
    AND EXISTS (
        SELECT FROM dossier_dossier d
         WHERE d.id = commission_decision.dossier_id
           AND d.mission_locale_id = commission_decision.mission_locale_id
           AND contexte_structure() IN (d.porteur_id, d.mission_locale_id))"""

# What follows a decision follows one that is signed.
D_UNE_SIGNEE = """EXISTS (
    SELECT FROM commission_decision x
     WHERE x.id = decision_id AND x.dossier_id = commission_suite.dossier_id AND x.signee_le IS NOT NULL)"""

FIGEE = """
CREATE FUNCTION decision_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.signee_le IS NOT NULL AND (
           to_jsonb(OLD) - 'remplacee_le' IS DISTINCT FROM to_jsonb(NEW) - 'remplacee_le'
           OR OLD.remplacee_le IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une décision signée ne change plus.';
    END IF;
    IF OLD.retiree_le IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une proposition retirée ne change plus.';
    END IF;
    IF NEW.dossier_id <> OLD.dossier_id OR NEW.mission_locale_id <> OLD.mission_locale_id THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une décision ne change pas de dossier.';
    END IF;
    IF OLD.signee_le IS NULL AND NEW.signee_le IS NOT NULL AND (
           SELECT count(DISTINCT s.cote) <> 2 OR bool_or(s.empreinte <> NEW.empreinte)
             FROM commission_signature s WHERE s.decision_id = NEW.id AND s.retiree_le IS NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Il faut deux signatures du même texte.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_figee BEFORE UPDATE ON commission_decision
    FOR EACH ROW EXECUTE FUNCTION decision_figee();

CREATE FUNCTION signature_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM commission_decision d WHERE d.id = OLD.decision_id AND d.signee_le IS NOT NULL) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une décision signée garde ses signatures.';
    END IF;
    IF OLD.retiree_le IS NOT NULL
       OR to_jsonb(OLD) - 'retiree_le' IS DISTINCT FROM to_jsonb(NEW) - 'retiree_le' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une signature se retire, elle ne se modifie pas.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER signature_figee BEFORE UPDATE ON commission_signature
    FOR EACH ROW EXECUTE FUNCTION signature_figee();
"""
RETOUR = """
DROP TRIGGER signature_figee ON commission_signature; DROP FUNCTION signature_figee();
DROP TRIGGER decision_figee ON commission_decision; DROP FUNCTION decision_figee();
"""

# When a commission sits says nothing about anybody; only its mission locale writes it.
CALENDRIER = """
CREATE POLICY lire ON {table} FOR SELECT TO tandem_web USING (contexte_structure() IS NOT NULL);
CREATE POLICY ecrire ON {table} TO tandem_web
    USING (mission_locale_id = contexte_structure()) WITH CHECK (mission_locale_id = contexte_structure());
GRANT SELECT, INSERT, UPDATE ON {table} TO tandem_web;
"""


class Migration(migrations.Migration):
    dependencies = [("commission", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        sous_acces("commission_decision", condition_ajout=PAR_UN_COTE),
        historique("commission_decisionevent"),
        sous_acces("commission_signature", condition_ajout=POUR_SON_COTE),
        historique("commission_signatureevent"),
        sous_acces("commission_suite", condition_ajout=D_UNE_SIGNEE),
        historique("commission_suiteevent"),
        politique(
            "commission_rendezvous", CALENDRIER.format(table="commission_rendezvous"), ("lire", "ecrire")
        ),
        politique(
            "commission_seancedeplacee", CALENDRIER.format(table="commission_seancedeplacee"), ("lire", "ecrire")
        ),
        migrations.RunSQL(FIGEE, RETOUR),
    ]
