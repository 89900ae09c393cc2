"""How an accord is collected: what is kept, what is refused, and the words, which stay whole."""

from datetime import date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from parcours.suivi.du_temps import du_temps
from socle.acces.portee import sans_mur_python
from socle.consentements.ecritures import Preuve, recueillir
from socle.consentements.forms import RecueilForm
from socle.consentements.models import Accord
from socle.consentements.signature import SignatureIllisible, en_svg, traits
from socle.partenariats.models import Partenariat
from tests.monde import MAINTENANT, PARIS, agir

DESSIN = "10,10 20,20 30,10 40,20;50,10 60,20 70,10 80,20"
OUI = {"recueil": "oral", "temoin": "Zélie Brun", "temoin_fonction": "animatrice", "dit_oui": "1"}


def _page(reponse) -> str:
    return reponse.content.decode()


def _demander(monde, dossier, **champs):
    saisi = {"id": uuid4(), "destinataire": monde.val_dore.pk} | champs
    return monde.client(monde.nadia).post(f"/dossiers/{dossier.pk}/accord/", saisi)


def test_a_signature_is_whole_numbers_drawn_again():
    assert traits(DESSIN)[1][0] == (50, 10)
    assert 'd="M10 10L20 20L30 10L40 20M50 10L60 20L70 10L80 20"' in en_svg(DESSIN, de="<b>")
    assert "<b>" not in en_svg(DESSIN, de="<b>")


@pytest.mark.parametrize(
    "dessin",
    [
        "", "10,10", "10,10 20,20", DESSIN + '"/><script>', DESSIN.replace(",", "."), DESSIN + ";", DESSIN + "\n",
        DESSIN.replace("10,10", "1001,10"), DESSIN.replace("10,10", "10,301"), " ".join(["1,1"] * 1201),
        "١,١ " * 9 + "1,1",
    ],
)  # fmt: skip
def test_anything_else_is_not_a_signature(dessin):
    with pytest.raises(SignatureIllisible):
        traits(dessin)


def test_postgresql_refuses_what_is_not_numbers(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    with agir(monde.nadia) as acteur, pytest.raises(DatabaseError), transaction.atomic():
        Accord(
            dossier=dossier, destinataire=monde.val_dore, elements=["dossier"], recueil="ecran", texte="x",
            recueilli_par_id=acteur.appartenance_id, recueilli_le=MAINTENANT, signature="<svg>",
        ).save(force_insert=True)  # fmt: skip


@pytest.mark.parametrize(
    ("saisi", "champ"),
    [
        ({"recueil": "oral"}, "temoin"),
        ({"recueil": "oral", "temoin": "nadia  FERRAND", "temoin_fonction": "moi"}, "temoin"),
        ({"recueil": "oral", "temoin": "Zélie Brun"}, "temoin_fonction"),
        ({"recueil": "papier"}, "original"),
        ({"recueil": "ecran"}, "recueil"),
        ({"recueil": "ecran", "signature": "<script>"}, "signature"),
        ({"recueil": "representant"}, "recueil"),
    ],
)
def test_each_way_asks_for_what_shows_it(saisi, champ):
    assert champ in RecueilForm(saisi, qui_recueille="Nadia Ferrand", mineur=False).errors


def test_for_a_minor_the_representative_has_a_place_and_is_no_condition():
    sans = RecueilForm({"recueil": "papier", "original": "nous"}, qui_recueille="N", mineur=True)
    assert list(sans.errors) == ["representant_reponse"]
    saisi = {"recueil": "papier", "original": "nous", "representant_reponse": "pas_joint"}
    avec = RecueilForm(saisi, qui_recueille="N", mineur=True)
    assert avec.is_valid()
    assert avec.preuve() == Preuve(original="nous", representant_reponse="pas_joint")


def test_what_is_read_then_kept_is_the_same_and_says_everything(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    quoi = {"elements": ["coordonnees"], "jusqu_a": "2027-03-01", "aupres_de": "votre conseiller", "pour_quoi": "voir"}
    lu = _page(_demander(monde, dossier, **quoi))
    assert _demander(monde, dossier, **quoi, **OUI).status_code == 302
    with agir(monde.nadia):
        accord = Accord.objects.get()
    assert accord.texte in lu.replace("&#x27;", "'")
    for dit in ("Val-Doré", "(votre conseiller)", "comment vous joindre", "pour voir", "Tandem", "1er mars 2027"):
        assert dit in accord.texte
    assert (accord.temoin, accord.temoin_fonction) == ("Zélie Brun", "animatrice")
    assert "Zélie Brun, animatrice" in _page(monde.client(monde.karim).get(f"/dossiers/{dossier.pk}/accords/"))


def test_the_page_shows_what_is_open_ticked_and_reads_the_difference(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier, elements=["dossier", "plan"])
    page = _page(monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/accord/"))
    assert 'value="plan" checked' in page
    assert 'value="coordonnees" checked' not in page
    lu = _page(_demander(monde, dossier, elements=["coordonnees"]))
    assert "Vous ajoutez\u00a0: comment vous joindre." in lu
    assert "Vous retirez\u00a0: ce que vous voulez, le plan" in lu


def test_the_mission_locale_one_leaves_is_told_to_the_youth_and_sees_nothing_more(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    Partenariat.objects.create(porteur=monde.le_fil, mission_locale=monde.haute_rive, depuis=date(2022, 9, 1))
    la_bas = {"destinataire": monde.haute_rive.pk}
    assert "Mission locale du Val-Doré\u00a0» ne verra plus rien" in _page(_demander(monde, dossier, **la_bas))
    assert _demander(monde, dossier, **la_bas, **OUI).status_code == 302
    assert monde.client(monde.karim).get(f"/dossiers/{dossier.pk}/").status_code == 404
    assert monde.client(monde.lena).get(f"/dossiers/{dossier.pk}/").status_code == 200


def test_a_recipient_reads_its_own_accord_alone(monde):
    """The words of an accord name signs: what is said to one is not said to another."""
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    with agir(monde.nadia) as acteur:
        recueillir(
            acteur=acteur, accord_id=uuid4(), dossier=dossier, destinataire=monde.les_amarres, elements=["sante"],
            recueil="oral", jusqu_a=None, maintenant=MAINTENANT,
        )  # fmt: skip
        assert Accord.objects.count() == 2
    for qui in (monde.karim, monde.sacha):
        with agir(qui) as acteur:
            assert [a.destinataire_id for a in Accord.objects.all()] == [acteur.structure_id]
            with sans_mur_python(), connection.cursor() as curseur:
                curseur.execute(
                    "SELECT (SELECT array_agg(destinataire_id) FROM consentements_accord), "
                    "(SELECT array_agg(DISTINCT destinataire_id) FROM consentements_accordevent)"
                )
                assert curseur.fetchone() == ([acteur.structure_id], [acteur.structure_id])


def test_of_age_what_was_agreed_before_is_asked_again_and_nothing_closes(monde):
    mineur = {"date_naissance": date(2008, 12, 1)}
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, identite=mineur)
    assert "À vos 18 ans, nous vous le redemanderons" in _page(_demander(monde, dossier))
    oui = OUI | {"representant_reponse": "informe", "representant_qui": "sa mère, au téléphone"}
    with time_machine.travel(MAINTENANT, tick=False):
        assert _demander(monde, dossier, **OUI).status_code == 200
        assert _demander(monde, dossier, **oui).status_code == 302
    for le, demandes in ((date(2026, 11, 30), 0), (date(2026, 12, 1), 1)):
        with agir(monde.nadia, le=le) as acteur:
            assert [t["code"] for ligne in du_temps(acteur) for t in ligne].count("accord_majorite") == demandes
        with agir(monde.karim, le=le):
            assert Accord.objects.filter(dossier=dossier).exists()
    with time_machine.travel(datetime(2026, 12, 2, 10, tzinfo=PARIS), tick=False):
        assert "a 18 ans" in _page(monde.client(monde.nadia).get(f"/dossiers/{dossier.pk}/accords/"))
