"""What a test of the O2R stands on: a porteur’s convention, what each side says of the support, the verdict."""

import re
from datetime import date
from html import unescape
from uuid import uuid4

from parcours.eligibilite.lectures import avec_faits, verdicts
from socle.dossier.ecritures import modifier_situation
from socle.dossier.models import Dossier, Situation
from socle.partenariats.models import Convention
from tests.monde import LE, MAINTENANT, agir

CEJ, O2R = "cej-jr", "o2r-jeunes"
INSCRIT = {"inscrit_mission_locale": True, "inscrit_mission_locale_le": date(2025, 1, 6)}


def convention(structure, programme=O2R, *, du=date(2026, 1, 1), au=date(2027, 12, 31), ages=(16, 25)) -> Convention:
    return Convention.objects.create(
        porteur=structure, programme=programme, reference="x", du=du, au=au, jeunes=40, age_minimum=ages[0],
        age_maximum=ages[1],
    )  # fmt: skip


def texte(client, url: str) -> str:
    reponse = client.get(url)
    assert reponse.status_code == 200, url
    page = re.sub(r"<[^>]+>", " ", unescape(reponse.content.decode()))
    return re.sub(r"\s+", " ", page.replace("\u00a0", " "))


def juger(monde, dossier, *, le=LE):
    with agir(monde.nadia, le=le):
        return verdicts(list(avec_faits(Dossier.objects.filter(pk=dossier.pk))), le=le)[dossier.pk]


def motifs(verdict) -> dict[str, str]:
    return {c.code: c.motif.code for c in verdict.criteres}


def dire_adapte(monde, dossier, adapte, d_apres="jeune"):
    with agir(monde.nadia):
        situation = Situation.objects.get(pk=dossier.pk)
        modifier_situation(
            situation=situation, version=situation.version, maintenant=MAINTENANT, accompagnement_adapte=adapte,
            accompagnement_d_apres=d_apres,
        )  # fmt: skip


def verifier_adapte(monde, dossier, adapte):
    """Karim answers on a page, as people do."""
    reponse = monde.client(monde.karim).post(
        f"/dossiers/{dossier.pk}/historique/",
        {"id": uuid4(), "inscrit": "oui", "inscrit_le": "2025-01-06", "accompagnement_adapte": adapte,
         **{f"contact{n}-id": uuid4() for n in range(3)}},
    )  # fmt: skip
    assert reponse.status_code == 302, reponse.content.decode()[:2000]
