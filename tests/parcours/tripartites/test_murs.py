"""What PostgreSQL alone holds, with the Python wall taken down."""

import pytest
from django.db import DatabaseError, connection, transaction

from parcours.tripartites.models import Creneau, Invite, SignatureATrois, Tripartite
from socle.acces.portee import sans_mur_python
from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.plan.scene import partage
from tests.parcours.tripartites.scene import dans, fixe, proposer, signe, signer, tenir

TABLES = ("tripartite", "creneau", "invite", "signatureatrois")


def _lignes() -> list[int]:
    with connection.cursor() as curseur:
        nombres = []
        for table in (*TABLES, *(f"{t}event" for t in TABLES)):
            curseur.execute(f"SELECT count(*) FROM tripartites_{table}")
            nombres.append(curseur.fetchone()[0])
    return nombres


def _refuse(sql: str, *valeurs: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(sql, valeurs)


def test_read_by_the_two_sides_and_no_longer_once_the_youth_says_no(monde):
    dossier = partage(monde)
    signe(monde, dossier)
    for par in (monde.nadia, monde.bilal, monde.karim, monde.ines):
        with agir(par), sans_mur_python():
            assert min(_lignes()) >= 1
    for par in (monde.sacha, monde.lena, monde.odile, monde.maya):
        with agir(par), sans_mur_python():
            assert set(_lignes()) == {0}
    with agir(monde.nadia) as acteur:
        retirer(acteur=acteur, accord=Accord.objects.get(retire_le=None), maintenant=MAINTENANT)
    with agir(monde.karim), sans_mur_python():
        assert set(_lignes()) == {0}


def test_an_accord_without_the_plan_shows_no_meeting(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier, elements=["dossier"])
    proposer(monde.nadia, dossier, dans(7))
    with agir(monde.karim), sans_mur_python():
        assert set(_lignes()) == {0}


def test_signed_by_the_three_nothing_moves(monde):
    objet = signe(monde, partage(monde))
    with agir(monde.nadia):
        _refuse("UPDATE tripartites_tripartite SET parole_jeune = 'x' WHERE id = %s", objet.pk)
        _refuse("UPDATE tripartites_tripartite SET signe_le = NULL WHERE id = %s", objet.pk)
        _refuse("UPDATE tripartites_signatureatrois SET retiree_le = now()")
        _refuse("UPDATE tripartites_invite SET presence = 'absent'")
        _refuse("DELETE FROM tripartites_tripartite")
        _refuse("UPDATE tripartites_tripartiteevent SET parole_jeune = 'x'")


def test_what_one_signed_is_not_rewritten_and_three_are_three(monde):
    objet = tenir(monde.nadia, fixe(monde, partage(monde)))
    with agir(monde.nadia):
        _refuse("UPDATE tripartites_tripartite SET signe_le = now()")
    signer(monde.nadia, objet, "jeune")
    with agir(monde.karim):
        _refuse("UPDATE tripartites_tripartite SET parole_jeune = 'x'")
        _refuse("UPDATE tripartites_tripartite SET debut = now()")
        _refuse("UPDATE tripartites_signatureatrois SET partie = 'porteur'")
        _refuse("UPDATE tripartites_creneau SET debut = now()")


def test_nobody_signs_for_the_other_side_nor_under_another_name(monde):
    objet = tenir(monde.nadia, fixe(monde, partage(monde)))
    autre = fixe(monde, partage(monde))
    commun = {"dossier_id": objet.dossier_id, "tripartite_id": objet.pk}
    signature = {**commun, "signee_le": LE, "notee_le": MAINTENANT}
    essais = (
        SignatureATrois(**signature, partie="mission_locale", par=monde.nadia),
        SignatureATrois(**signature, partie="porteur", par=monde.bilal),
        SignatureATrois(**signature | {"tripartite_id": autre.pk}, partie="porteur", par=monde.nadia),
        Invite(**commun, place="equipe", nom="Awa", par=monde.bilal, note_le=MAINTENANT),
        Creneau(**commun | {"dossier_id": autre.dossier_id}, debut=MAINTENANT, duree=60, lieu="telephone"),
        Tripartite(
            dossier_id=objet.dossier_id, propose_par=monde.karim, propose_le=MAINTENANT, maj_par=monde.karim,
            maj_le=MAINTENANT,
        ),
    )  # fmt: skip
    for essai in essais:
        with agir(monde.nadia), pytest.raises(DatabaseError), transaction.atomic():
            essai.save(force_insert=True)


def test_a_mission_locale_that_no_longer_holds_the_dossier_writes_no_more(monde):
    dossier = partage(monde)
    objet = fixe(monde, dossier)
    monde.accord(monde.nadia, dossier, avec=monde.haute_rive)
    with agir(monde.lena), sans_mur_python():
        assert Tripartite.objects.filter(pk=objet.pk).exists()
        assert Tripartite.objects.filter(pk=objet.pk).update(motif="x") == 0
