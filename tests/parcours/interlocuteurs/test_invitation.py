"""A partner invited on a dossier: they receive what is addressed to them, by the youth's yes, until a day or a no."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core import mail
from django.db import connection, transaction
from django.test import Client

from parcours.interlocuteurs.ecritures import nommer
from parcours.interlocuteurs.models import PartenaireInvite
from parcours.notes.ecritures import NoteDite
from parcours.notes.ecritures import noter as ecrire
from parcours.plan.ecritures import ObjectifDit, ajouter_objectif
from socle.acces.portee import SousPortee, sans_mur_python
from socle.acteurs.models import Appartenance, Compte, Structure
from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from socle.partage.recus import recus
from tests.monde import LE, MAINTENANT, MOT_DE_PASSE, agir

CLARA = "clara.morel@cmp.exemple.test"


@pytest.fixture(autouse=True)
def le_jour():
    with time_machine.travel("2026-11-23 11:00+01:00", tick=False):
        yield


@pytest.fixture
def dossier(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    return dossier


def noter(monde, dossier, par="nadia", sorte="sante", **champs):
    with agir(monde.gens[par]) as acteur:
        dit = {
            "sorte": sorte, "organisation": "CMP des Glycines", "nom": "Clara Morel", "fonction": "infirmière",
            "pour_quoi": "", "telephone": "", "courriel": CLARA, "joignable": "", "audience": "structure",
            "depuis": LE,
        }  # fmt: skip
        return nommer(acteur=acteur, partenaire_id=uuid4(), dossier=dossier, dit=dit | champs, maintenant=MAINTENANT)


def inviter(monde, dossier, note, qui="nadia", **champs):
    saisi = {
        "id": uuid4(), "courriel": CLARA, "recueil": "oral", "jusqu_a": "2027-02-23", "domaines": [], "dit_oui": "1",
        "temoin": "Zoé Salaün", "temoin_fonction": "animatrice",
    }  # fmt: skip
    return monde.client(monde.gens[qui]).post(
        f"/dossiers/{dossier.pk}/equipe/partenaires/{note.pk}/inviter/", saisi | champs
    )


def lien(courriel=CLARA):
    texte = [m.body for m in mail.outbox if m.to == [courriel]][-1]
    return re.search(r"https?://[^/\s]+(/\S+)", texte)[1], texte


def accueillir(monde, chemin):
    """Open the account behind the link, second factor included; returns the hat."""
    saisi = {"prenom": "Clara", "nom": "Morel", "mot_de_passe": MOT_DE_PASSE}
    assert Client().post(chemin, saisi).status_code == 302
    compte = Compte.objects.get(email=CLARA)
    Authenticator.objects.create(user=compte, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return Appartenance.objects.get(compte=compte)


@pytest.fixture
def clara(monde, dossier):
    inviter(monde, dossier, noter(monde, dossier))
    return accueillir(monde, lien()[0])


def test_the_words_are_read_before_anything_leaves(monde, dossier):
    lu = inviter(monde, dossier, noter(monde, dossier), dit_oui="", domaines=["sante"]).content.decode()
    assert "Clara Morel, infirmière, CMP des Glycines" in lu
    assert "y compris ce que vous nous dites de votre santé" in lu and "ni ce que vous nous dites de la justice" in lu
    assert mail.outbox == [] and not Structure.objects.filter(nature="partenaire").exists()


def test_the_link_opens_what_is_addressed_and_nothing_of_the_dossier(monde, dossier, clara):
    client = monde.client(clara)
    liste = client.get("/recu/").content.decode()
    assert "Idriss" in liste and "Le Fil" in liste
    page = client.get(f"/recu/{dossier.pk}/")
    assert page.status_code == 200 and "Nadia Ferrand" in page.content.decode()
    assert client.get("/").url == "/recu/"
    for adresse in (f"/dossiers/{dossier.pk}/", f"/dossiers/{dossier.pk}/equipe/", "/jeunes/"):
        assert client.get(adresse).status_code == 403
    # The youth's référent can show who read it.
    lu = monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/lectures/").content.decode()
    assert "Clara Morel" in lu and "CMP des Glycines" in lu


def test_the_mail_names_no_youth(monde, dossier):
    inviter(monde, dossier, noter(monde, dossier))
    _, texte = lien()
    assert "Nadia Ferrand" in texte and "Idriss" not in texte and "Marchais" not in texte and "Glycines" not in texte


def test_postgresql_alone_shows_a_partner_no_row_that_hangs_from_a_dossier(monde, dossier, clara):
    scopes = [m for m in apps.get_models() if any(isinstance(g, SousPortee) for g in m._meta.managers)]
    assert len(scopes) > 30
    with agir(clara), sans_mur_python():
        lus = {m.__name__ for m in scopes if m.objects.exists()}
        assert lus == set()
        assert [r.prenom for r in recus()] == ["Idriss"]
        with connection.cursor() as curseur:
            curseur.execute("SELECT count(*) FROM acces_acces WHERE structure_id <> %s", [clara.structure_id])
            assert curseur.fetchone() == (0,)


def test_what_is_written_for_them_and_for_the_team_is_there_and_the_rest_is_not(monde, dossier, clara):
    ecrits = {
        "Pour vous seule.": ("logement", "nommee"), "Pour toute son aide.": ("logement", "equipe"),
        "Entre nous deux.": ("logement", "les_deux"), "Pour le bureau.": ("logement", "structure"),
        "Il tousse.": ("sante", "nommee"),
    }  # fmt: skip
    with agir(monde.nadia) as acteur:
        for texte, (domaine, audience) in ecrits.items():
            dite = NoteDite(domaine, texte, audience, clara.structure_id if audience == "nommee" else None)
            ecrire(acteur=acteur, note_id=uuid4(), dossier_id=dossier.pk, dite=dite, maintenant=MAINTENANT)
        dit = ObjectifDit("logement", "une chambre à soi", audience="equipe")
        ajouter_objectif(acteur=acteur, objectif_id=uuid4(), dossier_id=dossier.pk, dit=dit, maintenant=MAINTENANT)
        ajouter_objectif(
            acteur=acteur, objectif_id=uuid4(), dossier_id=dossier.pk,
            dit=ObjectifDit("emploi", "un métier", audience="les_deux"), maintenant=MAINTENANT,
        )  # fmt: skip
    page = monde.client(clara).get(f"/recu/{dossier.pk}/").content.decode()
    assert [t for t in ecrits if t in page] == ["Pour vous seule.", "Pour toute son aide."]
    assert "une chambre à soi" in page and "un métier" not in page


def test_a_no_closes_at_the_next_request_and_so_does_the_last_day(monde, dossier, clara):
    client = monde.client(clara)
    with agir(clara, le=LE + timedelta(days=93)):
        assert recus() == []
    assert client.get(f"/recu/{dossier.pk}/").status_code == 200
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=Accord.objects.get(destinataire=clara.structure), maintenant=MAINTENANT)
    assert client.get(f"/recu/{dossier.pk}/").status_code == 404
    assert "Rien ne vous est adressé" in client.get("/recu/").content.decode()


def test_saying_that_they_left_closes_too_and_they_are_asked_again_if_they_come_back(monde, dossier, clara):
    with agir(monde.nadia):
        note = PartenaireInvite.objects.get().partenaire
    ici = f"/dossiers/{dossier.pk}/equipe/partenaires/{note.pk}"
    nadia = monde.client(monde.nadia)
    nadia.post(f"{ici}/parti/", {"parti_le": "2026-11-23"})
    assert monde.client(clara).get(f"/recu/{dossier.pk}/").status_code == 404
    nadia.post(f"{ici}/encore-la/")
    assert monde.client(clara).get(f"/recu/{dossier.pk}/").status_code == 404


def test_the_mission_locale_never_learns_that_somebody_cares_for_the_youth(monde, dossier, clara):
    for adresse in ("", "equipe/", "accords/", "plan/"):
        page = monde.client(monde.karim).get(f"/dossiers/{dossier.pk}/{adresse}")
        assert page.status_code == 200 and "Glycines" not in page.content.decode(), adresse
    with agir(monde.karim), sans_mur_python():
        assert {a.destinataire_id for a in Accord.objects.all()} == {monde.val_dore.pk}
        assert not PartenaireInvite.objects.exists()


def test_a_second_youth_needs_no_second_account(monde, dossier, clara):
    autre = monde.dossier(monde.nadia, identite={"prenom": "Maëlle"})
    inviter(monde, autre, noter(monde, autre))
    _, texte = lien()
    assert "connectez-vous" in texte
    assert [r.nom_affiche.split()[0] for r in _recus(clara)] == ["Idriss", "Maëlle"]
    assert Structure.objects.filter(nature="partenaire").count() == 1


def _recus(hat):
    with agir(hat):
        return recus()


def test_an_expired_link_is_sent_again_and_the_former_opens_nothing(monde, dossier):
    note = noter(monde, dossier)
    inviter(monde, dossier, note)
    premier, _ = lien()
    with time_machine.travel("2026-12-03 11:00+01:00", tick=False):
        assert Client().get(premier).status_code == 404
        nadia = monde.client(monde.nadia)
        page = nadia.get(f"/dossiers/{dossier.pk}/equipe/").content.decode()
        assert "n’ouvre plus rien" in page and "Renvoyer le lien" in page
        nadia.post(f"/dossiers/{dossier.pk}/equipe/partenaires/{note.pk}/renvoyer/")
        second, _ = lien()
        assert second != premier and Client().get(second).status_code == 200


def test_two_clicks_are_one_invitation(monde, dossier):
    note, cle = noter(monde, dossier), uuid4()
    for _ in range(2):
        assert inviter(monde, dossier, note, id=cle).status_code == 302
    assert len(mail.outbox) == 1
    with agir(monde.nadia):
        assert PartenaireInvite.objects.count() == 1


@pytest.mark.parametrize(
    ("champs", "dit"),
    [
        ({"courriel": ""}, "Écrivez l’adresse"),
        ({"courriel": "karim.vasseur@exemple.test"}, "lit déjà ce dossier"),
        ({"jusqu_a": "2026-11-22"}, "jour à venir"),
        ({"jusqu_a": "2028-01-01"}, "un an au plus"),
        ({"jusqu_a": ""}, "jusqu’à quel jour"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(monde, dossier, champs, dit):
    reponse = inviter(monde, dossier, noter(monde, dossier), **champs)
    assert reponse.status_code == 200 and dit in reponse.content.decode()
    assert mail.outbox == []


def test_only_the_porteur_invites_whom_it_noted(monde, dossier):
    a_eux = noter(monde, dossier, par="karim", sorte="logement", audience="les_deux")
    assert inviter(monde, dossier, a_eux).status_code == 404
    assert inviter(monde, dossier, a_eux, qui="karim").status_code == 403
    autre = monde.dossier(monde.sacha)
    assert inviter(monde, autre, noter(monde, autre, par="sacha"), qui="nadia").status_code == 404


def test_an_accord_for_a_partner_never_opens_the_dossier(monde, dossier, clara):
    """In raw SQL, under the porteur's own hat: the function that opens refuses what the law of the house refuses."""
    for elements in (["partage", "dossier"], ["dossier"], ["partage", "plan"]):
        with agir(monde.nadia) as acteur, pytest.raises(Exception, match="jamais le dossier"):
            _accord_brut(acteur, dossier, clara.structure_id, elements)
    with agir(monde.nadia) as acteur, pytest.raises(Exception, match="ce qu’il nomme"):
        _accord_brut(acteur, dossier, monde.haute_rive.pk, ["dossier", "partage"])


def _accord_brut(acteur, dossier, structure_id, elements):
    with transaction.atomic():
        Accord.objects.filter(destinataire_id=structure_id, retire_le=None).update(
            retire_le=MAINTENANT, retire_par_id=acteur.appartenance_id
        )
        accord = Accord(
            dossier=dossier, destinataire_id=structure_id, elements=elements, recueil="oral",
            recueilli_par_id=acteur.appartenance_id, recueilli_le=MAINTENANT, jusqu_a=LE, texte="…",
        )  # fmt: skip
        accord.save(force_insert=True)
        with connection.cursor() as curseur:
            curseur.execute("SELECT appliquer_accord(%s, %s)", [accord.pk, MAINTENANT])
