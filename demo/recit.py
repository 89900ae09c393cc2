"""Telling the story of a fictional youth: each moment is an écriture, under the hat of whoever did it, on its day."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import singledispatch
from typing import Any

from demo import moments as m
from demo.instants import a_l_heure, contact_dont_la_porte_ouvre, naissance
from demo.territoire import COMMISSIONS, DEPARTEMENT
from parcours.commission.ecritures import proposer, signer
from parcours.commission.jugement import juge_le, jugement, verdict_du
from parcours.commission.lectures import TEXTES
from parcours.contrat import ecritures as contrats
from parcours.contrat.ecritures_suite import rompre
from parcours.contrat.models import Contrat
from parcours.contrat.termes import bareme_du
from parcours.eligibilite.ecritures import ContactDit, noter_contact, verifier_historique
from parcours.eligibilite.lectures import avec_faits
from parcours.reperage.ecritures import reperer
from parcours.sortie import ecritures as sorties
from parcours.sortie.retours import revenir
from regles.contrat import Partie, fin_ordinaire
from regles.faits import CEJ_JR
from socle.acces.portee import Acteur, casquettes, porter
from socle.acteurs.models import Appartenance, Structure
from socle.consentements.ecritures import recueillir, retirer
from socle.consentements.models import Accord
from socle.dossier.ecritures import confier
from socle.dossier.models import Dossier
from socle.droit.lectures import baremes

# The same ids on every machine, so that a capture or a report can be compared with another.
ESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "demo.tandem.invalid")


@contextmanager
def sous(appartenance: Appartenance, le: date) -> Iterator[Acteur]:
    """Wear a hat on a past day, with both walls open to it."""
    acteur = casquettes(appartenance.compte_id, appartenance.pk, le=le, acte="demo")[0]
    with porter(acteur):
        yield acteur


@dataclass
class Scene:
    """Where the story of one youth is told: `le` is today."""

    jeune: m.Jeune
    gens: dict[str, Appartenance]
    structures: dict[str, Structure]
    le: date
    dossier_id: uuid.UUID = field(init=False)
    rang: int = 0

    def __post_init__(self) -> None:
        self.dossier_id = uuid.uuid5(ESPACE, f"dossier:{self.jeune.cle}")

    def identifiant(self) -> uuid.UUID:
        """The id of the next thing written."""
        self.rang += 1
        return uuid.uuid5(ESPACE, f"{self.jeune.cle}:{self.rang}")

    def jour(self, il_y_a: int) -> date:
        """So many days ago."""
        return self.le - timedelta(days=il_y_a)

    def dossier(self) -> Dossier:
        """The dossier as the hat worn sees it."""
        return avec_faits(Dossier.objects.filter(pk=self.dossier_id)).get()

    def contact(self, dit: m.Dit) -> ContactDit:
        """A contact, dated."""
        if dit.porte_dans is None:
            le = self.jour(dit.il_y_a)
        else:
            mois = baremes().au(CEJ_JR, self.le, DEPARTEMENT)["carence_en_mois"]
            le = contact_dont_la_porte_ouvre(self.jour(-dit.porte_dans), mois=mois)
        return ContactDit(self.identifiant(), le, dit.nature, dit.echange, dit.intention, dit.parcours, dit.precision)


def raconter(scene: Scene) -> None:
    """Meet the youth, then tell each moment in order."""
    _rencontrer(scene)
    for moment in scene.jeune.moments:
        jouer(moment, scene)


def _rencontrer(scene: Scene) -> None:
    jeune, jour = scene.jeune, scene.jour(scene.jeune.il_y_a)
    ne_le = None if jeune.age is None else naissance(le=scene.le, age=jeune.age, fete_dans=jeune.fete_dans)
    identite = {"prenom": jeune.prenom, "nom": jeune.nom, "date_naissance": ne_le, "commune": jeune.commune}
    chez = scene.structures[jeune.chez].pk if jeune.chez else None
    if jeune.retour_de is not None:
        _revoir(scene, jour, {**identite, "departement": DEPARTEMENT, "numero_imilo": ""}, chez)
        return
    with sous(scene.gens[jeune.par], jour) as acteur:
        reperer(
            acteur=acteur,
            dossier_id=scene.dossier_id,
            repere_le=jour,
            identite={**identite, "departement": DEPARTEMENT if jeune.commune else ""},
            situation={**m.CONNUE, **jeune.situation},
            coordonnees=dict(jeune.coordonnees),
            signes=list(jeune.signes),
            lieu=jeune.lieu,
            recit=jeune.recit,
            demande=jeune.demande,
            mission_locale_id=chez,
            brouillon_id=None,
            programme=jeune.programme,
            le=jour,
            maintenant=a_l_heure(jour, 10),
        )


def _revoir(scene: Scene, jour: date, identite: dict[str, Any], chez: int | None) -> None:
    """Somebody who left is met again: a new dossier, tied to the old one."""
    jeune = scene.jeune
    with sous(scene.gens[jeune.par], jour) as acteur:
        revenir(
            acteur=acteur,
            ancien=Dossier.objects.get(pk=uuid.uuid5(ESPACE, f"dossier:{jeune.retour_de}")),
            dossier_id=scene.dossier_id,
            repere_le=jour,
            identite=identite,
            lieu=jeune.lieu,
            demande=jeune.demande,
            mission_locale_id=chez,
            le=jour,
            maintenant=a_l_heure(jour, 10),
        )


@singledispatch
def jouer(moment: Any, scene: Scene) -> None:
    """Tell one moment. Raises TypeError for one that is not of `demo.moments`."""
    raise TypeError(type(moment).__name__)


@jouer.register
def _(moment: m.Partage, scene: Scene) -> None:
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[scene.jeune.par], jour) as acteur:
        dossier = scene.dossier()
        recueillir(
            acteur=acteur,
            accord_id=scene.identifiant(),
            dossier=dossier,
            destinataire=dossier.mission_locale,
            elements=list(moment.elements),
            recueil=moment.recueil,
            jusqu_a=None if moment.expire_dans is None else scene.jour(-moment.expire_dans),
            maintenant=a_l_heure(jour, 11),
        )
    if scene.jeune.conseiller is not None:
        jouer(m.Remise(moment.il_y_a, scene.jeune.conseiller, scene.jeune.conseiller), scene)


@jouer.register
def _(moment: m.FinDePartage, scene: Scene) -> None:
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[scene.jeune.par], jour) as acteur:
        accord = Accord.objects.get(dossier_id=scene.dossier_id, retire_le=None)
        retirer(acteur=acteur, accord=accord, maintenant=a_l_heure(jour, 16))


@jouer.register
def _(moment: m.Note, scene: Scene) -> None:
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.par or scene.jeune.par], jour) as acteur:
        noter_contact(
            acteur=acteur,
            dossier_id=scene.dossier_id,
            dit=scene.contact(moment.contact),
            qui_le_dit=moment.dapres,
            le=jour,
            maintenant=a_l_heure(jour, 12),
        )


@jouer.register
def _(moment: m.Histoire, scene: Scene) -> None:
    jour = scene.jour(moment.il_y_a)
    inscrit_le = None if moment.inscrit_il_y_a is None else scene.jour(moment.inscrit_il_y_a)
    with sous(scene.gens[moment.par or scene.jeune.conseiller or "karim"], jour) as acteur:
        verifier_historique(
            acteur=acteur,
            verification_id=scene.identifiant(),
            dossier=scene.dossier(),
            inscrit=moment.inscrit,
            inscrit_le=inscrit_le,
            veille_le=None if moment.veille_dans is None else scene.jour(-moment.veille_dans),
            remarque=moment.remarque,
            contacts=[scene.contact(dit) for dit in moment.contacts],
            le=jour,
            maintenant=a_l_heure(jour, 14),
        )


@jouer.register
def _(moment: m.Remise, scene: Scene) -> None:
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.de], jour) as acteur:
        confier(
            acteur=acteur,
            dossier=scene.dossier(),
            appartenance_id=scene.gens[moment.a].pk,
            maintenant=a_l_heure(jour, 13),
        )


@jouer.register
def _(moment: m.Seance, scene: Scene) -> None:
    seance_le = COMMISSIONS[scene.jeune.chez or ""].seance(moment.rang, le=scene.le)
    jour = min(seance_le, scene.jour(1))
    with sous(scene.gens[moment.par], jour) as acteur:
        dossier = scene.dossier()
        garde = jugement(dossier, verdict_du(dossier, le=juge_le(seance_le, le=jour)))
        decision = proposer(
            acteur=acteur,
            decision_id=scene.identifiant(),
            version=1,
            dossier_id=dossier.pk,
            seance_le=seance_le,
            texte=_texte(moment, scene, garde),
            vu=garde["constat"],
            le=jour,
            maintenant=a_l_heure(jour, 9, 40),
        )
    for rang, cle in enumerate(moment.signent):
        with sous(scene.gens[cle], jour) as acteur:
            signer(
                acteur=acteur,
                decision=decision,
                lue=decision.empreinte,
                le=jour,
                maintenant=a_l_heure(jour, 10, 5 + 7 * rang),
            )


@jouer.register
def _(moment: m.Depart, scene: Scene) -> None:
    jour = scene.jour(moment.il_y_a)
    rien = {
        "le": jour,
        "motif": moment.motif,
        "precision": "",
        "vers": "",
        "accompagnement": None,
        "accompagnement_par": "",
        "accompagnement_jusqu_a": None,
        "parole": "",
    }
    with sous(scene.gens[moment.par], jour) as acteur:
        sortie = sorties.dire(
            acteur=acteur,
            sortie_id=scene.identifiant(),
            dossier_id=scene.dossier_id,
            texte={**rien, **moment.champs},
            relais=moment.relais,
            le=jour,
            maintenant=a_l_heure(jour, 15),
        )
    if moment.lue is None:
        return
    with sous(scene.gens[moment.lue], jour) as acteur:
        sorties.donner_avis(
            acteur=acteur,
            avis_id=scene.identifiant(),
            sortie=sortie,
            version_lue=1,
            conteste=bool(moment.conteste),
            texte=moment.conteste,
            maintenant=a_l_heure(jour, 17),
        )


def _texte(moment: m.Seance, scene: Scene, garde: dict[str, Any]) -> dict[str, Any]:
    textes: dict[str, Any] = dict.fromkeys(TEXTES, "")
    textes["fin_le"] = None
    if moment.issue == "pre_cej":
        textes["fin_le"] = date.fromisoformat(garde["ouverture_le"])
    responsable = scene.gens[moment.responsable].pk if moment.responsable else None
    return {**textes, **moment.champs, "issue": moment.issue, "responsable_id": responsable}


@jouer.register
def _(moment: m.Contrat, scene: Scene) -> None:
    jour, le_sien = scene.jour(moment.il_y_a), scene.jeune.conseiller or "karim"
    with sous(scene.gens[scene.jeune.par], jour) as acteur:
        dossier = scene.dossier()
        contrat = contrats.preparer(
            acteur=acteur,
            contrat_id=scene.identifiant(),
            version=1,
            dossier_id=dossier.pk,
            termes={
                "debut_le": jour,
                "fin_prevue_le": fin_ordinaire(jour, bareme=bareme_du(dossier, jour))
                if moment.finit_dans is None
                else scene.jour(-moment.finit_dans),
                "regime": moment.regime,
                "heures": moment.heures,
                "referent_id": scene.gens[le_sien].pk,
                "reference": moment.reference,
                "circonstances": "",
            },
            le=jour,
            maintenant=a_l_heure(jour, 9),
        )
    for rang, partie in enumerate(moment.signent):
        with sous(scene.gens[le_sien if partie == Partie.MISSION_LOCALE else scene.jeune.par], jour) as acteur:
            contrats.noter_signature(
                acteur=acteur,
                contrat=contrat,
                partie=Partie(partie),
                signee_le=jour,
                le=jour,
                maintenant=a_l_heure(jour, 10, 5 * rang),
            )
    _ouvrir(moment, scene, contrat)


def _ouvrir(moment: m.Contrat, scene: Scene, contrat: Contrat) -> None:
    if moment.ouvert_par is None:
        return
    jour = scene.jour(moment.il_y_a)
    with sous(scene.gens[moment.ouvert_par], jour) as acteur:
        contrats.ouvrir(
            acteur=acteur, contrat=contrat, version=1, en_qualite_de="delegataire", maintenant=a_l_heure(jour, 11)
        )
    if moment.rompu_il_y_a is not None:
        fini = scene.jour(moment.rompu_il_y_a)
        with sous(scene.gens[moment.ouvert_par], fini) as acteur:
            rompre(
                acteur=acteur,
                contrat=contrat,
                rompu_le=fini,
                initiative="jeune",
                motif="emploi",
                le=fini,
                maintenant=a_l_heure(fini, 15),
            )
