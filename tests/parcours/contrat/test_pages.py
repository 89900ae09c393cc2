"""The pages of the contract, as each side meets them."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine

from parcours.contrat.models import Contrat, Interruption, Prolongation, Signature
from socle.partenariats.models import Partenariat
from tests.monde import LE, agir
from tests.parcours.commission.scene import presenter
from tests.parcours.contrat.scene import (
    FIN,
    en_contrat,
    entrer,
    preparer,
    prolonger,
    rompre,
    signer,
    signer_a_trois,
)


@pytest.fixture(autouse=True)
def horloge():
    with time_machine.travel("2026-11-23 10:00+01:00", tick=False) as horloge:
        yield horloge


def texte(reponse) -> str:
    assert reponse.status_code in (200, 409), reponse.status_code
    contenu = re.search(r"<main.*?</main>", reponse.content.decode(), re.S).group()
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", contenu)).replace("\N{NO-BREAK SPACE}", " ").split())


def url(dossier, suite="") -> str:
    return f"/dossiers/{dossier.pk}/contrat/{suite}"


def champs(page: str) -> dict[str, str]:
    """The hidden fields of a form."""
    return dict(re.findall(r'name="(id|version)" value="([^"]+)"', page))


def saisie(client, dossier, **ecarts) -> dict:
    page = client.get(url(dossier, "preparer/")).content.decode()
    return {**champs(page), "debut_le": "2026-11-23", "regime": "ordinaire", "heures": "15", **ecarts}


def test_before_the_entry_the_page_says_what_comes_first(monde):
    dossier = presenter(monde)
    client = monde.client(monde.nadia)
    assert "Le contrat vient après l’entrée" in texte(client.get(url(dossier)))
    reponse = client.post(url(dossier, "preparer/"), saisie(client, dossier), follow=True)
    assert "Le contrat se prépare après l’entrée" in texte(reponse)


def test_from_the_preparation_to_the_opening(monde):
    dossier = entrer(monde)
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    assert "contrat d’Idriss M." not in texte(nadia.get("/"))
    assert "Préparer le contrat" in texte(nadia.get(url(dossier)))
    reponse = nadia.post(url(dossier, "preparer/"), saisie(nadia, dossier), follow=True)
    page = texte(reponse)
    assert "prêt à être signé sur papier" in page
    assert "22 novembre 2027" in page
    assert "La signature du jeune La signature du porteur La signature de la mission locale Le référent" in page
    assert "Il manque celle du jeune et celle de votre structure" in texte(nadia.get("/"))
    for partie in ("jeune", "porteur"):
        reponse = nadia.post(url(dossier, f"signatures/{partie}/"), {"signee_le": "2026-11-23"}, follow=True)
        assert "est notée" in texte(reponse)
    assert "Noter les signatures du contrat" not in texte(nadia.get("/"))
    assert "Il manque celle de votre structure" in texte(karim.get("/"))
    karim.post(url(dossier, "signatures/mission_locale/"), {"signee_le": "2026-11-23"})
    reponse = karim.post(url(dossier, "ouvrir/"), {"version": 1, "en_qualite_de": "delegataire"}, follow=True)
    assert "Pour l’ouvrir, il manque encore : le référent unique" in texte(reponse)
    karim.post(url(dossier, "preparer/"), saisie(karim, dossier, referent_id=monde.karim.pk, reference="CEJ-7"))
    assert "Ouvrir le contrat d’Idriss M." in texte(karim.get("/"))
    assert "le contrat peut être ouvert" in texte(karim.get(url(dossier)))
    page = karim.get(url(dossier, "ouvrir/"))
    assert "CEJ-7" in texte(page)
    assert "Dites en quelle qualité" in texte(karim.post(url(dossier, "ouvrir/"), champs(page.content.decode())))
    envoi = champs(page.content.decode()) | {"en_qualite_de": "representant_legal"}
    page = texte(karim.post(url(dossier, "ouvrir/"), envoi, follow=True))
    assert "est ouvert" in page
    assert "par Karim Vasseur, représentant légal" in page
    for client in (nadia, karim):
        page = texte(client.get(f"/dossiers/{dossier.pk}/"))
        assert "En contrat jusqu’au 22 novembre 2027" in page
        assert "15 heures par semaine" in page
        assert "Contrat" in texte(client.get("/jeunes/?etape=contrat"))


def test_a_signature_noted_by_mistake_is_taken_back_from_the_message(monde):
    dossier = entrer(monde)
    preparer(monde.nadia, dossier)
    client = monde.client(monde.nadia)
    reponse = client.post(url(dossier, "signatures/jeune/"), {"signee_le": "2026-11-22"}, follow=True)
    retour = url(dossier, "signatures/jeune/retirer/")
    assert f'action="{retour}"' in reponse.content.decode()
    assert "n’est plus notée" in texte(client.post(retour, follow=True))
    with agir(monde.nadia):
        assert not Signature.objects.filter(retiree_le=None).exists()


@pytest.mark.parametrize("jour", ["2026-11-24", "2020-01-01", "demain", ""])
def test_a_signature_is_of_a_day_that_came(monde, jour):
    dossier = entrer(monde)
    preparer(monde.nadia, dossier)
    reponse = monde.client(monde.nadia).post(url(dossier, "signatures/jeune/"), {"signee_le": jour})
    assert "à corriger" in texte(reponse)


def test_the_other_side_s_signature_is_not_there_to_note(monde):
    dossier = entrer(monde)
    preparer(monde.nadia, dossier)
    client = monde.client(monde.nadia)
    for partie in ("mission_locale", "prefet"):
        assert client.get(url(dossier, f"signatures/{partie}/")).status_code == 404
    assert "À noter par la mission locale" in texte(client.get(url(dossier)))


@pytest.mark.parametrize(
    ("ecarts", "dit"),
    [
        ({"fin_prevue_le": "2027-11-23"}, "Choisissez un jour entre le premier et le 22 novembre 2027"),
        ({"heures": "21"}, "Choisissez entre 15 et 20 heures"),
        ({"heures": ""}, "Dites combien d’heures"),
        ({"regime": "reduite", "heures": "15"}, "Choisissez entre 1 et 14 heures"),
        ({"debut_le": "2021-01-01"}, "trop loin d’aujourd’hui"),
        ({"debut_le": "2028-01-01"}, "trop loin d’aujourd’hui"),
    ],
)
def test_what_the_texts_do_not_admit_is_said_beside_the_field(monde, ecarts, dit):
    dossier = entrer(monde)
    client = monde.client(monde.karim)
    assert dit in texte(client.post(url(dossier, "preparer/"), saisie(client, dossier, **ecarts)))


def test_without_hours_only_the_two_structures_read_why(monde):
    dossier = entrer(monde)
    client = monde.client(monde.karim)
    page = texte(client.post(url(dossier, "preparer/"), saisie(client, dossier, regime="empechement"), follow=True))
    assert "Durée adaptée : pas d’heures fixées" in page
    assert "santé, handicap ou invalidité, sans dire lequel" in page
    carte = texte(client.get(f"/dossiers/{dossier.pk}/"))
    assert "Durée adaptée" in carte
    assert "invalidité" not in carte


def test_two_people_write_the_same_contract_and_both_texts_are_there(monde):
    dossier = entrer(monde)
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    la_sienne, celle_de_karim = saisie(nadia, dossier, heures="16"), saisie(karim, dossier, heures="18")
    assert karim.post(url(dossier, "preparer/"), celle_de_karim).status_code == 302
    reponse = nadia.post(url(dossier, "preparer/"), la_sienne)
    assert reponse.status_code == 409
    page = reponse.content.decode()
    assert 'value="16"' in page
    assert "Enregistré entre-temps" in texte(reponse)
    assert "18" in texte(reponse)
    # Saved knowingly, hers is the text.
    assert nadia.post(url(dossier, "preparer/"), la_sienne | champs(page)).status_code == 302
    with agir(monde.nadia):
        assert [(c.heures, c.version) for c in Contrat.objects.all()] == [(16, 2)]


def test_the_age_at_the_signature_is_told_with_its_source_and_refuses_nothing(monde):
    dossier = entrer(monde)
    with agir(monde.nadia):
        type(dossier).objects.filter(pk=dossier.pk).update(date_naissance="2000-01-01")
    contrat = preparer(monde.karim, dossier, referent_id=monde.karim.pk)
    signer_a_trois(monde, contrat)
    client = monde.client(monde.karim)
    page = texte(client.get(url(dossier)))
    assert "l’âge est à regarder ensemble" in page
    assert "article L5131-6" in page
    assert "Défavorable" in page or "À préciser" in page
    reponse = client.post(url(dossier, "ouvrir/"), {"version": 1, "en_qualite_de": "delegataire"}, follow=True)
    assert "est ouvert" in texte(reponse)


def test_where_the_mission_locale_judges_at_the_contract_the_page_says_so(monde):
    dossier = entrer(monde)
    client = monde.client(monde.karim)
    assert "L’éligibilité aujourd’hui" in texte(client.get(url(dossier)))
    Partenariat.objects.filter(mission_locale=monde.val_dore).update(moment_du_jugement="contractualisation")
    assert "Jugé de nouveau à la signature" in texte(client.get(url(dossier)))


def test_an_open_contract_is_prolonged_interrupted_resumed_and_undone(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier, debut_le=LE - timedelta(days=30), fin_prevue_le=LE + timedelta(days=50))
    client = monde.client(monde.karim)
    assert "Préparer la fin du contrat d’Idriss M." in texte(client.get("/"))
    assert "Il s’achève le" in texte(client.get(url(dossier)))
    ident = champs(client.get(url(dossier, "prolonger/")).content.decode())
    envoi = ident | {"nature": "motivee", "jusqu_au": "2029-01-01", "motif": "Il emménage."}
    assert "les textes ne vont pas au-delà du 23 avril 2028" in texte(client.post(url(dossier, "prolonger/"), envoi))
    envoi["jusqu_au"] = "2028-04-23"
    reponse = client.post(url(dossier, "prolonger/"), envoi, follow=True)
    assert "Prolongé jusqu’au 23 avril 2028" in texte(reponse)
    assert "annulée" in texte(client.post(url(dossier, "prolonger/annuler/"), follow=True))
    ident = champs(client.get(url(dossier, "interrompre/")).content.decode())
    trop_loin = {"du": "2026-11-20", "au": "2029-01-01", "motif": "emploi"}
    reponse = client.post(url(dossier, "interrompre/"), ident | trop_loin)
    assert list(reponse.context["formulaire"].errors) == ["au"]
    reponse = client.post(url(dossier, "interrompre/"), ident | {"du": "2026-11-20", "motif": "emploi"}, follow=True)
    assert "Interrompu depuis le 20 novembre 2026" in texte(reponse)
    reponse = client.post(url(dossier, "reprendre/"), {"au": "2026-11-19"})
    assert "Choisissez un jour entre le 20 novembre 2026 et le 23 novembre 2026" in texte(reponse)
    assert "reprend" in texte(client.post(url(dossier, "reprendre/"), {"au": "2026-11-22"}, follow=True))
    assert "annulée" in texte(client.post(url(dossier, "interrompre/annuler/"), follow=True))


def test_a_double_click_undoes_one_act_alone_the_last_that_was_noted(monde, horloge):
    dossier = entrer(monde)
    en_contrat(monde, dossier, debut_le=LE - timedelta(days=30), fin_prevue_le=LE + timedelta(days=50))
    client = monde.client(monde.karim)
    boutons = {}
    for jour, du, au in (("2027-02-15", "2026-11-10", "2026-11-12"), ("2027-03-15", "2026-11-02", "2026-11-04")):
        envois = {
            "prolonger": {"nature": "motivee", "jusqu_au": jour, "motif": "Il emménage."},
            "interrompre": {"du": du, "au": au, "motif": "emploi"},
        }
        horloge.shift(60)
        for acte, envoi in envois.items():
            ident = champs(client.get(url(dossier, f"{acte}/")).content.decode())
            page = client.post(url(dossier, f"{acte}/"), ident | envoi, follow=True).content.decode()
            (boutons[acte],) = set(re.findall(rf'action="([^"]*{acte}/annuler/\?lu=[^"]*)"', page))
    for bouton in boutons.values():
        assert "est annulée" in texte(client.post(bouton, follow=True))
        assert "rien à changer" in texte(client.post(bouton, follow=True))
    with agir(monde.karim):
        assert [p.jusqu_au.isoformat() for p in Prolongation.objects.filter(retiree_le=None)] == ["2027-02-15"]
        assert [i.du.isoformat() for i in Interruption.objects.filter(retiree_le=None)] == ["2026-11-10"]


def test_a_rupture_is_confirmed_told_to_both_and_undone(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier)
    client = monde.client(monde.karim)
    assert "Rompre le contrat d’Idriss M." in texte(client.get(url(dossier, "rompre/")))
    envoi = {"rompu_le": "2026-11-23", "initiative": "jeune", "motif": "emploi"}
    page = texte(client.post(url(dossier, "rompre/"), envoi, follow=True))
    assert "est rompu" in page
    assert "à l’initiative de : le jeune. Un emploi" in page
    assert "À partir du 23 mai 2027" in page
    assert "est achevé ou rompu" in texte(client.post(url(dossier, "rompre/"), envoi, follow=True))
    assert "Rompu" in texte(monde.client(monde.nadia).get(url(dossier)))
    assert "n’est plus rompu" in texte(client.post(url(dossier, "rompre/annuler/"), follow=True))


def test_the_porteur_reads_the_open_contract_and_has_no_button(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier)
    client = monde.client(monde.nadia)
    assert "Prolonger" not in texte(client.get(url(dossier)))
    for suite in ("prolonger/", "interrompre/", "reprendre/", "rompre/", "ouvrir/"):
        assert client.get(url(dossier, suite)).status_code == 404
    for suite in ("prolonger/annuler/", "interrompre/annuler/", "rompre/annuler/"):
        assert client.post(url(dossier, suite)).status_code == 404


def test_after_the_end_the_page_says_when_a_new_one_is_possible(monde):
    dossier = entrer(monde)
    en_contrat(monde, dossier, debut_le=LE - timedelta(days=60), fin_prevue_le=LE - timedelta(days=1))
    client = monde.client(monde.nadia)
    assert "Il s’est achevé le 22 novembre 2026 : dites ce qui vient après" in texte(client.get("/"))
    page = texte(client.get(url(dossier)))
    assert "À partir du 22 mai 2027, ou plus tôt" in page
    assert "Le contrat s’est achevé" in texte(client.get(f"/dossiers/{dossier.pk}/"))
    assert "demande d’écrire pourquoi" in texte(client.get(url(dossier, "preparer/")))


def test_an_abandoned_preparation_is_asked_once(monde):
    dossier = entrer(monde)
    preparer(monde.nadia, dossier)
    client = monde.client(monde.karim)
    assert "Abandonner la préparation" in texte(client.get(url(dossier, "abandonner/")))
    assert "est abandonnée" in texte(client.post(url(dossier, "abandonner/"), follow=True))
    assert "déjà ouvert" in texte(client.post(url(dossier, "abandonner/"), follow=True))


def test_free_text_refuses_a_social_security_number(monde):
    dossier = entrer(monde)
    client = monde.client(monde.karim)
    nir = "1 04 03 35 238 012"
    assert "sécurité sociale" in texte(client.post(url(dossier, "preparer/"), saisie(client, dossier, reference=nir)))


def test_the_end_prolonged_is_shown_beside_the_one_signed(monde):
    dossier = entrer(monde)
    contrat = en_contrat(monde, dossier)
    prolonger(monde.karim, contrat, jusqu_au=FIN + timedelta(days=30))
    assert "(prévu à la signature : 22 novembre 2027)" in texte(monde.client(monde.nadia).get(url(dossier)))


def test_a_broken_contract_and_the_next_are_both_told(monde):
    dossier = entrer(monde)
    contrat = en_contrat(monde, dossier, debut_le=LE - timedelta(days=60), fin_prevue_le=FIN - timedelta(days=60))
    rompre(monde.karim, contrat, rompu_le=LE - timedelta(days=5))
    suivant = preparer(monde.karim, dossier)
    signer(monde.karim, suivant, "jeune")
    page = texte(monde.client(monde.karim).get(url(dossier)))
    assert "Le contrat suivant" in page
    assert "Les circonstances d’un nouveau contrat si tôt" in page
    assert "Rompu" in page
