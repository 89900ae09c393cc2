"""Entretiens à trois: from the slots proposed to the three signatures of the youth, the porteur, the mission locale.

That it was held is a fact of `parcours.suivi` (`RendezvousTenu`): the next one is counted from it.
"""

import uuid

import pghistory
from django.db import models
from django.db.models import Q

from parcours.suivi.models import RendezvousTenu
from regles.contrat import Partie
from socle.acces.models import PLAN
from socle.acces.portee import SousPortee
from socle.acteurs.models import Appartenance
from socle.consentements.models import ModeDeRecueil
from socle.dossier.models import Dossier

PARTIES = [
    (Partie.JEUNE.value, "le jeune"),
    (Partie.PORTEUR.value, "le porteur"),
    (Partie.MISSION_LOCALE.value, "la mission locale"),
]
DUREES = (30, 45, 60, 90, 120)
"""Minutes that a form offers. Ours: no text says."""


class Lieu(models.TextChoices):
    PORTEUR = "porteur", "Chez le porteur"
    MISSION_LOCALE = "mission_locale", "À la mission locale"
    AILLEURS = "ailleurs", "Ailleurs"
    TELEPHONE = "telephone", "Par téléphone"


def _lieu_dit(nom: str, *, vide: bool = False) -> list[models.CheckConstraint]:
    """A known place, in words where it is elsewhere."""
    connu = Q(lieu__in=[*Lieu.values, *([""] if vide else [])])
    dit = (Q(lieu=Lieu.AILLEURS) & ~Q(lieu_dit="")) | (~Q(lieu=Lieu.AILLEURS) & Q(lieu_dit=""))
    return [
        models.CheckConstraint(condition=connu, name=f"{nom}_lieu_connu"),
        models.CheckConstraint(condition=dit, name=f"{nom}_lieu_dit"),
    ]


@pghistory.track()
class Tripartite(models.Model):
    """One meeting of the three. Until it is held, one at a time: proposed, fixed (`fixe_le`), cancelled, or held.

    `sequence` counts what the calendars of those invited were told; `version` guards the words of the compte rendu.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="tripartites")
    propose_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    propose_le = models.DateTimeField("proposé le")
    repondu_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    repondu_le = models.DateTimeField("répondu le", null=True, blank=True)
    mot = models.CharField("un mot avec la réponse", max_length=300, blank=True)
    fixe_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    fixe_le = models.DateTimeField("fixé le", null=True, blank=True)
    debut = models.DateTimeField("quand", null=True, blank=True)
    duree = models.PositiveSmallIntegerField("durée, en minutes", null=True, blank=True)
    lieu = models.CharField("où", max_length=16, choices=Lieu, blank=True)
    lieu_dit = models.CharField("où, en mots", max_length=160, blank=True)
    sequence = models.PositiveSmallIntegerField("changement", default=0)
    motif = models.CharField("pourquoi il est déplacé ou annulé", max_length=300, blank=True)
    annule_par = models.ForeignKey(Appartenance, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    annule_le = models.DateTimeField("annulé le", null=True, blank=True)
    tenu = models.ForeignKey(RendezvousTenu, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parole_jeune = models.CharField("ce que le jeune dit", max_length=1500, blank=True)
    parole_porteur = models.CharField("ce que le porteur dit", max_length=1500, blank=True)
    parole_mission_locale = models.CharField("ce que la mission locale dit", max_length=1500, blank=True)
    prochain_le = models.DateField("le prochain vers le", null=True, blank=True)
    maj_par = models.ForeignKey(Appartenance, on_delete=models.PROTECT, related_name="+")
    maj_le = models.DateTimeField("modifié le")
    version = models.PositiveIntegerField(default=1)
    signe_le = models.DateTimeField("signé par les trois le", null=True, blank=True)

    objects = SousPortee(element=PLAN)

    class Meta:
        verbose_name = "entretien à trois"
        base_manager_name = "objects"
        constraints = [
            # Two sides who propose at once propose for the same meeting.
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(annule_le=None, tenu=None), name="tripartite_un_seul_a_venir"
            ),
            models.UniqueConstraint(fields=["tenu"], name="tripartite_tenu_une_fois"),
            *_lieu_dit("tripartite", vide=True),
            models.CheckConstraint(
                condition=Q(fixe_le=None, fixe_par=None, debut=None, duree=None, lieu="", sequence=0)
                | Q(fixe_le__isnull=False, fixe_par__isnull=False, debut__isnull=False, duree__gte=5, duree__lte=480)
                & ~Q(lieu=""),
                name="tripartite_fixe_entier",
            ),
            models.CheckConstraint(
                condition=Q(annule_le=None, annule_par=None)
                | Q(annule_le__isnull=False, annule_par__isnull=False, tenu=None) & ~Q(motif=""),
                name="tripartite_annule_dit",
            ),
            models.CheckConstraint(
                condition=Q(tenu__isnull=False)
                | Q(parole_jeune="", parole_porteur="", parole_mission_locale="", prochain_le=None, signe_le=None),
                name="tripartite_tenu_avant_d_etre_dit",
            ),
        ]
        indexes = [models.Index(fields=["dossier", "-propose_le"], name="tripartite_du_dossier")]

    def __str__(self) -> str:
        return f"entretien à trois {self.pk}"


@pghistory.track()
class Creneau(models.Model):
    """A slot that one side proposes, and whether the other says that it suits. A later proposal takes it back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="creneaux")
    tripartite = models.ForeignKey(Tripartite, on_delete=models.CASCADE, related_name="creneaux")
    debut = models.DateTimeField("quand")
    duree = models.PositiveSmallIntegerField("durée, en minutes")
    lieu = models.CharField("où", max_length=16, choices=Lieu)
    lieu_dit = models.CharField("où, en mots", max_length=160, blank=True)
    convient = models.BooleanField("convient", null=True, blank=True)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    objects = SousPortee(element=PLAN)

    class Meta:
        verbose_name = "créneau"
        base_manager_name = "objects"
        constraints = [
            *_lieu_dit("creneau"),
            models.CheckConstraint(condition=Q(duree__gte=5, duree__lte=480), name="creneau_duree_possible"),
        ]

    def __str__(self) -> str:
        return f"créneau {self.pk}"


class Place(models.TextChoices):
    """As what one is invited."""

    JEUNE = "jeune", "Le jeune"
    PORTEUR = "porteur", "Pour le porteur"
    MISSION_LOCALE = "mission_locale", "Pour la mission locale"
    EQUIPE = "equipe", "De son équipe"


class Presence(models.TextChoices):
    PRESENT = "present", "Là"
    EXCUSE = "excuse", "Excusé"
    ABSENT = "absent", "Sans nouvelle"


@pghistory.track()
class Invite(models.Model):
    """Somebody invited, and once it is held, whether they were there. The youth has no name here: the dossier's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="invites_a_trois")
    tripartite = models.ForeignKey(Tripartite, on_delete=models.CASCADE, related_name="invites")
    place = models.CharField("à quel titre", max_length=16, choices=Place)
    nom = models.CharField("nom", max_length=120, blank=True)
    presence = models.CharField("était là", max_length=8, choices=Presence, blank=True)
    par = models.ForeignKey(Appartenance, verbose_name="invité par", on_delete=models.PROTECT, related_name="+")
    note_le = models.DateTimeField("invité le")
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    objects = SousPortee(element=PLAN)

    class Meta:
        verbose_name = "invité"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(condition=Q(place__in=Place.values), name="invite_place_connue"),
            models.CheckConstraint(condition=Q(presence__in=[*Presence.values, ""]), name="invite_presence_connue"),
            models.CheckConstraint(
                condition=Q(place=Place.JEUNE, nom="") | (~Q(place=Place.JEUNE) & ~Q(nom="")), name="invite_nomme"
            ),
            models.UniqueConstraint(
                fields=["tripartite", "place", "nom"], condition=Q(retire_le=None), name="invite_une_fois"
            ),
        ]

    def __str__(self) -> str:
        return f"invité {self.pk}"


@pghistory.track()
class SignatureATrois(models.Model):
    """One of the three said yes to the compte rendu, or the reason why that yes is missing (`manque`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="signatures_a_trois")
    tripartite = models.ForeignKey(Tripartite, on_delete=models.CASCADE, related_name="signatures")
    partie = models.CharField("qui", max_length=16, choices=PARTIES)
    signee_le = models.DateField("signé le", null=True, blank=True)
    recueil = models.CharField("comment le jeune l’a dit", max_length=16, choices=ModeDeRecueil, blank=True)
    manque = models.CharField("pourquoi elle manque", max_length=300, blank=True)
    par = models.ForeignKey(Appartenance, verbose_name="noté par", on_delete=models.PROTECT, related_name="+")
    notee_le = models.DateTimeField("noté le")
    retiree_le = models.DateTimeField("retiré le", null=True, blank=True)

    objects = SousPortee(element=PLAN)

    class Meta:
        verbose_name = "signature de l’entretien"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["tripartite", "partie"], condition=Q(retiree_le=None), name="signature_a_trois_une_par_partie"
            ),
            models.CheckConstraint(
                condition=Q(partie__in=[p for p, _ in PARTIES]), name="signature_a_trois_partie_connue"
            ),
            models.CheckConstraint(
                condition=(Q(signee_le=None, recueil="") & ~Q(manque=""))
                | Q(signee_le__isnull=False, manque="", partie=Partie.JEUNE.value) & ~Q(recueil="")
                | Q(signee_le__isnull=False, manque="", recueil="") & ~Q(partie=Partie.JEUNE.value),
                name="signature_a_trois_donnee_ou_expliquee",
            ),
        ]

    def __str__(self) -> str:
        return f"signature de l’entretien {self.pk}"
