"""Who reads a text, against its reference, step by step: accords of both sides and of a partner, audiences, time.

Each text of `cas()` is there once. After every gesture each hat counts what it reads: through both walls, and with
PostgreSQL alone, as whoever forgot every filter would.
"""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from parcours.notes import ecritures as notes
from parcours.notes.models import Note
from socle.acces.portee import sans_mur_python
from socle.consentements import ecritures
from socle.consentements.models import Accord
from socle.consentements.partenaires import AccordDit, Recueil, recueillir_pour_un_partenaire
from socle.dossier.ecritures import choisir_mission_locale
from socle.dossier.models import Dossier
from socle.partenariats.models import Partenariat
from tests.monde import LE, PARIS, Monde, agir
from tests.parcours.notes.scene import noter
from tests.socle.partage.reference import AUDIENCES, cas, lit
from tests.socle.partage.scene import autour

DES_DEUX = ("plan", "sante", "justice")
DU_PARTENAIRE = ("sante", "justice")
MISSIONS_LOCALES = ("mission_locale", "autre")


class Scene:
    """Two sides, the mission locale that may come next, a partner and a stranger; one text of each kind."""

    def __init__(self, monde: Monde) -> None:
        gens, structures = autour(monde)
        Partenariat.objects.create(porteur=monde.le_fil, mission_locale=monde.haute_rive, depuis=date(2022, 9, 1))
        self.gens = gens | {"autre": monde.lena}
        self.structures = structures | {"autre": monde.haute_rive}
        self.dossier = monde.dossier(monde.nadia, mission_locale=monde.val_dore)
        monde.accord(monde.nadia, self.dossier, elements=["dossier", *DES_DEUX])
        self.textes = {self._noter(*texte): texte for texte in cas()}

    def _noter(self, auteur: str, audience: str, pour: str | None, domaine: str) -> UUID:
        cle = self.structures[pour].pk if pour else None
        return noter(self.gens[auteur], self.dossier, domaine=domaine, audience=audience, pour=cle).pk


class Partages(RuleBasedStateMachine):
    """Every gesture that changes who reads, in any order; `scene` and `compte` are given by the test."""

    scene: Scene
    compte: dict[str, int]

    def __init__(self) -> None:
        super().__init__()
        self.bloc = transaction.atomic()
        self.bloc.__enter__()
        self.le = LE
        self.mission_locale = "mission_locale"
        # What each is open to, and its last day.
        self.ouverts: dict[str, tuple[set[str], date | None]] = {
            "porteur": ({"tout"}, None), "mission_locale": ({"dossier", *DES_DEUX}, None),
        }  # fmt: skip
        self.textes = dict(self.scene.textes)
        self.versions = dict.fromkeys(self.textes, 1)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.bloc.__exit__(None, None, None)

    @property
    def maintenant(self) -> datetime:
        return datetime(self.le.year, self.le.month, self.le.day, 11, tzinfo=PARIS)

    def _lit(self, qui: str, texte: tuple) -> bool:
        auteur, audience, pour, domaine = texte
        oui = {chez: quoi for chez, (quoi, fin) in self.ouverts.items() if fin is None or self.le <= fin}
        return lit(
            qui, auteur=auteur, audience=audience, pour=pour, domaine=domaine, oui=oui,
            cotes=("porteur", self.mission_locale),
        )  # fmt: skip

    @rule(ml=st.sampled_from(MISSIONS_LOCALES), elements=st.frozensets(st.sampled_from(DES_DEUX)),
          jours=st.integers(-5, 60))  # fmt: skip
    def accorder(self, ml: str, elements: frozenset[str], jours: int) -> None:
        """The youth says yes to a mission locale; to another one, they leave the first."""
        structure, fin = self.scene.structures[ml], None if jours < 0 else self.le + timedelta(days=jours)
        with agir(self.scene.gens["porteur"], le=self.le) as acteur:
            dossier = Dossier.objects.get(pk=self.scene.dossier.pk)
            moment = {"dossier": dossier, "maintenant": self.maintenant}
            if dossier.mission_locale_id != structure.pk:
                choisir_mission_locale(mission_locale_id=structure.pk, le=self.le, **moment)
            ecritures.recueillir(
                acteur=acteur, accord_id=uuid4(), destinataire=structure, elements=["dossier", *sorted(elements)],
                recueil="oral", jusqu_a=fin, **moment,
            )  # fmt: skip
        self.mission_locale = ml
        for autre in MISSIONS_LOCALES:
            self.ouverts.pop(autre, None)
        self.ouverts[ml] = ({"dossier", *elements}, fin)

    @rule(domaines=st.frozensets(st.sampled_from(DU_PARTENAIRE)), jours=st.integers(0, 60))
    def inviter(self, domaines: frozenset[str], jours: int) -> None:
        """And to a partner, until a day."""
        fin = self.le + timedelta(days=jours)
        with agir(self.scene.gens["porteur"], le=self.le) as acteur:
            recueillir_pour_un_partenaire(
                acteur=acteur, accord_id=uuid4(), dossier=Dossier.objects.get(pk=self.scene.dossier.pk),
                destinataire=self.scene.structures["partenaire"], dit=AccordDit("Anouk", tuple(domaines), fin),
                recueil=Recueil("oral"), le=self.le, maintenant=self.maintenant,
            )  # fmt: skip
        self.ouverts["partenaire"] = ({"partage", *domaines}, fin)

    @precondition(lambda self: len(self.ouverts) > 1)
    @rule(donnees=st.data())
    def retirer(self, donnees) -> None:
        """They change their mind, with one of them."""
        chez = donnees.draw(st.sampled_from(sorted(set(self.ouverts) - {"porteur"})))
        with agir(self.scene.gens["porteur"], le=self.le) as acteur:
            accord = Accord.objects.get(
                dossier_id=self.scene.dossier.pk, destinataire=self.scene.structures[chez], retire_le=None
            )
            ecritures.retirer(acteur=acteur, accord=accord, maintenant=self.maintenant)
        del self.ouverts[chez]

    @rule(rang=st.integers(0, len(cas()) - 1), audience=st.sampled_from(AUDIENCES))
    def choisir_qui_lit(self, rang: int, audience: str) -> None:
        """Its author widens or narrows a text, while it reads it itself."""
        pk, texte = list(self.textes.items())[rang]
        auteur, _, _, domaine = texte
        pour = "partenaire" if audience == "nommee" else None
        if not self._lit(auteur, texte):
            return
        with agir(self.scene.gens[auteur], le=self.le) as acteur:
            cle = self.scene.structures[pour].pk if pour else None
            self.versions[pk] += notes.amender(
                acteur=acteur, note=Note.objects.get(pk=pk), version=self.versions[pk], audience=audience, pour_id=cle,
                maintenant=self.maintenant,
            )  # fmt: skip
        self.textes[pk] = (auteur, audience, pour, domaine)

    @rule(jours=st.sampled_from((1, 2, 7, 30)))
    def le_temps_passe(self, jours: int) -> None:
        self.le += timedelta(days=jours)

    @invariant()
    def chacun_lit_ce_que_dit_la_reference(self) -> None:
        self.compte["pas"] += 1
        for qui, hat in self.scene.gens.items():
            attendu = {pk for pk, texte in self.textes.items() if self._lit(qui, texte)}
            with agir(hat, le=self.le):
                assert set(Note.objects.values_list("pk", flat=True)) == attendu, (qui, "les deux murs")
                with sans_mur_python():
                    assert set(Note.objects.values_list("pk", flat=True)) == attendu, (qui, "PostgreSQL")
            self.compte["comparaisons"] += 2 * len(self.textes)


def test_every_reader_reads_what_the_reference_says_after_every_step(monde):
    compte = {"pas": 0, "comparaisons": 0}
    machine = type("Machine", (Partages,), {"scene": Scene(monde), "compte": compte})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=25, stateful_step_count=16, deadline=None, derandomize=True, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    assert compte["pas"] > 300
    print(f"\npartages : {compte['pas']} pas, {compte['comparaisons']} comparaisons, 0 divergence")
