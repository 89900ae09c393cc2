"""Reading what the commission decided: for the state of a dossier, for its page, and for « À faire »."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, JSONObject
from django.utils import timezone

from parcours.commission.models import Decision, Issue, Signature
from regles.acces import Droit, Nature
from regles.decision import RAPPEL_AVANT_L_OUVERTURE, Quoi
from regles.noyau.temps import en_toutes_lettres, jour_lu
from socle.acces.portee import Acteur
from socle.dossier.lectures import les_siens
from socle.dossier.models import Dossier, Etape
from socle.dossier.taches import lignes

# What a decision says, in the order of the form: read, signed, compared and printed under these names.
TEXTES = ("appreciation", "motif", "fin_le", "plan_interim", "vers", "pourquoi_ailleurs", "manque", "apporte_par")


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands."""
    en_cours = Decision.objects.filter(dossier_id=dossier_id, remplacee_le=None, retiree_le=None)
    dites = list(en_cours.values_list("issue", "signee_le"))
    en_vigueur = next((issue for issue, signee_le in dites if signee_le is not None), None)
    return {"proposee": any(signee_le is None for _, signee_le in dites), "issue": en_vigueur}


def _nom(chemin: str) -> Concat:
    return Concat(f"{chemin}__compte__prenom", Value(" "), f"{chemin}__compte__nom")


def avec_decisions(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying its decisions in `lues_decisions`, latest first; withdrawn proposals left out.

    Each is a dict whose days and instants are ISO 8601: `decisions_dites` makes objects of them.
    """
    signatures = Signature.objects.filter(decision_id=OuterRef("pk"), retiree_le=None).order_by("-cote")
    champs = ("id", "issue", "seance_le", "mission_locale_id", "proposee_le", "signee_le", "remplacee_le", "version")
    decisions = Decision.objects.filter(dossier_id=OuterRef("pk"), retiree_le=None).order_by("-proposee_le", "-pk")
    return dossiers.annotate(
        lues_decisions=ArraySubquery(
            decisions.values(
                ligne=JSONObject(
                    **{nom: nom for nom in (*champs, *TEXTES, "empreinte", "responsable_id", "maj_le")},
                    reponse="jugement__reponse",
                    jugee_au="jugement__le",
                    constat="jugement__constat",
                    responsable=_nom("responsable"),
                    proposee_par=_nom("proposee_par"),
                    maj_par=_nom("maj_par"),
                    signatures=ArraySubquery(
                        signatures.values(
                            ligne=JSONObject(
                                cote="cote", nom=_nom("par"), le="le", compte_id="compte_id", par_id="par_id"
                            )
                        )
                    ),
                )
            )
        )
    )


@dataclass(frozen=True, slots=True)
class SignatureLue:
    """A signature in force, as it was read with its decision."""

    cote: str
    nom: str
    le: datetime
    compte_id: int
    par_id: int


@dataclass(frozen=True, slots=True)
class DecisionLue:
    """A decision as it was read with its dossier: proposed, in force or replaced."""

    id: UUID
    issue: str
    seance_le: date
    mission_locale_id: int
    proposee_le: datetime
    proposee_par: str
    maj_le: datetime
    maj_par: str
    signee_le: datetime | None
    remplacee_le: datetime | None
    version: int
    empreinte: str
    reponse: str
    constat: str
    jugee_au: date
    responsable: str
    responsable_id: int | None
    appreciation: str
    motif: str
    fin_le: date | None
    plan_interim: str
    vers: str
    pourquoi_ailleurs: str
    manque: str
    apporte_par: str
    signatures: tuple[SignatureLue, ...]

    @property
    def libelle(self) -> str:
        return str(Issue(self.issue).label)

    @property
    def libelle_court(self) -> str:
        """For a narrow place: it speaks of the situation, not of the youth."""
        return {"entree": "Entrée", "pre_cej": "Pré-CEJ-JR", "reorientation": "Réorientée", "ajournement": "Ajournée"}[
            self.issue
        ]

    @property
    def verdict(self) -> str:
        """The verdict it rests on, in a word."""
        return {"favorable": "favorable", "defavorable": "défavorable", "a_preciser": "à préciser"}[self.reponse]

    @property
    def suite_courte(self) -> str:
        """Where it leads, in a few words."""
        if self.fin_le:
            return f"jusqu’au {en_toutes_lettres(self.fin_le)}"
        if self.vers:
            return f"vers {self.vers}"
        return f"il manque : {self.manque}" if self.manque else f"verdict {self.verdict}"

    @property
    def libelle_apporte_par(self) -> str:
        return {"porteur": "le porteur", "mission_locale": "la mission locale"}.get(self.apporte_par, "")

    @property
    def en_vigueur(self) -> bool:
        return self.signee_le is not None and self.remplacee_le is None

    @property
    def proposee(self) -> bool:
        return self.signee_le is None

    def signature_de(self, cote: str) -> SignatureLue | None:
        """The signature of that side, if it is given."""
        return next((s for s in self.signatures if s.cote == cote), None)


def _instant(texte: str | None) -> datetime | None:
    return datetime.fromisoformat(texte) if texte else None


def decisions_dites(lues: Iterable[Mapping[str, Any]]) -> list[DecisionLue]:
    """The decisions of a dossier read by `avec_decisions`, as objects."""
    return [_decision(dict(lue)) for lue in lues]


def _decision(lue: dict[str, Any]) -> DecisionLue:
    signatures = tuple(
        SignatureLue(**{**s, "le": datetime.fromisoformat(s["le"])}) for s in lue.pop("signatures") or ()
    )
    for nom in ("proposee_le", "maj_le", "signee_le", "remplacee_le"):
        lue[nom] = _instant(lue[nom])
    for nom in ("seance_le", "fin_le", "jugee_au"):
        lue[nom] = jour_lu(lue[nom])
    if lue["responsable_id"] is None:
        lue["responsable"] = ""
    return DecisionLue(**{**lue, "id": UUID(lue["id"]), "signatures": signatures})


def entree_le(decisions: Iterable[DecisionLue]) -> date | None:
    """The day of the entry in force: that of the second signature, where people live. None: not entered."""
    return next(
        (
            timezone.localtime(d.signee_le).date()
            for d in decisions
            if d.signee_le is not None and d.remplacee_le is None and d.issue == Issue.ENTREE
        ),
        None,
    )


def cote_de(acteur: Acteur) -> Nature:
    """The side for which this hat acts in commission."""
    return Nature.PORTEUR if acteur.est_porteur else Nature.MISSION_LOCALE


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step."""
    if not (acteur.est_porteur or acteur.est_mission_locale):
        return []
    a_signer = [_decisions_a_signer(acteur)] if Droit.DECIDER in acteur.droits else []
    return [*a_signer, *_suites(acteur), _portes_qui_s_ouvrent(acteur)]


def _decisions_a_signer(acteur: Acteur) -> QuerySet:
    """Decisions proposed that this side has not signed: anybody there who decides may."""
    signee = Signature.objects.filter(decision_id=OuterRef("pk"), cote=cote_de(acteur), retiree_le=None)
    proposees = Decision.objects.filter(~Exists(signee), dossier_id=OuterRef("pk"), signee_le=None, retiree_le=None)
    cote = Q(porteur_id=acteur.structure_id) if acteur.est_porteur else Q(mission_locale_id=acteur.structure_id)
    seance = Subquery(proposees.values("seance_le")[:1])
    return lignes(
        Dossier.objects.filter(cote, Exists(proposees)),
        code="signer_decision",
        depuis=Subquery(proposees.values("proposee_le__date")[:1]),
        avant_le=seance,
        precision=Concat(F("mission_locale_id"), Value(" "), seance, output_field=TextField()),
    )


def _suites(acteur: Acteur) -> list[QuerySet]:
    """What signed decisions ask of this side: of the person named, else of whoever looks after the dossier."""
    cote = cote_de(acteur)
    a_lui = Q(suite__pour_id=acteur.appartenance_id)
    a_personne = Q(suite__pour=None) | Q(suite__pour__revoquee_le__isnull=False)
    dossiers = Dossier.objects.annotate(
        suite=FilteredRelation("suites", condition=Q(suites__faite_le=None, suites__caduque_le=None, suites__cote=cote))
    ).filter(a_lui | (a_personne & les_siens(acteur)))
    return [
        lignes(
            dossiers.filter(suite__quoi=quoi.value),
            code=quoi.value,
            depuis=F("suite__cree_le"),
            avant_le=F("suite__avant_le"),
            precision=F("suite__precision"),
        )
        for quoi in _QUOI_PAR_COTE[cote]
    ]


_QUOI_PAR_COTE = {
    Nature.PORTEUR: (Quoi.ANNONCER, Quoi.TENIR_PLAN, Quoi.REORIENTER, Quoi.APPORTER),
    Nature.MISSION_LOCALE: (Quoi.REPORTER_IMILO, Quoi.TENIR_PLAN, Quoi.APPORTER),
}


def _portes_qui_s_ouvrent(acteur: Acteur) -> QuerySet:
    """Pré-CEJ-JR whose door opens within a week, or is open: time alone brings them back."""
    en_vigueur = Decision.objects.filter(
        dossier_id=OuterRef("pk"),
        issue=Issue.PRE_CEJ,
        signee_le__isnull=False,
        remplacee_le=None,
        fin_le__lte=acteur.le + RAPPEL_AVANT_L_OUVERTURE,
    )
    revient = Decision.objects.filter(dossier_id=OuterRef("pk"), signee_le=None, retiree_le=None)
    fin_le = Subquery(en_vigueur.values("fin_le")[:1])
    dossiers = Dossier.objects.filter(Exists(en_vigueur), ~Exists(revient), les_siens(acteur), etape=Etape.PRE_CEJ)
    return lignes(dossiers, code="porte_s_ouvre", depuis=fin_le, avant_le=fin_le)
