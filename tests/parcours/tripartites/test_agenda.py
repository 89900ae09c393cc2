"""The file for a calendar: read back as RFC 5545 says, and nothing of anybody in it."""

from datetime import UTC, datetime

import pytest

from parcours.tripartites import ecritures
from parcours.tripartites.agenda import echapper, invitation, plier
from tests.monde import MAINTENANT, agir
from tests.parcours.plan.scene import partage
from tests.parcours.tripartites.scene import LIEN, dans, fixe, proposer, relire, repondre


def lire(fichier: bytes) -> list[tuple[str, str]]:
    """Unfold, then split each property from its value; every line is short and ends as it must."""
    assert fichier.endswith(b"\r\n")
    lignes = fichier.split(b"\r\n")[:-1]
    assert all(len(ligne) <= 75 and b"\n" not in ligne for ligne in lignes)
    deplie = fichier.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    return [tuple(ligne.split(":", 1)) for ligne in deplie]


def _fichier(tripartite) -> bytes:
    return invitation(tripartite, lien=LIEN, hote="tandem.test", maintenant=MAINTENANT)


def test_it_reads_back_and_moves_the_same_meeting(monde):
    objet = fixe(monde, partage(monde))
    lu = lire(_fichier(objet))
    assert (lu[0], lu[-1]) == (("BEGIN", "VCALENDAR"), ("END", "VCALENDAR"))
    valeurs = dict(lu)
    debut = datetime.strptime(valeurs["DTSTART"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    fin = datetime.strptime(valeurs["DTEND"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert (debut, (fin - debut).seconds) == (objet.debut, 3600)
    assert (valeurs["UID"], valeurs["SEQUENCE"]) == (f"{objet.pk}@tandem.test", "0")
    assert (valeurs["SUMMARY"], valeurs["STATUS"], valeurs["METHOD"]) == ("Rendez-vous Tandem", "CONFIRMED", "PUBLISH")
    assert valeurs["URL"] == LIEN
    with agir(monde.karim) as acteur:
        ecritures.annuler(acteur=acteur, tripartite=objet, motif="La grippe.", lien=LIEN, maintenant=MAINTENANT)
    annule = dict(lire(_fichier(relire(monde.nadia, objet))))
    assert (annule["UID"], annule["SEQUENCE"]) == (valeurs["UID"], "1")
    assert (annule["STATUS"], annule["METHOD"]) == ("CANCELLED", "CANCEL")


def test_nobody_is_in_it_nor_what_it_is(monde):
    dossier = partage(monde)
    objet = proposer(monde.nadia, dossier, dans(7, lieu="ailleurs", lieu_dit="Hôpital de jour"))
    fichier = _fichier(repondre(monde.karim, objet, 0)).decode().lower()
    noms = ("Idriss", "Marchais", "Nadia", "Ferrand", "Karim", "Fil", "Val-Doré", "Hôpital", "trois", "jeune", "CEJ",
            "mission", str(dossier.pk))  # fmt: skip
    assert [nom for nom in noms if nom.lower() in fichier] == []
    assert "location" not in fichier and "attendee" not in fichier and "organizer" not in fichier


@pytest.mark.parametrize(
    ("brut", "ecrit"),
    [("a,b;c", "a\\,b\\;c"), ("a\\b", "a\\\\b"), ("a\nb\r\nc", "a\\nb\\nc"), ("14 h : ici", "14 h : ici")],
)
def test_what_means_something_is_escaped(brut, ecrit):
    assert echapper(brut) == ecrit


@pytest.mark.parametrize("ligne", ["x" * 75, "x" * 76, "é" * 200, "🙂" * 60, "SUMMARY:" + "aé" * 100])
def test_a_long_line_is_cut_between_characters_and_comes_back(ligne):
    morceaux = plier(ligne).split("\r\n")
    assert all(len(m.encode()) <= 75 for m in morceaux)
    assert all(m.startswith(" ") for m in morceaux[1:])
    assert plier(ligne).replace("\r\n ", "") == ligne
