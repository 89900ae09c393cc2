"""The week of several youths as a grid: what it shows, and what was typed in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from uuid import UUID

from django.db.models import QuerySet

from parcours.activites.ecritures_semaines import Cellule, cle_de
from parcours.activites.lectures import Bilan, activites_courtes, bilans
from parcours.activites.models import SEMAINE_AU_PLUS, Activite, NatureDActivite
from regles.heures import HEURE
from regles.semaine import Semaine
from socle.acces.portee import Acteur
from socle.dossier.lectures import les_siens, plan_ouvert
from socle.dossier.models import Dossier, Etape

PAR_PAGE = 40
"""Youths: a form of more fields than that is refused before it is read."""
PAS_UN_NOMBRE = "Écrivez un nombre d’heures, comme 2 ou 1,5."
TROP = f"Pas plus de {SEMAINE_AU_PLUS // HEURE} h dans une semaine."


@dataclass(slots=True)
class Case:
    """A cell. `lue`: « version:minutes » that the page was made from; `erreur`: why it is not taken as it is."""

    nature: NatureDActivite
    nom: str
    texte: str = ""
    lue: str = "0:0"
    ailleurs: int = 0
    erreur: str = ""


@dataclass(slots=True)
class Ligne:
    """A youth of the grid."""

    dossier: Dossier
    bilan: Bilan
    cases: list[Case] = field(default_factory=list)

    @property
    def fautives(self) -> list[Case]:
        """The cells that say something to whoever typed."""
        return [c for c in self.cases if c.erreur]


def mes_jeunes(acteur: Acteur) -> QuerySet[Dossier]:
    """The youths whose week the hat worn writes, in the order of first names."""
    siens = Dossier.objects.filter(les_siens(acteur), plan_ouvert(acteur)).exclude(etape=Etape.SORTI)
    return siens.order_by("prenom", "pk")


def en_texte(minutes: int) -> str:
    """« 1,5 »: hours as one types them; empty when there are none."""
    return f"{(Decimal(minutes) / HEURE).quantize(Decimal('0.01')).normalize():f}".replace(".", ",") if minutes else ""


def _minutes(texte: str) -> int:
    """Raises ValueError, with what to do."""
    try:
        heures = Decimal(texte.strip().replace(",", ".") or 0)
    except InvalidOperation:
        raise ValueError(PAS_UN_NOMBRE) from None
    if not heures.is_finite() or heures < 0:
        raise ValueError(PAS_UN_NOMBRE)
    if heures * HEURE > SEMAINE_AU_PLUS:
        raise ValueError(TROP)
    return round(heures * HEURE)


def lignes(dossiers: list[Dossier], semaine: Semaine, acteur: Acteur) -> list[Ligne]:
    """The grid as it stands: what one's structure typed there, and apart from it what was declared day by day."""
    activites = activites_courtes([d.pk for d in dossiers], semaine)
    par_cle = {a.pk: a for a in activites if a.sans_jour}
    chiffres = bilans(dossiers, [a for a in activites if a.minutes], semaine)
    faites = [Ligne(d, chiffres[d.pk]) for d in dossiers]
    for ligne in faites:
        ligne.cases = [_case(ligne.dossier, n, semaine, acteur, par_cle) for n in NatureDActivite]
        _ailleurs(ligne, activites)
    return faites


def _case(
    dossier: Dossier, nature: NatureDActivite, semaine: Semaine, acteur: Acteur, par_cle: Mapping[UUID, Activite]
) -> Case:
    case = Case(nature, f"{dossier.pk}.{nature.value}")
    if ecrite := par_cle.get(cle_de(acteur.structure_id, dossier.pk, semaine, nature.value)):
        case.texte, case.lue = en_texte(ecrite.minutes), f"{ecrite.version}:{ecrite.minutes}"
        case.ailleurs = -ecrite.minutes
    return case


def _ailleurs(ligne: Ligne, activites: Iterable[Activite]) -> None:
    """What is declared of a nature besides the cell itself."""
    par_nature = {c.nature.value: c for c in ligne.cases}
    for activite in activites:
        if activite.dossier_id == ligne.dossier.pk:
            par_nature[activite.nature].ailleurs += activite.minutes


@dataclass(slots=True)
class Saisie:
    """What was typed: the cells that changed, and the words of those that are not understood."""

    cellules: list[Cellule] = field(default_factory=list)
    erreurs: dict[str, str] = field(default_factory=dict)
    textes: dict[str, str] = field(default_factory=dict)


def lire_la_saisie(poste: Mapping[str, str], dossiers: Iterable[UUID]) -> Saisie:
    """Read the form of these dossiers. A cell left as the page showed it is not written."""
    saisie = Saisie()
    for dossier_id in dossiers:
        for nature in NatureDActivite.values:
            nom = f"{dossier_id}.{nature}"
            if (texte := poste.get(f"h-{nom}")) is None:
                continue
            version, avant = _lue(poste.get(f"l-{nom}", "0:0"))
            try:
                minutes = _minutes(texte[:20])
            except ValueError as refus:
                saisie.erreurs[nom], saisie.textes[nom] = str(refus), texte[:20]
                continue
            if minutes != avant:
                saisie.cellules.append(Cellule(dossier_id, nature, minutes, version))
                saisie.textes[nom] = texte[:20]
    return saisie


def _lue(texte: str) -> tuple[int, int]:
    """The version and the minutes that the page showed."""
    morceaux = texte.split(":")
    if len(morceaux) == 2 and all(m.isascii() and m.isdigit() and len(m) < 7 for m in morceaux):
        return int(morceaux[0]), int(morceaux[1])
    return 0, 0
