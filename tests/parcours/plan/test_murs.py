"""What PostgreSQL alone holds, with the Python wall taken down."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from parcours.plan import ecritures, ecritures_diagnostic
from parcours.plan.models import Action, Objectif
from socle.acces.portee import sans_mur_python
from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from tests.monde import MAINTENANT, agir
from tests.parcours.plan.scene import DES_DENTS, UN_TOIT, partage, prevoir, viser

TABLES = ("plan_objectif", "plan_action", "plan_commentaire", "plan_textedudiagnostic")


def _lignes(table: str) -> int:
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT count(*) FROM {table}")
        return curseur.fetchone()[0]


def _refuse(sql: str, *valeurs: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(sql, valeurs)


def _ecrire(par, dossier, dit=DES_DENTS):
    action = prevoir(par, viser(par, dossier, dit))
    with agir(par) as acteur:
        ecritures.commenter(
            acteur=acteur, commentaire_id=uuid4(), action=action, texte="Il a mal.", maintenant=MAINTENANT
        )
        ecritures_diagnostic.ecrire(
            acteur=acteur, dossier_id=dossier.pk, domaine=dit.domaine, volet="besoins", texte="Il a mal.", version=0,
            maintenant=MAINTENANT,
        )  # fmt: skip
    return action


def test_health_is_read_by_the_structure_that_wrote_it_alone_history_included(monde):
    dossier = partage(monde)
    _ecrire(monde.karim, dossier)
    for table in (*TABLES, *(f"{t}event" for t in TABLES)):
        for par, vues in ((monde.karim, 1), (monde.ines, 1), (monde.nadia, 0), (monde.bilal, 0), (monde.lena, 0)):
            with agir(par), sans_mur_python():
                assert _lignes(table) == vues, (table, par)


def test_a_withdrawn_accord_closes_the_plan_at_once(monde):
    dossier = partage(monde)
    prevoir(monde.nadia, viser(monde.nadia, dossier))
    with agir(monde.karim), sans_mur_python():
        assert _lignes("plan_action") == 1
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=Accord.objects.get(retire_le=None), maintenant=MAINTENANT)
    for etranger in (monde.karim, monde.sacha, monde.lena, monde.odile):
        with agir(etranger), sans_mur_python():
            assert [_lignes(t) for t in (*TABLES, "plan_actionevent")] == [0, 0, 0, 0, 0]


def test_readers_authors_and_places_never_change(monde):
    dossier = partage(monde)
    dents = _ecrire(monde.karim, dossier)
    toit = viser(monde.nadia, dossier)
    with agir(monde.karim):
        _refuse("UPDATE plan_objectif SET audience = 'structure' WHERE id = %s", toit.pk)
        _refuse("UPDATE plan_objectif SET montre_au_jeune = false WHERE id = %s", toit.pk)
        _refuse("UPDATE plan_action SET objectif_id = %s WHERE id = %s", toit.pk, dents.pk)
        _refuse("UPDATE plan_objectif SET domaine = 'logement' WHERE id = %s", dents.objectif_id)
        _refuse("UPDATE plan_objectif SET domaine = 'justice' WHERE id = %s", toit.pk)
        _refuse("UPDATE plan_objectif SET ecrit_par_id = %s WHERE id = %s", monde.karim.pk, toit.pk)
        _refuse("UPDATE plan_objectif SET maj_par_id = %s WHERE id = %s", monde.ines.pk, toit.pk)
        _refuse("UPDATE plan_textedudiagnostic SET structure_id = %s", monde.le_fil.pk)
        _refuse("UPDATE plan_textedudiagnostic SET domaine = 'justice'")
        _refuse("UPDATE plan_commentaire SET texte = 'autre'")
        _refuse("DELETE FROM plan_action")
        _refuse("UPDATE plan_actionevent SET titre = 'autre'")


def test_nothing_hangs_from_an_objective_of_others_nor_under_their_name(monde):
    dossier = partage(monde)
    dents, toit = viser(monde.karim, dossier, DES_DENTS), viser(monde.nadia, dossier)
    commun = {"dossier_id": dossier.pk, "titre": "x", "tenue_par": "jeune", "ecrit_le": MAINTENANT}
    signe = {"maj_le": MAINTENANT, "maj_par": monde.nadia, "ecrit_par": monde.nadia}
    autre = partage(monde)
    essais = (
        Action(objectif_id=dents.pk, **commun, **signe),
        Action(objectif_id=toit.pk, **commun | {"dossier_id": autre.pk}, **signe),
        Action(objectif_id=toit.pk, **commun, **signe | {"ecrit_par": monde.bilal}),
        Objectif(dossier=dossier, domaine="sante", titre="x", structure=monde.val_dore, ecrit_le=MAINTENANT, **signe),
    )
    for essai in essais:
        with agir(monde.nadia), pytest.raises(DatabaseError), transaction.atomic():
            essai.save(force_insert=True)


@pytest.mark.parametrize(
    "champs",
    [
        "heures = 0", "heures = 61", "etat = 'abandonne'", "pourquoi = 'x'", "tenue_par = 'partenaire'",
        "partenaire = 'x'", "etat = 'presque'", "titre = ''",
    ],
)  # fmt: skip
def test_an_action_that_makes_no_sense_is_refused(monde, champs):
    action = prevoir(monde.nadia, viser(monde.nadia, partage(monde)))
    with agir(monde.nadia):
        _refuse(f"UPDATE plan_action SET {champs} WHERE id = %s", action.pk)


def test_an_accord_that_does_not_speak_of_the_plan_opens_nothing_of_it(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier, elements=["dossier"])
    _ecrire(monde.nadia, dossier, UN_TOIT)
    with agir(monde.karim), sans_mur_python():
        assert {t: _lignes(t) for t in TABLES} == dict.fromkeys(TABLES, 0)
    with agir(monde.karim):
        assert not Objectif.objects.exists()
    karim = monde.client(monde.karim)
    page = karim.get(f"/dossiers/{dossier.pk}/")
    assert page.status_code == 200
    for adresse in ("plan/", "plan/versions/", "plan/diagnostic/"):
        assert karim.get(f"/dossiers/{dossier.pk}/{adresse}").status_code == 404
    monde.accord(monde.nadia, dossier, elements=["dossier", "plan"])
    assert "Avoir un toit à moi" in karim.get(f"/dossiers/{dossier.pk}/plan/").content.decode()
