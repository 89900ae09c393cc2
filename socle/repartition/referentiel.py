"""The tasks of co-accompagnement that everybody starts from: `taches.yaml`, read and checked once per process."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from regles.noyau.lecture import lire_cles, lire_texte, lire_yaml
from regles.noyau.source import Source
from regles.textes import nationaux
from socle.dossier.domaines import Domaine
from socle.repartition.models import LETTRES_D_UNE_TACHE, Phase, Qui

FICHIER = Path(__file__).resolve().parent / "taches.yaml"
_CLES = {"code": True, "domaine": True, "tache": True, "concret": True, "reserve": False, "source": False}
RESERVABLES = (Qui.PORTEUR.value, Qui.MISSION_LOCALE.value, Qui.LES_DEUX.value)


class ReferentielInvalide(Exception):
    """The file cannot be trusted: it says where."""


@dataclass(frozen=True, slots=True)
class Tache:
    """One thing that somebody must do. `reserve`: the side that a text gives it to, then nobody shares it out."""

    code: str
    phase: str
    domaine: str
    intitule: str
    concret: str = ""
    reserve: str = ""
    source: str = ""
    propre: bool = False
    """Added by the partenariat."""

    @property
    def texte(self) -> Source | None:
        """The text that speaks of it."""
        return nationaux().textes[self.source] if self.source else None

    @property
    def libelle_du_domaine(self) -> str:
        return str(Domaine(self.domaine).label)

    @property
    def libelle_reserve(self) -> str:
        return str(Qui(self.reserve).label) if self.reserve else ""


@cache
def referentiel() -> tuple[Tache, ...]:
    """The tasks, in order. Raises ReferentielInvalide, BaremeInvalide."""
    return lire(FICHIER.read_bytes(), FICHIER.name)


def lire(texte: str | bytes, ou: str) -> tuple[Tache, ...]:
    """Read the tasks of a file, all or nothing. Raises ReferentielInvalide, BaremeInvalide (unreadable, a key)."""
    brut = lire_yaml(texte, ou)
    if not isinstance(brut, dict) or list(brut) != Phase.values:
        raise ReferentielInvalide(f"{ou} : les phases attendues sont {', '.join(Phase.values)}, dans cet ordre")
    taches = tuple(
        _tache(phase, ligne, f"{ou}, {phase}, {rang}")
        for phase, lignes in brut.items()
        for rang, ligne in enumerate(_liste(lignes, f"{ou}, {phase}"), start=1)
    )
    for champ in ("code", "intitule"):
        dits = [getattr(t, champ) for t in taches]
        if doubles := sorted({d for d in dits if dits.count(d) > 1}):
            raise ReferentielInvalide(f"{ou} : {champ} donné deux fois ({', '.join(doubles)})")
    return taches


def _liste(brut: Any, ou: str) -> list[Any]:
    if not isinstance(brut, list) or not brut:
        raise ReferentielInvalide(f"{ou} : une liste de tâches est attendue")
    return brut


def _tache(phase: str, ligne: Any, ou: str) -> Tache:
    lue = lire_cles(ligne, ou, _CLES)
    dit = {cle: lire_texte(valeur, ou, cle) for cle, valeur in lue.items()}
    reserve, source = dit.get("reserve", ""), dit.get("source", "")
    fautes = {
        f"domaine « {dit['domaine']} » inconnu": dit["domaine"] not in Domaine.values,
        f"« {reserve} » : personne à qui réserver": bool(reserve) and reserve not in RESERVABLES,
        "une tâche réservée cite son texte": bool(reserve) and not source,
        f"texte « {source} » inconnu": bool(source) and source not in nationaux().textes,
        f"plus de {LETTRES_D_UNE_TACHE} signes": len(dit["tache"]) > LETTRES_D_UNE_TACHE,
        "le code s’écrit en lettres minuscules et _": not dit["code"].replace("_", "").isalpha()
        or not dit["code"].isascii() or not dit["code"].islower() or len(dit["code"]) > 40,
    }  # fmt: skip
    if vraies := [faute for faute, vraie in fautes.items() if vraie]:
        raise ReferentielInvalide(f"{ou} : {' ; '.join(vraies)}")
    return Tache(dit["code"], phase, dit["domaine"], dit["tache"], dit["concret"], reserve, source)
