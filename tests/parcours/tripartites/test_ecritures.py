"""From the slots to the three signatures: what each may do, when, and what is never lost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from parcours.plan.models import VersionDuPlan
from parcours.suivi.models import RendezvousTenu
from parcours.tripartites import ecritures, ecritures_tenue
from parcours.tripartites.ecritures import DejaPasse, PasSonCote, PlusAttendu, SansMissionLocale
from parcours.tripartites.ecritures_tenue import DejaTenuCeJour, JourImpossible, PlusLesMemesMots
from parcours.tripartites.models import Creneau, Invite, SignatureATrois, Tripartite
from regles.contrat import Partie
from socle.courrier.models import Courrier
from socle.dossier.versions import Conflit
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.plan.scene import partage, viser
from tests.parcours.plan.test_versions import proposer as proposer_le_plan
from tests.parcours.tripartites.scene import (
    LIEN,
    corriger,
    creneaux,
    dans,
    fixe,
    fixer,
    proposer,
    relire,
    repondre,
    signe,
    signer,
    tenir,
)  # fmt: skip


def test_one_slot_that_suits_is_fixed_by_the_answer(monde):
    objet = proposer(monde.nadia, dossier := partage(monde))
    apres = repondre(monde.karim, objet, 1)
    assert (apres.debut, apres.lieu, apres.fixe_par_id) == (dans(8).debut, "porteur", monde.karim.pk)
    with agir(monde.nadia):
        assert sorted(Invite.objects.values_list("place", "nom")) == [
            ("jeune", ""), ("mission_locale", str(dossier.mission_locale)), ("porteur", "Nadia Ferrand"),
        ]  # fmt: skip


def test_several_that_suit_leave_the_choice_and_none_asks_for_others(monde):
    objet = proposer(monde.nadia, partage(monde))
    assert repondre(monde.karim, objet, 0, 1).fixe_le is None
    assert fixer(monde.nadia, creneaux(monde.nadia, objet)[0])
    assert not fixer(monde.karim, creneaux(monde.karim, objet)[0])
    with pytest.raises(PlusAttendu):
        fixer(monde.karim, creneaux(monde.karim, objet)[1])
    autre = proposer(monde.nadia, dossier := partage(monde))
    assert repondre(monde.karim, autre, mot="Plutôt le matin.").mot == "Plutôt le matin."
    with pytest.raises(PlusAttendu):
        fixer(monde.nadia, creneaux(monde.nadia, autre)[0])
    encore = proposer(monde.karim, dossier, dans(9, 9))
    assert encore.pk == autre.pk
    assert [c.debut for c in creneaux(monde.nadia, autre)] == [dans(9, 9).debut]


def test_who_proposes_does_not_answer_and_an_answer_is_to_what_was_read(monde):
    dossier = partage(monde)
    objet = proposer(monde.nadia, dossier)
    lus = creneaux(monde.nadia, objet)
    with pytest.raises(PasSonCote):
        repondre(monde.bilal, objet, 0)
    proposer(monde.nadia, dossier, dans(10))
    with agir(monde.karim) as acteur, pytest.raises(PlusAttendu):
        ecritures.repondre(
            acteur=acteur, tripartite=objet, lus=[c.pk for c in lus], conviennent=[lus[0].pk], mot="", lien=LIEN,
            maintenant=MAINTENANT,
        )  # fmt: skip


def test_the_same_proposal_sent_twice_counts_once(monde):
    dossier, cle = partage(monde), uuid4()
    proposer(monde.nadia, dossier, id=cle)
    proposer(monde.nadia, dossier, id=cle)
    with agir(monde.nadia):
        assert (Tripartite.objects.count(), Creneau.objects.count()) == (1, 2)


def test_nothing_is_proposed_in_the_past_nor_without_a_mission_locale_nor_over_what_is_fixed(monde):
    with pytest.raises(DejaPasse):
        proposer(monde.nadia, partage(monde), dans(-1))
    with pytest.raises(SansMissionLocale):
        proposer(monde.nadia, monde.dossier(monde.nadia))
    fixe(monde, dossier := partage(monde))
    with pytest.raises(PlusAttendu):
        proposer(monde.nadia, dossier)


def test_moved_and_cancelled_with_a_reason_and_each_is_told_once(monde):
    objet = fixe(monde, partage(monde))
    deplace = {"tripartite": objet, "dit": dans(9, 10), "motif": "Le bus.", "lien": LIEN, "maintenant": MAINTENANT}
    annule = {"tripartite": objet, "motif": "Il travaille.", "lien": LIEN, "maintenant": MAINTENANT}
    with agir(monde.karim) as acteur:
        assert ecritures.deplacer(acteur=acteur, sequence=0, **deplace)
        assert not ecritures.deplacer(acteur=acteur, sequence=0, **deplace)
        with pytest.raises(PlusAttendu):
            ecritures.deplacer(acteur=acteur, sequence=0, **deplace | {"dit": dans(10)})
        assert ecritures.annuler(acteur=acteur, **annule)
        assert not ecritures.annuler(acteur=acteur, **annule)
    apres = relire(monde.nadia, objet)
    assert (apres.debut, apres.sequence, apres.motif) == (dans(9, 10).debut, 2, "Il travaille.")
    dits = sorted((m.destinataire.split(".")[0], m.sujet.split()[-1]) for m in Courrier.objects.all())
    assert dits == [(qui, quoi) for qui in ("karim", "nadia") for quoi in ("annulé", "déplacé", "fixé")]
    for message in Courrier.objects.all():
        texte = f"{message.sujet} {message.texte}"
        assert LIEN in texte
        for mot in ("Idriss", "Marchais", "Fil", "Val-Doré", "Nadia", "Karim", "trois", "bus", "travaille"):
            assert mot not in texte


def test_who_left_is_not_told(monde):
    dossier = partage(monde)
    objet = proposer(monde.bilal, dossier, dans(7))
    with agir(monde.nadia):
        type(monde.bilal).objects.filter(pk=monde.bilal.pk).update(revoquee_le=MAINTENANT)
    repondre(monde.karim, objet, 0)
    assert sorted(m.destinataire.split(".")[0] for m in Courrier.objects.all()) == ["karim", "nadia"]


def test_held_it_is_a_fact_of_the_suivi_once(monde):
    objet = tenir(monde.nadia, fixe(monde, dossier := partage(monde)))
    with agir(monde.karim):
        tenu = RendezvousTenu.objects.get(dossier_id=objet.dossier_id, quoi="tripartite")
    assert (objet.tenu_id, tenu.tenu_le) == (tenu.pk, LE)
    encore = fixe(monde, dossier)
    with pytest.raises(DejaTenuCeJour):
        tenir(monde.karim, encore)
    with pytest.raises(JourImpossible):
        tenir(monde.karim, encore, tenu_le=LE + timedelta(days=1))


def test_two_who_write_the_compte_rendu_and_the_second_is_told(monde):
    objet = fixe(monde, partage(monde))
    avant = objet.version
    tenir(monde.nadia, objet)
    with pytest.raises(Conflit):
        tenir(monde.karim, objet, version=avant, parole_jeune="Autre chose.")
    actuel = relire(monde.karim, objet)
    assert corriger(monde.karim, actuel, version=actuel.version, parole_porteur="Il avance.")
    with pytest.raises(Conflit) as conflit:
        corriger(monde.nadia, actuel, version=actuel.version, parole_porteur="Il a peur.")
    assert conflit.value.actuel.parole_porteur == "Il avance."


def test_three_signatures_freeze_it_and_a_correction_asks_for_them_again(monde):
    objet = tenir(monde.nadia, fixe(monde, partage(monde)))
    assert not signer(monde.nadia, objet, "jeune")
    assert not signer(monde.nadia, objet, "jeune")
    corriger(monde.karim, objet, version=objet.version, parole_mission_locale="Un stage.")
    with agir(monde.nadia):
        assert SignatureATrois.objects.filter(retiree_le=None).count() == 0
    with pytest.raises(PlusLesMemesMots):
        signer(monde.nadia, objet, "porteur", version=objet.version)
    with pytest.raises(PasSonCote):
        signer(monde.nadia, objet, "mission_locale")
    assert [signer(*qui) for qui in (
        (monde.karim, objet, "jeune"), (monde.bilal, objet, "porteur"), (monde.ines, objet, "mission_locale"),
    )] == [False, False, True]  # fmt: skip
    with pytest.raises(PlusAttendu):
        corriger(monde.nadia, objet, version=99, parole_jeune="Non.")
    with pytest.raises(PlusAttendu), agir(monde.nadia) as acteur:
        ecritures_tenue.retirer_signature(acteur=acteur, tripartite=objet, partie=Partie.JEUNE, maintenant=MAINTENANT)


def test_a_reason_stands_for_a_signature_until_it_is_given(monde):
    objet = tenir(monde.nadia, fixe(monde, partage(monde)))
    with agir(monde.nadia) as acteur:
        ecritures_tenue.expliquer(
            acteur=acteur, tripartite=objet, partie=Partie.MISSION_LOCALE, manque="En congé.", maintenant=MAINTENANT
        )
    signer(monde.karim, objet, "mission_locale")
    with agir(monde.nadia) as acteur:
        dit = ecritures_tenue.expliquer(
            acteur=acteur, tripartite=objet, partie=Partie.MISSION_LOCALE, manque="Parti.", maintenant=MAINTENANT
        )
        encore = SignatureATrois.objects.get(retiree_le=None)
    assert (dit, encore.signee_le, encore.manque) == (False, LE, "")


def test_the_same_yes_accepts_the_version_of_the_plan_that_waits(monde):
    dossier = partage(monde)
    viser(monde.nadia, dossier)
    objet = tenir(monde.nadia, fixe(monde, dossier))
    version = proposer_le_plan(monde.karim, dossier)
    for par, partie in ((monde.nadia, "jeune"), (monde.nadia, "porteur"), (monde.karim, "mission_locale")):
        signer(par, objet, partie, plan=version.pk)
    with agir(monde.karim):
        assert VersionDuPlan.objects.get().acceptee_le is not None
    assert relire(monde.nadia, objet).signe_le is not None


def test_signed_by_the_three_it_is_whole(monde):
    assert signe(monde, partage(monde)).signe_le is not None
