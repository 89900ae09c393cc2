"""Versions of the plan: frozen, accepted by three, and what changed since in words."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from parcours.plan import ecritures_versions as ecritures
from parcours.plan.document import donnees
from parcours.plan.ecritures import ObjectifDit
from parcours.plan.instantane import changements, empreinte, instantane
from parcours.plan.lectures import plan_de
from parcours.plan.lectures_versions import versions_de
from parcours.plan.models import VersionDuPlan
from regles.contrat import Partie
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.commission.pages import texte
from tests.parcours.plan.scene import DES_DENTS, avancer, changer, partage, prevoir, retirer, viser
from tests.parcours.plan.test_pages import AU_PLUS, _compter
from tests.parcours.remobilisation.test_pages import caches, envoyer, taches

pytestmark = pytest.mark.usefixtures("lundi")
PAPIERS = ObjectifDit("droits", "Refaire sa carte d’identité", "")


def proposer(par, dossier, *, vu=None, id=None):
    with agir(par) as acteur:
        lu = vu or empreinte(instantane(plan_de(dossier, le=LE)))
        return ecritures.proposer(
            acteur=acteur, version_id=id or uuid4(), dossier_id=dossier.pk, vu=lu, le=LE, maintenant=MAINTENANT
        )


def accepter(par, version, partie, *, le=LE):
    with agir(par) as acteur:
        return ecritures.accepter(
            acteur=acteur, version=version, partie=Partie(partie), acceptee_le=le, recueil="oral", le=LE,
            maintenant=MAINTENANT,
        )  # fmt: skip


def acceptee(monde, dossier):
    version = proposer(monde.nadia, dossier)
    assert not accepter(monde.nadia, version, "jeune")
    assert not accepter(monde.nadia, version, "porteur")
    assert accepter(monde.karim, version, "mission_locale")
    return version


def test_three_yes_make_a_version_and_it_never_changes(monde):
    dossier = partage(monde)
    prevoir(monde.nadia, viser(monde.nadia, dossier))
    version = acceptee(monde, dossier)
    with agir(monde.karim):
        lues = versions_de(dossier, plan_de(dossier, le=LE))
        assert lues.en_vigueur.pk == version.pk
        assert (lues.attendue, lues.depuis, lues.proposable) == (None, [], False)
    with pytest.raises(ecritures.VersionPlusAttendue):
        accepter(monde.karim, version, "mission_locale")
    with agir(monde.nadia) as acteur, pytest.raises(ecritures.VersionPlusAttendue):
        ecritures.retirer_version(acteur=acteur, version=version, maintenant=MAINTENANT)
    with pytest.raises(ecritures.RienAProposer):
        proposer(monde.nadia, dossier)


def test_nobody_accepts_for_the_other_side_nor_before_the_proposal(monde):
    dossier = partage(monde)
    viser(monde.nadia, dossier)
    version = proposer(monde.nadia, dossier)
    with pytest.raises(ecritures.PasSonCote):
        accepter(monde.karim, version, "porteur")
    for jour in (LE - timedelta(days=1), LE + timedelta(days=1)):
        with pytest.raises(ecritures.JourImpossible):
            accepter(monde.karim, version, "jeune", le=jour)


def test_what_is_proposed_is_what_was_read(monde):
    dossier = partage(monde)
    viser(monde.nadia, dossier)
    with agir(monde.nadia):
        vu = empreinte(instantane(plan_de(dossier, le=LE)))
    viser(monde.karim, dossier)
    with pytest.raises(ecritures.PlanChange):
        proposer(monde.nadia, dossier, vu=vu)


def test_a_new_proposal_takes_the_place_of_the_one_that_waits(monde):
    dossier = partage(monde)
    toit, meme = viser(monde.nadia, dossier), uuid4()
    premiere = proposer(monde.nadia, dossier, id=meme)
    assert proposer(monde.nadia, dossier, id=meme).pk == premiere.pk
    prevoir(monde.karim, toit)
    seconde = proposer(monde.karim, dossier)
    with agir(monde.nadia):
        etats = {v.numero: v.retiree_le is None for v in VersionDuPlan.objects.all()}
    assert etats == {1: False, 2: True}
    with pytest.raises(ecritures.VersionPlusAttendue):
        accepter(monde.nadia, premiere, "porteur")
    assert not accepter(monde.nadia, seconde, "porteur")


def test_health_enters_no_version_and_no_print(monde):
    dossier = partage(monde)
    viser(monde.nadia, dossier)
    prevoir(monde.karim, viser(monde.karim, dossier, DES_DENTS), "Prendre rendez-vous")
    version = proposer(monde.karim, dossier)
    assert [o["titre"] for o in version.contenu["objectifs"]] == ["Avoir un toit à moi"]
    imprime = monde.client(monde.karim).get(f"/dossiers/{dossier.pk}/plan/plan.pdf")
    assert imprime.content[:5] == b"%PDF-"
    with agir(monde.karim) as acteur:
        plan = plan_de(dossier, le=LE)
        dit = donnees(dossier, plan, versions_de(dossier, plan), acteur=acteur, maintenant=MAINTENANT)
    assert [o["titre"] for o in dit["objectifs"]] == ["Avoir un toit à moi"]
    assert "dents" not in str(dit) and "rendez-vous" not in str(dit)


def test_what_changed_is_said_in_words(monde):
    dossier = partage(monde)
    toit, metier = viser(monde.nadia, dossier), viser(monde.nadia, dossier)
    a = prevoir(monde.nadia, toit, "Appeler", avant_le=date(2026, 12, 2), heures="1.5")
    b = prevoir(monde.nadia, toit, "Visiter")
    with agir(monde.nadia):
        avant = instantane(plan_de(dossier, le=LE))
    changer(monde.karim, a, tenue_par="jeune", avant_le=date(2026, 12, 9), heures=Decimal(2))
    avancer(monde.karim, a, "fait", version=2)
    retirer(monde.karim, b)
    retirer(monde.nadia, metier)
    prevoir(monde.karim, toit, "Demander le FSL", "mission_locale", heures="0.5")
    with agir(monde.nadia):
        dossier.refresh_from_db()
        dits = changements(avant, instantane(plan_de(dossier, le=LE)), dossier)
    assert [d.replace("\u00a0", " ") for d in dits] == [
        "L’action « Appeler » était tenue par Le Fil d’Ormelle, elle l’est maintenant par Idriss.",
        "L’action « Appeler » : la date passe du 2 décembre 2026 au 9 décembre 2026.",
        "L’action « Appeler » passe de 1 h 30 à 2 h par semaine.",
        "L’action « Appeler » passe de « à faire » à « fait ».",
        "Nouvelle action pour « Avoir un toit à moi » : « Demander le FSL », tenue par Mission locale du Val-Doré, "
        "0 h 30 par semaine.",
        "L’action « Visiter » n’y est plus.",
        "L’objectif « Avoir un toit à moi » n’y est plus, ni ses actions.",
    ]


def test_the_story_of_a_version_on_screen(monde):
    dossier = partage(monde)
    toit = viser(monde.nadia, dossier)
    nadia, karim, url = monde.client(monde.nadia), monde.client(monde.karim), f"/dossiers/{dossier.pk}/plan/"
    page = nadia.post(f"{url}versions/proposer/", caches(nadia.get(f"{url}versions/").content.decode()), follow=True)
    assert "La version 1 est prête." in texte(page)
    ici = page.redirect_chain[-1][0]
    assert "Dites comment." in texte(nadia.post(f"{ici}jeune/accepter/", {"acceptee_le": "2026-11-23"}))
    page = nadia.post(f"{ici}jeune/accepter/", {"acceptee_le": "2026-11-23", "recueil": "papier"}, follow=True)
    assert "Accepté le 23 novembre 2026, sur papier, signé" in texte(page)
    assert "La version 1, proposée le 23 novembre 2026, attend l’accord de votre structure." in taches(nadia)
    nadia.post(f"{ici}porteur/accepter/", {"acceptee_le": "2026-11-23"})
    assert "Accepter le plan" not in taches(nadia) and "Accepter le plan d’Idriss M." in taches(karim)
    assert karim.get(f"{ici}porteur/accepter/").status_code == 404
    page = karim.post(f"{ici}mission_locale/accepter/", {"acceptee_le": "2026-11-23"}, follow=True)
    assert "La version 1 est acceptée par les trois." in texte(page)
    assert "Accepter le plan" not in taches(karim)
    prevoir(monde.karim, toit)
    assert "1 changement depuis." in texte(nadia.get(url))
    assert "Nouvelle action pour « Avoir un toit à moi »" in texte(nadia.get(f"{url}versions/"))


def test_pages_cost_the_same_whatever_the_number_of_versions(monde):
    dossier = partage(monde)
    client, url = monde.client(monde.karim), f"/dossiers/{dossier.pk}/plan/"
    toit = viser(monde.nadia, dossier)
    acceptee(monde, dossier)
    prevoir(monde.nadia, toit)
    version = proposer(monde.nadia, dossier)
    pages = [url, f"{url}versions/", f"{url}versions/{version.pk}/", "/"]
    avant = [_compter(client, page) for page in pages]
    for rang in range(20):
        prevoir(monde.nadia, toit, f"Action {rang}")
        acceptee(monde, dossier)
    prevoir(monde.nadia, toit)
    proposer(monde.nadia, dossier)
    assert [_compter(client, page) for page in pages] == avant
    assert max(avant) <= AU_PLUS, avant


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE plan_versionduplan SET contenu = '{}'",
        "UPDATE plan_versionduplan SET acceptee_le = now()",
        "UPDATE plan_acceptationduplan SET partie = 'mission_locale'",
        "DELETE FROM plan_versionduplan",
    ],
)
def test_postgresql_alone_keeps_a_version_as_it_was(monde, sql):
    dossier = partage(monde)
    viser(monde.nadia, dossier)
    accepter(monde.nadia, proposer(monde.nadia, dossier), "porteur")
    with agir(monde.nadia), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(sql)


def test_what_is_kept_apart_leaves_the_old_versions_too_for_the_other_side(monde):
    dossier = partage(monde)
    toit = viser(monde.nadia, dossier)
    viser(monde.karim, dossier)
    version = proposer(monde.nadia, dossier)
    nadia, karim, url = monde.client(monde.nadia), monde.client(monde.karim), f"/dossiers/{dossier.pk}/plan/"
    envoyer(nadia, f"{url}objectifs/{toit.pk}/", titre="Ma maison", domaine="logement", lecteurs="structure")
    page = f"{url}versions/{version.pk}/"
    assert texte(nadia.get(page)).count("Avoir un toit") == 2 and texte(karim.get(page)).count("Avoir un toit") == 1
    assert "Ma maison" not in texte(karim.get(url)) and "Ma maison" in texte(nadia.get(url))
    assert karim.get(f"{url}objectifs/{toit.pk}/").status_code == 404


def test_an_aim_kept_apart_takes_back_the_version_that_waits_with_it(monde):
    dossier = partage(monde)
    toit, papiers = viser(monde.nadia, dossier), viser(monde.nadia, dossier, PAPIERS)
    version = proposer(monde.nadia, dossier)
    accepter(monde.nadia, version, "porteur")
    nadia = monde.client(monde.nadia)
    adresse = f"/dossiers/{dossier.pk}/plan/objectifs/{toit.pk}/"
    dit = {"domaine": "logement", "titre": toit.titre, "paroles": toit.paroles, "lecteurs": "structure"}
    page = texte(envoyer(nadia, adresse, **dit))
    assert "La version 1 attendait un accord : elle est retirée" in page
    with pytest.raises(ecritures.VersionPlusAttendue):
        accepter(monde.karim, version, "mission_locale")
    # What it did not say takes nothing back: the next one waits on, whatever becomes of that aim.
    seconde = proposer(monde.nadia, dossier)
    envoyer(nadia, adresse, **dit | {"titre": "Un toit à moi"})
    accepter(monde.karim, seconde, "mission_locale")
    assert [o["id"] for o in seconde.contenu["objectifs"]] == [str(papiers.pk)]


def test_an_aim_reworded_leaves_the_version_that_waits(monde):
    dossier = partage(monde)
    toit = viser(monde.nadia, dossier)
    version = proposer(monde.nadia, dossier)
    dit = {"domaine": "logement", "titre": "Un toit à moi", "paroles": "", "lecteurs": "les_deux"}
    envoyer(monde.client(monde.nadia), f"/dossiers/{dossier.pk}/plan/objectifs/{toit.pk}/", **dit)
    assert not accepter(monde.karim, version, "mission_locale")
