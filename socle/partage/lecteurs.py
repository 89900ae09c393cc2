"""Who will read, in words, before it is saved: computed from the accords in force, as the walls do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf

from socle.acces.models import PARTAGE, PLAN, TOUT, Acces
from socle.acces.portee import Acteur
from socle.dossier.domaines import SENSIBLES, Domaine
from socle.dossier.models import Dossier
from socle.partage.models import Audience

DE_QUOI = {Domaine.SANTE.value: "sa santé", Domaine.JUSTICE.value: "la justice"}


@dataclass(frozen=True, slots=True)
class Autour:
    """The structures around a youth today, and what each is open to. `nous` is the structure of the hat worn."""

    prenom: str
    nous: int
    porteur: int
    mission_locale: int | None
    noms: Mapping[int, str]
    ouverts: Mapping[int, frozenset[str]]

    def invites(self) -> list[int]:
        """The structures, beside the two sides, that may read what is for the team."""
        cotes = (self.porteur, self.mission_locale)
        return [s for s in self.ouverts if s not in cotes and self._ouvert(s, PLAN, PARTAGE)]

    def _ouvert(self, structure: int | None, *elements: str) -> bool:
        return structure is not None and bool(self.ouverts.get(structure, frozenset()) & {*elements, TOUT})

    def adresses(self, audience: str, auteur: int, pour: int | None) -> list[int | None]:
        """For whom a text of `auteur` is meant, whether they may read it or not. None: a mission locale to come."""
        cotes: list[int | None] = [self.porteur, self.mission_locale]
        vises = {
            Audience.LES_DEUX.value: cotes,
            Audience.EQUIPE.value: [*cotes, *self.invites()],
            Audience.NOMMEE.value: [pour],
        }.get(audience, [])
        return [s for s in vises if s != auteur]

    def pourquoi_pas(self, lecteur: int | None, audience: str, domaine: str, auteur: int) -> str:
        """What the youth's yes lacks for this reader; empty when they read."""
        suffit = (PLAN,) if audience == Audience.LES_DEUX else (PLAN, PARTAGE)
        if lecteur is None:
            return "elle n’est pas encore connue"
        if not self._ouvert(lecteur, *suffit):
            return f"{self.prenom} n’a pas dit oui pour son plan"
        if domaine in SENSIBLES and not (self._ouvert(lecteur, domaine) and self._ouvert(auteur, domaine)):
            return f"{self.prenom} n’a pas dit oui pour {DE_QUOI[domaine]}"
        return ""

    def lisent(self, *, audience: str, domaine: str, auteur: int, pour: int | None = None) -> set[int]:
        """The structures that read such a text today."""
        vises = self.adresses(audience, auteur, pour)
        eux = {s for s in vises if s is not None and not self.pourquoi_pas(s, audience, domaine, auteur)}
        return {auteur} | eux

    def lu_des_deux(self, *, audience: str, domaine: str, auteur: int) -> bool:
        """Whether the porteur and the mission locale of today both read such a text."""
        return {self.porteur, self.mission_locale} <= self.lisent(audience=audience, domaine=domaine, auteur=auteur)

    def nom(self, structure: int | None) -> str:
        """« Le Fil d’Ormelle (votre structure) »."""
        if structure is None:
            return "la mission locale"
        return f"{self.noms.get(structure, 'une autre structure')}{' (votre structure)' * (structure == self.nous)}"


def avec_autour(dossiers: QuerySet[Dossier], *, le: date) -> QuerySet[Dossier]:
    """The same dossiers, each carrying what `autour_de` reads: no query more."""
    ouverts = Acces.objects.filter(
        Q(jusqu_a=None) | Q(jusqu_a__gte=le), dossier_id=OuterRef("pk"), appartenance_id=None, ferme_le=None
    ).order_by("depuis", "pk")
    nom = Coalesce(NullIf("structure__nom_court", Value("")), "structure__nom")
    ligne = JSONObject(structure="structure_id", nom=nom, elements="elements")
    return dossiers.select_related("porteur", "mission_locale").annotate(
        lus_acces=ArraySubquery(ouverts.values(ligne=ligne))
    )


def autour_de(dossier: Dossier, acteur: Acteur) -> Autour:
    """Who is around this youth today, of a dossier read by `avec_autour`."""
    noms = {lu["structure"]: lu["nom"] for lu in dossier.lus_acces} | {acteur.structure_id: acteur.structure_nom}
    noms |= {s.pk: str(s) for s in (dossier.porteur, dossier.mission_locale) if s is not None}
    return Autour(
        prenom=dossier.prenom, nous=acteur.structure_id, porteur=dossier.porteur_id,
        mission_locale=dossier.mission_locale_id, noms=noms,
        ouverts={lu["structure"]: frozenset(lu["elements"]) for lu in dossier.lus_acces},
    )  # fmt: skip


def dit(
    autour: Autour, *, audience: str, domaine: str, auteur: int | None = None, pour: int | None = None,
    au_jeune: bool | None = None,
) -> str:  # fmt: skip
    """« Lu par : … », then who does not and why, then whether the youth sees it when `au_jeune` says so.

    `auteur` is the structure that writes: that of the hat worn by default.
    """
    auteur = auteur or autour.nous
    lisent = autour.lisent(audience=audience, domaine=domaine, auteur=auteur, pour=pour)
    vises = autour.adresses(audience, auteur, pour)
    eux = [autour.nom(auteur), *(autour.nom(s) for s in vises if s in lisent)]
    phrases = [f"Lu par\u00a0: {_et(eux)}{' seulement' * (len(eux) == 1)}."]
    for vise in vises:
        if raison := autour.pourquoi_pas(vise, audience, domaine, auteur):
            nom = autour.nom(vise)
            phrases.append(f"{nom[0].upper()}{nom[1:]} ne le lira pas\u00a0: {raison}.")
    if au_jeune is not None:
        phrases.append(f"{autour.prenom} le voit." if au_jeune else f"{autour.prenom} ne le voit pas.")
    return " ".join(phrases)


def _et(noms: list[str]) -> str:
    return noms[0] if len(noms) == 1 else f"{', '.join(noms[:-1])} et {noms[-1]}"


def annonce(autour: Autour, *, audience: str, domaine: str, auteur: int, pour: int | None = None) -> str:
    """What a choice of audience entails, said under it. Without a domain yet, health and justice are told apart."""
    phrases = [dit(autour, audience=audience, domaine=domaine or Domaine.AUTRE, auteur=auteur, pour=pour)]
    if audience == Audience.EQUIPE:
        phrases.append(f"Et par les partenaires qui la rejoindront, si {autour.prenom} le veut.")
    if domaine or audience == Audience.STRUCTURE:
        return " ".join(phrases)
    fermes = [d for d in (Domaine.SANTE, Domaine.JUSTICE) if _ferme(autour, audience, d, auteur, pour)]
    if fermes:
        quoi = " ni sur ".join(DE_QUOI[d] for d in fermes)
        phrases.append(f"Rien sur {quoi}\u00a0: {autour.prenom} n’a pas dit oui pour cela.")
    return " ".join(phrases)


def _ferme(autour: Autour, audience: str, domaine: Domaine, auteur: int, pour: int | None) -> bool:
    """Whether somebody who would read of anything else does not read of that."""
    commun = autour.lisent(audience=audience, domaine=Domaine.AUTRE, auteur=auteur, pour=pour)
    return commun != autour.lisent(audience=audience, domaine=domaine, auteur=auteur, pour=pour)
