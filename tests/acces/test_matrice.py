"""Every address × method × actor does what the reviewed table says, with both walls and with PostgreSQL's alone."""

from contextlib import nullcontext

import pytest

from socle.acces.portee import sans_mur_python
from tests.acces import table
from tests.acces.corps import corps
from tests.acces.scene import ACTEURS, PRENOM, Scene, ecrits, essayer, sans_lendemain

AUTRES_METHODES = ("PUT", "PATCH", "DELETE")
REFUS = ("403", "404", "405")
QUI_VOIENT = {"nadia", "bilal", "karim", "ines"}
# A partner knows of whom one writes to it, there and nowhere else.
RECUS = {("clara", "partages"), ("clara", "partage")}


def test_every_address_has_its_row_and_every_row_its_address():
    attendues = {(nom, methode) for nom in table.adresses() for methode in table.METHODES}
    ecrites = set(table.lire())
    assert (sorted(attendues - ecrites), sorted(ecrites - attendues)) == ([], []), (
        "à gauche les adresses sans ligne dans tests/acces/matrice.txt, à droite les lignes sans adresse"
    )


def test_the_addresses_about_dossiers_are_tried_by_everybody():
    adresses = table.adresses()
    for (nom, _), cases in table.lire().items():
        assert list(cases) == list(ACTEURS) or not {"dossier_id", "seance_le"} & set(adresses[nom]), nom


def _parcourir(scene: Scene, methodes: tuple[str, ...], mur) -> tuple[int, list[str]]:
    cases, ecarts = 0, []
    adresses = table.adresses()
    for (nom, methode), attendus in table.lire().items():
        if methode not in methodes:
            continue
        for qui, attendu in attendus.items():
            cases += 1
            ecart = _une_case(scene, nom, methode, adresses[nom], qui, attendu, mur)
            if ecart:
                ecarts.append(ecart)
    return cases, ecarts


def _une_case(scene: Scene, nom: str, methode: str, parametres, qui: str, attendu: str, mur) -> str | None:
    client = scene.client(qui)
    with sans_lendemain():
        adresse = scene.adresse(nom, parametres, qui)
        donnees = corps(nom, scene, scene.cible(qui)) if methode == "POST" else None
        avant = ecrits(scene) if methode == "POST" and attendu in REFUS else None
        with mur():
            reponse = essayer(client, methode, adresse, donnees)
        obtenu = table.issue(reponse)
        if obtenu != attendu:
            return f"{nom} {methode} {qui} : {obtenu}, attendu {attendu}"
        if (
            qui not in QUI_VOIENT
            and (qui, nom) not in RECUS
            and PRENOM in reponse.content.decode(errors="replace").replace(f'value="{PRENOM}"', "")
        ):
            return f"{nom} {methode} {qui} : le prénom apparaît"
        if avant is not None and ecrits(scene) != avant:
            return f"{nom} {methode} {qui} : refusé, mais quelque chose est écrit"
    return None


def test_with_both_walls(scene, capsys):
    cases, ecarts = _parcourir(scene, table.METHODES, nullcontext)
    with capsys.disabled():
        print(f"\nmatrice : {cases} cases, {len(ecarts)} écarts, {len(ACTEURS)} acteurs")
    assert ecarts == []


def test_it_all_holds_with_the_python_wall_down(scene, capsys):
    cases, ecarts = _parcourir(scene, table.METHODES, sans_mur_python)
    with capsys.disabled():
        print(f"\nmatrice sans le mur Python : {cases} cases, {len(ecarts)} écarts")
    assert ecarts == []


@pytest.mark.parametrize("methode", AUTRES_METHODES)
def test_no_address_of_ours_answers_another_method(scene, methode):
    reponses = {}
    for nom, parametres in table.adresses().items():
        # Django's own forms, which allauth uses, take a PUT for a POST: same checks, CSRF included.
        if nom.startswith(("account_", "mfa_", "usersessions_")):
            continue
        with sans_lendemain():
            reponses[nom] = essayer(scene.client("nadia"), methode, scene.adresse(nom, parametres, "nadia")).status_code
    assert {nom: statut for nom, statut in reponses.items() if statut not in (403, 404, 405)} == {}
