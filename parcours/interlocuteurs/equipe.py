"""The team of a youth as a page shows it: deduced from the acts, completed by what was noted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from parcours.interlocuteurs.lectures import Faits, InvitationLue, RelaisPrevuLu, Tour
from parcours.interlocuteurs.models import Audience, Partenaire
from parcours.interlocuteurs.mots import POUR_QUOI, absence_dite, ce_qu_il_garde, ce_qu_il_recoit
from regles.acces import Nature
from socle.acces.portee import Acteur
from socle.acteurs.lectures import finie
from socle.acteurs.models import Appartenance, PorteeDuRegard, Structure, initiales_de_structure

TOUS = "*"
"""In place of a key: everybody’s coordinates are uncovered."""


@dataclass(frozen=True, slots=True)
class Interlocuteur:
    """One person, or one structure, around the youth. Coordinates are there only once they were asked for."""

    cle: str
    nom: str
    initiales: str
    nature: str
    role: str
    pour_quoi: str
    depuis: date | None = None
    jusqu_a: date | None = None
    vous: bool = False
    heures: str = ""
    absence: str = ""
    absent: bool = False
    garde: str = ""
    telephone: str = ""
    courriel: str = ""
    telephone_url: str = ""
    courriel_url: str = ""
    partenaire: Partenaire | None = None
    a_nous: bool = False
    """A partner that the structure of the hat worn noted, and may change."""
    invitation: InvitationLue | None = None
    recoit: str = ""
    """Whether this partner receives something in Tandem, in words; for the porteur that invites."""
    rendre_a: int | None = None
    """The hat that may have the dossier back: the one who had it just before, on the side of the hat worn."""

    @property
    def lisible(self) -> str:
        """Who reads that this partner is there, in words."""
        if self.partenaire is None:
            return ""
        if self.partenaire.audience == Audience.LES_DEUX:
            return "Lisible par le porteur et la mission locale"
        return f"Lisible par {self.partenaire.structure} seulement"

    @property
    def rien_pour_joindre(self) -> bool:
        return not (self.telephone or self.courriel or self.telephone_url or self.courriel_url)


@dataclass(frozen=True, slots=True)
class Equipe:
    """Who is there, who was, and what is planned. `sans_accord`: the mission locale that does not see the dossier."""

    presents: list[Interlocuteur]
    anciens: list[Interlocuteur]
    relais: list[RelaisPrevuLu]
    sans_accord: Structure | None
    quelqu_un: bool
    """Whether somebody is named on the side of the hat worn."""

    def de_cle(self, cle: str) -> Interlocuteur | None:
        """The one of that key, present or not."""
        return next((p for p in (*self.presents, *self.anciens) if p.cle == cle), None)


def equipe(faits: Faits, *, acteur: Acteur, revele: str = "") -> Equipe:
    """Put the team together for one hat. `revele` is the key of who is to be reached: the others stay covered."""
    composer = _Composition(faits, acteur, revele)
    ml = faits.dossier.mission_locale
    return Equipe(
        presents=[*composer.membres(), *composer.partenaires(partis=False)],
        anciens=[*composer.anciens(), *composer.partenaires(partis=True)],
        relais=faits.relais,
        sans_accord=ml if ml is not None and ml.pk not in faits.ouvertes else None,
        quelqu_un=acteur.est_porteur or faits.dossier.conseiller_id is not None,
    )


@dataclass(frozen=True, slots=True)
class _Composition:
    faits: Faits
    acteur: Acteur
    revele: str

    def membres(self) -> list[Interlocuteur]:
        """Those whom an act of today names, on both sides."""
        f, d = self.faits, self.faits.dossier
        unique = f.contrat.referent_id if f.contrat else None
        gens = [self._membre(d.referent_id, ("referent",), self._depuis(d.referent_id) or d.repere_le)]
        if d.mission_locale_id is None or d.mission_locale_id not in f.ouvertes:
            return gens
        if d.conseiller_id is not None:
            roles = ("conseiller", "referent_unique") if unique == d.conseiller_id else ("conseiller",)
            gens.append(self._membre(d.conseiller_id, roles, self._depuis(d.conseiller_id)))
        elif unique is None:
            gens.append(self._structure(d.mission_locale))
        if f.contrat is not None and unique is not None and unique != d.conseiller_id:
            gens.append(self._membre(unique, ("referent_unique",), _designe_le(f.contrat, unique)))
        return gens

    def anciens(self) -> list[Interlocuteur]:
        """Those who looked after the dossier and no longer do, latest first."""
        d = self.faits.dossier
        actuels = {d.porteur_id: d.referent_id}
        if d.mission_locale_id in self.faits.ouvertes:
            actuels[d.mission_locale_id] = d.conseiller_id
        derniers = {t.structure_id: t for t in self.faits.tours}
        passes = [
            t
            for t in self.faits.tours
            if t is not derniers[t.structure_id] or actuels.get(t.structure_id) != t.appartenance_id
        ]
        dernier = next((t for t in reversed(passes) if t.structure_id == self.acteur.structure_id), None)
        return [self._ancien(t, rendre=t is dernier) for t in sorted(passes, key=lambda t: t.debut, reverse=True)]

    def partenaires(self, *, partis: bool) -> list[Interlocuteur]:
        notes = self.faits.partenaires
        return [self._partenaire(p) for p in notes if self._est_parti(p) is partis]

    def _est_parti(self, partenaire: Partenaire) -> bool:
        return partenaire.parti_le is not None and partenaire.parti_le <= self.acteur.le

    def _depuis(self, appartenance_id: int) -> date | None:
        tours = [t for t in self.faits.tours if t.appartenance_id == appartenance_id]
        return _jour(tours[-1]) if tours else None

    def _membre(self, hat_id: int, roles: tuple[str, ...], depuis: date | None) -> Interlocuteur:
        hat, joignable = self.faits.hats[hat_id], self.faits.joignables[hat_id]
        unique = ["référent unique du contrat"] if "referent_unique" in roles else []
        return Interlocuteur(
            **_qui(hat),
            role=", ".join([_metier(hat), *unique]),
            pour_quoi=" ".join(POUR_QUOI[role] for role in roles),
            depuis=depuis,
            vous=hat.compte_id == self.acteur.compte_id,
            heures=joignable.heures,
            absence=absence_dite(joignable.absence, le=self.acteur.le) if joignable.absence else "",
            absent=joignable.absent,
            **self._moyens(_cle(hat), joignable.telephone or hat.structure.telephone, joignable.courriel),
        )

    def _ancien(self, tour: Tour, *, rendre: bool) -> Interlocuteur:
        hat = self.faits.hats[tour.appartenance_id]
        ouverte = tour.structure_id in self.faits.ouvertes
        dossier = self.faits.dossier
        # Who has the dossier again keeps nothing of a former turn: it is theirs.
        revenu = ouverte and hat.pk in (dossier.referent_id, dossier.conseiller_id)
        return Interlocuteur(
            **_qui(hat) | {"cle": f"ancien-{hat.pk}-{tour.debut:%Y%m%d%H%M}"},
            role=_metier(hat),
            pour_quoi="",
            depuis=_jour(tour),
            jusqu_a=tour.fin,
            vous=hat.compte_id == self.acteur.compte_id,
            rendre_a=hat.pk if rendre and suit_des_jeunes(hat, le=self.acteur.le) else None,
            garde="" if revenu else ce_qu_il_garde(hat, ouverte=ouverte, le=self.acteur.le),
        )

    def _structure(self, structure: Structure) -> Interlocuteur:
        """The mission locale itself, which reads the dossier and has named nobody. Its number is public."""
        ouverte = self.faits.ouvertes[structure.pk]
        return Interlocuteur(
            cle=f"structure-{structure.pk}",
            nom=str(structure),
            initiales=initiales_de_structure(str(structure)),
            nature=structure.nature,
            role="",
            pour_quoi=POUR_QUOI["structure"],
            depuis=timezone.localtime(ouverte).date(),
            telephone=structure.telephone,
        )

    def _partenaire(self, note: Partenaire) -> Interlocuteur:
        cle = f"partenaire-{note.pk}"
        invitation = next((InvitationLue.lue(ligne) for ligne in note.lues_invitations), None)
        fonction = note.fonction if note.nom else ""
        return Interlocuteur(
            cle=cle,
            nom=note.nom_affiche,
            initiales=initiales_de_structure(note.nom_affiche) or "?",
            nature=Nature.PARTENAIRE,
            role=", ".join(filter(None, (fonction, note.organisation if note.nom else note.fonction))),
            pour_quoi=note.pour_quoi,
            depuis=note.depuis,
            jusqu_a=note.parti_le,
            heures=note.joignable,
            partenaire=note,
            a_nous=note.structure_id == self.acteur.structure_id,
            invitation=invitation if invitation and invitation.en_cours(le=self.acteur.le) else None,
            recoit=ce_qu_il_recoit(invitation, le=self.acteur.le) if invitation else "",
            **self._moyens(cle, note.telephone, note.courriel),
        )

    def _moyens(self, cle: str, telephone: str, courriel: str) -> dict[str, str]:
        """The coordinates of who was asked for; for the others, the address that shows them and leaves a line."""
        if self.revele in (cle, TOUS):
            return {"telephone": telephone, "courriel": courriel}
        # The page that answers is the same, at the person asked for.
        url = f"{reverse('joindre', args=[self.faits.dossier.pk, cle])}#{cle}"
        return {"telephone_url": url if telephone else "", "courriel_url": url if courriel else ""}


def _designe_le(contrat: Any, referent_id: int) -> date:
    changements = [c.du for c in contrat.changements if c.quoi == "referent" and c.du <= contrat.le]
    return changements[-1] if changements else contrat.debut_le


def suit_des_jeunes(hat: Appartenance, *, le: date) -> bool:
    """Whether a hat may look after a dossier on that day."""
    return not finie(hat, le=le) and hat.portee != PorteeDuRegard.AUCUNE


def _cle(hat: Appartenance) -> str:
    return f"membre-{hat.pk}"


def _metier(hat: Appartenance) -> str:
    dit = f"{hat.get_metier_display()}, {hat.structure}"
    return dit[:1].upper() + dit[1:]


def _qui(hat: Appartenance) -> dict[str, str]:
    return {
        "cle": _cle(hat),
        "nom": hat.compte.nom_complet,
        "initiales": hat.compte.initiales,
        "nature": hat.structure.nature,
    }


def _jour(tour: Tour) -> date:
    return timezone.localtime(tour.debut).date()
