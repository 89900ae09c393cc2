"""What PostgreSQL alone holds, with the Python wall taken down."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from parcours.syntheses.models import EnvoiDeSynthese, ObservationDuJeune, Synthese
from socle.acces.portee import sans_mur_python
from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.plan.scene import partage
from tests.parcours.syntheses.scene import VIDE, ecrire, envoyer, observer, siao, soumettre, soumise, validee

TABLES = ("syntheses_synthese", "syntheses_observationdujeune", "syntheses_envoidesynthese")
MODELES = (Synthese, ObservationDuJeune, EnvoiDeSynthese)


def _lignes(table: str) -> int:
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT count(*) FROM {table}")
        return curseur.fetchone()[0]


def _vues(par) -> list[int]:
    """How many rows of each table; both walls, then PostgreSQL alone, and the history, must say the same."""
    with agir(par), sans_mur_python():
        seul = [_lignes(t) for t in TABLES]
        histoire = [_lignes(f"{t}event") > 0 for t in TABLES]
    with agir(par):
        assert [m.objects.count() for m in MODELES] == seul
    assert histoire == [n > 0 for n in seul]
    return seul


def _refuse(sql: str, *valeurs: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(sql, valeurs)


def _retirer_l_accord(monde, destinataire) -> None:
    with agir(monde.nadia) as acteur:
        accord = Accord.objects.get(destinataire=destinataire, retire_le=None)
        retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)


@pytest.mark.parametrize(("auteur", "autre"), [("nadia", "karim"), ("karim", "nadia")])
def test_a_draft_is_read_by_the_structure_that_writes_it_alone(monde, auteur, autre):
    dossier = partage(monde)
    qui, lautre = monde.gens[auteur], monde.gens[autre]
    brouillon = ecrire(qui, dossier)
    assert (_vues(qui), _vues(lautre)) == ([1, 0, 0], [0, 0, 0])
    soumettre(qui, brouillon)
    assert (_vues(qui), _vues(lautre)) == ([1, 0, 0], [1, 0, 0])
    for etranger in (monde.sacha, monde.lena, monde.odile, monde.maya):
        assert _vues(etranger) == [0, 0, 0]


@pytest.mark.parametrize(("auteur", "autre"), [("nadia", "karim"), ("karim", "nadia")])
def test_what_it_says_of_health_closes_with_the_accord_that_named_it_both_ways(monde, auteur, autre):
    dossier = partage(monde)
    monde.accord(monde.nadia, dossier, elements=["dossier", "plan", "sante"])
    synthese = validee(monde.gens[auteur], monde.gens[autre], dossier, sante="Il dort mal.")
    assert _vues(monde.gens[autre])[0] == 1
    monde.accord(monde.nadia, dossier, elements=["dossier", "plan"])
    with agir(monde.gens[autre]), sans_mur_python():
        assert _lignes(TABLES[0]) == 0
    with agir(monde.gens[autre]):
        assert not Synthese.objects.filter(pk=synthese.pk).exists()
    assert _vues(monde.gens[auteur])[0] == 1


def test_a_withdrawn_accord_closes_everything_for_the_mission_locale(monde):
    dossier = partage(monde)
    observer(monde.karim, validee(monde.karim, monde.nadia, dossier), "Oui.")
    assert _vues(monde.karim) == [1, 1, 0]
    _retirer_l_accord(monde, monde.val_dore)
    assert _vues(monde.karim) == [0, 0, 0]
    assert _vues(monde.nadia) == [1, 1, 0]


def test_a_partner_reads_what_is_sent_to_it_and_nothing_else_while_the_accord_holds(monde):
    dossier, chloe = partage(monde), siao(monde)
    synthese = validee(monde.nadia, monde.karim, dossier)
    soumise(monde.nadia, dossier)
    monde.accord(monde.nadia, dossier, avec=chloe.structure)
    observer(monde.nadia, synthese, "Oui.")
    assert _vues(chloe) == [0, 0, 0]
    envoyer(monde.nadia, synthese, chloe.structure)
    assert _vues(chloe) == [1, 1, 1]
    _retirer_l_accord(monde, chloe.structure)
    assert _vues(chloe) == [0, 0, 0]
    # Another yes does not bring back what was sent on the first.
    monde.accord(monde.nadia, dossier, avec=chloe.structure)
    assert _vues(chloe) == [0, 0, 0]


def test_frozen_signed_and_sent_by_nobody_but_whom_it_must(monde):
    dossier, chloe = partage(monde), siao(monde)
    attend, fini = soumise(monde.nadia, dossier), validee(monde.nadia, monde.karim, dossier)
    observer(monde.nadia, fini, "Oui.")
    monde.accord(monde.nadia, dossier, avec=chloe.structure)
    envoi = envoyer(monde.nadia, fini, chloe.structure)[0]
    with agir(monde.nadia):
        for champs in ("suite = 'x'", "pour = 'relais'", "structure_id = structure_id + 1", "numero = 9"):
            _refuse(f"UPDATE syntheses_synthese SET {champs} WHERE id = %s", attend.pk)
        valide = "UPDATE syntheses_synthese SET validee_le = now(), validee_par_id = %s WHERE id = %s"
        _refuse(valide, monde.nadia.pk, attend.pk)
        _refuse("UPDATE syntheses_synthese SET retiree_le = now() WHERE id = %s", fini.pk)
        _refuse("UPDATE syntheses_observationdujeune SET texte = 'autre'")
        _refuse("UPDATE syntheses_envoidesynthese SET lue_le = now(), lue_par_id = %s", monde.nadia.pk)
        _refuse("DELETE FROM syntheses_synthese")
        _refuse("UPDATE syntheses_syntheseevent SET suite = 'x'")
    with agir(monde.karim):
        _refuse(valide, monde.nadia.pk, attend.pk)
        mal = "UPDATE syntheses_envoidesynthese SET retire_le = now(), retire_par_id = %s, pourquoi = 'x' WHERE id = %s"
        _refuse(mal, monde.karim.pk, envoi.pk)


def test_no_draft_is_signed_for_another_nor_born_agreed(monde):
    dossier = partage(monde)
    bon = VIDE | {"pour": "bilan", "dossier": dossier, "fil": uuid4(), "numero": 1, "ecrit_le": MAINTENANT}
    bon |= {"maj_le": MAINTENANT, "structure": monde.le_fil, "ecrit_par": monde.nadia, "maj_par": monde.nadia}
    essais = (
        {"structure": monde.val_dore}, {"ecrit_par": monde.bilal}, {"soumise_le": MAINTENANT},
        {"soumise_le": MAINTENANT, "validee_le": MAINTENANT, "validee_par": monde.karim},
        {"dossier": monde.dossier(monde.sacha)},
    )  # fmt: skip
    for essai in essais:
        with agir(monde.nadia), pytest.raises(DatabaseError), transaction.atomic():
            Synthese(**bon | essai).save(force_insert=True)


def test_no_sending_without_an_accord_that_says_all_that_the_version_holds(monde):
    dossier, chloe = partage(monde), siao(monde)
    monde.accord(monde.nadia, dossier, elements=["dossier", "plan", "sante"])
    fini = validee(monde.nadia, monde.karim, dossier, sante="Il dort mal.")
    court = monde.accord(monde.nadia, dossier, elements=["dossier"], avec=chloe.structure)
    sans_sante = monde.accord(monde.nadia, dossier, elements=["dossier", "plan"], avec=chloe.structure)
    attend = soumise(monde.nadia, dossier)
    bon = {
        "dossier": dossier, "synthese": fini, "destinataire": chloe.structure, "structure": monde.le_fil,
        "par": monde.nadia, "envoye_le": MAINTENANT,
    }  # fmt: skip
    essais = (
        {"accord": None}, {"accord": court}, {"accord": sans_sante}, {"accord": sans_sante, "synthese": attend},
        {"accord": sans_sante, "destinataire": monde.haute_rive}, {"destinataire": monde.le_fil, "accord": None},
    )  # fmt: skip
    for essai in essais:
        with agir(monde.nadia), pytest.raises(DatabaseError), transaction.atomic():
            EnvoiDeSynthese(**bon | essai).save(force_insert=True)
    plein = monde.accord(monde.nadia, dossier, elements=["dossier", "plan", "sante"], avec=chloe.structure)
    with agir(monde.nadia):
        EnvoiDeSynthese(**bon | {"accord": plein}).save(force_insert=True)
    with agir(chloe, le=LE):
        assert Synthese.objects.get().pk == fini.pk
