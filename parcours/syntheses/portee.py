"""The Python wall of the synthèses. PostgreSQL's says the same (`sql/mur.sql`), and adds what its author may open."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value

from regles.acces import Portee
from socle.acces.models import ARGENT, JUSTICE, PARTAGE, PLAN, SANTE
from socle.acces.portee import Acteur, SousPortee, visible

SENSIBLES = {"sante": SANTE, "justice": JUSTICE, "argent": ARGENT}
"""Parts that are never proposed, and the element that an accord must name for each."""


def d_un_cote(acteur: Acteur) -> Q:
    """Of a dossier whose porteur or mission locale of today is the structure of the hat worn.

    A partner is of neither side, and the row of the dossier that a join would need is hidden from it.
    """
    if acteur.portee == Portee.PARTAGE:
        return Q(pk__in=[])
    return Q(dossier__porteur_id=acteur.structure_id) | Q(dossier__mission_locale_id=acteur.structure_id)


def en_vigueur(acteur: Acteur) -> Q:
    """Sendings not taken back whose accord still runs: withdrawn or replaced, it closes them.

    PostgreSQL is asked, because a side may not read the accord on which the other sent.
    """
    tient = Func(
        F("accord_id"), F("retire_le"), Value(acteur.le),
        function="envoi_en_vigueur", output_field=models.BooleanField(),
    )  # fmt: skip
    return Q(retire_le=None) & Q(tient)


def _ouvert(acteur: Acteur) -> Q:
    """A recipient reads when its access of today is to the plan, or to what is shared with it."""
    return visible(acteur, element=PLAN, chemin="dossier_id") | visible(acteur, element=PARTAGE, chemin="dossier_id")


def _nommes(acteur: Acteur) -> Q:
    tout = Q()
    for champ, element in SENSIBLES.items():
        tout &= Q(**{champ: ""}) | visible(acteur, element=element, chemin="dossier_id")
    return tout


class SousPorteeDesSyntheses(SousPortee):
    """Manager of the versions: one's own, those submitted to one's side, those sent to one's structure."""

    def condition(self, acteur: Acteur, sonde: type[Exists]) -> Q:
        plan = visible(acteur, element=PLAN, chemin="dossier_id", sonde=sonde)
        envois = apps.get_model("syntheses", "EnvoiDeSynthese").objects.filter(
            en_vigueur(acteur), synthese_id=OuterRef("pk"), destinataire_id=acteur.structure_id
        )
        autres = (plan & d_un_cote(acteur)) | (_ouvert(acteur) & Exists(envois))
        return Q(structure_id=acteur.structure_id) & plan | Q(soumise_le__isnull=False) & _nommes(acteur) & autres


class SousPorteeDesEnvois(SousPortee):
    """Manager of the sendings: both sides see them all; a recipient, its own while they hold."""

    def condition(self, acteur: Acteur, sonde: type[Exists]) -> Q:
        cotes = visible(acteur, element=PLAN, chemin="dossier_id", sonde=sonde) & d_un_cote(acteur)
        return cotes | Q(destinataire_id=acteur.structure_id) & en_vigueur(acteur) & _ouvert(acteur)


class SousPorteeDesObservations(SousPortee):
    """Manager of what the youth says of a version: read by whoever reads the version."""

    def condition(self, acteur: Acteur, sonde: type[Exists]) -> Q:
        return Q(sonde(apps.get_model("syntheses", "Synthese").objects.filter(pk=OuterRef("synthese_id"))))
