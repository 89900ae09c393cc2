"""A sortie is said for one's own side, and changed by it; what ties two dossiers is read by who sees both."""

from django.db import migrations

from socle.acces.politiques import historique, politique, sous_acces

DE_SON_COTE = """contexte_structure() = (
    SELECT CASE {table}.cote WHEN 'porteur' THEN d.porteur_id WHEN 'mission_locale' THEN d.mission_locale_id END
      FROM dossier_dossier d WHERE d.id = {table}.dossier_id)"""

SORTIE = f"""par_id = contexte_appartenance() AND maj_par_id = contexte_appartenance() AND annulee_le IS NULL
    AND {DE_SON_COTE.format(table="sortie_sortie")}"""

# Whom to turn to hangs from the sortie of the same dossier.
RELAIS = """EXISTS (
    SELECT FROM sortie_sortie s WHERE s.id = sortie_id AND s.dossier_id = sortie_relais.dossier_id)"""

# The other side answers, for itself, a sortie in force at the version that stands.
AVIS = f"""par_id = contexte_appartenance() AND retire_le IS NULL AND maintenue_le IS NULL
    AND {DE_SON_COTE.format(table="sortie_avis")}
    AND EXISTS (
        SELECT FROM sortie_sortie s
         WHERE s.id = sortie_id AND s.dossier_id = sortie_avis.dossier_id AND s.cote <> sortie_avis.cote
           AND s.version = sortie_avis.version_lue AND s.annulee_le IS NULL)"""

FIGEE = """
CREATE FUNCTION sortie_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.annulee_le IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Une sortie annulée ne change plus.';
    END IF;
    IF (OLD.dossier_id, OLD.cote, OLD.par_id, OLD.dite_le, OLD.etape_quittee)
       IS DISTINCT FROM (NEW.dossier_id, NEW.cote, NEW.par_id, NEW.dite_le, NEW.etape_quittee) THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Qui a dit une sortie, et quand, ne change pas.';
    END IF;
    -- The side that said it; the porteur too, for when the mission locale that said it sees the dossier no more.
    IF contexte_structure() IS DISTINCT FROM (SELECT d.porteur_id FROM dossier_dossier d WHERE d.id = OLD.dossier_id)
       AND contexte_structure() IS DISTINCT FROM (
           SELECT CASE OLD.cote WHEN 'mission_locale' THEN d.mission_locale_id END
             FROM dossier_dossier d WHERE d.id = OLD.dossier_id) THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
            MESSAGE = 'Une sortie est reprise par le côté qui l’a dite.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER sortie_figee BEFORE UPDATE ON sortie_sortie
    FOR EACH ROW EXECUTE FUNCTION sortie_figee();

CREATE FUNCTION avis_fige() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.retire_le IS NOT NULL OR OLD.maintenue_le IS NOT NULL AND NEW.maintenue_le IS DISTINCT FROM OLD.maintenue_le
       OR to_jsonb(OLD) - '{retire_le,maintenue_le,maintenue_par_id,maintien}'::text[]
          IS DISTINCT FROM to_jsonb(NEW) - '{retire_le,maintenue_le,maintenue_par_id,maintien}'::text[] THEN
        RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'Un avis se remplace, il ne se modifie pas.';
    END IF;
    -- Nobody answers the contest of their own side.
    IF NEW.maintenue_le IS NOT NULL AND OLD.maintenue_le IS NULL AND (
           NEW.maintenue_par_id IS DISTINCT FROM contexte_appartenance()
           OR contexte_structure() = (
               SELECT CASE OLD.cote WHEN 'porteur' THEN d.porteur_id ELSE d.mission_locale_id END
                 FROM dossier_dossier d WHERE d.id = OLD.dossier_id)) THEN
        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
            MESSAGE = 'C’est au côté qui a dit la sortie de la maintenir.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER avis_fige BEFORE UPDATE ON sortie_avis
    FOR EACH ROW EXECUTE FUNCTION avis_fige();
"""
RETOUR_EN_ARRIERE = """
DROP TRIGGER avis_fige ON sortie_avis; DROP FUNCTION avis_fige();
DROP TRIGGER sortie_figee ON sortie_sortie; DROP FUNCTION sortie_figee();
"""

# Whoever sees one of the two dossiers and not the other never learns that there is another. Nothing in it changes.
DES_DEUX = "voit(dossier_id) AND voit(ancien_id)"
RETOUR = f"""
CREATE POLICY lire ON sortie_retour FOR SELECT TO tandem_web USING ({DES_DEUX});
CREATE POLICY ajouter ON sortie_retour FOR INSERT TO tandem_web WITH CHECK (
    voit(dossier_id, 'tout') AND voit(ancien_id, 'tout') AND par_id = contexte_appartenance()
    AND EXISTS (SELECT FROM sortie_sortie s WHERE s.dossier_id = ancien_id AND s.annulee_le IS NULL));
GRANT SELECT, INSERT ON sortie_retour TO tandem_web;
"""
EVENEMENT = f"""
CREATE POLICY lire ON sortie_retourevent FOR SELECT TO tandem_web USING ({DES_DEUX});
CREATE POLICY ajouter ON sortie_retourevent FOR INSERT TO tandem_web WITH CHECK (true);
GRANT SELECT, INSERT ON sortie_retourevent TO tandem_web;
"""


class Migration(migrations.Migration):
    dependencies = [("sortie", "0001_initial"), ("acces", "0002_fonctions"), ("dossier", "0002_mur")]

    operations = [
        sous_acces("sortie_sortie", condition_ajout=SORTIE),
        historique("sortie_sortieevent"),
        sous_acces("sortie_relais", lecture="coordonnees", ecriture="coordonnees", condition_ajout=RELAIS),
        historique("sortie_relaisevent", lecture="coordonnees"),
        sous_acces("sortie_avis", condition_ajout=AVIS),
        historique("sortie_avisevent"),
        politique("sortie_retour", RETOUR, ("lire", "ajouter")),
        politique("sortie_retourevent", EVENEMENT, ("lire", "ajouter")),
        migrations.RunSQL(FIGEE, RETOUR_EN_ARRIERE),
    ]
