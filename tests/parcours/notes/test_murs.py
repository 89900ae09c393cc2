"""Two walls, one truth, one reference: who reads a note, for every audience, actor and state of the accords."""

import pytest
from django.db import DatabaseError, connection, transaction

from parcours.notes.models import Note
from socle.acces.portee import sans_mur_python
from tests.monde import LE, MAINTENANT, agir
from tests.parcours.notes.scene import amender, noter
from tests.socle.partage.reference import ACCORDS, INVITES, cas, lit
from tests.socle.partage.scene import autour, dire_oui

ENTIER = ["dossier", "plan", "sante", "justice"]


def _semer(monde, dossier, structures) -> dict:
    gens = {"porteur": monde.nadia, "mission_locale": monde.karim}
    semees = {}
    for auteur, audience, pour, domaine in cas():
        note = noter(
            gens[auteur], dossier, domaine=domaine, audience=audience, pour=structures[pour].pk if pour else None
        )
        semees[note.pk] = (auteur, audience, pour, domaine)
    return semees


def _vues(table: str = "notes_note") -> set:
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT id FROM {table}")
        return {ligne[0] for ligne in curseur.fetchall()}


def _ecarts(gens, semees, oui) -> list:
    """Whom a wall, or the past of the rows, shows something else than the reference."""
    faux = []
    for qui, appartenance in gens.items():
        attendues = {
            pk
            for pk, (auteur, audience, pour, domaine) in semees.items()
            if lit(qui, auteur=auteur, audience=audience, pour=pour, domaine=domaine, oui=oui)
        }
        with agir(appartenance):
            python = set(Note.objects.values_list("pk", flat=True))
            with sans_mur_python():
                base = set(Note.objects.values_list("pk", flat=True))
            if not python == base == _vues() == _vues("notes_noteevent") == attendues:
                faux.append((qui, oui, len(python), len(base), len(attendues)))
    return faux


def test_both_walls_and_the_past_follow_the_reference(monde):
    gens, structures = autour(monde)
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    dire_oui(monde, dossier, monde.val_dore, ENTIER)
    semees = _semer(monde, dossier, structures)
    for eux, partenaire in ((a, p) for a in ACCORDS for p in INVITES):
        dire_oui(monde, dossier, monde.val_dore, eux)
        dire_oui(monde, dossier, structures["partenaire"], partenaire)
        oui = {"porteur": {"tout"}, "mission_locale": set(eux), "partenaire": set(partenaire)}
        assert _ecarts(gens, semees, oui) == []


def test_the_new_mission_locale_reads_what_is_for_both_and_the_former_no_more(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    noter(monde.nadia, dossier, audience="les_deux")
    with agir(monde.nadia):
        type(dossier).objects.filter(pk=dossier.pk).update(mission_locale=monde.haute_rive)
    monde.accord(monde.nadia, dossier, avec=monde.haute_rive)
    for qui, vues in ((monde.karim, 0), (monde.lena, 1)):
        with agir(qui), sans_mur_python():
            assert Note.objects.count() == vues


def _refuse(sql: str, *valeurs) -> None:
    """A wall hides the row, or a trigger or a check says no: nothing is written in any case."""
    with connection.cursor() as curseur:
        try:
            with transaction.atomic():
                curseur.execute(sql, valeurs)
                assert curseur.rowcount == 0, sql
        except DatabaseError:
            pass


def test_who_reads_is_for_who_wrote_to_say_and_words_are_signed(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier, elements=ENTIER)
    note = noter(monde.nadia, dossier, audience="les_deux")
    sante = noter(monde.nadia, dossier, domaine="sante", audience="les_deux")
    with agir(monde.karim):
        for quoi in ("audience = 'structure'", "audience = 'equipe'", "texte = 'x'", "montre_au_jeune = true",
                     "retire_le = now()", f"structure_id = {monde.val_dore.pk}"):  # fmt: skip
            _refuse(f"UPDATE notes_note SET {quoi} WHERE id = %s", note.pk)
    with agir(monde.bilal):
        _refuse("UPDATE notes_note SET texte = 'x' WHERE id = %s", note.pk)
        _refuse(f"UPDATE notes_note SET ecrit_par_id = {monde.bilal.pk} WHERE id = %s", note.pk)
    with agir(monde.nadia):
        _refuse("UPDATE notes_note SET domaine = 'logement' WHERE id = %s", sante.pk)
        _refuse("UPDATE notes_note SET domaine = 'sante' WHERE id = %s", note.pk)
        _refuse("UPDATE notes_note SET audience = 'nommee' WHERE id = %s", note.pk)
        _refuse(f"UPDATE notes_note SET audience = 'nommee', pour_id = {monde.le_fil.pk} WHERE id = %s", note.pk)
        _refuse("UPDATE notes_note SET audience = 'tous' WHERE id = %s", note.pk)
        _refuse("DELETE FROM notes_note WHERE id = %s", note.pk)
        _refuse("UPDATE notes_noteevent SET texte = 'x'")
        assert Note.objects.get(pk=note.pk).texte == note.texte
    assert amender(monde.bilal, note, audience="structure", pour_id=None)


def test_what_was_narrower_then_stays_unread_once_it_is_wider(monde):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    monde.accord(monde.nadia, dossier)
    note = noter(monde.nadia, dossier, "Ce que nous pensons.")
    amender(monde.nadia, note, texte="Ce que nous disons.", audience="les_deux", pour_id=None)
    with agir(monde.karim), sans_mur_python():
        assert [e.texte for e in note.events.all()] == ["Ce que nous disons."]
    amender(monde.nadia, note, version=2, audience="structure", pour_id=None)
    with agir(monde.karim), sans_mur_python():
        assert not note.events.exists() and not Note.objects.exists()


@pytest.mark.parametrize("qui", ["sacha", "lena", "odile", "karim"])
def test_nobody_writes_where_they_are_not_or_under_another_name(monde, qui):
    dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
    if qui == "karim":
        monde.accord(monde.nadia, dossier)
    communs = {"dossier": dossier, "domaine": "logement", "texte": "x", "ecrit_le": MAINTENANT}
    le_fil = {"structure": monde.le_fil, "ecrit_par": monde.nadia}
    sien = {"structure": monde.gens[qui].structure, "ecrit_par": monde.gens[qui]}
    essais = [le_fil, sien | {"ecrit_par": monde.nadia}] + ([sien] if qui != "karim" else [])
    for essai in essais:
        with agir(monde.gens[qui], le=LE), pytest.raises(DatabaseError), transaction.atomic():
            Note(**communs, **essai).save(force_insert=True)
