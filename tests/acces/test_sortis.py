"""Once a youth left, every address that writes on the dossier is closed, but for those named here.

Driven by the reviewed table: a new address about a dossier is closed by default, and says in its view that it is not.
"""

import re

import pytest
from django.urls import resolve, reverse

from socle.acces.droits import toutes_les_urls
from socle.dossier.sortis import apres_la_sortie
from tests.acces import table
from tests.acces.corps import corps
from tests.acces.scene import D_UN_SORTI, PRENOM, Scene, ecrits, essayer, sans_lendemain, sortir
from tests.monde import agir

ENCORE = {
    # The exit itself, and a return.
    "sortie", "corriger_sortie", "annuler_sortie", "avis_sortie", "maintenir_sortie", "il_revient",
    # The youth changes their mind; a wrong name or date is rectified.
    "retirer_accord", "identite",
    # What was sent is taken back; what waits to be read is opened.
    "retirer_envoi",
    # A number is still asked for: it shows, and leaves a line.
    "joindre",
    # What the exit left open is concluded.
    "rompre_contrat", "annuler_rupture", "finir_pacea", "reprendre_pacea",
    "repondre_allocation", "reprendre_reponse", "transmettre_allocation", "pas_transmise",
}  # fmt: skip
AUTREMENT = {
    # An exit is already said; and the commission talks no more of who left.
    ("sortie", "POST"): "409",
    ("situation_en_commission", "GET"): "404",
}
QUI = ("nadia", "karim")
RIEN = ("403", "404", "405")


def _d_un_dossier() -> dict[str, list[str]]:
    return {nom: parametres for nom, parametres in table.adresses().items() if "dossier_id" in parametres}


def _ecrit(nom: str) -> bool:
    """Whether a POST does something for one of the two sides, as the table says."""
    cases = table.lire()[nom, "POST"]
    return any(cases[qui] not in RIEN for qui in QUI)


def test_what_stays_open_is_what_reads_and_what_is_named():
    ouvertes = {m.name for _, m in toutes_les_urls() if getattr(m.callback, "apres_la_sortie", False)}
    lisent = {nom for nom in _d_un_dossier() if not _ecrit(nom)}
    assert (sorted(lisent - ouvertes), sorted(ouvertes - lisent - ENCORE), sorted(ENCORE - ouvertes)) == ([], [], []), (
        "à gauche les pages qui se lisent et que la sortie fermerait (@apres_la_sortie manque), au milieu celles qui "
        "écrivent encore sans être nommées ici, à droite celles qui sont nommées et fermées"
    )


def test_the_mark_is_the_whole_decorator():
    def vue() -> None: ...

    assert apres_la_sortie(vue) is vue


def _essais(methode: str):
    """(address, who, what the table promises) of every address about a dossier that answers one of the two sides."""
    for nom in _d_un_dossier():
        cases = table.lire()[nom, methode]
        yield from ((nom, qui, cases[qui]) for qui in QUI if cases[qui] not in RIEN)


def _apres_la_sortie(scene: Scene, methode: str, nom: str, qui: str):
    cible = scene.cible(qui)
    if nom not in D_UN_SORTI:
        with agir(scene.monde.nadia) as acteur:
            sortir(acteur, cible.dossier_de(nom))
    donnees = corps(nom, scene, cible) if methode == "POST" else None
    avant = ecrits(scene)
    reponse = essayer(scene.client(qui), methode, scene.adresse(nom, _d_un_dossier()[nom], qui), donnees)
    return reponse, avant


@pytest.mark.parametrize("methode", table.METHODES)
def test_after_the_exit_what_is_closed_says_so_and_the_rest_answers_as_before(scene, methode):
    ecarts, fermees = [], 0
    for nom, qui, promis in _essais(methode):
        with sans_lendemain():
            reponse, avant = _apres_la_sortie(scene, methode, nom, qui)
            ferme = reponse.status_code == 409 and "il ne s’écrit plus" in reponse.content.decode()
            if nom in ENCORE or not _ecrit(nom):
                attendu = AUTREMENT.get((nom, methode), promis)
                if table.issue(reponse) != attendu:
                    ecarts.append(f"{nom} {qui} : {table.issue(reponse)}, attendu {attendu}")
                continue
            fermees += 1
            if not ferme:
                ecarts.append(f"{nom} {qui} : {table.issue(reponse)}, attendu fermé")
            if ecrits(scene) != avant:
                ecarts.append(f"{nom} {qui} : fermé, mais quelque chose est écrit")
    assert ecarts == []
    assert fermees > 20, methode


PAGES = (
    "dossier",
    "contrat",
    "remobilisation",
    "accords",
    "sortie",
    "verdict",
    "verdicts",
    "ce_qui_fut_recu",
    "qui_a_lu",
    "interlocuteurs",
    "notes_du_dossier",
    "modeles_d_objectif",
    "a_lire_avec_le_jeune",
    "semaine_du_dossier",
)


@pytest.mark.parametrize("qui", QUI)
def test_no_button_of_a_closed_dossier_leads_to_what_is_closed(scene, qui):
    dossier_id = scene.cible(qui).dossier.pk
    with sans_lendemain():
        with agir(scene.monde.nadia) as acteur:
            sortir(acteur, dossier_id)
        pages = {nom: essayer(scene.client(qui), "GET", reverse(nom, args=[dossier_id])) for nom in PAGES}
    menent = {
        (nom, lien)
        for nom, page in pages.items()
        if page.status_code == 200
        for lien in re.findall(r'(?:href|action)="([^"?#]*)', page.content.decode())
        if str(dossier_id) in lien and not getattr(resolve(lien).func, "apres_la_sortie", False)
    }
    assert menent == set()


@pytest.mark.parametrize("qui", ["tania", "eloi", "lena", "sacha", "vera", "maya"])
def test_who_does_not_see_the_dossier_does_not_learn_that_it_is_closed(scene, qui):
    for nom in sorted(set(_d_un_dossier()) - ENCORE):
        with sans_lendemain():
            if scene.cible(qui) is scene.cibles["tous"]:
                with agir(scene.monde.nadia) as acteur:
                    sortir(acteur, scene.cible(qui).dossier.pk)
            adresse = scene.adresse(nom, _d_un_dossier()[nom], qui)
            reponse = essayer(scene.client(qui), "POST", adresse, corps(nom, scene, scene.cible(qui)))
        assert str(reponse.status_code) in RIEN, (nom, qui)
        assert PRENOM not in reponse.content.decode().replace(f'value="{PRENOM}"', ""), (nom, qui)
