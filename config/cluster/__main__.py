"""``python -m config.cluster demarrer|arreter|etat [principale|tests]``."""

import sys

from config.cluster import ErreurGrappe, arreter, demarrer, etat
from config.cluster.lieux import NOMS, NomGrappe

ORDRES = ("demarrer", "arreter", "etat")


def main(arguments: list[str]) -> int:
    """Run one order on one cluster, or on both for ``arreter`` and ``etat``; returns the exit code."""
    ordre, *reste = arguments or [""]
    noms: list[NomGrappe] = [nom for nom in NOMS if nom in reste]
    if ordre not in ORDRES or len(noms) != len(reste):
        print(f"Usage : python -m config.cluster {'|'.join(ORDRES)} [{'|'.join(NOMS)}]", file=sys.stderr)
        return 2
    try:
        for nom in noms or (["principale"] if ordre == "demarrer" else list(NOMS)):
            print(f"{nom} : {_obeir(ordre, nom)}")
    except ErreurGrappe as erreur:
        print(erreur, file=sys.stderr)
        return 1
    return 0


def _obeir(ordre: str, nom: NomGrappe) -> str:
    if ordre == "demarrer":
        return "démarrée" if demarrer(nom) else "marche déjà"
    if ordre == "arreter":
        return "arrêtée" if arreter(nom) else "ne marchait pas"
    fiche = etat(nom)
    return f"marche (processus {fiche.pid}), {fiche.maison}" if fiche.marche else "arrêtée"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
