"""The Python wall: a query on a dossier is limited to what the current hat sees, or it raises."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q

from regles.acces import Droit, Nature, Portee, droits
from socle.acteurs.models import Metier, initiales_de_structure


class HorsPortee(Exception):
    """A query on dossiers was made while nobody was known to be asking."""


@dataclass(frozen=True, slots=True)
class Acteur:
    """Who acts: one account, wearing one hat. `le` is the day the request is judged."""

    compte_id: int
    appartenance_id: int
    structure_id: int
    structure_nom: str
    nature: str
    metier: str
    portee: str
    decide: bool
    administre: bool
    fuseau: str
    prenom: str
    nom: str
    double_facteur: bool
    le: date
    droits: frozenset[Droit] = field(default=frozenset())

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}".strip()

    @property
    def initiales(self) -> str:
        return (self.prenom[:1] + self.nom[:1]).upper()

    @property
    def structure_initiales(self) -> str:
        return initiales_de_structure(self.structure_nom)

    @property
    def metier_libelle(self) -> str:
        return str(Metier(self.metier).label)

    @property
    def est_porteur(self) -> bool:
        return self.nature == Nature.PORTEUR

    @property
    def est_mission_locale(self) -> bool:
        return self.nature == Nature.MISSION_LOCALE


_acteur: ContextVar[Acteur | None] = ContextVar("acteur", default=None)
# Switched off by one test only: it proves that PostgreSQL alone holds.
_mur_python: ContextVar[bool] = ContextVar("mur_python", default=True)
touches: ContextVar[bool] = ContextVar("touches", default=False)
"""True once a query on dossiers was built: the middleware then demands a line of the journal."""


def acteur_courant() -> Acteur:
    """The hat being worn. Raises HorsPortee when nobody is known."""
    acteur = _acteur.get()
    if acteur is None:
        raise HorsPortee("Aucun acteur : la requête sort de la portée.")
    return acteur


_ENTRER = "SELECT * FROM entrer(%s, %s, %s, %s)"


def casquettes(compte_id: int, appartenance_id: int | None, *, le: date, acte: str) -> list[Acteur]:
    """Open PostgreSQL's wall for this account and hat until the end of the transaction; return all its hats.

    The hat worn comes first. `acte` is what history will say was done (a view's name, a command's). An account
    without any open hat gets an empty list, and sees nothing.
    """
    with connection.cursor() as curseur:
        curseur.execute(_ENTRER, [compte_id, appartenance_id, le, acte])
        colonnes = [c.name for c in curseur.description or ()]
        lignes = [dict(zip(colonnes, ligne, strict=True)) for ligne in curseur.fetchall()]
    return [_acteur_de(ligne, le) for ligne in lignes]


def _acteur_de(ligne: dict, le: date) -> Acteur:
    obtenus = droits(
        nature=ligne["nature"], portee=ligne["portee"], decide=ligne["decide"], administre=ligne["administre"]
    )
    return Acteur(**ligne, le=le, droits=obtenus)


@contextmanager
def porter(acteur: Acteur | None) -> Iterator[None]:
    """Wear the hat for the ORM, for the time of a block. PostgreSQL's wall is opened by `casquettes`."""
    jeton = _acteur.set(acteur)
    try:
        yield
    finally:
        _acteur.reset(jeton)


@contextmanager
def sans_lecture() -> Iterator[None]:
    """For a count that names nobody: what it touches asks for no line of the journal."""
    avant = touches.get()
    try:
        yield
    finally:
        touches.set(avant)


@contextmanager
def sans_mur_python() -> Iterator[None]:
    """For the test that proves PostgreSQL alone holds."""
    jeton = _mur_python.set(False)
    try:
        yield
    finally:
        _mur_python.reset(jeton)


def mur_python() -> bool:
    """Whether the Python wall stands."""
    return _mur_python.get()


class _Sonde(Exists):
    """The same, asked row by row: `OFFSET 0` keeps PostgreSQL from making a join of it."""

    template = "EXISTS(%(subquery)s OFFSET 0)"


def visible(acteur: Acteur, *, element: str | None = None, chemin: str = "pk", sonde: type[Exists] = Exists) -> Q:
    """The condition « this hat sees that dossier », for a queryset whose dossier is at `chemin`."""
    from socle.acces.models import RECUS, TOUT, Acces  # noqa: PLC0415 - models import this module

    ouverts = Acces.objects.filter(dossier_id=OuterRef(chemin), structure_id=acteur.structure_id, ferme_le=None).filter(
        Q(jusqu_a=None) | Q(jusqu_a__gte=acteur.le)
    )
    if acteur.portee == Portee.PARTAGE and element not in RECUS:
        return Q(pk=None)
    if acteur.portee in (Portee.STRUCTURE, Portee.PARTAGE):
        ouverts = ouverts.filter(appartenance_id=None)
    else:
        # A hat that looks at nothing keeps no dossier it was given before: it is nobody's id.
        personne = -1
        ouverts = ouverts.filter(appartenance_id=acteur.appartenance_id if acteur.portee == Portee.SIENS else personne)
    if element is not None:
        ouverts = ouverts.filter(elements__overlap=[element, TOUT])
    return Q(sonde(ouverts))


class SousPortee(models.Manager):
    """Manager of a model that hangs from a dossier. Outside a scope it raises; inside, it shows what is open.

    `chemin` leads to the dossier's id; `element` is what must be open (None: any access will do).
    """

    def __init__(self, *, chemin: str = "dossier_id", element: str | None = None) -> None:
        super().__init__()
        self.chemin = chemin
        self.element = element

    def get_queryset(self) -> models.QuerySet:
        return self._ouverts(Exists)

    def un_a_un(self) -> models.QuerySet:
        """The same rows, for a query that walks an index in order and stops after a page.

        As a join, PostgreSQL holds this wall and its own to be independent: it expects a handful of dossiers where
        there are thousands, and prefers to read a whole caseload. Asked row by row, the walk stays the cheapest. A
        query that no index narrows (a search) must keep the join, which starts from the hat's own dossiers.
        """
        return self._ouverts(_Sonde)

    def _ouverts(self, sonde: type[Exists]) -> models.QuerySet:
        acteur = acteur_courant()
        touches.set(True)
        requete = super().get_queryset()
        if not _mur_python.get():
            return requete
        return requete.filter(self.condition(acteur, sonde))

    def condition(self, acteur: Acteur, sonde: type[Exists]) -> Q:
        """What this hat sees: for a manager of rows that not all who see the dossier see."""
        return visible(acteur, element=self.element, chemin=self.chemin, sonde=sonde)


def identifiant(valeur: str) -> UUID | None:
    """A UUID typed in a form, or None when it is not one."""
    try:
        return UUID(valeur)
    except (TypeError, ValueError, AttributeError):
        return None
