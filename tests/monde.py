"""The cast. Each intruder owns a dossier of their own: somebody with empty hands proves nothing.

Nadia and her colleague Bilal work at Le Fil (porteur), with the mission locale of Val-Doré, where Karim and Inès
work. Sacha is at another porteur, Les Amarres, which works with another mission locale, Haute-Rive, where Léna works.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.test import Client

from parcours.reperage.ecritures import reperer
from socle.acces.portee import Acteur, casquettes, porter
from socle.acteurs.models import Appartenance, Compte, Structure
from socle.consentements.ecritures import recueillir
from socle.consentements.models import Accord
from socle.consentements.partenaires import AccordDit, Recueil, recueillir_pour_un_partenaire
from socle.dossier.models import Dossier
from socle.partenariats.models import Partenariat

PARIS = ZoneInfo("Europe/Paris")
LE = date(2026, 11, 23)
MAINTENANT = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)
MOT_DE_PASSE = "une phrase assez longue"


@contextmanager
def agir(appartenance: Appartenance, *, le: date = LE) -> Iterator[Acteur]:
    """Wear a hat, with both walls open to it, for the time of a block."""
    acteur = casquettes(appartenance.compte_id, appartenance.pk, le=le, acte="test")[0]
    assert acteur.appartenance_id == appartenance.pk
    with porter(acteur):
        yield acteur


@dataclass
class Monde:
    """The structures, the people by first name, and what they can do."""

    le_fil: Structure
    les_amarres: Structure
    val_dore: Structure
    haute_rive: Structure
    ddets: Structure
    gens: dict[str, Appartenance]

    def __getattr__(self, prenom: str) -> Appartenance:
        try:
            return self.gens[prenom]
        except KeyError:
            raise AttributeError(prenom) from None

    def dossier(
        self, par: Appartenance, *, le: date = LE, mission_locale: Structure | None = None, **champs
    ) -> Dossier:
        """A youth met by `par`. By default, all that makes a verdict favorable is known; nothing is shared."""
        identite = {"prenom": "Idriss", "nom": "Marchais", "date_naissance": date(2006, 3, 2), "departement": "35"}
        situation = {
            "etudiant": False, "en_formation": False, "en_emploi": False, "ressources": "aucune",
            "inscrit_mission_locale": False, "inscrit_demandeur_emploi": False,
        }  # fmt: skip
        coordonnees = {"telephone": "01 99 00 00 00"}
        for nom, groupe in (("identite", identite), ("situation", situation), ("coordonnees", coordonnees)):
            groupe.update(champs.pop(nom, {}))
        with agir(par, le=le) as acteur:
            return reperer(
                acteur=acteur, dossier_id=champs.pop("id", uuid4()), repere_le=champs.pop("repere_le", le),
                identite=identite, situation=situation, coordonnees=coordonnees,
                signes=champs.pop("signes", ["sans_logement_stable"]), lieu=champs.pop("lieu", "la gare"),
                recit=champs.pop("recit", ""), demande=champs.pop("demande", ""),
                mission_locale_id=mission_locale.pk if mission_locale else None, brouillon_id=None, le=le,
                maintenant=datetime(le.year, le.month, le.day, 10, tzinfo=PARIS),
                programme=champs.pop("programme", None),
            )  # fmt: skip

    def accord(
        self, par: Appartenance, dossier: Dossier, *, elements: list[str] | None = None, le: date = LE,
        jusqu_a: date | None = None, avec: Structure | None = None,
    ) -> Accord:  # fmt: skip
        """The youth agrees that the mission locale of the dossier sees it, and the plan that they write together."""
        if avec is not None and avec.nature == "partenaire":
            return self._accord_d_un_partenaire(par, dossier, avec, elements or [], le, jusqu_a)
        with agir(par, le=le) as acteur:
            return recueillir(
                acteur=acteur, accord_id=uuid4(), dossier=dossier, destinataire=avec or dossier.mission_locale,
                elements=elements or ["dossier", "plan"], recueil="oral", jusqu_a=jusqu_a,
                maintenant=datetime(le.year, le.month, le.day, 11, tzinfo=PARIS),
            )  # fmt: skip

    def _accord_d_un_partenaire(
        self, par: Appartenance, dossier: Dossier, avec: Structure, elements: list[str], le: date, jusqu_a: date | None
    ) -> Accord:
        domaines = tuple(e for e in elements if e in ("sante", "justice"))
        with agir(par, le=le) as acteur:
            return recueillir_pour_un_partenaire(
                acteur=acteur, accord_id=uuid4(), dossier=dossier, destinataire=avec,
                dit=AccordDit(avec.nom, domaines, jusqu_a or le + timedelta(days=300)), recueil=Recueil("oral"), le=le,
                maintenant=datetime(le.year, le.month, le.day, 11, tzinfo=PARIS),
            )  # fmt: skip

    def client(self, appartenance: Appartenance | None) -> Client:
        """A browser without scripts, logged in under that hat; None is a stranger."""
        client = Client()
        if appartenance is not None:
            client.force_login(appartenance.compte, backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.session
            session["casquette"] = appartenance.pk
            session.save()
        return client


def embaucher(
    prenom: str, nom: str, structure: Structure, metier: str, *, portee: str = "structure", decide: bool = True,
    administre: bool = False, compte: Compte | None = None,
) -> Appartenance:  # fmt: skip
    """Somebody gets a hat, for ever and since long."""
    if compte is None:
        compte = Compte.objects.create_user(
            courriel=f"{prenom}.{nom}@exemple.test".lower(), prenom=prenom, nom=nom, mot_de_passe=MOT_DE_PASSE
        )
        # A professional has a second factor, or sees nothing (see tests/socle/acteurs for those who have none yet).
        Authenticator.objects.create(user=compte, type=Authenticator.Type.TOTP, data={"secret": "x"})
    casquettes(compte.pk, None, le=LE, acte="test")
    return Appartenance.objects.create(
        compte=compte, structure=structure, metier=metier, portee=portee, decide=decide, administre=administre,
        depuis=date(2022, 1, 1),
    )  # fmt: skip


def planter() -> Monde:
    """Build the cast. Nobody's dossier exists yet."""
    le_fil = Structure.objects.create(nature="porteur", nom="Le Fil d’Ormelle", departement="35")
    les_amarres = Structure.objects.create(nature="porteur", nom="Les Amarres", departement="35")
    val_dore = Structure.objects.create(nature="mission_locale", nom="Mission locale du Val-Doré", departement="35")
    haute_rive = Structure.objects.create(nature="mission_locale", nom="Mission locale de Haute-Rive", departement="35")
    ddets = Structure.objects.create(nature="pilote", nom="DDETS de l’Ormelle", departement="35")
    for porteur, mission_locale in ((le_fil, val_dore), (les_amarres, haute_rive)):
        Partenariat.objects.create(porteur=porteur, mission_locale=mission_locale, depuis=date(2022, 9, 1))
    gens = {
        "nadia": embaucher("Nadia", "Ferrand", le_fil, "referent"),
        "bilal": embaucher("Bilal", "Aubry", le_fil, "referent"),
        "paul": embaucher("Paul", "Leguen", le_fil, "direction", portee="aucune", decide=False, administre=True),
        "maya": embaucher("Maya", "Costa", le_fil, "benevole", portee="siens", decide=False),
        "karim": embaucher("Karim", "Vasseur", val_dore, "conseiller"),
        "ines": embaucher("Inès", "Tabet", val_dore, "coordinateur", administre=True),
        "sacha": embaucher("Sacha", "Morel", les_amarres, "referent"),
        "lena": embaucher("Léna", "Prigent", haute_rive, "conseiller"),
        "odile": embaucher("Odile", "Marchand", ddets, "charge_de_mission", portee="aucune", decide=False),
    }
    return Monde(le_fil, les_amarres, val_dore, haute_rive, ddets, gens)


def identifiant() -> UUID:
    """A fresh id, as a form would carry."""
    return uuid4()
