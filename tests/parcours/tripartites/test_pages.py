"""The pages of a meeting, « À faire », and what a page costs."""

import re
from uuid import uuid4

import pytest

from parcours.plan.lectures import plan_de
from parcours.plan.lectures_versions import versions_de
from parcours.tripartites.document import donnees
from parcours.tripartites.lectures import lu
from parcours.tripartites.models import Invite
from socle.courrier.models import Courrier
from socle.partenariats.models import Partenariat
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.pages import texte
from tests.parcours.plan.scene import partage, prevoir, viser
from tests.parcours.plan.test_pages import _compter
from tests.parcours.remobilisation.scene import entrer
from tests.parcours.remobilisation.test_pages import caches, envoyer, taches
from tests.parcours.tripartites.scene import (
    PAROLE,
    corriger,
    creneaux,
    dans,
    fixe,
    proposer,
    relire,
    repondre,
    signe,
    signer,
    tenir,
)  # fmt: skip
from tests.socle.partenariats.test_pratiques import PratiqueDite, convenir
from tests.socle.partenariats.test_pratiques import proposer as proposer_une_pratique

AU_PLUS = 26
pytestmark = pytest.mark.usefixtures("lundi")


def ici(dossier) -> str:
    return f"/dossiers/{dossier.pk}/entretiens-a-trois/"


@pytest.fixture
def toutes_les_six_semaines(monde):
    dite = PratiqueDite("tripartites", LE, tous_les=6, unite="semaines")
    convenir(monde.karim, proposer_une_pratique(monde.nadia, Partenariat.objects.get(porteur=monde.le_fil), dite))


def test_from_the_slots_to_the_three_signatures(monde):
    dossier = entrer(monde)
    viser(monde.nadia, dossier)
    nadia, karim, url = monde.client(monde.nadia), monde.client(monde.karim), ici(dossier)
    assert "Prévoir le prochain" in texte(nadia.get(url))
    champs = {"jour_1": "2026-11-24", "heure_1": "14:30", "jour_2": "2026-11-26", "heure_2": "09:00", "duree": "45"}
    page = texte(envoyer(nadia, f"{url}proposer/", lieu="ailleurs", lieu_dit="Café des Halles", **champs))
    assert "mardi 24 novembre 2026 à 14 h 30" in page and "Café des Halles" in page
    assert "Répondre aux créneaux de l’entretien à trois d’Idriss M." in taches(karim)
    objet = _objet(monde, dossier)
    un = f"{url}{objet.pk}/"
    lus = [str(c.pk) for c in creneaux(monde.karim, objet)]
    page = texte(karim.post(f"{un}repondre/", {"lus": lus, "conviennent": lus[:1], "mot": ""}, follow=True))
    assert "C’est fixé." in page and Courrier.objects.count() == 2
    assert "Préparer l’entretien à trois d’Idriss M." in taches(nadia)
    invites = _invites(monde, objet)
    page = texte(envoyer(
        nadia, f"{un}tenir/", tenu_le="2026-11-23", parole_jeune="Je veux dormir au calme.", prochain_le="2027-01-04",
        **{f"presence_{pk}": "present" for pk in invites},
    ))  # fmt: skip
    assert "« Je veux dormir au calme. »" in page and "Le prochain, vers le 4 janvier 2027" in page
    page = texte(nadia.post(f"/dossiers/{dossier.pk}/plan/versions/proposer/", _vu(nadia.get(un)), follow=True))
    assert "La version 1 est prête" in page
    for client, partie in ((nadia, "jeune"), (nadia, "porteur"), (karim, "mission_locale")):
        page = texte(envoyer(client, f"{un}{partie}/signer/", signee_le="2026-11-23", recueil="oral", plan="on"))
    assert "signé par les trois" in page
    assert "Accepté à trois" in texte(nadia.get(f"/dossiers/{dossier.pk}/plan/"))
    pdf = karim.get(f"{un}compte-rendu.pdf")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    assert "trois" not in taches(karim).replace("les trois mois", "")


def _objet(monde, dossier):
    with agir(monde.nadia):
        return dossier.tripartites.get()


def _invites(monde, objet):
    with agir(monde.nadia):
        return list(Invite.objects.filter(tripartite=objet).values_list("pk", flat=True))


def _vu(reponse) -> dict[str, str]:
    return {"id": str(uuid4()), "vu": re.search(r'name="vu" value="([^"]*)"', reponse.content.decode())[1]}


def test_refusals_keep_what_was_typed(monde):
    dossier = entrer(monde)
    nadia, url = monde.client(monde.nadia), ici(dossier)
    page = texte(envoyer(nadia, f"{url}proposer/", jour_1="2026-11-20", heure_1="14:30", duree="60", lieu="ailleurs"))
    assert "C’est déjà passé." in page and "Dites où." in page
    page = envoyer(nadia, f"{url}proposer/", jour_1="2026-11-30", duree="60", lieu="telephone")
    assert "Il manque l’heure." in texte(page) and 'value="2026-11-30"' in page.content.decode()
    assert "Proposez au moins un créneau." in texte(envoyer(nadia, f"{url}proposer/", duree="60", lieu="telephone"))
    objet = proposer(monde.nadia, dossier)
    lus = [str(c.pk) for c in creneaux(monde.karim, objet)]
    page = monde.client(monde.karim).post(f"{url}{objet.pk}/repondre/", {"lus": lus}, follow=True)
    assert "Si aucun ne convient, dites ce qui irait mieux." in texte(page)


def test_the_second_to_write_sees_both_texts(monde):
    objet = fixe(monde, dossier := entrer(monde), 1)
    karim, tenue = monde.client(monde.karim), f"{ici(dossier)}{objet.pk}/tenir/"
    cache = caches(karim.get(tenue).content.decode())
    tenir(monde.nadia, objet)
    reponse = karim.post(tenue, cache | {"tenu_le": "2026-11-23", "parole_jeune": "Il veut un travail."})
    page = texte(reponse)
    assert reponse.status_code == 409
    assert "Nadia Ferrand a enregistré ce compte rendu à 10 h 00" in page and PAROLE in page
    assert "Il veut un travail." in page
    apres = caches(reponse.content.decode())
    karim.post(tenue, apres | {"parole_jeune": "Il veut un travail."})
    assert relire(monde.karim, objet).parole_jeune == "Il veut un travail."


def test_what_waits_leads_to_what_is_to_be_done(monde, toutes_les_six_semaines):
    dossier = entrer(monde)
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    objet = proposer(monde.nadia, dossier)
    assert "Répondre aux créneaux" not in taches(nadia)
    repondre(monde.karim, objet, 0, 1)
    assert "Fixer l’entretien à trois" in taches(nadia) and "Fixer l’entretien à trois" in taches(karim)
    autre = entrer(monde, identite={"prenom": "Soraya", "nom": "Lambert"})
    repondre(monde.karim, proposer(monde.nadia, autre), mot="Le matin.")
    assert "Proposer d’autres créneaux pour l’entretien à trois de Soraya L." in taches(nadia)
    tenu = tenir(monde.nadia, fixe(monde, entrer(monde, identite={"prenom": "Lou", "nom": "Bré"}), 1))
    assert "Signer l’entretien à trois de Lou B." in taches(nadia)
    signer(monde.nadia, tenu, "jeune")
    signer(monde.nadia, tenu, "porteur")
    assert "Signer l’entretien à trois de Lou B." not in taches(nadia)
    assert "Signer l’entretien à trois de Lou B." in taches(karim)


def test_without_the_plan_the_mission_locale_only_notes_that_one_met(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier, elements=["dossier"])
    objet = proposer(monde.nadia, dossier)
    karim = monde.client(monde.karim)
    page = texte(karim.get(ici(dossier)))
    assert "Le plan n’est pas partagé avec vous" in page and "Noter qu’un entretien a eu lieu" in page
    assert karim.get(f"{ici(dossier)}{objet.pk}/").status_code == 404


def test_the_page_of_the_dossier_says_when(monde):
    dossier = entrer(monde)
    fixe(monde, dossier)
    page = texte(monde.client(monde.karim).get(f"/dossiers/{dossier.pk}/"))
    assert "lundi 30 novembre 2026 à 14 h , chez Le Fil d’Ormelle" in page


def test_hours_are_those_of_the_mission_locale(monde):
    monde.val_dore.fuseau = "Indian/Reunion"
    monde.val_dore.save()
    dossier = entrer(monde)
    nadia, url = monde.client(monde.nadia), ici(dossier)
    champs = {"jour_1": "2026-11-30", "heure_1": "14:30", "duree": "60", "lieu": "telephone"}
    page = texte(envoyer(nadia, f"{url}proposer/", **champs))
    assert "lundi 30 novembre 2026 à 14 h 30" in page and "Heures de la mission locale." in page
    assert creneaux(monde.nadia, _objet(monde, dossier))[0].debut.isoformat() == "2026-11-30T10:30:00+00:00"


@pytest.mark.parametrize("qui", ["nadia", "karim"])
def test_pages_cost_the_same_with_one_meeting_and_with_twenty(monde, qui):
    dossier = entrer(monde)
    toit = viser(monde.nadia, dossier)
    objet = tenir(monde.nadia, fixe(monde, dossier))
    client = monde.client(monde.gens[qui])
    url = ici(dossier)
    pages = [url, f"{url}{objet.pk}/", f"{url}{objet.pk}/tenir/", f"/dossiers/{dossier.pk}/", "/"]
    avant = [_compter(client, page) for page in pages]
    for rang in range(20):
        prevoir(monde.nadia, toit, f"Action {rang}")
        with agir(monde.nadia):
            Invite(
                dossier=dossier, tripartite=objet, place="equipe", nom=f"Awa {rang}", par=monde.nadia,
                note_le=MAINTENANT,
            ).save(force_insert=True)  # fmt: skip
        proposer(monde.nadia, entrer(monde, identite={"prenom": f"Lou{rang}", "nom": "Bré"}), dans(7))
    assert [_compter(client, page) for page in pages] == avant
    assert max(avant) <= AU_PLUS, avant


def test_paper_says_who_was_there_and_who_signed(monde):
    dossier = partage(monde)
    objet = signe(monde, dossier)
    with agir(monde.nadia) as acteur:
        lue = lu(objet, dossier, acteur, ecrit=False)
        dites = donnees(
            dossier, lue, versions_de(dossier, plan_de(dossier, le=LE)), acteur=acteur, maintenant=MAINTENANT
        )
    assert [p["qui"] for p in dites["presences"]][0] == "Idriss"
    assert [s["dit"][:3] for s in dites["signatures"]] == ["Oui"] * 3
    assert dites["paroles"][0]["texte"] == PAROLE


def test_correcting_after_a_signature_is_said_before(monde):
    objet = tenir(monde.nadia, fixe(monde, dossier := entrer(monde)))
    signer(monde.nadia, objet, "jeune")
    page = texte(monde.client(monde.karim).get(f"{ici(dossier)}{objet.pk}/tenir/"))
    assert "elle sera à redonner" in page
    assert corriger(monde.karim, objet, version=objet.version, parole_porteur="Vu ensemble.")
