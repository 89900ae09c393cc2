"""Four structures around one youth, and what he said yes to with each."""

from django.db import connection

from socle.acteurs.models import Appartenance, Structure
from socle.consentements.ecritures import retirer
from socle.consentements.models import Accord
from socle.dossier.models import Dossier
from tests.monde import LE, MAINTENANT, Monde, agir, embaucher


def autour(monde: Monde) -> tuple[dict[str, Appartenance], dict[str, Structure]]:
    """One hat in each structure: a side each, a partner, and a stranger who has a dossier of their own."""
    maison = Structure.objects.create(nature="partenaire", nom="La Maison des ados", departement="35")
    anouk = embaucher("Anouk", "Brel", maison, "partenaire", portee="partage", decide=False)
    monde.dossier(monde.sacha, mission_locale=monde.haute_rive)
    gens = {"porteur": monde.nadia, "mission_locale": monde.karim, "partenaire": anouk, "etranger": monde.sacha}
    structures = {"porteur": monde.le_fil, "mission_locale": monde.val_dore, "partenaire": maison}
    return gens, structures | {"etranger": monde.les_amarres}


def dire_oui(monde: Monde, dossier: Dossier, structure: Structure, elements: list[str]) -> None:
    """The youth says yes to these elements with this structure, in place of what he said before; [] is a no."""
    with agir(monde.nadia) as acteur:
        for accord in Accord.objects.filter(dossier=dossier, destinataire=structure, retire_le=None):
            retirer(acteur=acteur, accord=accord, maintenant=MAINTENANT)
        if not elements:
            return
        # Not by `recueillir`, which knows only what a page may ask today.
        accord = Accord.objects.create(
            dossier=dossier, destinataire=structure, elements=elements, recueil="oral", recueilli_par=monde.nadia,
            recueilli_le=MAINTENANT, texte="oui", jusqu_a=LE if structure.nature == "partenaire" else None,
        )  # fmt: skip
        with connection.cursor() as curseur:
            curseur.execute("SELECT appliquer_accord(%s, %s)", [accord.pk, MAINTENANT])
