"""A dossier followed for long: 500 notes and 200 versions of the plan ask the same of PostgreSQL as 5 of each."""

from datetime import timedelta
from uuid import uuid4

import pytest

from parcours.notes.models import Note
from parcours.plan.instantane import instantane
from parcours.plan.lectures import plan_de
from parcours.plan.models import VersionDuPlan
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.plan.scene import partage, prevoir, viser
from tests.parcours.plan.test_pages import _compter

pytestmark = pytest.mark.usefixtures("lundi")
AU_PLUS = 10


def epaissir(monde, dossier, notes: range, versions: range) -> None:
    """Notes for both sides, and versions of the plan taken back, the last one awaited."""
    with agir(monde.nadia):
        Note.objects.bulk_create(
            Note(
                dossier=dossier, structure=monde.le_fil, audience="les_deux", domaine="logement", texte=f"Note {i}",
                ecrit_par=monde.nadia, ecrit_le=MAINTENANT + timedelta(seconds=i),
            )
            for i in notes
        )  # fmt: skip
        contenu = instantane(plan_de(dossier, le=LE))
        VersionDuPlan.objects.bulk_create(
            VersionDuPlan(
                id=uuid4(), dossier=dossier, numero=i, contenu=contenu, proposee_par=monde.nadia,
                proposee_le=MAINTENANT, retiree_le=None if i == 200 else MAINTENANT,
            )
            for i in versions
        )  # fmt: skip


def pages_de(dossier) -> list[str]:
    ici = f"/dossiers/{dossier.pk}/"
    return [ici, f"{ici}notes/", f"{ici}plan/", f"{ici}plan/versions/"]


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_a_thick_dossier_costs_the_queries_of_a_thin_one(monde, qui):
    dossier = partage(monde)
    for rang in range(5):
        prevoir(monde.nadia, viser(monde.nadia, dossier), f"Action {rang}")
    client = monde.client(monde.gens[qui])
    epaissir(monde, dossier, range(5), range(1, 6))
    avant = [_compter(client, page) for page in pages_de(dossier)]
    epaissir(monde, dossier, range(5, 500), range(6, 201))
    assert [_compter(client, page) for page in pages_de(dossier)] == avant
    assert max(avant) <= AU_PLUS, avant
