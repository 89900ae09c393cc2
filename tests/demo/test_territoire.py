"""The fictional territory: everything the product can tell is in it, and nothing in it is somebody's."""

import re
from collections import Counter
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from demo.chargement import TOUS, charger
from demo.personnages import MOT_DE_PASSE, OFFERTS, PERSONNAGES
from demo.recit import ESPACE, sous
from demo.territoire import COMMISSIONS
from parcours.commission.models import Decision, Issue, Signature
from parcours.eligibilite.lectures import avec_faits, verdicts
from parcours.interlocuteurs.models import PartenaireInvite
from parcours.qui_fait_quoi.models import Ajustement
from parcours.remobilisation.duree import duree_de
from parcours.remobilisation.models import DemandeAllocation, Diagnostic
from parcours.reperage.models import Brouillon
from parcours.tripartites.lectures import a_faire as des_tripartites
from parcours.tripartites.models import Tripartite
from regles.noyau.verdict import Etat
from socle.acteurs.models import Appartenance, Invitation, MembreDeGroupement, Structure
from socle.consentements.models import Accord
from socle.dossier.models import Coordonnees, Dossier, Etape
from socle.partenariats.models import MomentDuJugement, Partenariat
from socle.partenariats.pratiques import partenariats_de
from socle.repartition.lectures import EtatDeLaTache, comparer, versions_des
from tests.demo.bases import copie_chargee

DEMO = Path(__file__).resolve().parents[2] / "demo"


@pytest.fixture(scope="module")
def le(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), copie_chargee() as jour:
        yield jour


@pytest.fixture(autouse=True)
def base_ouverte(le, django_db_blocker):
    with django_db_blocker.unblock():
        yield


def chapeau(cle):
    """The first hat of a character."""
    hats = Appartenance.objects.filter(compte__email=next(p for p in PERSONNAGES if p.cle == cle).courriel)
    return hats.select_related("structure").order_by("pk").first()


def partout(le, lire):
    """What `lire` answers under a hat that sees everything of each porteur, put together."""
    reunis = []
    for cle in ("nadia", "sacha", "farid", "tom", "lucie"):
        with transaction.atomic(), sous(chapeau(cle), le):
            reunis += lire()
    return reunis


def test_loading_again_changes_nothing(le):
    avant = Counter(partout(le, lambda: Dossier.objects.values_list("pk", "maj_le")))
    assert charger(le=timezone.localdate(), maintenant=timezone.now()) is False
    assert Counter(partout(le, lambda: Dossier.objects.values_list("pk", "maj_le"))) == avant


def test_who_is_there(le):
    natures = Counter(Structure.objects.values_list("nature", flat=True))
    membres = set(MembreDeGroupement.objects.values_list("membre_id", flat=True))
    assert natures["porteur"] - len(membres) == 3
    assert natures["mission_locale"] == 4
    assert natures["pilote"] == 1
    assert Structure.objects.filter(nature="mission_locale").exclude(fuseau="Europe/Paris").exists()
    par_porteur = Counter(Partenariat.objects.filter(jusqu_a=None).values_list("porteur", flat=True))
    assert 3 in par_porteur.values()
    assert Partenariat.objects.filter(moment_du_jugement=MomentDuJugement.CONTRACTUALISATION).exists()
    assert MembreDeGroupement.objects.filter(jusqu_a__lt=le).exists()


def test_paces_are_agreed_here_awaited_there_and_absent_elsewhere(le):
    with transaction.atomic(), sous(chapeau("nadia"), le):
        liens = {
            str(lien.mission_locale): objets for lien, objets in partenariats_de(chapeau("nadia").structure_id, le=le)
        }
    assert len(liens) == 3
    etats = sorted(
        (sum(o.en_vigueur is not None for o in objets), sum(o.attendue is not None for o in objets))
        for objets in liens.values()
    )
    assert etats == [(0, 0), (0, 1), (4, 0)]
    assert any(o.passees for objets in liens.values() for o in objets)


def test_who_does_what_is_agreed_here_awaited_there_and_begun_elsewhere(le):
    with transaction.atomic(), sous(chapeau("nadia"), le):
        liens = [lien for lien, _ in partenariats_de(chapeau("nadia").structure_id, le=le)]
        versions = versions_des([lien.pk for lien in liens])
        differences = [
            sum(c.etat is EtatDeLaTache.DIFFERE for c in comparer(lien, "porteur", versions[lien.pk].en_vigueur))
            for lien in liens
        ]
        etats = [(len(v.convenues), v.attendue is not None) for v in versions.values()]
        assert Ajustement.objects.filter(retire_le=None).count() == 2
    assert sorted(etats) == [(0, False), (0, True), (2, False)]
    assert sorted(differences) == [0, 0, 5]


def test_every_structure_has_an_administrator(le):
    administrees = Appartenance.objects.filter(administre=True, revoquee_le=None).values("structure_id")
    # A partner invited around a youth administers nothing.
    assert not Structure.objects.exclude(nature="partenaire").exclude(pk__in=administrees).exists()


def test_somebody_left_and_somebody_is_awaited(le):
    assert Appartenance.objects.filter(revoquee_le__isnull=False).exists()
    assert Invitation.objects.filter(acceptee_le=None, expire_le__gt=timezone.now()).exists()
    assert Invitation.objects.filter(acceptee_le=None, expire_le__lte=timezone.now()).exists()


def test_a_partner_reads_what_is_addressed_to_her_and_another_is_awaited(le):
    invites = partout(le, lambda: PartenaireInvite.objects.select_related("invitation", "dossier"))
    assert Counter(i.invitation.acceptee_le is not None for i in invites) == {True: 1, False: 1}
    assert len({i.dossier_id for i in invites}) == 2
    client, page = entrer("solenn")
    (recu,) = re.findall(r"/recu/[0-9a-f-]{36}/", page.content.decode())
    dit = client.get(recu).content.decode()
    assert "Naïm Castelo" in dit and "Il visite la chambre jeudi" in dit and "Avoir une chambre à moi" in dit
    assert "La résidence rappelle lundi" in dit and "Envoyée le" in dit
    for mot in ("Ne pas appeler chez son oncle", "chantier La Remise", "Voir un dentiste", "Docteure Salaün"):
        assert mot not in dit


def test_all_the_youths_are_there(le):
    assert len({j.cle for j in TOUS}) == len(TOUS) >= 60
    assert len(set(partout(le, lambda: Dossier.objects.values_list("pk", flat=True)))) == len(TOUS)


def test_every_step_is_shown(le):
    assert set(partout(le, lambda: Dossier.objects.values_list("etape", flat=True))) == set(Etape.values)


def test_every_answer_and_every_doubt_is_shown(le):
    jugements = partout(le, lambda: verdicts(list(avec_faits(Dossier.objects.all())), le=le).values())
    assert {v.reponse.value for v in jugements} == {"favorable", "defavorable", "a_preciser"}
    inconnus = {c.code for v in jugements for c in v.criteres if c.etat is Etat.INCONNU}
    refus = {c.code for v in jugements for c in v.criteres if c.etat is Etat.NON_REMPLI}
    assert inconnus == {"AGE", "SITUATION", "RESSOURCES", "ELOIGNEMENT", "ELOIGNEMENT_O2R", "RUPTURE"}
    # A sign nobody noted never refuses.
    assert refus == {"AGE", "SITUATION", "RESSOURCES", "ELOIGNEMENT"}


def test_the_o2r_is_lived_at_several_stages(le):
    """Met, shared, in the parcours, near its ninth month, extended to the twelfth, gone."""
    with transaction.atomic(), sous(chapeau("sacha"), le):
        o2r = {d.prenom: d for d in Dossier.objects.filter(programme="o2r-jeunes")}
        assert Counter(d.etape for d in o2r.values()) == {
            "reperage": 1, "eligibilite": 2, "remobilisation": 3, "sorti": 1,
        }  # fmt: skip
        fins = {prenom: duree_de(d.pk) for prenom, d in o2r.items()}
        reponses = {v.reponse.value for v in verdicts(list(avec_faits(Dossier.objects.all())), le=le).values()}
    assert le <= fins["Imane"].fin_le <= le + timedelta(days=31)
    assert not fins["Imane"].prolongations
    assert fins["Yoan"].fin_le == fins["Yoan"].maximale_le > le
    assert {"favorable", "a_preciser"} <= reponses


def test_a_door_opens_soon(le):
    jugements = partout(le, lambda: verdicts(list(avec_faits(Dossier.objects.all())), le=le).values())
    # Months of unequal lengths: some days open nothing, the door then opens up to three days before.
    assert any(le <= v.ouverture_le <= le + timedelta(days=3) for v in jugements if v.ouverture_le)


def test_the_commission_decided_everything_it_can(le):
    signees = partout(le, lambda: Decision.objects.filter(signee_le__isnull=False).values_list("issue", flat=True))
    assert set(signees) == set(Issue.values)
    ecartees = partout(le, lambda: Decision.objects.filter(signee_le__isnull=False, issue="entree").exclude(motif=""))
    assert [d.jugement["reponse"] for d in ecartees] == ["defavorable"]
    assert partout(le, lambda: Decision.objects.filter(remplacee_le__isnull=False))


def test_a_decision_waits_for_each_side(le):
    cotes = partout(
        le,
        lambda: Signature.objects.filter(decision__signee_le=None, retiree_le=None).values_list("cote", flat=True),
    )
    assert set(cotes) == {"porteur", "mission_locale"}


def test_the_remobilisation_is_told(le):
    demandes = partout(le, lambda: DemandeAllocation.objects.all())
    assert {d.reponse for d in demandes} == {"", "accordee", "refusee", "a_completer"}
    assert any(d.transmise_le for d in demandes)
    assert any(d.revenus is not None and d.revenus > 300 for d in demandes)
    diagnostics = partout(le, lambda: Diagnostic.objects.all())
    assert {(d.propose_le is None, d.tenu_le is None) for d in diagnostics} >= {(True, True), (False, True)}
    assert any(d.tenu_le for d in diagnostics)
    assert any("argent" in a.elements for a in partout(le, lambda: Accord.objects.filter(retire_le=None)))


def test_the_three_meet_at_every_moment(le):
    tous = partout(le, lambda: Tripartite.objects.select_related("tenu"))
    assert any(t.fixe_le is None and t.annule_le is None for t in tous)
    assert any(t.fixe_le is not None and t.tenu_id is None for t in tous)
    assert any(t.signe_le is not None and t.parole_jeune for t in tous)
    with transaction.atomic(), sous(chapeau("nadia"), le) as acteur:
        dues = [ligne for requete in des_tripartites(acteur) for ligne in requete if ligne["code"] == "tripartite"]
    assert any(ligne["avant_le"] < le for ligne in dues)


def test_the_interim_ends_today_and_soon(le):
    fins = partout(
        le, lambda: Decision.objects.filter(issue="pre_cej", remplacee_le=None).values_list("fin_le", flat=True)
    )
    assert any(le - timedelta(days=3) <= fin <= le for fin in fins)
    assert any(le + timedelta(days=7) <= fin <= le + timedelta(days=10) for fin in fins)


def test_accords_of_every_kind(le):
    accords = partout(le, lambda: Accord.objects.all())
    assert any(a.retire_le for a in accords)
    assert any(a.jusqu_a and a.jusqu_a < le for a in accords)
    assert any(a.recueil == "representant" for a in accords)
    assert any(len(a.elements) > 1 for a in accords)
    assert partout(le, lambda: Coordonnees.objects.exclude(representant_nom=""))


def test_the_volunteer_sees_three(le):
    with transaction.atomic(), sous(chapeau("maya"), le):
        assert Dossier.objects.count() == 3


def test_drafts_wait_for_their_author(le):
    for cle, combien in (("nadia", 2), ("sacha", 1), ("bilal", 0)):
        with transaction.atomic(), sous(chapeau(cle), le):
            assert Brouillon.objects.count() == combien


def test_the_head_of_the_groupement_does_not_see_its_members_dossiers(le):
    with transaction.atomic(), sous(chapeau("tom"), le):
        siens = set(Dossier.objects.values_list("pk", flat=True))
    with transaction.atomic(), sous(chapeau("agathe"), le):
        assert siens and not siens & set(Dossier.objects.values_list("pk", flat=True))


def test_the_pilote_sees_no_dossier(le):
    with transaction.atomic(), sous(chapeau("odile"), le):
        assert not Dossier.objects.exists()


def test_commissions_sit(le):
    for commission in COMMISSIONS.values():
        assert le <= commission.seance(0, le=le) < le + timedelta(weeks=commission.toutes_les)
        assert commission.seance(-1, le=le) < le


def test_ids_are_the_same_everywhere(le):
    assert str(ESPACE) == "3839c350-7a36-57af-a340-270a308099fb"


def entrer(cle):
    """A browser in which a character was chosen on the home page."""
    client = Client()
    reponse = client.post(reverse("demo_entrer", args=[cle]), follow=True)
    assert reponse.status_code == 200
    return client, reponse


def test_the_home_page_offers_the_characters(le):
    page = Client().get("/").content.decode()
    for personnage in OFFERTS:
        assert reverse("demo_entrer", args=[personnage.cle]) in page
        assert personnage.nom_complet in unescape(page)


def test_an_unknown_character_is_not_found(le):
    assert Client().post(reverse("demo_entrer", args=["personne"])).status_code == 404
    assert Client().post(reverse("demo_entrer", args=["remi"])).status_code == 404
    assert Client().get(reverse("demo_entrer", args=["nadia"])).status_code == 405


def test_the_password_opens_too(le):
    client = Client()
    reponse = client.post(
        reverse("account_login"), {"login": OFFERTS[0].courriel, "password": MOT_DE_PASSE}, follow=True
    )
    assert "Bonjour Nadia" in reponse.content.decode()


def liens(page):
    """The addresses of this site that a page leads to."""
    for trouve in re.findall(r'<a\b[^>]*\bhref="([^"#]+)', page):
        morceaux = urlsplit(unescape(trouve))
        if not morceaux.netloc and morceaux.scheme == "" and morceaux.path.startswith("/"):
            yield morceaux.path + (f"?{morceaux.query}" if morceaux.query else "")


DU_COMPTE = ("account_", "mfa_", "usersessions_")
"""Pages that are the same for everybody: the first character visits them for all."""


@pytest.mark.parametrize("cle", [p.cle for p in OFFERTS])
def test_every_page_of_each_character_answers(le, cle):
    client, reponse = entrer(cle)
    a_voir, vues, textes = ["/"], Counter(), [reponse.content.decode()]
    while a_voir:
        adresse = a_voir.pop()
        nom = resolve(urlsplit(adresse).path).view_name
        # One dossier tells as much as forty.
        if vues[nom] or adresse.startswith("/static/") or (nom.startswith(DU_COMPTE) and cle != OFFERTS[0].cle):
            continue
        vues[nom] += 1
        reponse = client.get(adresse, follow=True)
        assert reponse.status_code == 200, adresse
        if reponse["Content-Type"].startswith("text/html"):
            page = reponse.content.decode()
            assert "sans double facteur" in page, adresse
            textes.append(page)
            a_voir += liens(page)
    assert vues["accueil"]
    for texte in textes:
        refuser_le_reel(texte)


# Not a piece of a random id in an address.
TELEPHONES = re.compile(r"(?<![0-9a-f-])0\d(?:[ .]?\d\d){4}(?![0-9a-f-])")
DE_FICTION = re.compile(r"0199 ?00|01 ?99 ?00|06 ?39 ?98")
COURRIELS = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")


def refuser_le_reel(texte):
    """Fail on a phone number or an address that somebody could have."""
    assert [t for t in TELEPHONES.findall(texte) if not DE_FICTION.match(t)] == []
    assert [d for d in COURRIELS.findall(texte) if not d.endswith((".test", ".invalid", "exemple.test"))] == []


def test_no_phone_or_address_of_the_data_is_real():
    for fichier in DEMO.rglob("*.py"):
        refuser_le_reel(fichier.read_text(encoding="utf-8"))
