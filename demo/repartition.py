"""Who does what in the fictional partenariats: agreed twice in one, awaited in another, begun in a third."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid5

from demo.instants import a_l_heure
from demo.recit import ESPACE, sous
from socle.acteurs.models import Appartenance, Structure
from socle.partenariats.models import Partenariat
from socle.partenariats.pratiques import cote_du
from socle.repartition.ecritures import Dite, a_proposer, ajouter_tache, convenir, dire, empreinte, proposer
from socle.repartition.lignes import Reponse
from socle.repartition.models import Croyance, Qui, Repartition

LESSIVE = str(uuid5(ESPACE, "tache:lessive"))
P, M, D, N = (Reponse(q.value) for q in (Qui.PORTEUR, Qui.MISSION_LOCALE, Qui.LES_DEUX, Qui.PERSONNE))


def _chez(nom: str) -> Reponse:
    return Reponse(Qui.PARTENAIRE.value, nom)


# How a mission locale and a porteur often share: the social way to one, the work to the other.
COMMUNE: dict[str, Reponse] = {
    "aller_vers": P, "premiere_urgence": P, "expliquer_le_parcours": P, "demander_l_accord": P,
    "regarder_les_conditions": P, "verifier_l_historique": M, "presenter_la_situation": P, "annoncer_la_decision": D,
    "inscrire": M, "autre_solution": D, "diagnostic_partage": D, "papiers_d_identite": P,
    "adresse": _chez("le centre communal d’action sociale"), "compte_bancaire": P, "droits_a_la_sante": P,
    "premiers_soins": P, "hebergement": P, "rythme": P, "telephone_et_acces": P, "reunir_les_papiers": D,
    "heures_de_la_semaine": D, "plan_d_action": D, "entretiens_a_trois": D, "heures_faites": P,
    "reporter_dans_imilo": M, "reprendre_contact": P, "projet": M, "savoirs_de_base": M, "immersion": M,
    "chercher_un_emploi": M, "logement_stable": P, "se_deplacer": D, "lien_avec_le_soin": P, "demarches_en_ligne": P,
    "budget_du_mois": P, "lien_avec_la_famille": P, "lien_avec_la_justice": P, "bilan_d_etape": D,
    "preparer_la_fin": D, "passer_le_relais": P, "tenir_dans_l_emploi": M, "prendre_des_nouvelles": P,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dit:
    """`par` says what their side believes, so many days ago; perhaps proposes it; `avec` agrees the day after."""

    porteur: str
    mission_locale: str
    par: str
    il_y_a: int
    dites: Mapping[str, Reponse]
    propose: bool = False
    avec: str | None = None


ANNEE_UN = COMMUNE | {"heures_faites": N, "reprendre_contact": N, "budget_du_mois": N, "logement_stable": D}
HAUTE_RIVE = {
    "reprendre_contact": M, "heures_faites": M, "hebergement": _chez("le SIAO"), "demarches_en_ligne": D,
    "bilan_d_etape": M,
}  # fmt: skip
DITS = (
    Dit("fil", "ormelle", "ines", 255, {"logement_stable": P, "projet": D, "heures_faites": P}),
    Dit("fil", "ormelle", "nadia", 250, ANNEE_UN, propose=True, avec="ines"),
    Dit("fil", "ormelle", "karim", 62, COMMUNE | {LESSIVE: P}, propose=True, avec="nadege"),
    # The mission locale proposed; five lines are not what Le Fil says: it is in « À faire » at Le Fil.
    Dit("fil", "haute_rive", "nadia", 12, COMMUNE),
    Dit("fil", "haute_rive", "lena", 3, COMMUNE | HAUTE_RIVE, propose=True),
    # One side began.
    Dit("fil", "brevigny", "solene", 9, {c: COMMUNE[c] for c in ("inscrire", "projet", "immersion", "hebergement")}),
)


def planter(gens: dict[str, Appartenance], structures: dict[str, Structure], *, le: date) -> None:
    """Tell it, each on its day and under the hat of whoever did."""
    _ajouter_la_lessive(gens, structures, le=le)
    for rang, dit in enumerate(DITS):
        jour = le - timedelta(days=dit.il_y_a)
        lien = _lien(structures, dit.porteur, dit.mission_locale, jour)
        with sous(gens[dit.par], jour) as acteur:
            cote = cote_du(acteur, lien)
            versions = dict(Croyance.objects.filter(partenariat=lien, cote=cote).values_list("tache", "version"))
            dites = {code: Dite(reponse, versions.get(code, 0)) for code, reponse in dit.dites.items()}
            dire(acteur=acteur, partenariat=lien, dites=dites, maintenant=a_l_heure(jour, 10))
            if dit.propose:
                proposer(
                    acteur=acteur, repartition_id=uuid5(ESPACE, f"repartition:{rang}"), partenariat=lien,
                    lue=empreinte(a_proposer(lien, cote)), maintenant=a_l_heure(jour, 11),
                )  # fmt: skip
        if dit.avec is not None:
            _convenir(gens[dit.avec], lien, jour + timedelta(days=1))


def _lien(structures: dict[str, Structure], porteur: str, mission_locale: str, jour: date) -> Partenariat:
    return Partenariat.objects.get(
        porteur=structures[porteur], mission_locale=structures[mission_locale], depuis__lte=jour
    )


def _ajouter_la_lessive(gens: dict[str, Appartenance], structures: dict[str, Structure], *, le: date) -> None:
    jour = le - timedelta(days=63)
    lien = _lien(structures, "fil", "ormelle", jour)
    with sous(gens["nadege"], jour) as acteur:
        ajouter_tache(
            acteur=acteur, tache_id=uuid5(ESPACE, "tache:lessive"), partenariat=lien,
            phase="remobilisation", domaine="confiance", intitule="Faire une lessive ensemble à la halte",
            maintenant=a_l_heure(jour, 10),
        )  # fmt: skip


def _convenir(qui: Appartenance, lien: Partenariat, jour: date) -> None:
    with sous(qui, jour) as acteur:
        version = Repartition.objects.get(partenariat=lien, convenue_le=None, ecartee_le=None)
        convenir(acteur=acteur, version=version, maintenant=a_l_heure(jour, 9))
