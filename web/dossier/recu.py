"""What each structure could read of a dossier, and what it opened: told to the youth, whether it still may or not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from socle.acces.models import Acces, Fondement
from socle.consentements.textes import PAR_CODE

# What leaves Tandem as a file: it can be kept, whatever happens to the accord.
DOCUMENTS = {
    "plan_imprime": "le plan, en PDF",
    "carte_interlocuteurs": "la carte des personnes qui vous aident",
    "imprimer_qui_fait_quoi": "« qui fait quoi », en PDF",
    "imprimer_pour_le_jeune": "ce que vous pouvez lire, en PDF",
    "tripartite_imprime": "le compte rendu d’un entretien à trois, en PDF",
    "synthese_imprimee": "une synthèse, en PDF",
    "synthese_recue_imprimee": "une synthèse qui lui est adressée, en PDF",
    "compte_rendu": "un compte rendu de commission où l’on parle de vous, en PDF",
}
PAGES = {
    "dossier": "la première page de votre dossier",
    "jeunes": "une liste où est votre nom",
    "jeunes_recherche": "une recherche qui a montré votre nom",
    "accueil": "la liste de ce qui est à faire",
    "accords": "ce que vous avez accepté",
    "retirer_accord": "ce que vous avez accepté",
    "interlocuteurs": "les personnes qui vous aident",
    "joindre": "comment joindre quelqu’un de votre équipe",
    "plan": "votre plan",
    "versions_du_plan": "votre plan",
    "version_du_plan": "votre plan",
    "notes_du_dossier": "les notes qui lui sont ouvertes",
    "a_lire_avec_le_jeune": "ce que vous pouvez lire",
    "tripartites": "vos entretiens à trois",
    "tripartite": "un entretien à trois",
    "syntheses": "les synthèses qui lui sont ouvertes",
    "synthese": "une synthèse",
    "partages": "la liste de ce qui lui est adressé",
    "partage": "ce qui lui est adressé",
    "synthese_recue": "une synthèse qui lui est adressée",
    "diagnostic_partage": "votre diagnostic partagé",
    "qui_fait_quoi": "qui fait quoi",
    "verdict": "vos conditions pour entrer",
    "verdicts": "vos conditions pour entrer",
    "seance": "la préparation d’une commission",
    "commissions": "la liste des commissions",
    "situation_en_commission": "votre situation, en commission",
    "contrat": "votre contrat",
    "remobilisation": "votre remobilisation",
    "sortie": "votre sortie",
}
AUTRE_PAGE = "une page de travail de votre dossier"


@dataclass(frozen=True, slots=True)
class Periode:
    """What was open, from a day to a day. `au` None: it still is."""

    phrases: tuple[str, ...]
    du: datetime
    au: date | None


@dataclass(slots=True)
class Page:
    """One kind of page opened, how many times, and when last."""

    libelle: str
    fois: int
    derniere: datetime


@dataclass(slots=True)
class Recu:
    """One structure: what it could read, when, and what it opened. `ouvert`: it still may."""

    structure_id: int
    structure: str
    periodes: list[Periode] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    documents: list[Page] = field(default_factory=list)

    @property
    def ouvert(self) -> bool:
        return any(p.au is None for p in self.periodes)


def recus(dossier_id: UUID, *, le: date, structure_id: int | None = None) -> list[Recu]:
    """What other structures received of this dossier, for the porteur that opened it; or one of them."""
    par_structure: dict[int, Recu] = {}
    for acces in _acces(dossier_id):
        recu = par_structure.setdefault(acces.structure_id, Recu(acces.structure_id, acces.structure.nom))
        recu.periodes.append(_periode(acces, le))
    for chez, nom, vue, fois, derniere in _lectures(dossier_id):
        recu = par_structure.setdefault(chez, Recu(chez, nom))
        liste, libelle = (
            (recu.documents, DOCUMENTS[vue]) if vue in DOCUMENTS else (recu.pages, PAGES.get(vue, AUTRE_PAGE))
        )
        _compter(liste, libelle, fois, derniere)
    tous = sorted(par_structure.values(), key=lambda r: r.structure)
    return [r for r in tous if structure_id in (None, r.structure_id)]


def _acces(dossier_id: UUID) -> Iterable[Acces]:
    donnes = Acces.objects.filter(dossier_id=dossier_id, fondement=Fondement.ACCORD, appartenance=None)
    return donnes.select_related("structure").order_by("depuis")


def _periode(acces: Acces, le: date) -> Periode:
    """Until the day it was closed, or its last day when that came before."""
    ferme = timezone.localtime(acces.ferme_le).date() if acces.ferme_le else None
    fini = acces.jusqu_a if acces.jusqu_a and acces.jusqu_a < (ferme or le) else None
    return Periode(tuple(PAR_CODE[e].phrase for e in acces.elements if e in PAR_CODE), acces.depuis, fini or ferme)


def _lectures(dossier_id: UUID) -> list[tuple]:
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT structure_id, structure, vue, fois, derniere FROM lectures_par_structure(%s)", [dossier_id]
        )
        return curseur.fetchall()


def _compter(liste: list[Page], libelle: str, fois: int, derniere: datetime) -> None:
    deja = next((p for p in liste if p.libelle == libelle), None)
    if deja is None:
        liste.append(Page(libelle, fois, derniere))
    else:
        deja.fois += fois
        deja.derniere = max(deja.derniere, derniere)
