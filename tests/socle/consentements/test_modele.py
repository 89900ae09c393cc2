"""The consent model against its reference, step by step, on PostgreSQL: each actor, each element, each wall alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, QuerySet, UUIDField, Value
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from parcours.plan.models import Objectif
from parcours.reperage.models import Reperage
from socle.acces import patron
from socle.acces.portee import Acteur, visible
from socle.acteurs.ecritures import Droits, modifier, revoquer
from socle.acteurs.models import Compte
from socle.consentements import ecritures
from socle.consentements.models import Accord
from socle.dossier.ecritures import choisir_mission_locale, confier
from socle.dossier.models import Coordonnees, Dossier, Signe
from socle.partenariats.models import Partenariat
from tests.monde import LE, PARIS, Monde, agir, embaucher
from tests.parcours.plan.scene import viser
from tests.socle.consentements.reference import TOUT, Reference

PARTAGEABLES = ("coordonnees", "plan", "argent", "sante", "justice", "signe:isolement", "signe:suivi_pjj")
ELEMENTS = (None, "dossier", "tout", *PARTAGEABLES)
NE_LE = date(2009, 1, 10)
SES_18_ANS = date(2027, 1, 10)
# Tables that hang from a dossier, and the element that opens each.
LIGNES = {
    "dossier_dossier": None,
    "dossier_coordonnees": "coordonnees",
    "plan_objectif": "plan",
    "reperage_reperage": "tout",
}
GERES = {
    "dossier_dossier": (Dossier, "pk"),
    "dossier_coordonnees": (Coordonnees, "pk"),
    "plan_objectif": (Objectif, "dossier_id"),
    "reperage_reperage": (Reperage, "dossier_id"),
}


class Scene:
    """The cast, one dossier that lives, one that belongs to strangers and stays as it is."""

    def __init__(self, monde: Monde) -> None:
        self.gens = dict(monde.gens)
        Partenariat.objects.create(porteur=monde.le_fil, mission_locale=monde.haute_rive, depuis=date(2022, 9, 1))
        for prenom, nom, chez in (("Tom", "Ravel", monde.val_dore), ("Zoé", "Lenoir", monde.haute_rive)):
            self.gens[prenom.lower()] = embaucher(prenom, nom, chez, "conseiller", portee="siens", decide=False)
        mineur = {"date_naissance": NE_LE}
        signes = ["isolement", "suivi_pjj"]
        self.dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore, identite=mineur, signes=signes)
        self.autre = monde.dossier(monde.sacha, mission_locale=monde.haute_rive, signes=signes)
        monde.accord(monde.sacha, self.autre)
        for par, dossier in ((monde.nadia, self.dossier), (monde.sacha, self.autre)):
            viser(par, dossier)
        self.missions_locales = (monde.val_dore, monde.haute_rive)
        self.monde = monde

    def references(self) -> dict:
        """What is true before the first gesture, by dossier."""
        communs = {
            "structures": {qui: a.structure_id for qui, a in self.gens.items()},
            "regards": {qui: a.portee for qui, a in self.gens.items()},
        }
        fil, amarres, rive = self.monde.le_fil.pk, self.monde.les_amarres.pk, self.monde.haute_rive.pk
        ici = Reference(fil, {fil: (TOUT, None)}, {fil: "nadia"}, self.monde.val_dore.pk, **communs)
        ailleurs = Reference(amarres, {amarres: (TOUT, None)}, {amarres: "sacha"}, rive, **communs)
        ailleurs.accorder(rive, frozenset({"plan"}), None)
        return {self.dossier.pk: ici, self.autre.pk: ailleurs}


class Consentements(RuleBasedStateMachine):
    """Every gesture that changes who sees what, in any order; `scene` and `compte` are given by the test."""

    scene: Scene
    compte: dict[str, int]

    def __init__(self) -> None:
        super().__init__()
        self.bloc = transaction.atomic()
        self.bloc.__enter__()
        self.le = LE
        self.references = self.scene.references()
        self.reference = self.references[self.scene.dossier.pk]
        self.accord: Accord | None = None

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.bloc.__exit__(None, None, None)

    @property
    def maintenant(self) -> datetime:
        return datetime(self.le.year, self.le.month, self.le.day, 11, tzinfo=PARIS)

    @property
    def mineur(self) -> bool:
        return self.le < SES_18_ANS

    def _gens(self, structure: int) -> list[str]:
        return [q for q in self.reference.structures if self.reference.structures[q] == structure]

    def _elements(self) -> frozenset[str]:
        return self.reference.ouverts[self.reference.mission_locale][0]

    def _recueillir(self, ml, elements: frozenset[str], jusqu_a: date | None) -> None:
        with agir(self.scene.gens["nadia"], le=self.le) as acteur:
            dossier = Dossier.objects.get(pk=self.scene.dossier.pk)
            if dossier.mission_locale_id != ml.pk:
                choisir_mission_locale(dossier=dossier, mission_locale_id=ml.pk, le=self.le, maintenant=self.maintenant)
            self.accord = ecritures.recueillir(
                acteur=acteur, accord_id=uuid4(), dossier=dossier, destinataire=ml, elements=sorted(elements),
                recueil="representant" if self.mineur else "oral", jusqu_a=jusqu_a, maintenant=self.maintenant,
            )  # fmt: skip
        self.reference.accorder(ml.pk, elements, jusqu_a)

    @rule(rang=st.integers(0, 1), elements=st.frozensets(st.sampled_from(PARTAGEABLES)), jours=st.integers(-5, 60))
    def accorder(self, rang: int, elements: frozenset[str], jours: int) -> None:
        jusqu_a = None if jours < 0 else self.le + timedelta(days=jours)
        self._recueillir(self.scene.missions_locales[rang], elements, jusqu_a)

    @precondition(lambda self: self.accord is not None)
    @rule(elements=st.frozensets(st.sampled_from(PARTAGEABLES), min_size=1), plus=st.booleans())
    def elargir_ou_reduire(self, elements: frozenset[str], plus: bool) -> None:
        avant = frozenset(self.accord.elements)
        self._recueillir(self.accord.destinataire, avant | elements if plus else avant - elements, self.accord.jusqu_a)

    @precondition(lambda self: self.accord is not None)
    @rule(par_le_porteur=st.booleans())
    def retirer(self, par_le_porteur: bool) -> None:
        chez = self.accord.destinataire_id
        qui = (
            "nadia" if par_le_porteur else next(q for q in self._gens(chez) if self.reference.regards[q] == "structure")
        )
        if not self.reference.voit(qui, None, self.le):
            return
        with agir(self.scene.gens[qui], le=self.le) as acteur:
            ecritures.retirer(acteur=acteur, accord=self.accord, maintenant=self.maintenant)
        self.accord = None
        self.reference.retirer(chez)

    @rule(jours=st.sampled_from((1, 2, 7, 30)))
    def le_temps_passe(self, jours: int) -> None:
        self.le += timedelta(days=jours)

    @precondition(lambda self: self.mineur)
    @rule()
    def majorite(self) -> None:
        self.le = SES_18_ANS

    @rule(par=st.sampled_from(("nadia", "ines", "lena")), donnees=st.data())
    def passer_a_un_collegue(self, par: str, donnees) -> None:
        chez = self.reference.structures[par]
        collegues = [q for q in self._gens(chez) if self.reference.regards[q] in ("structure", "siens")]
        a = donnees.draw(st.sampled_from(collegues))
        if not self.reference.voit(par, None, self.le):
            return
        with agir(self.scene.gens[par], le=self.le) as acteur:
            confier(
                acteur=acteur, dossier=Dossier.objects.get(pk=self.scene.dossier.pk),
                appartenance_id=self.scene.gens[a].pk, maintenant=self.maintenant,
            )  # fmt: skip
        self.reference.confie[chez] = a

    @rule(
        qui=st.sampled_from(("maya", "tom", "bilal", "karim")), regard=st.sampled_from(("structure", "siens", "aucune"))
    )
    def changer_de_regard(self, qui: str, regard: str) -> None:
        if self.reference.regards[qui] == "parti":
            return
        hat = self.scene.gens[qui]
        admin = "paul" if hat.structure_id == self.reference.porteur else "ines"
        with agir(self.scene.gens[admin], le=self.le) as acteur:
            droits = replace(Droits.de(hat), portee=regard, decide=False)
            modifier(acteur=acteur, appartenance=hat, droits=droits, le=self.le)
        self.reference.regards[qui] = regard

    @rule(qui=st.sampled_from(("maya", "tom", "bilal", "karim")))
    def quitter_la_structure(self, qui: str) -> None:
        hat = self.scene.gens[qui]
        admin = "paul" if hat.structure_id == self.reference.porteur else "ines"
        with agir(self.scene.gens[admin], le=self.le) as acteur:
            revoquer(acteur=acteur, appartenance=hat, le=self.le, maintenant=self.maintenant)
        self.reference.regards[qui] = "parti"

    @invariant()
    def les_deux_murs_disent_ce_que_dit_la_reference(self) -> None:
        self.compte["pas"] += 1
        for qui, hat in self.scene.gens.items():
            if self.reference.regards[qui] == "parti":
                continue
            with agir(hat, le=self.le) as acteur:
                for pk, reference in self.references.items():
                    attendu = {e: reference.voit(qui, e, self.le) for e in ELEMENTS}
                    lignes = _lignes_attendues(attendu)
                    assert _python(acteur, pk) == (attendu, lignes), (qui, "Python")
                    assert _postgresql_seul(pk) == (attendu, lignes), (qui, "PostgreSQL")
                    self.compte["comparaisons"] += 2 * len(ELEMENTS) + 2 * len(lignes)


def _lignes_attendues(attendu: dict[str | None, bool]) -> dict[str, object]:
    vues: dict[str, object] = {table: attendu[element] for table, element in LIGNES.items()}
    codes = {c for c in ("isolement", "suivi_pjj") if attendu[f"signe:{c}"]}
    return vues | {"dossier_signe": codes}


def _requete(acteur: Acteur) -> QuerySet:
    """What the condition of the managers says, asked of a table that no policy closes; and what managers show."""
    soi = Compte.objects.filter(pk=acteur.compte_id).annotate(ici=Value(patron.CLE, UUIDField()))
    dits = {
        f"e{rang}": ExpressionWrapper(visible(acteur, element=e, chemin="ici"), output_field=BooleanField())
        for rang, e in enumerate(ELEMENTS)
    }
    geres = {nom: Exists(gere.objects.filter(**{cle: OuterRef("ici")})) for nom, (gere, cle) in GERES.items()}
    signes = ArraySubquery(Signe.objects.filter(dossier_id=OuterRef("ici")).values("code"))
    return soi.annotate(**dits, **geres, dossier_signe=signes)


def _python(acteur: Acteur, pk: UUID) -> tuple[dict, dict]:
    (lu,) = patron.lire(_requete, acteur, cle=pk)
    dits = {e: getattr(lu, f"e{rang}") for rang, e in enumerate(ELEMENTS)}
    return dits, {nom: getattr(lu, nom) for nom in GERES} | {"dossier_signe": set(lu.dossier_signe)}


COLONNES = {t: "id" if t == "dossier_dossier" else "dossier_id" for t in GERES}
# No condition of ours: what PostgreSQL gives to whoever forgot every filter.
_SEUL = f"""SELECT array(SELECT voit(%(pk)s, e) FROM unnest(%(elements)s::text[]) e),
array(SELECT code FROM dossier_signe WHERE dossier_id = %(pk)s),
{", ".join(f"EXISTS(SELECT FROM {t} WHERE {c} = %(pk)s)" for t, c in COLONNES.items())}"""


def _postgresql_seul(pk: UUID) -> tuple[dict, dict]:
    with connection.cursor() as curseur:
        curseur.execute(_SEUL, {"pk": pk, "elements": list(ELEMENTS)})
        dits, codes, *vues = curseur.fetchone()
    lignes = dict(zip(COLONNES, vues, strict=True)) | {"dossier_signe": set(codes)}
    return dict(zip(ELEMENTS, dits, strict=True)), lignes


def _jouer(scene: Scene, *, exemples: int, pas: int) -> dict[str, int]:
    compte = {"pas": 0, "comparaisons": 0}
    machine = type("Machine", (Consentements,), {"scene": scene, "compte": compte})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=exemples, stateful_step_count=pas, deadline=None, derandomize=True, database=None,
            # A history that fails is told as it was found: making it smaller takes minutes.
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    return compte


def test_python_and_postgresql_alone_say_what_the_reference_says_after_every_step(monde):
    compte = _jouer(Scene(monde), exemples=25, pas=16)
    assert compte["pas"] > 300
    print(f"\nconsentements : {compte['pas']} pas, {compte['comparaisons']} comparaisons, 0 divergence")
