"""What the law costs: a verdict, a cold start, and the nearest variable of OpenFisca-France."""

import json
import random
import resource
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from regles.echange import ecrire, lire
from regles.eligibilite import juger
from regles.faits import AUCUNE, CEJ_JR, Contact, Faits
from regles.noyau.bareme import Baremes
from regles.textes import nationaux

RACINE = Path(__file__).resolve().parent.parent
OPENFISCA = RACINE / "var" / "bench-openfisca"
VERSION = "176.1.8"
LE = date(2025, 9, 15)
GENS, TOURS, DEPARTS = 2_000, 15, 15
OBJECTIFS = {"par_seconde": 100_000, "au_dela_s": 0.15, "rapport": 60}


def lignes() -> list[str]:
    """Measure, and return the lines to print."""
    baremes = nationaux()
    objets = [_objet(random.Random(rang)) for rang in range(GENS)]
    lus = [lire(objet, baremes=baremes) for objet in objets]
    seul = _median(lambda: _juger(lus, baremes)) / GENS
    tout = _median(lambda: [_repondre(objet, baremes) for objet in objets]) / GENS
    neufs = _jamais_vus(lambda hasard: lire(_objet(hasard), baremes=baremes), baremes)
    qualifier = _jamais_vus(_a_qualifier, baremes)
    a_froid = _a_froid(["manage.py", "eligibilite"], json.dumps(objets[0]))
    python = _a_froid(["-c", "pass"], "")
    return [
        f"name=verdicts par_seconde={1 / seul:.0f} us={seul * 1e6:.1f} us_lire_juger_ecrire={tout * 1e6:.1f} "
        f"jamais_vus_par_seconde={1 / neufs:.0f} a_qualifier_par_seconde={1 / qualifier:.0f} "
        f"objectif={OBJECTIFS['par_seconde']}",
        f"name=eligibilite_a_froid cpu_s={a_froid:.3f} python_seul_s={python:.3f} au_dela_s={a_froid - python:.3f} "
        f"objectif={OBJECTIFS['au_dela_s']}",
        _openfisca(tout, seul),
    ]


def _objet(hasard: random.Random) -> dict[str, Any]:
    """The facts of somebody, as the command reads them: any answer, known or not."""

    def reponse() -> bool | None:
        return hasard.choice([True, False, False, None])

    contacts = [
        {
            "le": (LE - timedelta(days=hasard.randrange(600))).isoformat(),
            "nature": hasard.choice(["entretien", "appel", "sms"]),
            "echange": reponse(),
            "intention": reponse(),
        }
        for _ in range(hasard.randrange(4))
    ]
    return {
        "le": LE.isoformat(),
        "programme": "cej-jr",
        "departement": "35",
        "date_naissance": (LE - timedelta(days=hasard.randrange(14 * 365, 32 * 365))).isoformat(),
        "rqth": reponse(),
        "etudiant": reponse(),
        "en_formation": reponse(),
        "en_emploi": reponse(),
        "sans_ressources": reponse(),
        "inscrit": reponse(),
        "historique_verifie": reponse(),
        "contacts": contacts,
        "signes": ["isolement"] if hasard.random() < 0.8 else [],
    }


def _a_qualifier(hasard: random.Random) -> tuple[Faits, date]:
    """The dearest case: registered, checked, and one to four recent contacts of which something is missing."""
    contacts = tuple(
        Contact(
            LE - timedelta(days=hasard.randrange(150)),
            hasard.choice(["appel", "entretien", None]),
            hasard.choice([True, None]),
            None,
        )
        for _ in range(hasard.randint(1, 4))
    )
    naissance = LE - timedelta(days=hasard.randrange(16 * 365, 26 * 365))
    faits = Faits(
        CEJ_JR, "35", naissance, etudiant=False, en_formation=False, en_emploi=False, ressources=AUCUNE,
        inscrit=True, historique_verifie=True, contacts=contacts, signes=frozenset({"isolement"}),
    )  # fmt: skip
    return faits, LE


def _juger(lus: list[tuple[Faits, date]], baremes: Baremes) -> None:
    for faits, le in lus:
        juger(faits, le=le, baremes=baremes)


def _jamais_vus(inventer: Callable[[random.Random], tuple[Faits, date]], baremes: Baremes) -> float:
    """Seconds a verdict on people judged once, each turn on others; the days of a territory do come back."""
    durees = []
    for tour in range(TOURS):
        lus = [inventer(random.Random(f"{tour} {rang}")) for rang in range(GENS)]
        avant = time.process_time()
        _juger(lus, baremes)
        durees.append(time.process_time() - avant)
    return statistics.median(durees) / GENS


def _repondre(objet: dict[str, Any], baremes: Baremes) -> dict[str, Any]:
    faits, le = lire(dict(objet), baremes=baremes)
    return ecrire(juger(faits, le=le, baremes=baremes))


def _median(acte: Any) -> float:
    durees = []
    for _ in range(TOURS):
        avant = time.process_time()
        acte()
        durees.append(time.process_time() - avant)
    return statistics.median(durees)


def _a_froid(ordre: list[str], entree: str) -> float:
    """Median CPU seconds of a new Python that runs this."""
    durees = []
    for _ in range(DEPARTS):
        avant = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *ordre], input=entree, text=True, cwd=RACINE, check=True, capture_output=True)
        apres = resource.getrusage(resource.RUSAGE_CHILDREN)
        durees.append(apres.ru_utime + apres.ru_stime - avant.ru_utime - avant.ru_stime)
    return statistics.median(durees)


def _openfisca(tout: float, seul: float) -> str:
    """The same question to OpenFisca-France, in its own environment; the line says it when it cannot be had."""
    try:
        sortie = subprocess.run(
            [_environnement(), Path(__file__).with_name("openfisca.py")], check=True, capture_output=True, text=True
        ).stdout.split()
    except (OSError, subprocess.CalledProcessError) as erreur:
        return f"name=openfisca absent={type(erreur).__name__}"
    eux, calcul = float(sortie[0]) / 1e6, float(sortie[1]) / 1e6
    return (
        f"name=openfisca version={sortie[2]} us={eux * 1e6:.0f} us_calcul_seul={calcul * 1e6:.0f} "
        f"rapport={eux / tout:.0f} rapport_calcul_seul={calcul / seul:.0f} objectif={OBJECTIFS['rapport']}"
    )


def _environnement() -> Path:
    python = OPENFISCA / "bin" / "python"
    temoin = OPENFISCA / f"openfisca-france-{VERSION}"
    if not temoin.exists():
        venv.create(OPENFISCA, clear=True, with_pip=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", f"openfisca-france=={VERSION}"], check=True, capture_output=True
        )
        temoin.touch()
    return python
