"""The story of the first landing, from the street to the commission, in a real browser on a real server."""

import re
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from socle.consentements.ecritures import recueillir
from socle.dossier.models import Dossier
from tests.acces import pdf
from tests.monde import MOT_DE_PASSE, agir, identifiant
from tests.navigateur.doigt import Mesurer
from tests.navigateur.service import BUREAU, TELEPHONE, Service, code, poser_un_totp

UUID_DU_CHEMIN = re.compile(r"/dossiers/([0-9a-f-]{36})/")
INSCRIT = {"inscrit_mission_locale": True, "inscrit_mission_locale_le": date(2025, 1, 6)}
"""Registered long before the meeting: what counts then is the last real contact."""


def _verdict(page: Page):
    return page.locator(".verdict-tete")


def _entrer_par_la_porte(service: Service) -> Page:
    """Nadia logs in as people do: address, password, six digits of her phone."""
    nadia = service.monde.nadia
    with transaction.atomic():
        secret = poser_un_totp(nadia)
    page = service.surveiller(service.contexte(TELEPHONE, has_touch=True, is_mobile=True).new_page())
    page.goto("/compte/login/")
    service.examiner(page)
    page.locator("[name=login]").fill(nadia.compte.email)
    page.locator("[name=password]").fill(MOT_DE_PASSE)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/compte/2fa/authenticate/**")
    service.examiner(page)
    page.locator("[name=code]").fill(code(secret, service.maintenant))
    page.locator("[name=code]").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bonjour Nadia")
    service.examiner(page)
    return page


def _reperer(service: Service, page: Page, mesurer: Mesurer) -> UUID:
    """Near the station: a first name, where, what he asks for, what is hard. Nothing else is known."""
    with mesurer(page, "repérage", 8) as doigt:
        doigt.toucher(page.get_by_role("link", name="Noter").last)
        doigt.arriver("**/reperer/")
        service.examiner(page)
        doigt.ecrire("Prénom ou surnom", "Idriss")
        doigt.ecrire("Où", "la gare")
        doigt.ecrire("Ce que le jeune demande", "Un toit")
        doigt.toucher(page.get_by_text("Ce qui est difficile pour lui"))
        doigt.toucher(page.get_by_text("Pas de logement stable"))
        doigt.toucher(page.get_by_role("button", name="Ouvrir le dossier"))
        doigt.arriver(UUID_DU_CHEMIN)
    service.examiner(page)
    return UUID(UUID_DU_CHEMIN.search(page.url)[1])


def _completer(service: Service, page: Page, dossier: UUID) -> None:
    """Days later: who he is, his situation, and the interview of spring that he remembers."""
    page.goto(f"/dossiers/{dossier}/identite/")
    page.get_by_label("Date de naissance").fill("2006-03-02")
    page.get_by_role("button", name="Enregistrer").click()
    page.goto(f"/dossiers/{dossier}/situation/")
    service.examiner(page)
    for nom in ("etudiant", "en_formation", "en_emploi", "inscrit_demandeur_emploi"):
        page.locator(f"[name={nom}][value=non]").check()
    page.locator("[name=ressources][value=aucune]").check()
    page.locator("[name=inscrit_mission_locale][value=oui]").check()
    page.get_by_label("Inscrit à la mission locale depuis le").fill("2025-01-06")
    page.get_by_role("button", name="Enregistrer").click()
    page.goto(f"/dossiers/{dossier}/contacts/noter/")
    service.examiner(page)
    page.get_by_label("Quel jour").fill("2026-05-11")
    page.get_by_label("Comment").select_option("entretien")
    page.get_by_role("button", name="Noter ce contact").click()
    page.wait_for_url(UUID_DU_CHEMIN)


def _recueillir(service: Service, page: Page, dossier: UUID) -> None:
    """He agrees that his name goes to the mission locale, and not more. The words are read to him."""
    page.goto(f"/dossiers/{dossier}/accord/")
    page.get_by_label("Avec quelle mission locale").select_option(label="Mission locale du Val-Doré")
    service.examiner(page)
    page.get_by_role("button", name="Voir ce que je dois lui lire").click()
    expect(page.locator("blockquote.a-lire")).to_contain_text("Rien d’autre")
    page.get_by_label("à l’oral, devant un témoin").check()
    page.get_by_label("Le témoin").fill("Zélie Brun")
    page.get_by_label("Sa fonction").fill("animatrice")
    service.examiner(page)
    page.get_by_role("button", name="Idriss a dit oui").click()
    page.wait_for_url(UUID_DU_CHEMIN)
    expect(_verdict(page)).to_contain_text("à préciser")
    verdict = page.locator(".feuille.verdict")
    expect(verdict).to_contain_text("11 octobre 2026")
    expect(verdict).to_contain_text("S’il compte")
    assert verdict.locator(".source").count() >= 5
    service.examiner(page)


def _repondre(service: Service, dossier: UUID) -> None:
    """Karim finds the task by itself; the interview was one SMS without reply: not a contact."""
    page = service.page(service.monde.karim, BUREAU)
    page.goto("/")
    service.examiner(page)
    page.get_by_role("link", name=re.compile("Idriss")).first.click()
    page.wait_for_url("**/historique/")
    service.examiner(page)
    page.goto(f"/dossiers/{dossier}/")
    page.get_by_role("link", name=re.compile("^Qualifier")).first.click()
    page.wait_for_url("**/contacts/**")
    service.examiner(page)
    page.get_by_label("Comment").select_option("sms")
    page.locator("[name=echange][value=non]").check()
    page.locator("[name=intention][value=non]").check()
    page.get_by_role("button", name="Enregistrer").click()
    page.goto(f"/dossiers/{dossier}/historique/")
    page.locator("[name=inscrit][value=oui]").check()
    page.get_by_label("Depuis quel jour").fill("2025-01-06")
    page.get_by_role("button", name="Signer cette réponse").click()
    page.wait_for_url(UUID_DU_CHEMIN)
    expect(_verdict(page)).to_contain_text("favorable")
    service.examiner(page)


def _les_etrangers_ne_trouvent_rien(service: Service, dossier: UUID) -> None:
    monde = service.monde
    for intrus in (monde.sacha, monde.lena):
        page = service.page(intrus)
        assert page.goto(f"/dossiers/{dossier}/").status == 404
        for adresse in ("/", "/jeunes/", "/commission/"):
            page.goto(adresse)
            expect(page.locator("body")).not_to_contain_text("Idriss")
        page.goto("/jeunes/")
        page.locator("#recherche-large").fill("Idriss")
        page.locator("#recherche-large").press("Enter")
        page.wait_for_url("**/jeunes/recherche/")
        expect(page.locator("main a[href*='/dossiers/']")).to_have_count(0)


def _signer_des_deux_cotes(service: Service, dossier: UUID, seance: str) -> None:
    nadia, karim = service.page(service.monde.nadia, TELEPHONE), service.page(service.monde.karim)
    nadia.goto(seance)
    service.examiner(nadia)
    nadia.get_by_role("link", name=re.compile("Idriss")).first.click()
    nadia.wait_for_url(f"**/{dossier}/")
    service.examiner(nadia)
    nadia.locator("[name=issue][value=entree]").check()
    nadia.get_by_role("button", name="Proposer et signer").click()
    nadia.get_by_text("L’autre côté").first.wait_for()
    karim.goto(f"{seance}{dossier}/")
    service.examiner(karim)
    karim.locator("button[name=signer][value=mission_locale]").click()
    karim.get_by_text("elle est en vigueur").wait_for()
    service.examiner(karim)


def _compte_rendu(service: Service, seance: str, *noms: str) -> None:
    reponse = service.page(service.monde.karim).request.get(f"{service.adresse}{seance}compte-rendu/")
    assert reponse.headers["content-type"] == "application/pdf"
    lu = pdf.mots(reponse.body())
    assert reponse.body().startswith(b"%PDF-")
    assert "/StructTreeRoot" in lu
    assert [nom for nom in noms if nom not in lu] == []


def _refuse_par_la_regle(service: Service, prenom: str, contact_le: str) -> UUID:
    """Known, shared, registered, with a real interview less than five months ago."""
    monde, le = service.monde, service.maintenant.date()
    with transaction.atomic():
        dossier = monde.dossier(
            monde.nadia, le=le, mission_locale=monde.val_dore, identite={"prenom": prenom}, situation=INSCRIT
        )
        with agir(monde.nadia, le=le) as acteur:
            recueillir(
                acteur=acteur, accord_id=identifiant(), dossier=Dossier.objects.get(pk=dossier.pk),
                destinataire=monde.val_dore, elements=["dossier"], recueil="oral", jusqu_a=None,
                maintenant=timezone.now(),
            )  # fmt: skip
    karim = service.page(monde.karim)
    karim.goto(f"/dossiers/{dossier.pk}/historique/")
    karim.locator("[name=inscrit][value=oui]").check()
    karim.get_by_label("Depuis quel jour").fill("2025-01-06")
    karim.locator("[name=contact0-le]").fill(contact_le)
    karim.locator("[name=contact0-nature]").select_option("entretien")
    karim.locator("[name=contact0-echange][value=oui]").check()
    karim.locator("[name=contact0-intention][value=oui]").check()
    karim.get_by_role("button", name="Signer cette réponse").click()
    expect(_verdict(karim)).to_contain_text("défavorable")
    return dossier.pk


def _admis_malgre_la_regle(service: Service, dossier: UUID, seance: str) -> None:
    """The commission departs from the verdict: it must say why."""
    nadia = service.page(service.monde.nadia)
    nadia.goto(f"{seance}{dossier}/")
    nadia.locator("[name=issue][value=entree]").check()
    nadia.get_by_role("button", name="Proposer et signer").click()
    nadia.get_by_text("Cette décision s’écarte du verdict : dites pourquoi.").first.wait_for()
    service.examiner(nadia)
    assert nadia.locator("[name=issue][value=entree]").is_checked()
    nadia.locator("[name=motif]").fill("Il dort dehors et vient chaque jour.")
    nadia.get_by_role("button", name="Proposer et signer").click()
    nadia.get_by_text("L’autre côté").first.wait_for()
    karim = service.page(service.monde.karim)
    karim.goto(f"{seance}{dossier}/")
    expect(karim.locator("#decision")).to_contain_text("Il dort dehors et vient chaque jour.")
    karim.locator("button[name=signer][value=mission_locale]").click()
    karim.get_by_text("elle est en vigueur").wait_for()


def _pre_cej(service: Service, dossier: UUID, seance: str) -> None:
    """Until the day his door opens: a plan, and somebody who holds it."""
    karim = service.page(service.monde.karim)
    karim.goto(f"{seance}{dossier}/")
    karim.locator("[name=issue][value=pre_cej]").check()
    karim.locator("[name=fin_le]").fill("2026-11-10")
    karim.locator("[name=plan_interim]").fill("Un café chaque mardi au Fil, et les papiers.")
    karim.locator("[name=responsable]").select_option(index=1)
    service.examiner(karim)
    karim.get_by_role("button", name="Proposer et signer").click()
    karim.get_by_text("L’autre côté").first.wait_for()
    nadia = service.page(service.monde.nadia)
    nadia.goto(f"{seance}{dossier}/")
    nadia.locator("button[name=signer][value=porteur]").click()
    nadia.get_by_text("elle est en vigueur").wait_for()


def _revient_de_lui_meme(service: Service, prenom: str, absent: str, present: str, racine: str) -> None:
    """Nobody remembers; the agenda does."""
    service.au(absent)
    page = service.page(service.monde.nadia)
    page.goto(f"{racine}{absent}/")
    expect(page.locator("main")).not_to_contain_text(prenom)
    service.au(present)
    page = service.page(service.monde.nadia)
    page.goto(f"{racine}{present}/")
    expect(page.locator("main .situations")).to_contain_text(prenom)
    expect(page.locator("main .situations")).to_contain_text("Sort du pré-CEJ-JR")
    service.examiner(page)


def test_from_the_street_to_the_commission(service, mesurer, capsys):
    page = _entrer_par_la_porte(service)
    dossier = _reperer(service, page, mesurer)
    service.au("2026-09-18")
    page = service.page(service.monde.nadia, TELEPHONE, has_touch=True, is_mobile=True)
    _completer(service, page, dossier)
    _recueillir(service, page, dossier)
    service.au("2026-09-21")
    _repondre(service, dossier)
    _les_etrangers_ne_trouvent_rien(service, dossier)

    deuxieme = _refuse_par_la_regle(service, "Fatou", "2026-06-01")
    troisieme = _refuse_par_la_regle(service, "Tomas", "2026-06-10")
    service.au("2026-09-24", "09:30")
    racine = f"/commission/{service.monde.val_dore.pk}/"
    seance = f"{racine}2026-09-24/"
    _signer_des_deux_cotes(service, dossier, seance)
    _admis_malgre_la_regle(service, deuxieme, seance)
    _pre_cej(service, troisieme, seance)
    _compte_rendu(service, seance, "Idriss", "Fatou", "Tomas")
    _revient_de_lui_meme(service, "Tomas", "2026-10-15", "2026-11-12", racine)
    with capsys.disabled():
        print(f"récit : {len(service.vues)} pages examinées par axe, {len(service.violations)} violations")
