"""What is said of a youth, and to whom: the audience that its author chose. Both walls read these columns."""

from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from regles.acces import Portee
from socle.acces.models import PARTAGE, PLAN, TOUT, Acces
from socle.acces.portee import Acteur, SousPortee, visible
from socle.acteurs.models import Structure
from socle.dossier.domaines import SENSIBLES, Domaine


class Audience(models.TextChoices):
    """Who reads a text, beside the structure that wrote it. The narrowest comes first."""

    STRUCTURE = "structure", "ma structure seulement"
    LES_DEUX = "les_deux", "le porteur et la mission locale"
    EQUIPE = "equipe", "toute l’équipe du jeune"
    NOMMEE = "nommee", "un partenaire nommé"


COMMUNES = (Audience.LES_DEUX.value, Audience.EQUIPE.value)
"""The audiences that both sides are part of."""


NOMMEE = f"{Audience.NOMMEE.value}-"
"""Before the key of the structure that is named, in a form."""


def lit_partage(acteur: Acteur, *, chemin: str = "dossier_id", element: str | None = None, sonde: type = Exists) -> Q:
    """The condition « this hat reads that text »: the twin, in Python, of the SQL function of the same name.

    `element` is what must be open for the structure that wrote it.
    """
    nous = acteur.structure_id

    def ouvert(quoi: str | None) -> Q:
        return visible(acteur, element=quoi, chemin=chemin, sonde=sonde)

    invite = ouvert(PLAN) | ouvert(PARTAGE)
    adresse = (Q(audience=Audience.EQUIPE) & invite) | (Q(audience=Audience.NOMMEE, pour_id=nous) & invite)
    # A partner is of no side, and the row of the dossier, which says who is, does not exist for it: not even joined.
    if acteur.portee != Portee.PARTAGE:
        cotes = Q(dossier__porteur_id=nous) | Q(dossier__mission_locale_id=nous)
        adresse |= Q(audience=Audience.LES_DEUX) & cotes & ouvert(PLAN)
    permis = ~Q(domaine__in=SENSIBLES)
    for domaine in SENSIBLES:
        auteur = Acces.objects.filter(
            Q(jusqu_a=None) | Q(jusqu_a__gte=acteur.le), dossier_id=OuterRef(chemin), ferme_le=None,
            structure_id=OuterRef("structure_id"), appartenance_id=None, elements__overlap=[domaine.value, TOUT],
        )  # fmt: skip
        # What its author is open to, a partner may not know: PostgreSQL, which does, answers alone for that.
        sait = Q() if acteur.portee == Portee.PARTAGE else Q(sonde(auteur))
        permis |= Q(domaine=domaine) & ouvert(domaine.value) & sait
    return (Q(structure_id=nous) & ouvert(element)) | (~Q(structure_id=nous) & adresse & permis)


def lecteurs_de(texte: Any) -> str:
    """Who reads a text, or one of its past states, as a form's radio says it."""
    return f"{NOMMEE}{texte.pour_id}" if texte.audience == Audience.NOMMEE else texte.audience


class SelonLePartage(SousPortee):
    """Manager of shared texts: what the hat worn wrote, and what was addressed to it."""

    def condition(self, acteur: Acteur, sonde: type[Exists]) -> Q:
        return lit_partage(acteur, chemin=self.chemin, element=self.element, sonde=sonde)


class Partage(models.Model):
    """A text of a dossier with readers of its own. `structure` wrote it, always reads it, and alone chooses who does.

    A model that hangs from it declares its own `dossier`, and puts `contraintes` among its constraints.
    """

    structure = models.ForeignKey(
        Structure, verbose_name="écrit par la structure", on_delete=models.PROTECT, related_name="+"
    )
    audience = models.CharField("qui le lit", max_length=10, choices=Audience, default=Audience.STRUCTURE)
    pour = models.ForeignKey(
        Structure, verbose_name="pour qui", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    domaine = models.CharField("domaine", max_length=10, choices=Domaine)
    montre_au_jeune = models.BooleanField("le jeune le voit", default=False)

    objects = SelonLePartage()

    class Meta:
        abstract = True

    @property
    def lecteurs(self) -> str:
        """Who reads, as a form's radio says it."""
        return lecteurs_de(self)


def contraintes(prefixe: str) -> list[models.CheckConstraint]:
    """What PostgreSQL checks of the columns of `Partage`, under names that begin with `prefixe`."""
    return [
        models.CheckConstraint(condition=Q(audience__in=Audience.values), name=f"{prefixe}_audience_connue"),
        models.CheckConstraint(condition=Q(domaine__in=Domaine.values), name=f"{prefixe}_domaine_connu"),
        models.CheckConstraint(
            condition=(Q(audience=Audience.NOMMEE, pour__isnull=False) & ~Q(pour=F("structure")))
            | (~Q(audience=Audience.NOMMEE) & Q(pour=None)),
            name=f"{prefixe}_pour_quelqu_un",
        ),
    ]
