"""The SQL function against the reference, alone: every audience, every actor, every state of the accords."""

from itertools import product

import pytest
from django.db import connection

from socle.partage.lecteurs import autour_de, avec_autour, dit
from tests.monde import LE, agir
from tests.socle.partage.reference import ACCORDS, INVITES, cas, lit
from tests.socle.partage.scene import autour, dire_oui


def _autour(dossier, acteur):
    return autour_de(avec_autour(type(dossier).objects.filter(pk=dossier.pk), le=acteur.le).get(), acteur)


def _lit(dossier, structure, audience, pour, domaine) -> bool:
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT lit_partage(%s, %s, %s, %s, %s)",
            [dossier.pk, structure.pk, audience, pour.pk if pour else None, domaine],
        )
        return curseur.fetchone()[0]


def test_postgresql_alone_follows_the_reference(monde):
    gens, structures = autour(monde)
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    faux, vus = [], 0
    for eux, partenaire in product(ACCORDS, INVITES):
        dire_oui(monde, dossier, monde.val_dore, eux)
        dire_oui(monde, dossier, structures["partenaire"], partenaire)
        oui = {"porteur": {"tout"}, "mission_locale": set(eux), "partenaire": set(partenaire)}
        for qui, appartenance in gens.items():
            with agir(appartenance):
                for auteur, audience, pour, domaine in cas():
                    attendu = lit(qui, auteur=auteur, audience=audience, pour=pour, domaine=domaine, oui=oui)
                    lu = _lit(dossier, structures[auteur], audience, structures.get(pour), domaine)
                    vus += lu
                    if lu != attendu:
                        faux.append((qui, auteur, audience, domaine, oui))
    assert faux == [] and vus > 100


def test_what_is_said_before_saving_is_what_the_wall_does(monde):
    gens, structures = autour(monde)
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    for eux in ACCORDS:
        dire_oui(monde, dossier, monde.val_dore, eux)
        dire_oui(monde, dossier, structures["partenaire"], ["partage"])
        oui = {"porteur": {"tout"}, "mission_locale": set(eux), "partenaire": {"partage"}}
        with agir(monde.nadia) as acteur:
            vue = _autour(dossier, acteur)
        for auteur, audience, pour, domaine in cas():
            if not oui[auteur]:
                continue
            lisent = vue.lisent(
                audience=audience, domaine=domaine, auteur=structures[auteur].pk,
                pour=structures[pour].pk if pour else None,
            )  # fmt: skip
            attendus = {
                structures[q].pk
                for q in gens
                if lit(q, auteur=auteur, audience=audience, pour=pour, domaine=domaine, oui=oui)
            }
            assert lisent == attendus, (eux, auteur, audience, domaine)


@pytest.mark.parametrize(
    ("elements", "domaine", "attendu"),
    [
        (["dossier", "plan"], "logement",
         "Lu par\u00a0: Le Fil d’Ormelle (votre structure) et Mission locale du Val-Doré. Idriss le voit."),
        (["dossier", "plan"], "sante",
         "Lu par\u00a0: Le Fil d’Ormelle (votre structure) seulement. Mission locale du Val-Doré ne le lira pas\u00a0: "
         "Idriss n’a pas dit oui pour sa santé. Idriss le voit."),
        (["dossier"], "logement",
         "Lu par\u00a0: Le Fil d’Ormelle (votre structure) seulement. Mission locale du Val-Doré ne le lira pas\u00a0: "
         "Idriss n’a pas dit oui pour son plan. Idriss le voit."),
        (["dossier", "plan", "sante"], "sante",
         "Lu par\u00a0: Le Fil d’Ormelle (votre structure) et Mission locale du Val-Doré. Idriss le voit."),
    ],
)  # fmt: skip
def test_it_is_said_in_words(monde, elements, domaine, attendu):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier, elements=elements)
    with agir(monde.nadia) as acteur:
        assert dit(_autour(dossier, acteur), audience="les_deux", domaine=domaine, au_jeune=True) == attendu


def test_an_accord_that_ended_opens_nothing(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier, elements=["dossier", "plan", "sante"], jusqu_a=LE)
    demain = LE.replace(day=LE.day + 1)
    for le, lu in ((LE, True), (demain, False)):
        with agir(monde.karim, le=le):
            assert _lit(dossier, monde.le_fil, "les_deux", None, "sante") is lu
        with agir(monde.nadia, le=le) as acteur:
            ouvert = _autour(dossier, acteur).lu_des_deux(audience="les_deux", domaine="sante", auteur=monde.le_fil.pk)
            assert ouvert is lu
