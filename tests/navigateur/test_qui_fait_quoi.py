"""Who does what, said on a telephone with the keyboard alone, agreed at a desk, adjusted for one youth, printed."""

from datetime import date

from django.db import transaction
from playwright.sync_api import Page, expect

from socle.partenariats.models import Partenariat
from tests.navigateur.conftest import DEBUT
from tests.navigateur.porte import regarder
from tests.navigateur.service import BUREAU, TELEPHONE, Service

LE = date.fromisoformat(DEBUT)


def _repondre_au_clavier(page: Page, tache: str, reponse: str) -> None:
    """Reach a task by its name and answer with the arrows and the space bar."""
    groupe = page.get_by_role("radiogroup", name=tache)
    groupe.get_by_role("radio", name="Porteur", exact=True).focus()
    page.keyboard.press("Space")
    for _ in range(["Porteur", "Mission locale", "Les deux", "Partenaire", "Personne encore"].index(reponse)):
        page.keyboard.press("ArrowDown")
    expect(groupe.get_by_role("radio", name=reponse, exact=True)).to_be_checked()


def test_from_what_each_believes_to_the_sheet_of_a_youth(service: Service):
    monde = service.monde
    with transaction.atomic():
        lien = Partenariat.objects.get(porteur=monde.le_fil)
        dossier = monde.dossier(monde.nadia, le=LE, mission_locale=monde.val_dore)
        monde.accord(monde.nadia, dossier, le=LE)
    telephone, bureau = service.page(monde.nadia, TELEPHONE), service.page(monde.karim, BUREAU)
    telephone.goto(f"/partenariats/{lien.pk}/")
    telephone.get_by_role("link", name="Ouvrir qui fait quoi").click()
    regarder(service, telephone, "repartition-vide")
    telephone.get_by_role("link", name="Dire ce que nous croyons", exact=True).click()
    _repondre_au_clavier(telephone, "Aller à la rencontre du jeune", "Porteur")
    _repondre_au_clavier(telephone, "Répondre à l’urgence", "Partenaire")
    expect(telephone.get_by_label("Quel partenaire").nth(1)).to_be_visible()
    telephone.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(telephone.locator("main")).to_contain_text("Dites quel partenaire.")
    regarder(service, telephone, "repartition-erreur")
    telephone.get_by_label("Quel partenaire").nth(1).fill("le Samu social")
    telephone.get_by_role("button", name="Enregistrer et continuer").click()
    expect(telephone.get_by_role("heading", level=1)).to_have_text("Entrer dans le parcours")

    bureau.goto(f"/partenariats/{lien.pk}/qui-fait-quoi/dire/reperage/")
    for tache in ("Aller à la rencontre du jeune", "Répondre à l’urgence"):
        _repondre_au_clavier(bureau, tache, "Porteur")
    bureau.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(bureau.locator("main")).to_contain_text("1 où vous ne dites pas pareil")
    bureau.get_by_role("link", name="Où vous ne dites pas pareil").click()
    expect(bureau.locator("main")).to_contain_text("le Samu social")
    expect(bureau.locator("main")).not_to_contain_text("Aller à la rencontre du jeune")
    regarder(service, bureau, "repartition-differences")

    telephone.goto(f"/partenariats/{lien.pk}/qui-fait-quoi/")
    telephone.get_by_role("link", name="Proposer ce que nous disons").click()
    regarder(service, telephone, "repartition-proposer")
    telephone.get_by_role("button", name="Proposer à l’autre côté").click()
    bureau.goto("/")
    expect(bureau.locator("main")).to_contain_text("Le Fil d’Ormelle propose une répartition")
    bureau.get_by_role("link", name="Lire et répondre").click()
    expect(bureau.locator("main")).to_contain_text("Vous disiez")
    regarder(service, bureau, "repartition-repondre")
    bureau.get_by_role("button", name="Convenir pour").focus()
    bureau.keyboard.press("Enter")
    expect(bureau.locator("main")).to_contain_text("convenue par Karim Vasseur")
    regarder(service, bureau, "repartition-convenue")
    _pour_un_jeune(service, telephone, bureau, dossier)


def _pour_un_jeune(service: Service, telephone: Page, bureau: Page, dossier) -> None:
    telephone.goto(f"/dossiers/{dossier.pk}/")
    telephone.get_by_role("link", name="Qui fait quoi, tâche par tâche").click()
    regarder(service, telephone, "qui-fait-quoi")
    telephone.get_by_role("heading", name="Accompagner à deux").click()
    telephone.get_by_role("link", name="Ajuster : Chercher un logement stable").click()
    _repondre_au_clavier(telephone, "Qui s’en charge pour ce jeune", "Les deux")
    regarder(service, telephone, "qui-fait-quoi-ajuster")
    telephone.get_by_role("button", name="Enregistrer").click()
    expect(telephone.locator("main")).to_contain_text("Proposé par Nadia Ferrand")
    regarder(service, telephone, "qui-fait-quoi-ajuste")
    reponse = telephone.request.get(f"{service.adresse}/dossiers/{dossier.pk}/qui-fait-quoi/imprimer/")
    assert reponse.headers["content-type"] == "application/pdf" and reponse.body().startswith(b"%PDF-")
    telephone.get_by_role("button", name="Annuler").click()
    expect(telephone.locator("main")).to_contain_text("Rien n’est ajusté pour ce jeune")
    _dire_non_puis_oui(service, telephone, bureau, dossier)


def _dire_non_puis_oui(service: Service, telephone: Page, bureau: Page, dossier) -> None:
    """The other side says why not, then yes to what is proposed next."""
    ajuster = f"/dossiers/{dossier.pk}/qui-fait-quoi/ajuster/?tache=logement_stable"
    for reponse in ("Les deux", "Mission locale"):
        telephone.goto(ajuster)
        _repondre_au_clavier(telephone, "Qui s’en charge pour ce jeune", reponse)
        telephone.get_by_role("button", name="Enregistrer").click()
        bureau.goto("/")
        bureau.get_by_role("link", name="Lire et répondre").click()
        if reponse == "Les deux":
            regarder(service, bureau, "qui-fait-quoi-repondre")
            bureau.get_by_role("link", name="Pas comme ça").click()
            bureau.get_by_label("Pourquoi pas comme ça").fill("Nous avons une place aux Tilleuls.")
            regarder(service, bureau, "qui-fait-quoi-refuser")
            bureau.get_by_role("button", name="Pas comme ça").click()
            expect(bureau.locator("main")).to_contain_text("Nous avons une place aux Tilleuls.")
        else:
            bureau.get_by_role("button", name="D’accord").click()
            expect(bureau.locator("main")).to_contain_text("accepté par Karim Vasseur")
    telephone.goto(f"/dossiers/{dossier.pk}/qui-fait-quoi/?voir=ajustees")
    regarder(service, telephone, "qui-fait-quoi-convenu")
