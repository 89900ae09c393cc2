"""The pages of the synthèses: each side in turn, what they say when two meet, and what they cost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parcours.syntheses.models import EnvoiDeSynthese, Synthese
from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from tests.monde import MAINTENANT, agir
from tests.parcours.commission.pages import texte
from tests.parcours.plan.scene import partage, prevoir, viser
from tests.parcours.remobilisation.scene import entrer
from tests.parcours.remobilisation.test_pages import caches, envoyer, taches
from tests.parcours.sortie.scene import dire
from tests.parcours.syntheses import scene
from tests.parcours.syntheses.scene import ecrire, modifier, reprendre, siao, soumise, validee

pytestmark = pytest.mark.usefixtures("lundi")
AU_PLUS = 14
SOUMETTRE = re.compile(r'name="version" value="(\d+)"><input type="hidden" name="vu" value="([^"]*)"')


def ici(dossier) -> str:
    return f"/dossiers/{dossier.pk}/syntheses/"


def test_from_the_proposed_text_to_the_reading_by_a_partner(monde):
    dossier, chloe = entrer(monde), siao(monde)
    prevoir(monde.nadia, viser(monde.nadia, dossier))
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    assert "Ouvrir les synthèses" in texte(nadia.get(f"/dossiers/{dossier.pk}/"))
    assert "Aucune synthèse n’est écrite" in texte(nadia.get(ici(dossier)))
    page = nadia.get(f"{ici(dossier)}ecrire/").content.decode()
    assert "Appeler le bailleur" in page
    envoi = caches(page) | {"pour": "orientation", "garder_suite": "on", "suite": "Appeler le bailleur."}
    assert "Dites vers qui, ou quoi." in texte(nadia.post(f"{ici(dossier)}ecrire/", envoi))
    seul = nadia.post(f"{ici(dossier)}ecrire/", envoi | {"precision": "le SIAO", "libre": "Il vient."})
    assert "Vous avez écrit dans cette partie : cochez-la, ou effacez." in texte(seul)
    page = nadia.post(f"{ici(dossier)}ecrire/", envoi | {"precision": "le SIAO"}, follow=True)
    assert "Votre structure seule le lit" in texte(page) and "a rencontré" not in texte(page)
    with agir(monde.nadia):
        synthese = Synthese.objects.get()
    url = f"{ici(dossier)}{synthese.pk}/"
    assert karim.get(url).status_code == 404
    version, vu = SOUMETTRE.search(page.content.decode()).groups()
    assert "C’est soumis." in texte(nadia.post(f"{url}soumettre/", {"version": version, "vu": vu}, follow=True))
    assert "Valider la synthèse d’Idriss M., ou l’amender" in taches(karim)
    assert "Êtes-vous d’accord avec ce texte ?" in texte(karim.get(url))
    assert "C’est validé" in texte(karim.post(f"{url}valider/", follow=True))
    assert "Envoyer la synthèse d’Idriss M." in taches(nadia)
    monde.accord(monde.nadia, dossier, avec=chloe.structure)
    page = nadia.get(f"{url}envoyer/")
    assert "Idriss ne l’a pas encore vue." in texte(page) and "SIAO de l’Ormelle Le jeune a dit oui" in texte(page)
    assert "checked" not in page.content.decode()
    assert "Choisissez au moins une structure." in texte(nadia.post(f"{url}envoyer/", {}))
    page = nadia.post(f"{url}envoyer/", {"a": chloe.structure_id}, follow=True)
    assert "C’est envoyé." in texte(page) and "Pas encore lue" in texte(page)
    with agir(monde.nadia):
        recue = f"/syntheses-recues/{EnvoiDeSynthese.objects.get().pk}/"
    client = monde.client(chloe)
    adresse = client.get(f"/recu/{dossier.pk}/").content.decode()
    assert f'href="{recue}"' in adresse and "À lire" in adresse
    page = texte(client.get(recue))
    assert "Une synthèse vous attend" in page and "Ce qui vous est adressé pour Idriss" in page
    assert "Appeler" not in page and "Marchais" not in page
    assert client.get(f"{recue}synthese.pdf").status_code == 302
    assert "Appeler le bailleur." in texte(client.post(f"{recue}ouvrir/", follow=True))
    assert client.get(f"{recue}synthese.pdf")["Content-Type"] == "application/pdf"
    assert "Lue le 23 novembre 2026" in texte(nadia.get(url))
    with agir(monde.nadia) as acteur:
        retirer(
            acteur=acteur,
            accord=Accord.objects.get(destinataire=chloe.structure, retire_le=None),
            maintenant=MAINTENANT,
        )
    assert [client.get(f"{recue}{s}").status_code for s in ("", "synthese.pdf")] == [404, 404]
    assert client.post(f"{recue}ouvrir/").status_code == 404
    assert "Ne la lit plus" in texte(nadia.get(url))


def test_an_amendment_shows_what_changes_in_words(monde):
    dossier = partage(monde)
    un = soumise(monde.nadia, dossier)
    karim = monde.client(monde.karim)
    page = karim.post(f"{ici(dossier)}{un.pk}/reprendre/", follow=True)
    assert "Reprendre le brouillon" in texte(page)
    adresse = page.redirect_chain[-1][0]
    dit = caches(page.content.decode()) | {"pour": "bilan", "garder_suite": "on", "suite": "Appeler Loca-Pass."}
    page = karim.post(adresse, dit, follow=True)
    assert "Ce qui change depuis la version 1" in texte(page) and "devient « Appeler Loca-Pass. »" in texte(page)
    version, vu = SOUMETTRE.search(page.content.decode()).groups()
    deux = adresse.removesuffix("modifier/")
    assert "C’est soumis." in texte(karim.post(f"{deux}soumettre/", {"version": version, "vu": vu}, follow=True))
    nadia = monde.client(monde.nadia)
    assert "n’attend plus" in texte(karim.post(f"{ici(dossier)}{un.pk}/valider/", follow=True))
    assert "C’est validé" in texte(nadia.post(f"{deux}valider/", follow=True))


def test_the_second_of_two_colleagues_to_save_sees_both_texts(monde):
    dossier = partage(monde)
    brouillon = ecrire(monde.nadia, dossier)
    bilal, url = monde.client(monde.bilal), f"{ici(dossier)}{brouillon.pk}/modifier/"
    ouvert = caches(bilal.get(url).content.decode())
    modifier(monde.nadia, brouillon, suite="De Nadia.")
    dit = {"pour": "bilan", "garder_suite": "on", "suite": "De Bilal.", "chemin": "Rencontré à la gare."}
    reponse = bilal.post(url, ouvert | dit)
    page = texte(reponse)
    assert reponse.status_code == 409
    assert "Nadia Ferrand a modifié cette synthèse à 10 h 00" in page and "De Nadia." in page
    garde = caches(reponse.content.decode()) | {"pour": "bilan", "suite": "De Bilal.", "libre": "Et ceci."}
    assert "Le brouillon est à jour." in texte(bilal.post(url, garde, follow=True))
    with agir(monde.nadia):
        gardee = Synthese.objects.get()
    assert (gardee.suite, gardee.chemin, gardee.libre) == ("De Bilal.", "", "Et ceci.")


def test_health_is_added_knowingly_and_stopped_where_the_accord_does_not_name_it(monde):
    dossier = partage(monde)
    nadia, brouillon = monde.client(monde.nadia), ecrire(monde.nadia, dossier, sante="Il dort mal.")
    page = texte(nadia.get(f"{ici(dossier)}{brouillon.pk}/"))
    assert "La synthèse parle de sa santé : l’accord du jeune ne le nomme pas." in page
    reponse = nadia.post(f"{ici(dossier)}{brouillon.pk}/soumettre/", {"version": 1}, follow=True)
    assert "elle n’a pas été soumise" in texte(reponse)


def test_what_the_youth_says_and_a_sending_taken_back(monde):
    dossier, chloe = partage(monde), siao(monde)
    fini = validee(monde.nadia, monde.karim, dossier)
    monde.accord(monde.nadia, dossier, avec=chloe.structure)
    envoi = scene.envoyer(monde.nadia, fini, chloe.structure)[0]
    nadia, url = monde.client(monde.nadia), f"{ici(dossier)}{fini.pk}/"
    dit = {"vue": "oui", "sans": "non", "dit_le": "2026-11-23"}
    assert "Écrivez ce qu’il ou elle a dit" in texte(envoyer(nadia, f"{url}observation/", **dit))
    assert "Entre le 23 novembre 2026" in texte(envoyer(nadia, f"{url}observation/", **dit | {"dit_le": "2026-11-20"}))
    page = texte(envoyer(nadia, f"{url}observation/", **dit, texte="C’est vrai."))
    assert "« C’est vrai. »" in page and "noté par Nadia Ferrand" in page
    retrait = f"{ici(dossier)}envois/{envoi.pk}/retirer/"
    assert monde.client(monde.karim).get(retrait).status_code == 404
    assert "Dites pourquoi." in texte(nadia.post(retrait, {}))
    assert "C’est retiré" in texte(nadia.post(retrait, {"pourquoi": "mauvaise version"}, follow=True))
    assert "mauvaise version" in texte(nadia.get(retrait, follow=True))


def test_the_synthese_of_a_youth_who_left_is_read_and_no_longer_written(monde):
    dossier = entrer(monde)
    fini = validee(monde.nadia, monde.karim, dossier)
    dire(monde.nadia, dossier)
    client = monde.client(monde.nadia)
    page = texte(client.get(f"{ici(dossier)}{fini.pk}/"))
    assert "Appeler le bailleur." in page and "Choisir à qui" not in page
    assert client.get(f"{ici(dossier)}ecrire/").status_code == 409


def _compter(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as requetes:
        assert client.get(url).status_code == 200, url
    return len(requetes)


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_pages_cost_the_same_with_one_synthese_and_with_twenty(monde, qui):
    dossier, chloe = entrer(monde), siao(monde)
    client = monde.client(monde.gens[qui])
    fini = validee(monde.nadia, monde.karim, dossier)
    monde.accord(monde.nadia, dossier, avec=chloe.structure)
    envoi = scene.envoyer(monde.nadia, fini, chloe.structure)[0]
    scene.envoyer(monde.nadia, fini, monde.val_dore)
    soumise(monde.nadia, dossier)
    une = f"{ici(dossier)}{fini.pk}/"
    pages = [ici(dossier), une, f"{une}envoyer/", f"{ici(dossier)}ecrire/", f"/dossiers/{dossier.pk}/", "/"]
    partenaire, recues = monde.client(chloe), ["/recu/", f"/recu/{dossier.pk}/", f"/syntheses-recues/{envoi.pk}/"]
    avant = [_compter(client, page) for page in pages]
    chez_elle = [_compter(partenaire, page) for page in recues]
    for rang in range(10):
        soumise(monde.karim, dossier)
        autre = validee(monde.nadia, monde.karim, dossier, libre=f"{rang}")
        scene.envoyer(monde.nadia, autre, chloe.structure)
        reprendre(monde.nadia, autre)
        prevoir(monde.nadia, viser(monde.nadia, dossier))
    assert [_compter(client, page) for page in pages] == avant
    assert [_compter(partenaire, page) for page in recues] == chez_elle
    assert max(*avant, *chez_elle) <= AU_PLUS, (avant, chez_elle)
