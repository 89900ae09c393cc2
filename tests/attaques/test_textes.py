"""Any text in any field: stored and shown as typed, or refused in plain French; never a failure."""

import re
from html import unescape
from urllib.parse import quote

from tests.acces.scene import essayer, sans_lendemain

TEXTES = {
    "emoji": "Salut 👩🏽‍🚀🇫🇷 à toi",
    "long": "é" * 10_000,
    "droite à gauche": "abc \u202eetas\u202c def",
    "balise": "<script>alert(1)</script>",
    "gabarit": "a{{7*7}}b{% csrf_token %}a${7*7}b",
    "nul": "a\x00b",
    "lignes": "a\r\nBcc: b@exemple.test\r\n\r\nc",
    "sql": "' OR 1=1; --",
    "mot": "anticonstitutionnellement" * 40,
    "apostrophes": "L’été d'« Éva »",
    "vide": " \t ",
}
# A page that answers and writes nothing (a simulator, an act read again before it is signed): no redirection tells
# that it took what it was given.
A_REPONDU = 'id="titre-reponse"'
HASARD = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}")
ANGLAIS = re.compile(r"\b(This field|Enter a|Ensure this|is required|characters|Select a valid|Null)\b")


def test_any_text_in_any_field(scene, formulaires, capsys):
    essais, acceptes, pannes, executables, anglais = 0, 0, [], [], []
    for qui, formulaire in formulaires:
        client = scene.client(qui)
        for nom in sorted(formulaire.textes):
            for sorte, texte in TEXTES.items():
                with sans_lendemain():
                    reponse = essayer(client, "POST", formulaire.action, {**formulaire.champs, nom: texte})
                html = reponse.content.decode("utf-8", "replace")
                ou = (formulaire.action, nom, sorte, qui)
                accepte = reponse.status_code in (204, 302) or A_REPONDU in html
                essais, acceptes = essais + 1, acceptes + accepte
                if reponse.status_code >= 500:
                    pannes.append(ou)
                # A random id may hold those four letters.
                if "<script>alert(1)" in html or "a49b" in HASARD.sub("", html):
                    executables.append(ou)
                if ANGLAIS.search(re.sub(r"<[^>]+>", " ", html)):
                    anglais.append(ou)
    with capsys.disabled():
        champs = sum(len(f.textes) for _, f in formulaires)
        print(f"\ntextes : {essais} envois dans {champs} champs, {acceptes} acceptés, {len(pannes)} pannes")
    assert (pannes, executables, anglais) == ([], [], [])
    assert essais / 4 < acceptes < essais, "des formulaires qui refusent tout, ou rien, ne prouvent rien"


def test_what_is_stored_is_shown_as_typed(scene):
    """Every free text of a dossier, read back on its page, letter for letter."""
    nadia, cible = scene.client("nadia"), scene.cible("nadia")
    ici = f"/dossiers/{cible.dossier.pk}/"
    for sorte in ("emoji", "droite à gauche", "balise", "gabarit", "sql", "apostrophes"):
        texte = TEXTES[sorte]
        with sans_lendemain():
            version = re.search(r'name="version" value="(\d+)"', nadia.get(f"{ici}rencontre/").content.decode())[1]
            champs = {"version": version, "lieu": texte, "demande": texte, "recit": f"{texte}\n{texte}"}
            assert nadia.post(f"{ici}rencontre/", champs).status_code == 302, sorte
            page = nadia.get(ici).content.decode()
            assert unescape(page).count(texte) >= 3, sorte
            assert "<script>alert" not in page, sorte
            relu = nadia.get(f"{ici}rencontre/").content.decode()
            assert texte in unescape(relu), sorte


def test_ten_thousand_characters_are_kept_whole(scene):
    nadia, cible = scene.client("nadia"), scene.cible("nadia")
    ici = f"/dossiers/{cible.dossier.pk}/"
    recit = "récit " * 1_666 + "fin."
    assert nadia.post(f"{ici}rencontre/", {"version": 1, "recit": recit}).status_code == 302
    assert recit in unescape(nadia.get(ici).content.decode())
    refuse = nadia.post(f"{ici}rencontre/", {"version": 2, "recit": "x" * 10_001}).content.decode()
    assert "10 000" in refuse.replace("\u202f", " ").replace("\xa0", " ") or "10000" in refuse
    assert "x" * 10_001 in refuse


def test_bytes_that_are_no_text_are_answered_in_words(scene):
    """Lone surrogates, overlong sequences, a body that is not a form: what a browser never sends."""
    nadia, cible = scene.client("nadia"), scene.cible("nadia")
    ici = f"/dossiers/{cible.dossier.pk}/rencontre/"
    corps = [
        b"version=1&lieu=%ED%A0%80",
        b"version=1&lieu=%C0%AF",
        b"version=1&lieu=\xff\xfe",
        b"version=%00",
        b"version=9999999999999999999999",
        b"=&&&=",
        b"a" * 500_000,
    ]
    for envoi in corps:
        with sans_lendemain():
            reponse = nadia.post(ici, envoi, content_type="application/x-www-form-urlencoded")
            assert reponse.status_code in (200, 302, 400, 409), envoi[:40]
    with sans_lendemain():
        assert nadia.post(ici, b"{", content_type="application/json").status_code in (200, 400)
        assert nadia.post(ici, b"x", content_type="multipart/form-data; boundary=").status_code in (200, 400)


def test_a_request_too_big_is_refused_in_a_sentence(scene):
    nadia = scene.client("nadia")
    nadia.raise_request_exception = False
    for envoi in ({"recit": "x" * 1_100_000}, {f"n{i}": "x" for i in range(500)}):
        with sans_lendemain():
            reponse = nadia.post("/reperer/", envoi)
            assert reponse.status_code in (400, 413)
            assert "Tandem" in reponse.content.decode()


def test_an_unknown_filter_is_a_404_or_a_sentence(scene):
    nadia = scene.client("nadia")
    filtres = ("etape", "attend", "suivi", "avec", "tri", "apres", "avant", "page", "inconnu")
    for nom in filtres:
        for valeur in ("' OR 1=1", "x" * 2_000, "-1", "9" * 40, "\x00", "<script>", "../../etc", "é", ""):
            with sans_lendemain():
                reponse = essayer(nadia, "GET", f"/jeunes/?{nom}={quote(valeur)}")
                assert reponse.status_code in (200, 302, 400, 404), (nom, valeur)
                assert "<script>" not in reponse.content.decode().replace("<script src", "")
