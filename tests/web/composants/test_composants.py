"""Each tag, rendered alone: what it says, what it escapes, what it refuses."""

import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.test import RequestFactory

from web.composants import (
    appareils,
    chemins,
    differences,
    icones,
    marques,
    natures,
    pages,
    planche,
    typographie,
)

LE = date(2026, 11, 24)


def rendre(source, **contexte):
    return Template(source).render(Context(contexte))


def test_une_icone_est_decorative_et_sans_couleur_propre():
    svg = rendre('{% icone "clock" %}')
    assert 'aria-hidden="true"' in svg
    assert "stroke=" not in svg


def test_une_icone_inconnue_casse_la_page():
    with pytest.raises(icones.IconeInconnue, match="licorne"):
        icones.svg("licorne")


def test_chaque_icone_rapportee_se_lit():
    noms = [fichier.stem for fichier in icones.DOSSIER.glob("*.svg")]
    assert len(noms) > 50
    assert all(icones.dessin(nom).startswith("<") for nom in noms)


def test_chaque_nature_a_sa_forme():
    classes = {natures.classe(nature) for nature in natures.LIBELLES}
    assert len(classes) == len(natures.LIBELLES)
    assert 'class="qui qui-ml qui-p"' in marques.marque("CV", "mission_locale", "p")
    assert "qui-porteur" in marques.marque(SimpleNamespace(initiales="NK", nature="porteur"))


def test_des_initiales_sont_echappees():
    assert "<b>" not in marques.marque("<b>", "jeune")


def test_un_badge_dit_son_etat_en_toutes_lettres():
    html = marques.badge("À préciser", "reste")
    assert "badge-reste" in html
    assert html.endswith("À préciser</span>")


def test_le_chemin_dit_ou_l_on_en_est():
    html = rendre("{% chemin etapes %}", etapes=planche.etapes(6))
    assert "Étape 6 sur 7\u00a0: Co-accompagnement, en cours" in html
    assert html.count("<li") == 7
    assert html.count('aria-current="step"') == 1
    assert html.count('class="arrivee"') == 1
    assert html.count("seul") == 2


def test_le_chemin_accepte_des_objets_et_connait_ses_bouts():
    faites = [SimpleNamespace(nom=nom, etat="faite", date=LE) for nom in chemins.ETAPES]
    assert chemins.contexte(faites)["phrase"] == "Le chemin est parcouru"
    assert chemins.contexte([])["phrase"] == "Le chemin n’a pas commencé"


@pytest.mark.parametrize(("rang", "faits", "ici"), [(0, 0, 0), (1, 0, 1), (4, 3, 1), (8, 7, 0)])
def test_le_petit_chemin_compte_les_etapes(rang, faits, ici):
    svg = chemins.mini(rang)
    assert (svg.count('"fait"'), svg.count('"ici"'), svg.count("<circle")) == (faits, ici, 7)


def test_le_petit_chemin_se_deduit_des_etapes():
    assert chemins.mini(planche.etapes(6)) == chemins.mini(6)


def test_un_champ_relie_son_aide_et_son_erreur():
    formulaire = planche.formulaires()["refuse"]
    html = rendre('{% champ f.naissance largeur="court" %}', f=formulaire)
    assert 'aria-describedby="aide-id_b-naissance erreur-id_b-naissance"' in html
    assert 'aria-invalid="true"' in html
    assert "champ-court" in html and "is-invalid" in html
    assert "(facultatif)" in html
    assert 'id="erreur-id_b-naissance"' in html


def test_un_champ_requis_ne_dit_rien_de_plus_et_ne_cite_que_ce_qui_existe():
    html = rendre("{% champ f.langue facultatif=False %}", f=planche.formulaires()["vierge"])
    assert "facultatif" not in html
    assert "aria-describedby" not in html


def test_un_choix_porte_ses_consequences():
    html = rendre("{% champ f.decision %}", f=planche.formulaires()["vierge"])
    assert html.count('type="radio"') == 4
    assert "<small>La remobilisation commence demain.</small>" in html
    assert "<legend" in html


def test_des_cases_ne_sont_pas_des_boutons_radio():
    html = rendre("{% champ f.signes %}", f=planche.formulaires()["vierge"])
    assert html.count('type="checkbox"') == 3


def test_le_resume_des_erreurs_mene_a_chaque_champ():
    formulaire = planche.formulaires()["refuse"]
    html = rendre("{% erreurs f %}", f=formulaire)
    champs = rendre("{% champ f.prenom %}{% champ f.naissance %}{% champ f.decision %}", f=formulaire)
    liens = re.findall(r'href="#([^"]+)"', html)
    assert liens == ["id_b-naissance", "id_b-decision_0"]
    assert all(f'id="{lien}"' in champs for lien in liens)
    assert 'role="alert"' in html and "2 réponses à corriger" in html


def test_un_formulaire_vierge_n_a_pas_de_resume():
    assert rendre("{% erreurs f %}", f=planche.formulaires()["vierge"]).strip() == ""


@pytest.mark.parametrize(
    ("rang", "mots"),
    [
        (0, ["Verdict favorable", "ouverte depuis le 18\u00a0octobre\u00a02026", "L5131-6", "un calcul"]),
        (1, ["Verdict à préciser", "verdict-reste", "À préciser\u00a0:", "Date de veille donnée"]),
        (2, ["Verdict défavorable", "verdict-non", "s’ouvre le 3\u00a0février\u00a02027"]),
    ],
)
def test_un_verdict_donne_ses_raisons_et_leur_date(rang, mots):
    html = rendre("{% verdict_bloc v %}", v=planche.verdicts()[rang])
    assert [mot for mot in mots if mot not in html] == []
    assert "jugée au 24\u00a0novembre\u00a02026" in html
    assert "cramoisi" not in html and "erreur" not in html


def test_une_signature_attendue_se_distingue_de_celle_qui_est_donnee():
    html = rendre("{% signatures s %}", s=planche.signataires())
    assert html.count("signature-faite") == 1 and html.count("signature-attendue") == 1
    assert "a signé le 24\u00a0novembre\u00a02026 à 10\u00a0h\u00a012" in html
    assert 'name="signer" value="mission_locale"' in html
    assert "noeud-attente" in html


def test_un_partage_arrete_se_lit_sans_voir_la_rature():
    assert "(partage arrêté le 21\u00a0novembre\u00a02026)" in rendre("{% partage p %}", p=planche.partages())
    assert "seulement" in rendre("{% partage p %}", p=[])


def test_un_contact_cache_se_demande_par_post():
    html = rendre("{% personne p %}", p=planche.personnes()[2], csrf_token="jeton")
    assert html.count('method="post"') == 2
    assert html.count('value="jeton"') == 2
    assert "tel:" not in html
    assert 'href="tel:0639980112"' in rendre("{% personne p %}", p=planche.personnes()[1])


def test_les_differences_sont_soulignees_et_echappees():
    mien, autre = differences.souligner("Voir <b>Idriss</b> lundi", "Voir Idriss mardi")
    assert mien == "Voir <ins>&lt;b&gt;Idriss&lt;/b&gt; lundi</ins>"
    assert autre == "Voir <ins>Idriss mardi</ins>"


def test_deux_textes_tres_longs_sont_montres_entiers_et_echappes():
    mien, autre = differences.souligner("<i> " * 3000, "mot " * 3000)
    assert "<ins>" not in mien + autre
    assert "<i>" not in mien


def test_le_conflit_offre_trois_issues():
    html = rendre(
        '{% conflit "Claire Vasseur" le "a" "b" champ="texte" action="/x" caches=caches %}',
        le=planche.signataires()[0]["le"],
        caches={"version": 3},
    )
    assert re.findall(r'name="garder" value="(\w+)"', html) == ["mien", "autre", "reuni"]
    assert 'name="version" value="3"' in html
    assert "Rien n’est perdu" in html


def test_la_barre_du_bas_met_noter_au_milieu_et_le_reste_sous_plus():
    bas = pages.barre_du_bas(planche.cadre()["navigation"])
    assert [e["libelle"] for e in bas["entrees"]] == ["À faire", "Jeunes", "Noter", "Commission"]
    assert [e["libelle"] for e in bas["reste"]] == ["Mon équipe", "Mallette"]
    assert bas["places"] == 5


def test_la_barre_du_bas_de_qui_n_a_que_trois_entrees():
    entrees = [{"libelle": nom, "fort": nom == "Noter"} for nom in ("À faire", "Jeunes", "Noter")]
    bas = pages.barre_du_bas(entrees)
    assert [e["libelle"] for e in bas["entrees"]] == ["À faire", "Noter", "Jeunes"]
    assert (bas["reste"], bas["places"]) == ([], 3)


@pytest.mark.parametrize(
    ("etiquette", "chemin"),
    [
        ("annuler=/x/1", "/x/1"),
        ("annuler=//ailleurs", ""),
        ("annuler=https://ailleurs", ""),
        ("autre", ""),
        ("", ""),
    ],
)
def test_un_avis_ne_defait_que_sur_ce_site(etiquette, chemin):
    assert pages.annulation(Message(SUCCESS, "Fait.", extra_tags=etiquette)) == chemin


def test_un_tri_s_inverse_garde_les_filtres_et_oublie_la_page():
    requete = RequestFactory().get("/jeunes/?etape=2&tri=nom&apres=abc")
    assert pages.tri(requete, "nom", "Jeune")["url"] == "?etape=2&tri=-nom"
    assert pages.tri(requete, "nom", "Jeune")["sens"] == "ascending"
    assert pages.tri(requete, "etape", "Étape")["sens"] == ""


def test_la_typographie_ne_coupe_pas_avant_un_deux_points():
    assert typographie.francais("Quoi ? « C'est » : 15 h") == "Quoi\u00a0? «\u00a0C’est\u00a0»\u00a0: 15\u00a0h"
    assert typographie.francais("12 heures") == "12 heures"


@pytest.mark.parametrize(
    ("agent", "dit"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Android 14; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0", "Firefox, Android"),
        ("curl/8", "Appareil inconnu"),
    ],
)
def test_un_appareil_se_reconnait(agent, dit):
    assert appareils.nommer(agent) == dit


def test_trois_reponses_courtes_tiennent_cote_a_cote():
    formulaires = planche.formulaires()
    assert "choix-court" in rendre("{% champ f.etudes %}", f=formulaires["vierge"])
    assert "choix-court" not in rendre("{% champ f.decision %}", f=formulaires["vierge"])
