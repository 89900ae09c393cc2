"""What the page of a contract shows to the hat worn: where it is, what it waits for, what comes next."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from parcours.commission.lectures import avec_decisions, decisions_dites
from parcours.contrat.models import PARTIES, Contrat, Dispense
from parcours.contrat.presentation import ContratLu, avec_contrats, contrats_dits, dernier_ouvert, en_preparation
from parcours.contrat.termes import bareme_du
from parcours.eligibilite.lectures import avec_faits, faits, ruptures
from parcours.eligibilite.presentation import VerdictDit, dire
from regles import contrat as regle
from regles.acces import Droit
from regles.age import juger_age
from regles.contrat import Manque, Partie, Regime, Termes
from regles.eligibilite import juger
from regles.noyau.source import Source
from regles.noyau.verdict import Etat as EtatDuCritere
from regles.textes import nationaux
from socle.acces.portee import Acteur
from socle.acteurs.models import Appartenance, initiales_de_structure
from socle.dossier.models import Dossier, Etape
from socle.droit.lectures import baremes
from socle.partenariats.models import MomentDuJugement, Partenariat

RAISONS = {
    Regime.EMPECHEMENT: "À sa demande : santé, handicap ou invalidité, sans dire lequel.",
    Regime.PARENT_SEUL: "À sa demande : parent seul d’un enfant de moins de 12 ans, sans solution de garde.",
}
MANQUES = {
    Manque.SIGNATURE_JEUNE: "la signature du jeune",
    Manque.SIGNATURE_PORTEUR: "la signature du porteur",
    Manque.SIGNATURE_MISSION_LOCALE: "la signature de la mission locale",
    Manque.REFERENT: "le référent unique, à la mission locale",
    Manque.CIRCONSTANCES: "les circonstances d’un nouveau contrat si tôt",
}


@dataclass(frozen=True, slots=True)
class Page:
    """A dossier, its contracts, and what this hat may do."""

    dossier: Dossier
    acteur: Acteur
    contrats: list[ContratLu]
    entre: bool
    """The entry is decided: a contract may be prepared."""
    moment: str | None
    ancien_fini_le: date | None
    """The last day of the last contract of an earlier dossier, when the hat worn sees it."""
    raisons: dict[UUID, str]
    """Why there are no hours: by contract as it was signed, by change since."""

    @property
    def prepare(self) -> ContratLu | None:
        return en_preparation(self.contrats)

    @property
    def ouvert(self) -> ContratLu | None:
        return dernier_ouvert(self.contrats)

    @property
    def anciens(self) -> list[ContratLu]:
        return [c for c in self.contrats if c not in (self.prepare, self.ouvert)]

    @property
    def d_un_cote(self) -> bool:
        return self.acteur.structure_id in (self.dossier.porteur_id, self.dossier.mission_locale_id)

    @property
    def ecrit(self) -> bool:
        """One of the two sides, while the youth has not left."""
        return self.d_un_cote and self.dossier.etape != Etape.SORTI

    @property
    def tient(self) -> bool:
        """This hat opens the contract, and says what happens to it."""
        return self.acteur.structure_id == self.dossier.mission_locale_id and Droit.DECIDER in self.acteur.droits

    @property
    def nouveau_le(self) -> date | None:
        """The day from which a new contract needs no reason, when there was one before."""
        if self.ouvert is not None and self.ouvert.vivant:
            return None
        fini_le = self.ouvert.fin_le if self.ouvert else self.ancien_fini_le
        if fini_le is None:
            return None
        return regle.nouveau_possible_le(fini_le, bareme=bareme_du(self.dossier, fini_le))

    @property
    def manques(self) -> list[str]:
        """What the opening waits for, in words."""
        return [MANQUES[m] for m in _manques(self)]


def page(dossier_id: UUID, *, acteur: Acteur) -> Page:
    """Read a dossier and its contracts. Raises Http404 when the hat worn does not see it."""
    dossiers = avec_contrats(avec_decisions(avec_faits(Dossier.objects.filter(pk=dossier_id))))
    moment = Partenariat.objects.filter(porteur=OuterRef("porteur"), mission_locale=OuterRef("mission_locale"))
    anciens = Contrat.objects.filter(dossier__revenu_dans__dossier_id=OuterRef("pk"), ouvert_le__isnull=False)
    dossier = (
        dossiers.select_related("porteur", "mission_locale", "conseiller__compte")
        .annotate(
            moment=Subquery(moment.order_by("-depuis").values("moment_du_jugement")[:1]),
            ancien_fini_le=Subquery(anciens.order_by("-fin_le").values("fin_le")[:1]),
        )
        .first()
    )
    if dossier is None:
        raise Http404
    dispenses = Dispense.objects.filter(dossier_id=dossier_id, retiree_le=None).values_list(
        Coalesce("duree_id", "contrat_id"), "motif"
    )
    return Page(
        dossier=dossier,
        acteur=acteur,
        contrats=contrats_dits(dossier.lus_contrats, le=acteur.le),
        entre=any(d.en_vigueur and d.issue == "entree" for d in decisions_dites(dossier.lues_decisions)),
        moment=dossier.moment,
        ancien_fini_le=dossier.ancien_fini_le,
        raisons={sienne: RAISONS[Regime(motif)] for sienne, motif in dispenses},
    )


def _manques(page_: Page) -> tuple[Manque, ...]:
    contrat = page_.prepare
    if contrat is None:
        return ()
    termes = Termes(
        debut_le=contrat.debut_le,
        signees=frozenset(Partie(s.partie) for s in contrat.signatures),
        a_un_referent=contrat.referent_id is not None,
        circonstances=bool(contrat.circonstances.strip()),
    )
    fins = [*(c.fin_le for c in page_.contrats if c.ouvert_le), page_.ancien_fini_le]
    avant = [fin for fin in fins if fin is not None and fin < contrat.debut_le]
    bareme = bareme_du(page_.dossier, contrat.debut_le)
    return regle.manques(termes, precedent_fini_le=max(avant, default=None), bareme=bareme)


def contexte(page_: Page) -> dict[str, Any]:
    """What the page shows around the contracts."""
    contrat, le = page_.prepare, page_.acteur.le
    montre_le_verdict = contrat is not None or page_.ouvert is None
    return {
        "page": page_,
        "dossier": page_.dossier,
        "contrat": contrat,
        "signatures": signatures(page_) if contrat is not None else [],
        "age": _age(page_, contrat) if contrat is not None else None,
        "verdict": _verdict(page_, le) if montre_le_verdict else None,
        "juge_au_contrat": page_.moment == MomentDuJugement.CONTRACTUALISATION,
        "textes": _textes(),
    }


def signatures(page_: Page) -> list[dict[str, Any]]:
    """The three blocks, the youth's first, each with what this hat may do about it."""
    contrat, dossier = page_.prepare, page_.dossier
    assert contrat is not None
    noms = {
        Partie.JEUNE: (dossier.nom_affiche, dossier.initiales),
        Partie.PORTEUR: (str(dossier.porteur), initiales_de_structure(str(dossier.porteur))),
        Partie.MISSION_LOCALE: (str(dossier.mission_locale), initiales_de_structure(str(dossier.mission_locale))),
    }
    sienne = Partie.PORTEUR if page_.acteur.structure_id == dossier.porteur_id else Partie.MISSION_LOCALE
    return [
        {
            "partie": partie.value,
            "pour": str(dit).capitalize(),
            "structure": noms[Partie(partie)][0],
            "initiales": noms[Partie(partie)][1],
            "signature": contrat.signature_de(partie),
            "mienne": page_.ecrit and Partie(partie) in (Partie.JEUNE, sienne),
        }
        for partie, dit in ((Partie(p), d) for p, d in PARTIES)
    ]


def _verdict(page_: Page, le: date) -> VerdictDit:
    dossier = page_.dossier
    dits = faits(dossier, rupture=bool(ruptures([dossier])), le=le)
    return dire(juger(dits, le=le, baremes=baremes()))


def _age(page_: Page, contrat: ContratLu) -> dict[str, Any] | None:
    """The age on the day of the last signature: said when it does not fit, never held against anybody."""
    le = contrat.dernier_signe_le or max((s.signee_le for s in contrat.signatures), default=page_.acteur.le)
    dossier = page_.dossier
    bareme = baremes().au(dossier.programme, le, dossier.departement or None)
    if "age_minimum" not in bareme.valeurs:
        # A programme that leaves ages to the convention: the contract keeps those of its own law.
        bareme = bareme_du(dossier, le)
    critere = juger_age(faits(dossier, rupture=False, le=le), le=le, bareme=bareme)
    if critere.etat is EtatDuCritere.REMPLI:
        return None
    return {"phrase": critere.motif.phrase, "source": critere.source, "le": le}


def _textes() -> list[Source]:
    """The texts this page rests on."""
    codes = ("circulaire-2022-117-contrat", "ct-r5131-15", "ct-r5131-16", "ct-l5411-6", "ct-r5411-15-3")
    return [nationaux().textes[code] for code in codes]


def membres(dossier: Dossier, *, le: date) -> list[tuple[int, str]]:
    """Who may be the single referent: the members of the mission locale who follow dossiers."""
    lignes = (
        Appartenance.objects.filter(structure_id=dossier.mission_locale_id, revoquee_le=None, depuis__lte=le)
        .filter(Q(jusqu_a=None) | Q(jusqu_a__gte=le))
        .exclude(portee="aucune")
        .select_related("compte")
        .order_by("compte__prenom", "compte__nom")
    )
    return [(m.pk, m.compte.nom_complet) for m in lignes]
