"""A signature is one's own, for one's own side; a decision signed on both sides never changes again."""

from django.db import migrations

from socle.acces.politiques import historique, politique, sous_acces

POUR_SON_COTE = """par_id = contexte_appartenance() AND compte_id = contexte_compte() AND EXISTS (
    SELECT FROM dossier_dossier d JOIN commission_decision x ON x.dossier_id = d.id
     WHERE x.id = decision_id AND d.id = commission_signature.dossier_id AND x.signee_le IS NULL
       AND contexte_structure() = CASE commission_signature.cote
               WHEN 'porteur' THEN d.porteur_id WHEN 'mission_locale' THEN d.mission_locale_id END)"""

FIGEE = """
CREATE FUNCTION decision_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.signee_le IS NOT NULL AND to_jsonb(OLD) - 'remplacee_le' IS DISTINCT FROM to_jsonb(NEW) - 'remplacee_le' THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une décision signée ne change plus.';
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
RENDEZVOUS = """
CREATE POLICY lire ON commission_rendezvous FOR SELECT TO tandem_web USING (contexte_structure() IS NOT NULL);
CREATE POLICY ecrire ON commission_rendezvous TO tandem_web
    USING (mission_locale_id = contexte_structure()) WITH CHECK (mission_locale_id = contexte_structure());
GRANT SELECT, INSERT, UPDATE ON commission_rendezvous TO tandem_web;
"""


class Migration(migrations.Migration):
    dependencies = [("commission", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        sous_acces("commission_decision"),
        historique("commission_decisionevent"),
        sous_acces("commission_signature", condition_ajout=POUR_SON_COTE),
        historique("commission_signatureevent"),
        politique("commission_rendezvous", RENDEZVOUS, ("lire", "ecrire")),
        migrations.RunSQL(FIGEE, RETOUR),
    ]
