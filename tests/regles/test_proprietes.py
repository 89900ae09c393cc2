"""What holds for every youth, whatever the facts."""

import re
from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from regles.eligibilite import juger
from regles.faits import NATURES, RESSOURCES, SIGNES, Contact, Faits
from regles.noyau.temps import plus_mois
from regles.noyau.verdict import Etat, Reponse
from regles.textes import avec_derogations, nationaux

LE = date(2023, 10, 10)
OUI_NON = st.sampled_from([None, True, False])
JOURS = st.dates(LE - timedelta(days=300), LE)
CONTACTS = st.builds(
    Contact,
    le=st.none() | JOURS | st.sampled_from([date(2023, 5, 10), date(2023, 5, 11)]),
    nature=st.none() | st.sampled_from(sorted(NATURES)) | st.sampled_from(["appel", "entretien"]),
    echange=OUI_NON,
    intention=OUI_NON,
    parcours=st.booleans(),
)
ENSEMBLES = st.frozensets(st.sampled_from(sorted(SIGNES)), max_size=3)
FAITS = st.builds(
    Faits,
    programme=st.just("cej-jr"),
    departement=st.sampled_from([None, "00", "35"]),
    date_naissance=st.none() | st.dates(date(1990, 1, 1), date(2010, 1, 1)),
    rqth=OUI_NON,
    etudiant=OUI_NON,
    en_formation=OUI_NON,
    en_emploi=OUI_NON,
    ressources=st.none() | st.sampled_from(sorted(RESSOURCES)),
    inscrit=OUI_NON,
    historique_verifie=OUI_NON,
    contacts=st.none() | st.lists(CONTACTS, max_size=4).map(tuple),
    signes=st.none() | ENSEMBLES,
    signes_notes=OUI_NON,
)
RECENTS = st.dates(LE - timedelta(days=120), LE)


def _suivi(*contacts):
    return Faits("cej-jr", inscrit=True, historique_verifie=True, contacts=contacts)


_ACTE = {"titre": "Arrêté fictif", "date": "2023-01-01"}
_BASE = {"departement": "00", "programme": "cej-jr", "du": "2023-01-01", "acte": _ACTE}
DEROGES = avec_derogations(
    [
        _BASE | {"effet": "remplacer", "code": "carence_en_mois", "valeur": 3},
        _BASE | {"effet": "dispenser", "critere": "ELOIGNEMENT", "public": "sorti_ase"},
        _BASE | {"effet": "dispenser", "critere": "AGE", "public": "rqth"},
        _BASE | {"effet": "lever", "critere": "SITUATION"},
    ]
)


def _etats(faits, le=LE, baremes=DEROGES):
    return {c.code: c.etat for c in juger(faits, le=le, baremes=baremes).criteres}


@given(FAITS)
def test_la_reponse_suit_les_criteres(faits):
    verdict = juger(faits, le=LE, baremes=DEROGES)
    etats = [c.etat for c in verdict.criteres]
    attendue = Reponse.FAVORABLE
    if Etat.INCONNU in etats:
        attendue = Reponse.A_PRECISER
    if Etat.NON_REMPLI in etats:
        attendue = Reponse.DEFAVORABLE
    assert verdict.reponse is attendue


@given(FAITS)
def test_ce_qui_est_inconnu_pose_une_question_et_le_reste_aucune(faits):
    for critere in juger(faits, le=LE, baremes=DEROGES).criteres:
        assert bool(critere.questions) == (critere.etat is Etat.INCONNU)


@given(FAITS, FAITS)
def test_apprendre_un_fait_ne_renverse_jamais_un_critere_deja_tranche(faits, reponses):
    """Filling what was unknown may settle a criterion, never overturn one already settled."""
    avant = _etats(faits)
    appris = {c.name: getattr(reponses, c.name) for c in fields(Faits) if getattr(faits, c.name) is None}
    # Without the list, whether signs were noted already says whether the list is empty.
    if "signes" in appris and faits.signes_notes is not None:
        assume(bool(appris["signes"]) == faits.signes_notes)
    appris.pop("departement", None)
    apres = _etats(replace(faits, **appris))
    for code, etat in avant.items():
        assert etat in (Etat.INCONNU, apres[code])


def _reponses(contact):
    """Every contact this one may turn out to be, once everything about it is known."""
    jours = [contact.le] if contact.le else [LE, LE - timedelta(days=300)]
    natures = [contact.nature] if contact.nature else ["appel", "sms"]
    echanges = [contact.echange] if contact.echange is not None else [True, False]
    intentions = [contact.intention] if contact.intention is not None else [True, False]
    # From the parcours: people may end by counting it, or not.
    for jour, nature, echange, intention in product(jours, natures, echanges, intentions):
        yield Contact(jour, nature, echange, intention)
        if contact.parcours:
            yield Contact(jour, nature, False, intention)


@settings(max_examples=200)
@given(st.lists(CONTACTS, max_size=3).map(tuple))
def test_l_eloignement_est_inconnu_quand_les_reponses_possibles_different_et_alors_seulement(contacts):
    """The rule against a plain enumeration of all that the contacts may turn out to be."""

    def porte_ouverte(connus):
        comptent = [c.le for c in connus if c.nature in ("appel", "entretien") and c.echange and c.intention]
        return not comptent or plus_mois(max(comptent), 5) <= LE

    possibles = {porte_ouverte(connus) for connus in product(*(tuple(_reponses(c)) for c in contacts))}
    attendu = Etat.INCONNU
    if len(possibles) == 1:
        attendu = Etat.REMPLI if possibles.pop() else Etat.NON_REMPLI
    faits = Faits("cej-jr", inscrit=True, historique_verifie=True, contacts=contacts)
    assert _etats(faits, baremes=nationaux())["ELOIGNEMENT"] is attendu


@given(FAITS, st.randoms(use_true_random=False))
def test_l_ordre_et_la_repetition_des_contacts_n_importent_pas(faits, hasard):
    assume(faits.contacts)
    melanges = list(faits.contacts)
    hasard.shuffle(melanges)
    un = juger(faits, le=LE, baremes=DEROGES)
    autre = juger(replace(faits, contacts=tuple(melanges)), le=LE, baremes=DEROGES)
    assert un.ouverture_le == autre.ouverture_le
    assert [(c.code, c.etat, c.phrase) for c in un.criteres] == [(c.code, c.etat, c.phrase) for c in autre.criteres]
    assert _etats(faits) == _etats(replace(faits, contacts=(*faits.contacts, *melanges)))


@given(FAITS, st.integers(0, 400))
def test_le_temps_seul_ne_ferme_jamais_la_porte(faits, jours):
    # A contact without a date may always have been yesterday.
    assume(all(c.le for c in faits.contacts or ()))
    avant, apres = _etats(faits), _etats(faits, LE + timedelta(days=jours))
    assert (avant["ELOIGNEMENT"], apres["ELOIGNEMENT"]) in {
        (Etat.REMPLI, Etat.REMPLI),
        (Etat.INCONNU, Etat.INCONNU),
        (Etat.INCONNU, Etat.REMPLI),
        (Etat.NON_REMPLI, Etat.NON_REMPLI),
        (Etat.NON_REMPLI, Etat.INCONNU),
        (Etat.NON_REMPLI, Etat.REMPLI),
    }


@given(FAITS, st.integers(1, 24))
def test_a_age_egal_un_mois_de_plus_sans_contact_ne_ferme_jamais_la_porte(faits, mois):
    """The whole answer, one month after the other, for somebody who would stay twenty."""
    assume(all(c.le for c in faits.contacts or ()))
    rangs = [Reponse.DEFAVORABLE, Reponse.A_PRECISER, Reponse.FAVORABLE]
    reponses = []
    for rang in range(mois + 1):
        le = plus_mois(LE, rang)
        juge = juger(replace(faits, date_naissance=plus_mois(le, -12 * 20)), le=le, baremes=DEROGES)
        reponses.append(rangs.index(juge.reponse))
    assert reponses == sorted(reponses)


@given(st.lists(CONTACTS, max_size=3), RECENTS)
def test_le_jour_attendu_est_le_premier_ou_la_porte_n_est_plus_fermee(contacts, recent):
    faits = _suivi(*contacts, Contact(recent, "entretien", True, True))
    critere = juger(faits, le=LE, baremes=nationaux()).critere("ELOIGNEMENT")
    assert critere.etat is Etat.NON_REMPLI
    assert _etats(faits, critere.attend_le - timedelta(days=1), nationaux())["ELOIGNEMENT"] is Etat.NON_REMPLI
    assert _etats(faits, critere.attend_le, nationaux())["ELOIGNEMENT"] is not Etat.NON_REMPLI


@given(st.lists(CONTACTS, max_size=3), RECENTS)
def test_une_consequence_annoncee_se_produit(contacts, recent):
    """Answer the question as each hypothesis says, and the criterion is what was announced."""
    faits = _suivi(*contacts, Contact(recent, "appel"))
    critere = juger(faits, le=LE, baremes=nationaux()).critere("ELOIGNEMENT")
    assert critere.consequences or critere.etat is Etat.NON_REMPLI
    incertains = {suite.contact for suite in critere.consequences}
    for suite in critere.consequences:
        for retenu, issue in ((suite.contact, suite.si_compte), (None, suite.sinon)):
            if retenu is not None and suite.le is None:
                continue
            repondus = tuple(
                Contact(c.le, "appel", True, True) if rang == retenu
                else Contact(c.le, "sms") if rang in incertains
                else c
                for rang, c in enumerate(faits.contacts)
            )  # fmt: skip
            verdict = juger(replace(faits, contacts=repondus), le=LE, baremes=nationaux())
            assert verdict.critere("ELOIGNEMENT").etat is issue.etat
            assert verdict.ouverture_le == issue.ouverture_le


@given(FAITS)
def test_les_phrases_se_lisent_a_voix_haute(faits):
    verdict = juger(faits, le=LE, baremes=DEROGES)
    phrases = [c.phrase for c in verdict.criteres] + [q.phrase for q in verdict.questions]
    phrases += [a.phrase for c in verdict.criteres for a in c.avertissements]
    for phrase in phrases:
        assert len(phrase) <= 230
        assert phrase[-1] in ".?"
        assert phrase[0].isupper() or phrase[0].isdigit()
        assert "'" not in phrase
        assert not re.search(r" [:;?!»]|« |[^\u00a0][:;?!]", phrase)
    for signe in SIGNES:
        assert not any(signe in phrase for phrase in phrases)
    assert all(c.source and c.references for c in verdict.criteres)
