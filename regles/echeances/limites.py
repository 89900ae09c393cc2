"""What time alone brings: birthdays, the end of the programme, of the convention and of the PACEA, the retention."""

from collections.abc import Iterator
from datetime import date

from regles.age_convention import CONVENTION
from regles.echeances.echeance import Attend, Code, Echeance, Sorte
from regles.echeances.faits import FaitsDuParcours
from regles.echeances.phrases import LIMITE_CONVENUE, rediger
from regles.fins import fin_du_pacea, fin_du_parcours, fin_du_parcours_prolonge, premiere_phase_au_plus_tard
from regles.jalons import Etape, etape
from regles.noyau.bareme import Bareme, Baremes
from regles.noyau.temps import anniversaire, en_toutes_lettres
from regles.noyau.verdict import Motif
from regles.programmes import mene_au_contrat, programmes

CONSERVATION = "conservation"
TERMINES = frozenset({Etape.REORIENTE, Etape.SORTI})


def anniversaires(faits: FaitsDuParcours, *, le: date, baremes: Baremes) -> Iterator[Echeance | Motif]:
    """Yield the birthdays that change something: the majority, the age limit, the one with an RQTH.

    The limits are the programme's, else the convention's, else those of the contract that is one of its steps.
    Sources: Code civil 414, Code du travail L5131-6.
    """
    if etape(faits.jalons) in TERMINES:
        return
    naissance = faits.date_naissance
    if naissance is None:
        yield Motif("NAISSANCE_INCONNUE", "La date de naissance n’est pas connue : ses anniversaires non plus.")
        return
    programme = programmes()[faits.programme]
    bareme = baremes.au(programme.code, le, faits.departement)
    contrat = None if programme.contrat is None else baremes.au(programme.contrat, le, faits.departement)
    if contrat is not None:
        yield from _anniversaire(Code.MAJORITE, naissance, "age_majorite", contrat, le, apres=0)
    maximum = None if faits.convention is None else faits.convention.age_maximum
    if "age_maximum" not in bareme.valeurs and maximum is not None:
        jour = anniversaire(naissance, maximum + 1)
        yield rediger(
            Code.LIMITE_AGE, jour, Sorte.ANNIVERSAIRE, Attend.PERSONNE, CONVENTION,
            le=le, nombre=maximum + 1, phrases=LIMITE_CONVENUE,
        )  # fmt: skip
        return
    if "age_maximum" not in bareme.valeurs and not mene_au_contrat(faits.programme):
        # Neither the law nor the convention says an age, and a contract that may follow is not this parcours.
        return
    limites = bareme if "age_maximum" in bareme.valeurs or contrat is None else contrat
    yield from _anniversaire(Code.LIMITE_AGE, naissance, "age_maximum", limites, le)
    if faits.rqth is not False:
        yield from _anniversaire(Code.LIMITE_AGE_RQTH, naissance, "age_maximum_rqth", limites, le)


def _anniversaire(
    code: Code, naissance: date, valeur: str, bareme: Bareme, le: date, *, apres: int = 1
) -> Iterator[Echeance]:
    """« 25 ans révolus » ends on the 26th birthday: one year `apres` the value."""
    if valeur not in bareme.valeurs:
        return
    age = bareme[valeur] + apres
    source = bareme.valeurs[valeur].source
    jour = anniversaire(naissance, age)
    yield rediger(code, jour, Sorte.ANNIVERSAIRE, Attend.PERSONNE, source, le=le, nombre=age)


def programme(faits: FaitsDuParcours, *, le: date, baremes: Baremes) -> Iterator[Echeance | Motif]:
    """Yield the end of the programme, where a text gives it a length, and of the porteur's convention.

    Source: Code du travail D5316-13 for the O2R (9 months, 12 at most). Nothing is known for the CEJ-JR.
    """
    ou = etape(faits.jalons)
    if ou in TERMINES:
        return
    fin_de_la_convention = faits.convention.fin_le if faits.convention else None
    if fin_de_la_convention is not None:
        yield rediger(Code.FIN_CONVENTION, fin_de_la_convention, Sorte.FIN, Attend.PORTEUR, CONVENTION, le=le)
        if fin_de_la_convention < le:
            quand = en_toutes_lettres(fin_de_la_convention)
            suite = "" if faits.entree_le is None else " Le parcours déjà commencé n’en est pas arrêté."
            yield Motif("CONVENTION_FINIE", f"La convention du porteur s’est achevée le {quand}.{suite}")
    if faits.entree_le is None or ou not in (Etape.REMOBILISATION, Etape.CONTRAT):
        return
    bareme = baremes.au(faits.programme, faits.entree_le, faits.departement)
    ordinaire = fin_du_parcours(faits.entree_le, bareme=bareme)
    maximale = fin_du_parcours_prolonge(faits.entree_le, bareme=bareme)
    if ordinaire is None or maximale is None:
        return
    source = bareme.valeurs["duree_en_mois"].source
    fin = faits.programme_prolonge_au or ordinaire
    yield rediger(Code.FIN_PROGRAMME, fin, Sorte.FIN, Attend.LES_DEUX, source, le=le)
    yield rediger(Code.FIN_PROGRAMME_MAXIMALE, maximale, Sorte.FIN, Attend.PERSONNE, source, le=le)
    if fin > maximale:
        mois = bareme["duree_maximale_en_mois"]
        phrase = f"Le parcours prolongé dépasse {mois} mois : le texte ne le prévoit pas."
        yield Motif("PARCOURS_TROP_LONG", phrase)


def pacea(faits: FaitsDuParcours, *, le: date, baremes: Baremes) -> Iterator[Echeance | Motif]:
    """Yield the first phase of a running PACEA, and its last day: 24 months, or the eve of the 26th birthday.

    Source: Code du travail R5131-11 to -13.
    """
    signe = faits.pacea
    if signe is None or signe.fini_le is not None or etape(faits.jalons) is Etape.SORTI:
        return
    bareme = baremes.au("pacea", signe.signe_le, faits.departement)
    source = bareme.valeurs["duree_maximale_en_mois"].source
    if signe.premiere_phase_le is None:
        jour = premiere_phase_au_plus_tard(signe.signe_le, bareme=bareme)
        yield rediger(Code.PREMIERE_PHASE_PACEA, jour, Sorte.A_FAIRE, Attend.MISSION_LOCALE, source, le=le)
    fin = fin_du_pacea(signe.signe_le, date_naissance=faits.date_naissance, bareme=bareme)
    yield rediger(Code.FIN_PACEA, fin, Sorte.FIN, Attend.MISSION_LOCALE, source, le=le)


def conservation(faits: FaitsDuParcours, *, le: date, baremes: Baremes) -> Iterator[Echeance | Motif]:
    """Yield the day after which the dossier may not stay: two years after the youth's last contact, in any state.

    Source: CNIL, délibération 2023-095 (a framework: departing from it is justified in writing).
    """
    if faits.dernier_contact_le is None:
        phrase = "Aucun contact daté avec le jeune : le temps de conservation ne peut pas être compté."
        yield Motif("DERNIER_CONTACT_INCONNU", phrase)
        return
    bareme = baremes.au(CONSERVATION, le, None)
    jour = anniversaire(faits.dernier_contact_le, bareme["base_active_en_annees"])
    source = bareme.valeurs["base_active_en_annees"].source
    yield rediger(Code.CONSERVATION, jour, Sorte.A_FAIRE, Attend.LES_DEUX, source, le=le)
