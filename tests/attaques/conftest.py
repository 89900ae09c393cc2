"""The same stage as the matrix, and every form that its people meet."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.acces.scene import Scene, monter
from tests.attaques.formulaires import Formulaire, decouvrir
from tests.monde import MAINTENANT, Monde


@pytest.fixture(autouse=True)
def ce_jour_la() -> Iterator[None]:
    with time_machine.travel(MAINTENANT):
        yield


@pytest.fixture
def scene(ce_jour_la: None, monde: Monde) -> Scene:
    return monter(monde)


@pytest.fixture
def formulaires(scene: Scene) -> list[tuple[str, Formulaire]]:
    """(who, form), for the porteur, the mission locale, the administrator and a stranger at the door."""
    tous = []
    ici = f"/dossiers/{scene.cible('nadia').dossier.pk}"
    for qui, departs in (
        (
            "nadia",
            [
                "/",
                f"{ici}/qui-fait-quoi/ajuster/?tache=hebergement",
                f"{ici}/rencontre/",
                f"{ici}/situation/",
                f"{ici}/coordonnees/",
                f"{ici}/sortie/",
            ],
        ),
        ("karim", ["/", f"{ici}/historique/", "/commission/rendezvous/", "/commission/exceptionnelle/"]),
        ("paul", ["/"]),
        ("odile", ["/", "/regles/actes/nouveau/"]),
        ("anonyme", ["/", "/compte/login/", "/compte/password/reset/", f"/invitation/{scene.jeton}/"]),
    ):
        tous += [(qui, f) for f in decouvrir(scene, qui, departs=departs)]
    assert len(tous) > 25
    return tous
