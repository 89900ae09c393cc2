"""What was received before is listed to the youth, honestly: pages, documents, days, and what is out of reach."""

from django.db import connection
from django.urls import reverse

from socle.consentements.ecritures import retirer
from tests.monde import MAINTENANT, agir


def _page(reponse) -> str:
    assert reponse.status_code == 200
    return " ".join(reponse.content.decode().replace("\u00a0", " ").split())


def test_what_was_opened_and_kept_is_told_before_and_after_the_withdrawal(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    accord = monde.accord(monde.nadia, dossier, elements=["dossier", "plan"])
    karim, nadia = monde.client(monde.karim), monde.client(monde.nadia)
    for nom in ("dossier", "dossier", "plan", "plan_imprime"):
        assert karim.get(reverse(nom, args=[dossier.pk])).status_code == 200
    avant = _page(nadia.get(reverse("retirer_accord", args=[dossier.pk, accord.pk])))
    assert "la première page de votre dossier : 2 fois" in avant
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)
    apres = _page(nadia.get(reverse("ce_qui_fut_recu", args=[dossier.pk])))
    for dit in (
        "Ne lit plus", "votre plan : 1 fois", "le plan, en PDF : 1 fois", "le plan que nous écrivons avec vous",
        "Du 23 novembre 2026 au 23 novembre 2026", "Tandem ne peut ni le voir ni le reprendre",
    ):  # fmt: skip
        assert dit in apres, dit


def test_a_structure_that_opened_nothing_is_said_to_have_opened_nothing(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    page = _page(monde.client(monde.nadia).get(reverse("ce_qui_fut_recu", args=[dossier.pk])))
    assert "Lit encore" in page
    assert "Rien : ils n’ont ouvert aucune page." in page


def test_nobody_but_the_porteur_counts_the_readings(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    monde.client(monde.karim).get(reverse("dossier", args=[dossier.pk]))
    for qui, lignes in ((monde.nadia, 1), (monde.karim, 0), (monde.sacha, 0)):
        with agir(qui), connection.cursor() as curseur:
            curseur.execute("SELECT count(*) FROM lectures_par_structure(%s)", [dossier.pk])
            assert curseur.fetchone() == (lignes,)


def test_the_page_costs_the_same_whatever_was_read(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    nadia, karim = monde.client(monde.nadia), monde.client(monde.karim)
    ici = reverse("ce_qui_fut_recu", args=[dossier.pk])
    nadia.get(ici)
    couts = []
    for _ in range(2):
        with connection.execute_wrapper(lambda suite, *reste: couts.append(1) or suite(*reste)):
            nadia.get(ici)
        couts.append("fin")
        for nom in ("dossier", "plan", "accords", "interlocuteurs"):
            karim.get(reverse(nom, args=[dossier.pk]))
        monde.accord(monde.nadia, dossier, elements=["dossier", "coordonnees"])
    premier = couts.index("fin")
    assert len(couts) - premier - 2 == premier
