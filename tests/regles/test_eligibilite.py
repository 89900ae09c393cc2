"""What screens need beyond the answer: questions, consequences, warnings."""

from dataclasses import replace
from datetime import date

import pytest

from regles.carence import ContactPosterieur
from regles.echange import ecrire_faits
from regles.eligibilite import juger
from regles.faits import Contact, FaitInconnu, Faits, est_inscrit
from regles.noyau.verdict import Etat, Interlocuteur, Issue, Reponse
from regles.textes import avec_derogations, nationaux

LE = date(2023, 10, 10)
INSCRIT = Faits("cej-jr", inscrit=True, historique_verifie=True)


def _juger(faits, le=LE):
    return juger(faits, le=le, baremes=nationaux())


def _eloignement(*contacts, **faits):
    return _juger(replace(INSCRIT, contacts=contacts, **faits)).critere("ELOIGNEMENT")


def test_le_verdict_dit_le_jour_juge_et_le_texte_applique():
    verdict = _juger(replace(INSCRIT, departement="35"))
    assert (verdict.le, verdict.departement, verdict.programme) == (LE, "35", "cej-jr")
    assert verdict.empreinte == nationaux().empreinte_de("cej-jr")
    assert dict(verdict.valeurs)["carence_en_mois"] == 5


def test_un_dossier_vide_pose_toutes_ses_questions():
    verdict = _juger(Faits("cej-jr"))
    assert verdict.reponse is Reponse.A_PRECISER
    attendues = ["date_naissance", "etudiant", "en_formation", "en_emploi", "ressources", "inscrit", "signes"]
    assert [q.fait for q in verdict.questions] == attendues
    assert verdict.consequences == ()


@pytest.mark.parametrize(
    ("mission_locale", "demandeur_emploi", "attendu"),
    [
        (False, False, False), (True, False, True), (False, True, True), (True, True, True),
        (True, None, True), (None, True, True),
        (False, None, None), (None, False, None), (None, None, None),
    ],
)  # fmt: skip
def test_deux_inscriptions_en_font_une(mission_locale, demandeur_emploi, attendu):
    assert est_inscrit(mission_locale=mission_locale, demandeur_emploi=demandeur_emploi) is attendu


def test_des_ressources_faibles_restent_a_apprecier():
    critere = _juger(replace(INSCRIT, ressources="faibles_ou_irregulieres")).critere("RESSOURCES")
    assert (critere.etat, critere.motif.code) == (Etat.INCONNU, "RESSOURCES_FAIBLES")
    assert [(q.appreciation, q.a_qui) for q in critere.questions] == [(True, Interlocuteur.PROFESSIONNELS)]


def test_un_emploi_reste_a_apprecier_et_laisse_les_autres_questions():
    critere = _juger(replace(INSCRIT, en_emploi=True)).critere("SITUATION")
    assert [(q.fait, q.appreciation) for q in critere.questions] == [
        ("etudiant", False), ("en_formation", False), ("en_emploi", True),
    ]  # fmt: skip
    assert "Questions-réponses" in critere.source


@pytest.mark.parametrize(
    ("signes", "notes", "etat"),
    [
        (None, True, Etat.REMPLI), (None, False, Etat.INCONNU), (None, None, Etat.INCONNU),
        (frozenset(), None, Etat.INCONNU), (frozenset({"isolement"}), None, Etat.REMPLI),
    ],
)  # fmt: skip
def test_la_rupture_se_lit_sans_connaitre_les_signes(signes, notes, etat):
    assert _juger(replace(INSCRIT, signes=signes, signes_notes=notes)).critere("RUPTURE").etat is etat


def test_le_verdict_ne_dit_pas_quel_signe():
    verdicts = {
        _juger(replace(INSCRIT, signes=signes, signes_notes=notes)).critere("RUPTURE")
        for signes, notes in [
            (None, True),
            (frozenset({"suivi_pjj"}), None),
            (frozenset({"isolement"}), True),
        ]
    }
    assert len(verdicts) == 1


def test_un_contact_a_qualifier_dit_ce_qu_il_changerait():
    critere = _eloignement(
        Contact(date(2023, 3, 1), "entretien", True, True), Contact(date(2023, 10, 1), "appel", True)
    )
    (question,), (suite,) = critere.questions, critere.consequences
    assert (question.contact, question.champs, question.a_qui) == (
        1, ("intention",), Interlocuteur.MISSION_LOCALE,
    )  # fmt: skip
    assert (suite.contact, suite.sans_autre) == (1, True)
    assert suite.si_compte == Issue(Etat.NON_REMPLI, date(2024, 3, 1))
    assert suite.sinon == Issue(Etat.REMPLI, date(2023, 8, 1))


def test_plusieurs_contacts_a_qualifier_le_plus_recent_d_abord():
    critere = _eloignement(
        Contact(date(2023, 9, 1), "appel"),
        Contact(date(2023, 1, 1), "appel"),
        Contact(date(2023, 10, 1), "entretien"),
    )
    assert [(c.contact, c.si_compte.ouverture_le, c.sans_autre) for c in critere.consequences] == [
        (2, date(2024, 3, 1), False), (0, date(2024, 2, 1), False),
    ]  # fmt: skip
    assert critere.phrase.startswith("2 contacts restent à préciser. Le plus récent\u00a0: l’entretien")


def test_porte_fermee_on_dit_encore_ce_qui_la_reculerait():
    critere = _eloignement(
        Contact(date(2023, 9, 15), "entretien", True, True),
        Contact(date(2023, 10, 1), "appel"),
        Contact(date(2023, 9, 1), "appel"),
    )
    assert (critere.etat, critere.attend_le, critere.questions) == (Etat.NON_REMPLI, date(2024, 2, 15), ())
    assert [(c.contact, c.si_compte, c.sinon) for c in critere.consequences] == [
        (1, Issue(Etat.NON_REMPLI, date(2024, 3, 1)), Issue(Etat.NON_REMPLI, date(2024, 2, 15)))
    ]


def test_a_la_fin_de_fevrier_un_contact_plus_recent_ne_recule_pas_toujours_la_porte():
    """29 and 30 September both lead to 28 February: the doubt on the second changes nothing."""
    contacts = (Contact(date(2022, 9, 29), "entretien", True, True), Contact(date(2022, 9, 30), "appel"))
    critere = _juger(replace(INSCRIT, contacts=contacts), le=date(2023, 1, 10)).critere("ELOIGNEMENT")
    assert (critere.etat, critere.attend_le, critere.consequences) == (Etat.NON_REMPLI, date(2023, 2, 28), ())
    bissextile = (Contact(date(2023, 9, 28), "entretien", True, True), Contact(date(2023, 9, 29), "appel"))
    (suite,) = _juger(replace(INSCRIT, contacts=bissextile), le=date(2024, 1, 10)).critere("ELOIGNEMENT").consequences
    assert suite.si_compte.ouverture_le == date(2024, 2, 29)


def test_un_contact_sans_date_ne_promet_pas_de_date():
    (suite,) = _eloignement(Contact(None, "entretien", True, True)).consequences
    assert suite.si_compte == Issue(Etat.INCONNU, None)
    assert suite.sinon == Issue(Etat.REMPLI, None)


def test_un_contact_sans_date_ne_rouvre_pas_une_porte_fermee():
    critere = _eloignement(Contact(None, "entretien"), Contact(date(2023, 9, 15), "entretien", True, True))
    assert critere.etat is Etat.NON_REMPLI


def test_un_contact_du_parcours_est_affaire_d_appreciation():
    (question,) = _eloignement(Contact(date(2023, 10, 1), "entretien", True, True, True)).questions
    assert question.appreciation
    assert question.a_qui is Interlocuteur.PROFESSIONNELS


def test_historique_a_verifier_dit_ce_qui_suivrait():
    critere = _eloignement(Contact(date(2023, 9, 1), "appel"), historique_verifie=None)
    assert [q.fait for q in critere.questions] == ["historique_verifie", "contacts"]
    assert [c.si_compte.ouverture_le for c in critere.consequences] == [date(2024, 2, 1)]
    ancien = _eloignement(Contact(date(2023, 3, 1), "appel"), historique_verifie=None)
    assert "est ouverte depuis le 1er août 2023" in ancien.phrase
    sms = _eloignement(Contact(date(2023, 9, 1), "sms"), historique_verifie=None)
    assert "Si " not in sms.phrase


def test_un_contact_apres_la_verification_deplace_la_porte_en_le_disant():
    contact = Contact(date(2023, 9, 15), "entretien", True, True)
    apres = _eloignement(contact, historique_verifie_le=date(2023, 9, 1))
    avant = _eloignement(contact, historique_verifie_le=date(2023, 9, 15))
    assert [a.code for a in apres.avertissements] == ["CONTACT_DEPUIS_VERIFICATION"]
    assert avant.avertissements == ()
    assert apres.etat is avant.etat is Etat.NON_REMPLI


def test_la_verification_ancienne_et_un_contact_ancien_restent_favorables():
    critere = _eloignement(Contact(date(2023, 3, 1), "entretien", True, True), historique_verifie_le=date(2023, 2, 1))
    assert (critere.etat, critere.motif.code) == (Etat.REMPLI, "PORTE_OUVERTE")


def test_l_inscription_de_2025_n_est_citee_qu_a_partir_de_2025():
    avant = _juger(Faits("cej-jr", inscrit=False), date(2024, 12, 31)).critere("ELOIGNEMENT")
    apres = _juger(Faits("cej-jr", inscrit=False), date(2025, 1, 1)).critere("ELOIGNEMENT")
    assert "L5411-1" not in avant.source
    assert "L5411-1" in apres.source


def test_un_contact_apres_le_jour_juge_est_refuse():
    faits = replace(INSCRIT, contacts=(Contact(LE, "appel"), Contact(date(2023, 10, 11), "sms")))
    with pytest.raises(ContactPosterieur) as refus:
        _juger(faits)
    assert refus.value.rang == 1


def test_un_parcours_en_cours_est_averti_par_l_age_jamais_refuse():
    faits = replace(INSCRIT, date_naissance=date(1997, 10, 10), rqth=False)
    assert _juger(faits).critere("AGE").etat is Etat.NON_REMPLI
    en_cours = _juger(replace(faits, entree_le=date(2023, 10, 9))).critere("AGE")
    assert (en_cours.etat, en_cours.motif.code) == (Etat.REMPLI, "AGE_EN_PARCOURS")
    assert [a.code for a in en_cours.avertissements] == ["AGE_DEPASSE_SANS_RQTH"]


def test_le_jour_de_l_entree_l_age_est_juge_comme_d_habitude():
    faits = replace(INSCRIT, date_naissance=date(1997, 10, 10), rqth=False, entree_le=LE)
    assert _juger(faits).critere("AGE").etat is Etat.NON_REMPLI


def test_un_parcours_en_cours_reste_inconnu_sans_date_de_naissance():
    assert _juger(replace(INSCRIT, entree_le=date(2023, 9, 1))).critere("AGE").etat is Etat.INCONNU


def test_vingt_six_ans_en_chemin_sans_rqth_connue_n_est_qu_un_avertissement():
    faits = replace(INSCRIT, date_naissance=date(1997, 10, 10), entree_le=date(2023, 10, 9))
    critere = _juger(faits).critere("AGE")
    assert (critere.etat, [a.code for a in critere.avertissements]) == (Etat.REMPLI, ["RQTH_INCONNUE"])


def test_l_age_d_entree_est_juge_par_le_texte_de_l_entree():
    acte = {"titre": "Arrêté fictif", "date": "2023-01-01"}
    base = {"departement": "00", "programme": "cej-jr", "du": "2023-01-01", "au": "2023-06-30", "acte": acte}
    baremes = avec_derogations([base | {"effet": "remplacer", "code": "age_maximum", "valeur": 27}])
    faits = replace(INSCRIT, departement="00", date_naissance=date(1996, 1, 1), entree_le=date(2023, 6, 30))
    assert juger(faits, le=LE, baremes=baremes).critere("AGE").etat is Etat.REMPLI
    apres = replace(faits, entree_le=date(2023, 7, 1))
    assert juger(apres, le=LE, baremes=baremes).critere("AGE").etat is Etat.INCONNU


def test_un_jeune_entre_hors_bornes_par_decision_est_averti():
    faits = replace(INSCRIT, date_naissance=date(2007, 11, 1), entree_le=date(2023, 9, 1))
    critere = _juger(faits).critere("AGE")
    assert (critere.etat, [a.code for a in critere.avertissements]) == (Etat.REMPLI, ["AGE_TROP_JEUNE"])


@pytest.mark.parametrize(
    "faire",
    [
        lambda: Faits("o2r"),
        lambda: replace(INSCRIT, ressources="riche"),
        lambda: replace(INSCRIT, signes=frozenset({"triste"})),
        lambda: replace(INSCRIT, signes_ecartes=frozenset({"triste"})),
        lambda: Contact(LE, "fax"),
    ],
)
def test_un_mot_hors_liste_est_refuse(faire):
    with pytest.raises(FaitInconnu):
        faire()


def test_un_critere_absent_se_dit():
    with pytest.raises(KeyError):
        _juger(INSCRIT).critere("TAILLE")


def test_les_faits_du_jour_s_ecrivent_en_entier():
    faits = replace(
        INSCRIT,
        date_naissance=date(2004, 3, 2),
        signes=frozenset({"suivi_pjj", "isolement"}),
        contacts=(Contact(LE, "appel", True),),
    )
    objet = ecrire_faits(faits)
    assert objet["date_naissance"] == "2004-03-02"
    assert objet["signes"] == ["isolement", "suivi_pjj"]
    assert objet["contacts"] == [
        {"le": "2023-10-10", "nature": "appel", "echange": True, "intention": None, "parcours": False}
    ]
    assert ecrire_faits(INSCRIT)["contacts"] is None
