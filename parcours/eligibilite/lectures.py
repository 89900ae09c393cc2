"""Reading eligibility: rows become the facts that `regles` judges, for one dossier or for a page of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, JSONObject

from parcours.eligibilite.models import Contact, Verification
from regles import faits as mots
from regles.demandes import INSCRIPTION, faits_demandes, programmes_qui_demandent
from regles.eligibilite import juger
from regles.noyau.temps import jour_lu
from regles.noyau.verdict import Verdict
from socle.acces.models import Acces
from socle.acces.portee import Acteur
from socle.consentements.models import Accord
from socle.dossier.lectures import les_siens
from socle.dossier.models import Dossier, Etape, Signe
from socle.dossier.taches import lignes
from socle.droit.lectures import baremes
from socle.partenariats.conventions import convention_au
from socle.partenariats.models import Convention


@dataclass(frozen=True, slots=True)
class Historique:
    """What the mission locale last said of its history."""

    le: date
    inscrit: bool
    inscrit_le: date | None
    veille_le: date | None
    accompagnement_adapte: bool | None


def avec_faits(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying what its verdict is computed from: one query, whatever their number."""
    contacts = Contact.objects.filter(dossier_id=OuterRef("pk"), retire_le=None).order_by("le", "note_le")
    verifications = Verification.objects.filter(dossier_id=OuterRef("pk")).order_by("-le", "-note_le")
    conventions = Convention.objects.filter(porteur_id=OuterRef("porteur_id"), programme=OuterRef("programme"))
    return dossiers.select_related("situation").annotate(
        lus_contacts=ArraySubquery(
            contacts.values(
                ligne=JSONObject(
                    le="le", nature="nature", echange="echange", intention="intention", parcours="parcours"
                )
            )
        ),
        lue_verification=ArraySubquery(
            verifications.values(
                ligne=JSONObject(
                    le="le", inscrit="inscrit", inscrit_le="inscrit_le", veille_le="veille_le",
                    accompagnement_adapte="accompagnement_adapte",
                )
            )[:1]
        ),
        lues_conventions=ArraySubquery(
            conventions.values(
                ligne=JSONObject(du="du", au="au", age_minimum="age_minimum", age_maximum="age_maximum")
            )
        ),
    )  # fmt: skip


def avec_journal(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each carrying its log of contacts and checks with who wrote them: for one dossier's page."""
    contacts = Contact.objects.filter(dossier_id=OuterRef("pk"), retire_le=None).order_by("-le", "-note_le")
    verifications = Verification.objects.filter(dossier_id=OuterRef("pk")).order_by("-le", "-note_le")
    return dossiers.annotate(
        journal_contacts=ArraySubquery(
            contacts.values(
                ligne=JSONObject(
                    id="id", le="le", nature="nature", echange="echange", intention="intention", parcours="parcours",
                    precision="precision", qui_le_dit="qui_le_dit", version="version", note_par="note_par_id",
                    note_le="note_le",
                    **_auteur("note_par"), **_auteur("qualifie_par"),
                )
            )
        ),
        journal_verifications=ArraySubquery(
            verifications.values(
                ligne=JSONObject(
                    le="le", inscrit="inscrit", inscrit_le="inscrit_le", veille_le="veille_le", remarque="remarque",
                    accompagnement_adapte="accompagnement_adapte", note_le="note_le",
                    **_auteur("par"),
                )
            )
        ),
    )  # fmt: skip


def avec_rupture(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The same dossiers, each saying in `rupture` whether a sign is noted; which one is another question."""
    return dossiers.annotate(
        rupture=RawSQL(
            '"dossier_dossier"."id" IN (SELECT rupture_notee(ARRAY["dossier_dossier"."id"]))', [], BooleanField()
        )
    )


def _auteur(champ: str) -> dict[str, str]:
    return {
        f"{champ}_prenom": f"{champ}__compte__prenom",
        f"{champ}_nom": f"{champ}__compte__nom",
        f"{champ}_nature": f"{champ}__structure__nature",
        f"{champ}_structure": f"{champ}__structure__nom",
    }


def ruptures(dossiers: Iterable[Dossier]) -> set[UUID]:
    """Among these dossiers, those where at least one sign is noted. Which sign is another question."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT rupture_notee(%s::uuid[])", [[d.pk for d in dossiers]])
        return {ligne[0] for ligne in curseur.fetchall()}


def historique(dossier: Dossier, *, le: date) -> Historique | None:
    """The last check of the history, if it still covers the dossier on the day `le`.

    A dossier that comes back is checked again: once `a_reverifier_depuis` is reached, an older check is not enough.
    """
    if not dossier.lue_verification:
        return None
    lue = dossier.lue_verification[0]
    dite = Historique(
        jour_lu(lue["le"]),
        lue["inscrit"],
        jour_lu(lue["inscrit_le"]),
        jour_lu(lue["veille_le"]),
        lue["accompagnement_adapte"],
    )
    depuis = dossier.a_reverifier_depuis
    if depuis is not None and depuis <= le and dite.le < depuis:
        return None
    return dite


def faits(dossier: Dossier, *, rupture: bool, le: date, entree_le: date | None = None) -> mots.Faits:
    """The facts of a dossier read by `avec_faits`, on the day `le`.

    Registration is as of the repérage: one that came with the request to the mission locale does not count against
    the youth (Code du travail, L5411-1 3°, since 2025).
    """
    situation = dossier.situation
    dite = historique(dossier, le=le)
    return mots.Faits(
        programme=dossier.programme,
        departement=dossier.departement or None,
        date_naissance=dossier.date_naissance,
        rqth=situation.rqth,
        etudiant=situation.etudiant,
        en_formation=situation.en_formation,
        en_emploi=situation.en_emploi,
        ressources=situation.ressources or None,
        inscrit=_inscrit(dossier, dite),
        historique_verifie=dite is not None,
        historique_verifie_le=dite.le if dite else None,
        contacts=tuple(c for c in map(_contact, dossier.lus_contacts) if c.le is None or c.le <= le),
        # What no criterion reads is not kept with the verdict either.
        signes_notes=rupture if "signes" in faits_demandes(dossier.programme) else None,
        entree_le=entree_le,
        accompagnement_adapte=mots.est_adapte(
            porteur=situation.accompagnement_adapte, mission_locale=dite.accompagnement_adapte if dite else None
        ),
        convention=convention_au(dossier.lues_conventions, le),
    )


def _inscrit(dossier: Dossier, dite: Historique | None) -> bool | None:
    situation = dossier.situation
    mission_locale, depuis = situation.inscrit_mission_locale, situation.inscrit_mission_locale_le
    if dite is not None:
        mission_locale, depuis = dite.inscrit, dite.inscrit_le
    return mots.est_inscrit(
        mission_locale=_au_reperage(mission_locale, depuis, dossier.repere_le),
        demandeur_emploi=_au_reperage(
            situation.inscrit_demandeur_emploi, situation.inscrit_demandeur_emploi_le, dossier.repere_le
        ),
    )


def _au_reperage(inscrit: bool | None, depuis: date | None, repere_le: date) -> bool | None:
    return False if inscrit and depuis is not None and depuis >= repere_le else inscrit


def _contact(ligne: dict) -> mots.Contact:
    return mots.Contact(
        le=jour_lu(ligne["le"]),
        nature=ligne["nature"],
        echange=ligne["echange"],
        intention=ligne["intention"],
        parcours=ligne["parcours"],
    )


def verdicts(dossiers: list[Dossier], *, le: date) -> dict[UUID, Verdict]:
    """The verdict of each dossier of a page (read by `avec_faits`) on the day `le`."""
    notees = ruptures(dossiers)
    droit = baremes()
    return {d.pk: juger(faits(d, rupture=d.pk in notees, le=le), le=le, baremes=droit) for d in dossiers}


def signes_lisibles(dossier_id: UUID) -> list[str]:
    """The codes of the signs that the hat worn may read: all for the porteur, else those an accord names."""
    return list(
        Signe.objects.filter(dossier_id=dossier_id, retire_le=None).order_by("code").values_list("code", flat=True)
    )


def jalons(dossier_id: UUID) -> dict:
    """What this step says of where the dossier stands."""
    return {"partage": Accord.objects.filter(dossier_id=dossier_id, elements__contains=["dossier"]).exists()}


def a_faire(acteur: Acteur) -> list[QuerySet]:
    """What waits for this hat at this step."""
    if acteur.est_mission_locale:
        return [_historiques_a_verifier(acteur)]
    return [_faits_a_completer(acteur)]


def _historiques_a_verifier(acteur: Acteur) -> QuerySet:
    ouvert = Acces.objects.filter(
        dossier_id=OuterRef("pk"), structure_id=acteur.structure_id, appartenance=None, ferme_le=None
    ).order_by("-depuis")
    dossiers = historique_attendu(Dossier.objects.filter(mission_locale_id=acteur.structure_id), le=acteur.le)
    return lignes(
        dossiers,
        code="verifier_historique",
        depuis=Coalesce(F("a_reverifier_depuis"), Subquery(ouvert.values("depuis__date")[:1])),
        avant_le=Coalesce(F("a_reverifier_depuis"), Value(acteur.le)),
    )


def historique_attendu(dossiers: QuerySet[Dossier], *, le: date) -> QuerySet[Dossier]:
    """Among these, those whose history the mission locale must check on the day `le`.

    As soon as the accord exists, and again when a dossier comes back. Nobody registered: nothing to check.
    """
    deja = Verification.objects.filter(dossier_id=OuterRef("pk")).filter(
        Q(dossier__a_reverifier_depuis=None)
        | Q(dossier__a_reverifier_depuis__gt=le)
        | Q(le__gte=F("dossier__a_reverifier_depuis"))
    )
    pas_inscrit = Q(situation__inscrit_mission_locale=False) & Q(situation__inscrit_demandeur_emploi=False)
    return dossiers.filter(
        ~Exists(deja),
        Q(a_reverifier_depuis=None) | Q(a_reverifier_depuis__lte=le),
        ~pas_inscrit,
        etape__in=[Etape.ELIGIBILITE, Etape.COMMISSION, Etape.PRE_CEJ],
    )


def _faits_a_completer(acteur: Acteur) -> QuerySet:
    """Asked of the référent."""
    dossiers = faits_attendus(Dossier.objects.filter(les_siens(acteur)))
    return lignes(dossiers, code="completer_les_faits", depuis=F("maj_le"))


def faits_attendus(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Among these, those that lack what the criteria need and nobody has said, once they are shared.

    For the porteur: whoever may not read the signs cannot tell that none is noted.
    """
    return dossiers.filter(
        reduce(or_, (Q(programme__in=programmes_qui_demandent(fait)) & absent for fait, absent in _absents())),
        etape__in=[Etape.ELIGIBILITE, Etape.COMMISSION],
    )


def _absents() -> Iterator[tuple[str, Q]]:
    """What the porteur is asked, and how it shows that nobody has said it."""
    yield "date_naissance", Q(date_naissance=None)
    for fait in ("etudiant", "en_formation", "en_emploi", *INSCRIPTION):
        yield fait, Q(**{f"situation__{fait}": None})
    yield "ressources", Q(situation__ressources="")
    inscrit = Q(situation__inscrit_mission_locale=True) | Q(situation__inscrit_demandeur_emploi=True)
    yield "accompagnement_adapte", inscrit & Q(situation__accompagnement_adapte=None)
    yield "signes", ~Exists(Signe.objects.filter(dossier_id=OuterRef("pk"), retire_le=None))
