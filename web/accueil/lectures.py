"""« À faire »: what waits for the hat worn, over all the steps, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from regles.acces import Droit
from socle.acces import patron
from socle.acces.portee import Acteur
from socle.dossier.taches import Tache

PLAFOND = 200
"""Beyond that many things to do, the page says that there are more; nobody reads further."""


def _requetes(acteur: Acteur) -> list[QuerySet]:
    return [r for etape in settings.ETAPES for r in import_string(f"{etape}.lectures.a_faire")(acteur)]


def _unir(requetes: list[QuerySet]) -> QuerySet | None:
    return requetes[0].union(*requetes[1:], all=True) if requetes else None


def _union(acteur: Acteur) -> QuerySet | None:
    return _unir(_requetes(acteur))


def _par_urgence(acteur: Acteur) -> QuerySet | None:
    union = _union(acteur)
    return None if union is None else union.order_by("avant_le", "depuis", "dossier_id")[:PLAFOND]


def _codes(acteur: Acteur) -> QuerySet | None:
    """The same lines without what describes them, which PostgreSQL would plan on every page for a mere count."""
    return _unir([requete.values("code") for requete in _requetes(acteur)])


def nombre_a_faire(acteur: Acteur) -> int:
    """How many things wait for this hat, up to `PLAFOND`."""
    if Droit.SUIVRE not in acteur.droits:
        return 0
    return patron.compter(_codes, acteur, plafond=PLAFOND)


SEMBLABLES = 3
"""From how many on, things of one kind are folded under the most pressing of them. Ours: a phone shows four."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Things of one kind, the most pressing apart; most often it is alone."""

    premiere: Tache
    autres: list[Tache]


PEUT_ATTENDRE = "Peut attendre"
MONTRES = 6
"""Of what can wait, how many lots are shown before the rest is unfolded. Ours: what is due is always shown."""


@dataclass(frozen=True, slots=True)
class Groupe:
    """Things to do by the same time, the most pressing first."""

    titre: str
    taches: list[Tache]

    @property
    def montres(self) -> list[Lot]:
        """What is shown at once: everything, unless it can wait."""
        return self.lots[:MONTRES] if self.titre == PEUT_ATTENDRE else self.lots

    @property
    def replies(self) -> list[Lot]:
        """What can wait, and is shown when it is asked for."""
        return self.lots[len(self.montres) :]

    @property
    def nombre_replie(self) -> int:
        return sum(1 + len(lot.autres) for lot in self.replies)

    @property
    def lots(self) -> list[Lot]:
        """The same, those of one kind folded together once they are `SEMBLABLES`."""
        par: dict[str, list[Tache]] = {}
        for tache in self.taches:
            par.setdefault(tache.code, []).append(tache)
        lots = []
        for semblables in par.values():
            if len(semblables) >= SEMBLABLES:
                lots.append(Lot(semblables[0], semblables[1:]))
            else:
                lots += [Lot(tache, []) for tache in semblables]
        rang = {id(tache): i for i, tache in enumerate(self.taches)}
        return sorted(lots, key=lambda lot: rang[id(lot.premiere)])


def a_faire(acteur: Acteur) -> list[Tache]:
    """The tasks of the hat worn, the most pressing first, as the steps describe them."""
    lignes = patron.lire(_par_urgence, acteur)
    decrire = {
        code: f for etape in settings.ETAPES for code, f in import_string(f"{etape}.taches.DESCRIPTIONS").items()
    }
    return [replace(decrire[ligne["code"]](ligne, acteur), code=ligne["code"]) for ligne in lignes]


def grouper(taches: Iterable[Tache], *, le: date) -> list[Groupe]:
    """By the day they are due: today or late, this week, later."""
    fin_de_semaine = le + timedelta(days=6 - le.weekday())
    groupes: dict[str, list[Tache]] = {"Aujourd’hui": [], "Cette semaine": [], PEUT_ATTENDRE: []}
    for tache in taches:
        if tache.avant_le is not None and tache.avant_le <= le:
            groupes["Aujourd’hui"].append(tache)
        elif tache.avant_le is not None and tache.avant_le <= fin_de_semaine:
            groupes["Cette semaine"].append(tache)
        else:
            groupes[PEUT_ATTENDRE].append(tache)
    return [Groupe(titre, liste) for titre, liste in groupes.items() if liste]
