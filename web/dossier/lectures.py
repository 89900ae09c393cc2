"""The dossier's page in one query: each part is a subquery behind the same walls."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.http import Http404

from parcours.commission.calendrier import avec_seances
from parcours.commission.lectures import DecisionLue, avec_decisions, decisions_dites, entree_le
from parcours.contrat.presentation import ContratLu, avec_contrats, contrats_dits
from parcours.eligibilite.lectures import avec_faits, avec_journal, faits
from parcours.eligibilite.models import NatureDuContact
from parcours.eligibilite.presentation import VerdictDit, dire, dire_substantiel
from parcours.etapes import CHEMIN
from parcours.plan.lectures import CarteDuPlan, avec_plan, carte_du_plan
from parcours.remobilisation.duree import Duree, ProlongationLue, avec_duree, duree, prolongations_dites
from parcours.remobilisation.ecritures_duree import EN_PARCOURS
from parcours.remobilisation.lectures import Remobilisation, avec_remobilisation
from parcours.remobilisation.lectures import lire as lire_remobilisation
from parcours.reperage.models import Reperage
from parcours.sortie.lectures import SortieLue, avec_sortie, reperes_lus, sortie_dite
from parcours.sortie.temps import Temps, temps
from parcours.suivi.lectures import avec_tenus
from parcours.syntheses.lectures import CarteDesSyntheses, avec_syntheses, carte_des_syntheses
from parcours.tripartites.lectures import TripartiteFixe, avec_tripartite, fixe
from regles.age import majeur
from regles.contrat import CEJ
from regles.demandes import faits_demandes
from regles.eligibilite import juger
from regles.faits import Contact
from regles.noyau.bareme import Baremes
from regles.noyau.temps import jour_lu
from regles.programmes import mene_au_contrat
from socle.acces import patron
from socle.acces.portee import Acteur
from socle.acteurs.models import initiales_de_structure
from socle.consentements.models import Accord
from socle.dossier.models import Coordonnees, Dossier, Etape, Ressources, Signe
from socle.dossier.signes import LIBELLES
from socle.doublons.models import Rapprochement
from socle.droit.lectures import baremes
from socle.partenariats import pratiques
from socle.partenariats.conventions import un_autre_programme
from socle.partenariats.models import MomentDuJugement, ObjetDePratique
from web.dossier.echeances import ProchainesDates, prochaines_dates

RANG = {
    Etape.REPERAGE: 0,
    Etape.ELIGIBILITE: 1,
    Etape.COMMISSION: 2,
    Etape.PRE_CEJ: 2,
    Etape.REORIENTE: 2,
    Etape.REMOBILISATION: 3,
    Etape.CONTRAT: 4,
    Etape.SORTI: 6,
}
DECIDEES = (Etape.REMOBILISATION, Etape.REORIENTE, Etape.CONTRAT, Etape.SORTI)
"""What the commission said holds, whatever happened since."""
DU_CONTRAT = (4, 5)
"""The rungs of the way that a contract opens."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the dossier's page shows to the hat worn. An absent part is None or empty: it is not said that it exists."""

    dossier: Dossier
    demandes: frozenset[str]
    """The facts that the programme asks for: the others are not shown as missing."""
    programme_a_corriger: bool
    """Whether the hat worn may say that another programme was meant: nothing rests on this one, and it has others."""
    verdict: VerdictDit
    chemin: list[dict[str, Any]]
    contacts: list[dict[str, Any]]
    verifications: list[dict[str, Any]]
    signes: list[str]
    accords: list[dict[str, Any]]
    reperage: dict[str, Any] | None
    coordonnees: dict[str, Any] | None
    decisions: list[dict[str, Any]]
    rapprochements: list[dict[str, Any]]
    en_vigueur: DecisionLue | None
    """The decision that both sides signed and that nothing replaced."""
    decide: bool
    """Whether the youth entered or was sent elsewhere: the verdict then belongs to the past."""
    en_parcours: bool
    """Whether the youth entered and is still there."""
    partage: bool
    """Whether the mission locale of the dossier may see it today."""
    mineur: bool
    autre_cote: dict[str, str] | None
    """Who to reach on the other side, for the first screen of a phone."""
    contractualisation: VerdictDit | None
    """The verdict of today, where the mission locale judges when the contract is signed."""
    mene_au_contrat: bool
    """Whether the contract is a step of the programme; where it is not, one may still follow."""
    duree: Duree | None
    """How long the parcours lasts, where the law of the programme says."""
    prolongations: tuple[ProlongationLue, ...]
    contrats: list[ContratLu]
    """The contracts, latest first, said on the day of the page."""
    sortie: SortieLue | None
    ancien: UUID | None
    """The dossier of an earlier passage, when the hat worn sees it too."""
    nouveau: UUID | None
    """The dossier opened when the youth came back, when the hat worn sees it too."""
    temps: Temps
    remobilisation: Remobilisation | None
    """The diagnosis, the PACEA and its allocation, once the youth entered."""
    plan: CarteDuPlan
    """What the youth aims at and who does what: the figures, and what is late or soon due."""
    tripartite: TripartiteFixe | None
    """The meeting of the three that is fixed."""
    syntheses: CarteDesSyntheses
    """How many are agreed, drafted, or wait for this side."""
    dates: ProchainesDates
    pratiques: dict[str, str]
    """The practices agreed in words that concern this youth today, by their object: shown, never judged."""
    partenariat_id: int | None


def page(dossier_id: UUID, *, acteur: Acteur) -> Page:
    """Read a dossier for its page. Raises Http404 when the hat worn does not see it."""
    dossier = next(iter(patron.lire(requete, acteur, cle=dossier_id, preparee=True)), None)
    if dossier is None:
        raise Http404
    decisions = decisions_dites(dossier.lues_decisions)
    entree = entree_le(decisions)
    le = min(entree, acteur.le) if entree else acteur.le
    veille = jour_lu(next(iter(dossier.lue_verification), {}).get("veille_le"))
    droit = baremes()
    au_contrat = any(lien["moment"] == MomentDuJugement.CONTRACTUALISATION for lien in dossier.lu_partenariat)
    plus_tard = au_contrat and mene_au_contrat(dossier.programme)
    return Page(
        dossier=dossier,
        demandes=faits_demandes(dossier.programme),
        programme_a_corriger=_programme_a_corriger(dossier, acteur),
        verdict=_juger(dossier, le, veille, droit),
        en_vigueur=next((d for d in decisions if d.en_vigueur), None),
        mene_au_contrat=mene_au_contrat(dossier.programme),
        duree=duree(dossier, entree, baremes=droit),
        prolongations=prolongations_dites(dossier.lues_prolongations),
        decide=dossier.etape in DECIDEES,
        en_parcours=dossier.etape in EN_PARCOURS,
        partage=any(
            a["destinataire"] == dossier.mission_locale_id and _accord(a, acteur)["en_cours"]
            for a in dossier.lus_accords
        ),
        contractualisation=_juger(dossier, acteur.le, veille, droit) if plus_tard else None,
        contrats=contrats_dits(dossier.lus_contrats, le=acteur.le),
        mineur=_mineur(dossier, acteur.le, droit),
        autre_cote=_autre_cote(dossier, acteur),
        chemin=chemin(dossier),
        contacts=[_contact(ligne) for ligne in dossier.journal_contacts],
        verifications=[_verification(ligne) for ligne in dossier.journal_verifications],
        signes=[LIBELLES[code] for code in dossier.lus_signes],
        accords=_par_destinataire(_accord(ligne, acteur) for ligne in dossier.lus_accords),
        reperage=next(iter(dossier.lu_reperage), None),
        coordonnees=next(iter(dossier.lues_coordonnees), None),
        decisions=dossier.lues_decisions,
        rapprochements=dossier.lus_rapprochements,
        sortie=sortie_dite(dossier.lues_sorties),
        ancien=next(iter(dossier.lus_anciens), None),
        nouveau=next(iter(dossier.lus_retours), None),
        temps=temps(reperes_lus(dossier, le=acteur.le), le=acteur.le),
        remobilisation=_remobilisation(dossier),
        plan=carte_du_plan(dossier, le=acteur.le),
        tripartite=fixe(dossier),
        syntheses=carte_des_syntheses(dossier),
        dates=prochaines_dates(dossier, le=acteur.le, baremes=droit),
        pratiques=_pratiques(dossier, acteur.le),
        partenariat_id=_partenariat_id(dossier, acteur),
    )


def _programme_a_corriger(dossier: Dossier, acteur: Acteur) -> bool:
    decide = any(d["signee_le"] is not None for d in dossier.lues_decisions)
    ferme = decide or dossier.etape in (Etape.CONTRAT, Etape.SORTI)
    return dossier.autre_programme and acteur.structure_id == dossier.porteur_id and not ferme


def _partenariat_id(dossier: Dossier, acteur: Acteur) -> int | None:
    lien = pratiques.lien_en_cours(dossier, le=acteur.le)
    d_un_cote = acteur.structure_id in (dossier.porteur_id, dossier.mission_locale_id)
    return lien["id"] if lien and d_un_cote else None


def _pratiques(dossier: Dossier, le: date) -> dict[str, str]:
    convenues = pratiques.textes(pratiques.lues(dossier, le=le))
    concerne = {
        ObjetDePratique.PETITS_REVENUS: dossier.situation.ressources == Ressources.FAIBLES,
        ObjetDePratique.ENTREE: dossier.etape not in DECIDEES,
        ObjetDePratique.PIECES: dossier.etape in EN_PARCOURS,
    }
    return {objet.value: convenues[objet] for objet, oui in concerne.items() if oui and objet in convenues}


def _remobilisation(dossier: Dossier) -> Remobilisation | None:
    lue = lire_remobilisation(dossier)
    return lue if dossier.etape == Etape.REMOBILISATION or not lue.vide else None


def _juger(dossier: Dossier, le: date, veille: date | None, droit: Baremes) -> VerdictDit:
    verdict = juger(faits(dossier, rupture=dossier.rupture, le=le), le=le, baremes=droit)
    return dire(verdict, veille_ml=veille)


def _autre_cote(dossier: Dossier, acteur: Acteur) -> dict[str, str] | None:
    structure = dossier.mission_locale if acteur.est_porteur else dossier.porteur
    if structure is None:
        return None
    qui = dossier.conseiller if acteur.est_porteur else dossier.referent
    return {
        "nom": qui.compte.nom_complet if qui else str(structure),
        "initiales": qui.compte.initiales if qui else initiales_de_structure(str(structure)),
        "role": str(structure) if qui else "",
        "nature": structure.nature,
        "telephone": structure.telephone,
    }


def requete(acteur: Acteur) -> QuerySet[Dossier]:
    """Compiled once (`patron`): its dossier's id is given at each page."""
    ici = {"dossier_id": OuterRef("pk")}
    signes = Signe.objects.filter(**ici, retire_le=None).order_by("code")
    accords = Accord.objects.filter(**ici).order_by("-recueilli_le")
    coordonnees = [f.name for f in Coordonnees._meta.concrete_fields if f.name != "dossier"]
    dossiers = avec_decisions(avec_journal(avec_faits(Dossier.objects.filter(pk=patron.CLE))))
    dossiers = pratiques.avec_partenariat(dossiers, le=acteur.le)
    dossiers = avec_sortie(avec_contrats(avec_duree(avec_remobilisation(dossiers, acteur))))
    dossiers = avec_plan(avec_tripartite(avec_tenus(avec_seances(dossiers))), acteur=acteur, le=acteur.le)
    dossiers = avec_syntheses(dossiers, acteur=acteur)
    return dossiers.select_related(
        "porteur", "mission_locale", "referent__compte", "conseiller__compte"
    ).annotate(
        rupture=RawSQL(
            '"dossier_dossier"."id" IN (SELECT rupture_notee(ARRAY["dossier_dossier"."id"]))', [], BooleanField()
        ),
        autre_programme=un_autre_programme(le=acteur.le),
        lus_signes=ArraySubquery(signes.values("code")),
        lus_accords=ArraySubquery(
            accords.values(
                ligne=JSONObject(
                    id="id", elements="elements", recueilli_le="recueilli_le", jusqu_a="jusqu_a", retire_le="retire_le",
                    destinataire="destinataire_id", nom="destinataire__nom", nature="destinataire__nature",
                )
            )
        ),
        lus_rapprochements=ArraySubquery(
            Rapprochement.objects.filter(**ici, ecarte_le=None).order_by("signale_le").values(
                ligne=JSONObject(
                    id="id", demande_le="demande_le", reponse="reponse",
                    prenom="repondu_par__compte__prenom", nom="repondu_par__compte__nom",
                    structure="repondu_par__structure__nom", telephone="repondu_par__structure__telephone",
                )
            )
        ),
        lu_reperage=ArraySubquery(
            Reperage.objects.filter(**ici).values(
                ligne=JSONObject(lieu="lieu", recit="recit", demande="demande", par_prenom="par__compte__prenom")
            )
        ),
        lues_coordonnees=ArraySubquery(
            Coordonnees.objects.filter(**ici).values(ligne=JSONObject(**{nom: nom for nom in coordonnees}))
        ),
    )  # fmt: skip


def nombre_d_etapes(programme: str, *, en_contrat: bool) -> int:
    """How many steps the way of a programme has, once one knows whether the youth has a contract."""
    return len(CHEMIN) if en_contrat or mene_au_contrat(programme) else len(CHEMIN) - len(DU_CONTRAT)


def chemin(dossier: Dossier) -> list[dict[str, Any]]:
    """The steps of the way, as far as this dossier went: seven, or those of a programme that leads to no contract."""
    ici = RANG[Etape(dossier.etape)]
    etats = ["faite"] * ici + ["ici"] + ["a-venir"] * (len(CHEMIN) - ici - 1)
    dates: dict[int, Any] = {0: dossier.repere_le}
    sortie = sortie_dite(dossier.lues_sorties)
    if sortie is not None:
        # One leaves from any step: those that were not reached are not drawn as done.
        faites = RANG[Etape(sortie.etape_quittee)] + 1
        etats = ["faite"] * faites + ["a-venir"] * (len(CHEMIN) - 1 - faites) + ["ici"]
        dates[len(CHEMIN) - 1] = sortie.le
    if dossier.etape == Etape.PRE_CEJ:
        dates[2] = "pré-CEJ-JR"
    if dossier.etape == Etape.REORIENTE:
        dates[2] = "réorienté"
    etapes = [{"nom": nom, "etat": etats[i], "date": dates.get(i)} for i, nom in enumerate(CHEMIN)]
    if mene_au_contrat(dossier.programme) or dossier.lus_contrats:
        return etapes
    return [etape for i, etape in enumerate(etapes) if i not in DU_CONTRAT]


def _contact(ligne: dict[str, Any]) -> dict[str, Any]:
    le = jour_lu(ligne["le"])
    juge = Contact(
        le=le,
        nature=ligne["nature"],
        echange=ligne["echange"],
        intention=ligne["intention"],
        parcours=ligne["parcours"],
    )
    return ligne | {"le": le, "libelle": NatureDuContact(ligne["nature"]).label, "dit": dire_substantiel(juge)}


def _verification(ligne: dict[str, Any]) -> dict[str, Any]:
    return ligne | {nom: jour_lu(ligne[nom]) for nom in ("le", "inscrit_le", "veille_le")}


def _accord(ligne: dict[str, Any], acteur: Acteur) -> dict[str, Any]:
    jusqu_a = jour_lu(ligne["jusqu_a"])
    retire_le = _instant(ligne["retire_le"])
    return ligne | {
        "jusqu_a": jusqu_a,
        "recueilli_le": _instant(ligne["recueilli_le"]),
        "retire_le": retire_le or (jusqu_a if jusqu_a and jusqu_a < acteur.le else None),
        "initiales": initiales_de_structure(ligne["nom"]),
        "en_cours": retire_le is None and (jusqu_a is None or jusqu_a >= acteur.le),
    }


def _par_destinataire(accords: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One for each recipient: what runs today, else what ended last. Given latest first."""
    par: dict[int, dict[str, Any]] = {}
    for accord in sorted(accords, key=lambda a: not a["en_cours"]):
        par.setdefault(accord["destinataire"], accord)
    return list(par.values())


def _instant(texte: str | None) -> datetime | None:
    return datetime.fromisoformat(texte) if texte else None


def lectures_du_dossier(dossier_id: UUID) -> list[dict[str, Any]]:
    """Who read this dossier, latest first, for the porteur; nothing for anybody else."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT * FROM lectures_du_dossier(%s, %s)", [dossier_id, 200])
        colonnes = [c.name for c in curseur.description or ()]
        return [dict(zip(colonnes, ligne, strict=True)) for ligne in curseur.fetchall()]


def _mineur(dossier: Dossier, le: date, droit: Baremes) -> bool:
    """A legal representative is asked for until the day one is of age."""
    naissance = dossier.date_naissance
    return naissance is not None and not majeur(naissance, le=le, bareme=droit.au(CEJ, le, dossier.departement or None))
