"""One thing to do, as every step describes it for « À faire »."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from socle.dossier.models import Etape
from socle.dossier.noms import de, initiales, nom_affiche


def lignes(
    dossiers: QuerySet, *, code: str, depuis: Any, avant_le: Any = None, precision: Any = None, sortis: bool = False
) -> QuerySet:
    """These dossiers as lines of « À faire »: the same columns everywhere, for one UNION ALL over the steps.

    `code` says which description the step gives it; `depuis` and `avant_le` are expressions of dates, `precision`
    of text. Nothing is asked any more for a youth who left, whatever the step, unless `sortis` says that it is.
    """
    if not sortis:
        dossiers = dossiers.filter(~Q(etape=Etape.SORTI))
    return dossiers.order_by().values(
        "prenom",
        "nom",
        code=Value(code, output_field=CharField()),
        dossier_id=F("pk"),
        depuis=Cast(depuis, DateField()),
        avant_le=Cast(avant_le if avant_le is not None else Value(None), DateField()),
        precision=Cast(precision if precision is not None else Value(""), TextField()),
    )


@dataclass(frozen=True, slots=True)
class Tache:
    """A line of « À faire ».

    `attend` is the mark of who waits (« jeune », « porteur », « mission_locale »), `initiales` what is in it;
    `faire` the verb of the button; `action` says whether it is a POST (done from here) or a page to open.
    """

    titre: str
    pourquoi: str
    attend: str
    initiales: str
    faire: str
    url: str
    avant_le: date | None
    depuis: date
    dossier_id: UUID | None
    """None for what is not in a dossier yet."""
    action: bool = False
    code: str = ""
    """What is to be done, for lines of one kind to be shown together. `web.accueil` says it."""


def tache(ligne: dict[str, Any], *, titre: str, pourquoi: str, faire: str, url: str, action: bool = False) -> Tache:
    """Describe one line of « À faire » about a dossier. `{}` in `titre` is the youth, as lists name them.

    « de {} » elides before a vowel: « d’Emma P. ».
    """
    jeune = nom_affiche(ligne["prenom"], ligne["nom"])
    return Tache(
        titre=titre.replace("de {}", "{de}").format(jeune, de=de(jeune)),
        pourquoi=pourquoi,
        attend="jeune",
        initiales=initiales(ligne["prenom"], ligne["nom"]),
        faire=faire,
        url=url,
        avant_le=ligne["avant_le"],
        depuis=ligne["depuis"],
        dossier_id=ligne["dossier_id"],
        action=action,
    )
