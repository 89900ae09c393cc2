"""A pace is proposed on a telephone, agreed to at a desk; what came back is noted. Nothing for axe at either width."""

from datetime import date

from django.db import transaction
from playwright.sync_api import expect

from socle.partenariats.models import Partenariat
from tests.navigateur.conftest import DEBUT
from tests.navigateur.porte import regarder
from tests.navigateur.service import BUREAU, TELEPHONE, Service

LE = date.fromisoformat(DEBUT)


def test_a_pace_from_the_proposal_to_the_agreement(service: Service):
    monde = service.monde
    with transaction.atomic():
        lien = Partenariat.objects.get(porteur=monde.le_fil)
        dossier = monde.dossier(monde.nadia, le=LE, mission_locale=monde.val_dore)
    telephone = service.page(monde.nadia, TELEPHONE)
    telephone.goto("/partenariats/")
    regarder(service, telephone, "partenariats")
    telephone.get_by_role("link", name="Mission locale du Val-Doré").click()
    regarder(service, telephone, "partenariat-vide")
    telephone.get_by_role("link", name="Proposer pour entretiens à trois").click()
    telephone.get_by_role("button", name="Proposer à l’autre côté").click()
    expect(telephone.locator("main")).to_contain_text("Écrivez un nombre.")
    regarder(service, telephone, "partenariat-erreur")
    telephone.locator("main [name=tous_les]").fill("6")
    telephone.get_by_text("semaines", exact=True).click()
    telephone.get_by_role("button", name="Proposer à l’autre côté").click()
    expect(telephone.locator("main")).to_contain_text("Toutes les 6 semaines")
    regarder(service, telephone, "partenariat-attend")

    bureau = service.page(monde.karim, BUREAU)
    bureau.goto("/")
    expect(bureau.locator("main")).to_contain_text("Le Fil d’Ormelle propose une pratique")
    regarder(service, bureau, "a-faire-pratique")
    bureau.get_by_role("link", name="Lire et répondre").click()
    regarder(service, bureau, "pratique-relue")
    bureau.get_by_role("button", name="Convenir pour").click()
    expect(bureau.locator("main")).to_contain_text("convenu par Karim Vasseur")
    bureau.get_by_role("link", name="Proposer pour petits revenus").click()
    regarder(service, bureau, "pratique-texte")
    bureau.locator("main [name=texte]").fill("Moins de 200 euros par mois : la commission en parle.")
    bureau.get_by_role("button", name="Proposer à l’autre côté").click()
    regarder(service, bureau, "partenariat-complet")

    telephone.goto(f"/partenariats/{lien.pk}/")
    telephone.get_by_role("link", name="Lire et répondre").click()
    telephone.get_by_role("button", name="Ne pas convenir").click()
    expect(telephone.locator("main")).to_contain_text("La proposition est écartée")
    telephone.get_by_text("Avant (1)").click()
    regarder(service, telephone, "partenariat-histoire")
    telephone.goto(f"/dossiers/{dossier.pk}/rendez-vous/tripartite/")
    telephone.get_by_role("button", name="Noter qu’il a eu lieu").click()
    expect(telephone.locator("main")).to_contain_text("C’est noté")
    telephone.goto(f"/dossiers/{dossier.pk}/rendez-vous/tripartite/")
    regarder(service, telephone, "rendezvous-tenus")
