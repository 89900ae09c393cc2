"""A verdict explained in full: each criterion with its facts, who stated them, its texts, and what would change it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from parcours.eligibilite import mots
from parcours.eligibilite.lectures import historique
from parcours.eligibilite.origines import INCONNUE, Origine
from parcours.eligibilite.presentation import QuestionDite, dire_questions
from regles.noyau.bareme import Bareme, Baremes, Derogation
from regles.noyau.source import Source
from regles.noyau.verdict import Critere, Etat, Verdict
from socle.dossier.models import Dossier
from socle.partenariats.conventions import convention_au


@dataclass(frozen=True, slots=True)
class FaitDit:
    """A fact that a criterion read, and where it comes from. `dit`: somebody stated it."""

    libelle: str
    valeur: str
    origine: Origine
    dit: bool = True


@dataclass(frozen=True, slots=True)
class ValeurDite:
    """A value applied, since when, and the act that replaced the national one, if any."""

    libelle: str
    valeur: str
    depuis: date | None
    source: str
    deroge: bool


@dataclass(frozen=True, slots=True)
class ActeDit:
    """What an act of the territory does to a criterion."""

    titre: str
    date: str | None
    effet: str


@dataclass(frozen=True, slots=True)
class CritereExplique:
    """One criterion, with all that its reader needs to contest it."""

    code: str
    titre: str
    etat: str
    etat_dit: str
    phrase: str
    faits: tuple[FaitDit, ...]
    textes: tuple[Source, ...]
    """In the order of the criterion; what they say is told once, at the foot of the page (`textes_cites`)."""
    valeurs: tuple[ValeurDite, ...]
    actes: tuple[ActeDit, ...]
    questions: tuple[QuestionDite, ...]
    attend_le: date | None
    ferme: bool
    """Not fulfilled, and time alone will not change that: only another fact would."""
    avertissements: tuple[str, ...]


def expliquer(
    dossier: Dossier, verdict: Verdict, *, baremes: Baremes, origines: dict[str, Origine]
) -> tuple[CritereExplique, ...]:
    """Explain each criterion of a verdict judged with `baremes`.

    `dossier` was read by `avec_faits` and `avec_journal`, with its porteur.
    """
    bareme = baremes.au(verdict.programme, verdict.le, verdict.departement)
    faits = _faits(dossier, verdict, origines)
    return tuple(
        CritereExplique(
            code=critere.code,
            titre=mots.CRITERES.get(critere.code, critere.code),
            etat=critere.etat.value,
            etat_dit=mots.ETATS[critere.etat.value],
            phrase=critere.phrase,
            faits=faits.get(critere.code, ()),
            textes=critere.references,
            valeurs=tuple(_valeurs(verdict, bareme, baremes, mots.VALEURS.get(critere.code, ()))),
            actes=tuple(_acte(d) for d in bareme.derogations if _touche(d, critere)),
            questions=tuple(dire_questions(critere.questions, critere.consequences, verdict.le)),
            attend_le=critere.attend_le,
            ferme=critere.etat is Etat.NON_REMPLI and critere.attend_le is None,
            avertissements=tuple(a.phrase for a in critere.avertissements),
        )
        for critere in verdict.criteres
    )


@dataclass(frozen=True, slots=True)
class TexteDit:
    """What a text says, in its words or in ours, of what day, and how we know it."""

    mention: str
    titre: str
    article: str
    quand: str
    source: Source


def textes_cites(verdict: Verdict) -> tuple[TexteDit, ...]:
    """Each text behind the verdict, once, in the order it is met: a mention names one."""
    sources = {s.mention: s for critere in verdict.criteres for s in critere.references}
    return tuple(
        TexteDit(s.mention, s.titre, s.article or "", mots.dire_date_de_texte(s.date), s) for s in sources.values()
    )


def autres_valeurs(verdict: Verdict, *, baremes: Baremes) -> tuple[ValeurDite, ...]:
    """The values in force that no criterion of `mots.VALEURS` names."""
    nommees = {code for codes in mots.VALEURS.values() for code in codes}
    bareme = baremes.au(verdict.programme, verdict.le, verdict.departement)
    return tuple(_valeurs(verdict, bareme, baremes, [c for c, _ in verdict.valeurs if c not in nommees]))


def _valeurs(verdict: Verdict, bareme: Bareme, baremes: Baremes, codes: Any) -> Any:
    for code in codes:
        valeur, connu = bareme.valeurs.get(code), mots.parametre(baremes, verdict.programme, code)
        if valeur is None or connu is None:
            continue
        depuis = None if valeur.deroge else mots.en_vigueur_depuis(connu, verdict.le)
        dite = mots.dire_valeur(valeur.valeur, connu.unite)
        yield ValeurDite(connu.libelle, dite, depuis, valeur.source.mention, valeur.deroge)


def _touche(acte: Derogation, critere: Critere) -> bool:
    return acte.cible == critere.code or acte.cible in mots.VALEURS.get(critere.code, ())


def _acte(acte: Derogation) -> ActeDit:
    return ActeDit(acte.acte.titre, mots.dire_date_de_texte(acte.acte.date), mots.dire_acte(acte))


def _faits(dossier: Dossier, verdict: Verdict, origines: dict[str, Origine]) -> dict[str, tuple[FaitDit, ...]]:
    situation = dossier.situation

    def fait(champ: str, objet: Any = situation) -> FaitDit:
        valeur = getattr(objet, champ)
        dit = valeur is not None and valeur != ""
        return FaitDit(mots.FAITS[champ], mots.dire(valeur), origines.get(champ, INCONNUE), dit)

    rupture = any(c.code == "RUPTURE" and c.motif.code == "SIGNE_NOTE" for c in verdict.criteres)
    note = Origine(structure=str(dossier.porteur), nature=dossier.porteur.nature)
    eloignement = (*_inscriptions(dossier, verdict.le, origines), *_contacts(dossier, verdict.le))
    return {
        "AGE": (
            fait("date_naissance", dossier),
            fait("rqth") if _ages_de_la_loi(verdict) else _convention(dossier, verdict),
        ),
        "SITUATION": (fait("etudiant"), fait("en_formation"), fait("en_emploi")),
        "RESSOURCES": (fait("ressources"),),
        "ELOIGNEMENT": eloignement,
        "ELOIGNEMENT_O2R": (*_accompagnements(dossier, verdict.le, origines), *eloignement),
        # Which sign, nobody is told here: an accord names those that may be read, on another page.
        "RUPTURE": (
            FaitDit(mots.FAITS["signes_notes"], "oui" if rupture else "non", note if rupture else INCONNUE, rupture),
        ),
    }


def _inscriptions(dossier: Dossier, le: date, origines: dict[str, Origine]) -> list[FaitDit]:
    """What the mission locale signed, if it still covers that day, else what the porteur was told."""
    situation, dite = dossier.situation, historique(dossier, le=le)
    rencontre = FaitDit("Rencontré le", mots.dire(dossier.repere_le), origines.get("repere_le", INCONNUE))
    emploi = _inscription(
        "inscrit_demandeur_emploi", situation.inscrit_demandeur_emploi, situation.inscrit_demandeur_emploi_le, origines
    )
    if dite is None:
        mission_locale = _inscription(
            "inscrit_mission_locale", situation.inscrit_mission_locale, situation.inscrit_mission_locale_le, origines
        )
        return [rencontre, mission_locale, emploi, _historique_a_verifier(dossier, le)]
    signee = dossier.journal_verifications[0]
    origine = _auteur(signee, "par", datetime.fromisoformat(signee["note_le"]))
    depuis = f", depuis le {mots.dire(dite.inscrit_le)}" if dite.inscrit_le else ""
    return [
        rencontre,
        FaitDit(mots.FAITS["inscrit_mission_locale"], mots.dire(dite.inscrit) + depuis, origine),
        emploi,
        FaitDit(mots.FAITS["historique_verifie"], f"jusqu’au {mots.dire(dite.le)}", origine),
    ]


def _historique_a_verifier(dossier: Dossier, le: date) -> FaitDit:
    """Never checked by that day, or checked before an event that asks for it again."""
    passees = [v for v in dossier.journal_verifications if date.fromisoformat(v["le"]) <= le]
    if not passees:
        return FaitDit(mots.FAITS["historique_verifie"], "pas encore", INCONNUE, dit=False)
    origine = _auteur(passees[0], "par", datetime.fromisoformat(passees[0]["note_le"]))
    dit = f"jusqu’au {mots.dire(date.fromisoformat(passees[0]['le']))}, à vérifier de nouveau"
    return FaitDit(mots.FAITS["historique_verifie"], dit, origine)


def _ages_de_la_loi(verdict: Verdict) -> bool:
    return any(code == "age_minimum" for code, _ in verdict.valeurs)


def _convention(dossier: Dossier, verdict: Verdict) -> FaitDit:
    lue = convention_au(dossier.lues_conventions, verdict.le)
    porteur = Origine(structure=str(dossier.porteur), nature=dossier.porteur.nature)
    dite = lue is not None
    return FaitDit(mots.FAITS["convention"], mots.dire_convention(lue), porteur if dite else INCONNUE, dite)


def _accompagnements(dossier: Dossier, le: date, origines: dict[str, Origine]) -> list[FaitDit]:
    """What each side says of the support the youth already has: two answers that differ are both shown."""
    libelle, situation = mots.FAITS["accompagnement_adapte"], dossier.situation
    dits = []
    if situation.accompagnement_adapte is not None:
        origine = origines.get("accompagnement_adapte", INCONNUE)
        dits.append(FaitDit(libelle, mots.dire_accompagnement(situation), origine))
    dite = historique(dossier, le=le)
    if dite is not None and dite.accompagnement_adapte is not None:
        signee = dossier.journal_verifications[0]
        origine = _auteur(signee, "par", datetime.fromisoformat(signee["note_le"]))
        dits.append(FaitDit(libelle, mots.dire(dite.accompagnement_adapte), origine))
    return dits or [FaitDit(libelle, mots.PAS_DIT, INCONNUE, dit=False)]


def _inscription(champ: str, valeur: bool | None, depuis: date | None, origines: dict[str, Origine]) -> FaitDit:
    suite = f", depuis le {mots.dire(depuis)}" if valeur and depuis else ""
    return FaitDit(mots.FAITS[champ], mots.dire(valeur) + suite, origines.get(champ, INCONNUE), valeur is not None)


def _contacts(dossier: Dossier, le: date) -> list[FaitDit]:
    """The contacts up to that day, latest first, each with who noted it and from whose words."""
    lus = [ligne for ligne in dossier.journal_contacts if not ligne["le"] or date.fromisoformat(ligne["le"]) <= le]
    return [
        FaitDit(
            "Contact",
            mots.dire_contact(ligne),
            _auteur(ligne, "note_par", datetime.fromisoformat(ligne["note_le"]), D_APRES[ligne["qui_le_dit"]]),
        )
        for ligne in lus
    ]


D_APRES = {"jeune": "d’après le jeune", "porteur": "d’après le porteur", "mission_locale": "d’après la mission locale"}


def _auteur(ligne: dict[str, Any], champ: str, quand: datetime, d_apres: str = "") -> Origine:
    nom = f"{ligne[f'{champ}_prenom']} {ligne[f'{champ}_nom']}"
    return Origine(quand, nom, ligne[f"{champ}_structure"], ligne[f"{champ}_nature"], d_apres)
