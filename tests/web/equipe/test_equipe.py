"""The pages of whoever administers a structure, and of everybody who does not."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from socle.acces.portee import casquettes
from socle.acteurs.models import Appartenance, Invitation
from socle.courrier.models import Courrier
from tests.monde import embaucher

CHOIX = {"courriel": "zoe@exemple.test", "metier": "referent", "portee": "structure", "decide": "on"}


def inviter(client, **autres):
    return client.post(reverse("inviter"), CHOIX | autres)


def chemins(monde) -> list[tuple[str, str]]:
    """Every page of the room on something that belongs to Le Fil."""
    invitation = Invitation.objects.get()
    un_membre = monde.nadia.pk
    return [
        ("get", reverse("equipe")),
        ("get", reverse("inviter")),
        ("post", reverse("inviter")),
        ("get", reverse("membre", args=[un_membre])),
        ("post", reverse("membre", args=[un_membre])),
        ("get", reverse("revoquer_membre", args=[un_membre])),
        ("post", reverse("revoquer_membre", args=[un_membre])),
        ("get", reverse("annuler_invitation", args=[invitation.pk])),
        ("post", reverse("annuler_invitation", args=[invitation.pk])),
        ("post", reverse("renvoyer_invitation", args=[invitation.pk])),
    ]


def test_the_team_shows_who_may_do_what(ici):
    inviter(ici.client(ici.paul))
    page = ici.client(ici.paul).get(reverse("equipe")).content.decode()
    for vu in ("Nadia Ferrand", "Bilal Aubry", "Maya Costa", "Paul Leguen", "zoe@exemple.test", "signe en commission"):
        assert vu in page
    for cache in ("Karim", "Sacha", "Odile"):
        assert cache not in page


@pytest.mark.parametrize("qui", ["nadia", "maya", "sacha", "karim", "odile"])
def test_who_does_not_administer_is_told_so(ici, qui):
    inviter(ici.client(ici.paul))
    client = ici.client(getattr(ici, qui))
    assert {getattr(client, m)(chemin).status_code for m, chemin in chemins(ici)} == {403}
    assert Appartenance.objects.get(pk=ici.nadia.pk).revoquee_le is None


def test_a_stranger_to_the_site_is_sent_to_log_in(ici):
    inviter(ici.client(ici.paul))
    for methode, chemin in chemins(ici):
        reponse = getattr(ici.client(None), methode)(chemin)
        assert (reponse.status_code, reponse["Location"].startswith("/compte/login/")) == (302, True)


def test_the_administrator_of_another_structure_finds_nothing(ici):
    inviter(ici.client(ici.paul))
    ines = ici.client(ici.ines)
    ailleurs = [(m, c) for m, c in chemins(ici) if c not in (reverse("equipe"), reverse("inviter"))]
    assert {getattr(ines, m)(c).status_code for m, c in ailleurs} == {404}
    assert "zoe@exemple.test" not in ines.get(reverse("equipe")).content.decode()
    assert ines.get("/equipe/membres/99999999999999999999999/").status_code == 404


def test_a_former_administrator_has_no_hat_left(ici):
    autre = embaucher("Lou", "Adam", ici.le_fil, "direction", administre=True)
    client = ici.client(autre)
    assert client.get(reverse("equipe")).status_code == 200
    assert ici.client(ici.paul).post(reverse("revoquer_membre", args=[autre.pk])).status_code == 302
    reponse = client.get(reverse("equipe"))
    assert reponse.status_code == 403
    assert "Aucune structure ne vous est ouverte" in reponse.content.decode()
    assert client.get(reverse("accueil")).status_code == 200


def test_inviting_sends_one_link_that_works_and_names_nobody_else(ici):
    assert inviter(ici.client(ici.paul))["Location"] == reverse("equipe")
    courrier = Courrier.objects.get()
    assert courrier.destinataire == "zoe@exemple.test"
    lien = re.search(r"http://testserver(/invitation/\S+/)", courrier.texte)[1]
    assert ici.client(None).get(lien).status_code == 200
    assert ici.client(None).get(lien[:-3] + "x/").status_code == 404


def test_a_double_click_is_one_invitation(ici):
    paul = ici.client(ici.paul)
    inviter(paul)
    page = inviter(paul)
    assert "Une invitation attend déjà" in page.content.decode()
    assert (Invitation.objects.count(), Courrier.objects.count()) == (1, 1)
    paul.post(reverse("renvoyer_invitation", args=[Invitation.objects.get().pk]))
    assert Courrier.objects.count() == 1


@pytest.mark.parametrize(
    ("autres", "dit"),
    [
        ({"courriel": "zoe"}, "adresse"),
        ({"courriel": "a" * 10_000 + "@exemple.test"}, "254"),
        ({"courriel": "zoe\0@exemple.test"}, "nul"),
        ({"courriel": "zoe@exemple.test\nBcc: b@exemple.test"}, "adresse"),
        ({"courriel": "nadia.ferrand@exemple.test"}, "déjà dans votre équipe"),
        ({"metier": "sorcier"}, "Sélectionnez un choix valide"),
        ({"portee": "tout"}, "Sélectionnez un choix valide"),
        ({"portee": "aucune"}, "Pour signer, il faut voir"),
        ({"jusqu_a": "2020-01-01"}, "un jour à venir"),
        ({"jusqu_a": "demain"}, "date"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field(ici, autres, dit):
    page = inviter(ici.client(ici.paul), **autres)
    assert page.status_code == 200
    assert dit in page.content.decode()
    assert "invalid-feedback" in page.content.decode()
    assert not Invitation.objects.exists()


def test_a_pilote_is_never_asked_which_dossiers(ici):
    aude = embaucher("Aude", "Ker", ici.ddets, "direction", portee="aucune", decide=False, administre=True)
    client = ici.client(aude)
    assert "Dossiers visibles" not in client.get(reverse("inviter")).content.decode()
    inviter(client, metier="charge_de_mission")
    invitation = Invitation.objects.get()
    assert (invitation.portee, invitation.decide) == ("aucune", False)


def test_rights_change_at_the_next_request(ici):
    nadia = ici.client(ici.nadia)
    choix = {"metier": "coordinateur", "portee": "structure", "decide": "on", "administre": "on"}
    assert nadia.get(reverse("equipe")).status_code == 403
    ici.client(ici.paul).post(reverse("membre", args=[ici.nadia.pk]), choix)
    assert nadia.get(reverse("equipe")).status_code == 200


def test_nobody_changes_their_own_rights_nor_leaves_a_structure_without_administrator(ici):
    paul = ici.client(ici.paul)
    chemin = reverse("membre", args=[ici.paul.pk])
    assert "Vos propres droits" in paul.get(chemin).content.decode()
    paul.post(chemin, {"metier": "direction", "portee": "structure", "administre": "on"})
    assert Appartenance.objects.get(pk=ici.paul.pk).portee == "aucune"
    page = paul.post(reverse("revoquer_membre", args=[ici.paul.pk]))
    assert "C’est la seule personne qui administre" in page.content.decode()


def test_what_a_departure_leaves_is_shown_to_whoever_may_see_it_and_journalled(ici):
    le = timezone.localdate()
    dossier = ici.dossier(ici.nadia, le=le)
    lou = embaucher("Lou", "Adam", ici.le_fil, "coordinateur", administre=True)
    page = ici.client(lou).get(reverse("revoquer_membre", args=[ici.nadia.pk])).content.decode()
    assert "Idriss M." in page
    with connection.cursor() as curseur:
        casquettes(ici.nadia.compte_id, None, le=le, acte="test")
        curseur.execute("SELECT vue FROM lectures_du_dossier(%s, 10)", [dossier.pk])
        assert curseur.fetchall() == [("revoquer_membre",)]
    page = ici.client(ici.paul).get(reverse("revoquer_membre", args=[ici.nadia.pk])).content.decode()
    assert "Idriss" not in page
    assert "demandez à la coordination" in page


def test_looking_writes_nothing(ici):
    inviter(ici.client(ici.paul))
    avant = Invitation.objects.get().expire_le
    paul = ici.client(ici.paul)
    for methode, chemin in chemins(ici):
        if methode == "get":
            assert paul.get(chemin).status_code == 200
    assert Invitation.objects.get().expire_le == avant
    assert paul.get(reverse("renvoyer_invitation", args=[Invitation.objects.get().pk])).status_code == 405


def test_a_cancelled_invitation_cannot_be_sent_again(ici):
    inviter(ici.client(ici.paul))
    paul, pk = ici.client(ici.paul), Invitation.objects.get().pk
    for _ in range(2):
        assert paul.post(reverse("annuler_invitation", args=[pk])).status_code == 302
    page = paul.post(reverse("renvoyer_invitation", args=[pk]), follow=True).content.decode()
    assert "déjà été acceptée ou annulée" in page
    assert Courrier.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_the_team(ici):
    paul = ici.client(ici.paul)
    paul.get(reverse("equipe"))

    def compter() -> int:
        with CaptureQueriesContext(
            connection,
        ) as vues:
            assert paul.get(reverse("equipe")).status_code == 200
        return len(vues)

    peu = compter()
    for rang in range(50):
        embaucher(f"Membre{rang}", "Durand", ici.le_fil, "benevole", portee="siens", decide=False)
        inviter(paul, courriel=f"invite{rang}@exemple.test")
    assert compter() == peu
    assert peu <= 10
    assert Appartenance.objects.filter(structure=ici.le_fil).count() == 54


def test_an_expired_invitation_says_so(ici):
    inviter(ici.client(ici.paul))
    Invitation.objects.update(expire_le=timezone.now() - timedelta(days=1))
    assert "n’est plus valable" in ici.client(ici.paul).get(reverse("equipe")).content.decode()
