"""Fields that a form does not have, sent with it: nothing moves that should not."""

from django.apps import apps
from django.conf import settings
from django.db import connection

from socle.acces.portee import casquettes
from tests.acces.scene import essayer, sans_lendemain
from tests.monde import LE, MAINTENANT

NOS_MAISONS = ("socle", "parcours")
# What no form may ever set: who owns, who signed, who sees, when.
INTOUCHABLES = {
    "dossier_dossier": ("porteur_id", "mission_locale_id", "referent_id", "programme", "a_reverifier_depuis"),
    "acces_acces": ("structure_id", "elements", "fondement", "ferme_le"),
    "consentements_accord": ("recueilli_par_id", "retire_le", "destinataire_id", "texte"),
    "commission_decision": ("signee_le", "remplacee_le", "proposee_par_id", "jugement", "mission_locale_id"),
    "commission_signature": ("par_id", "cote", "compte_id", "empreinte"),
    "eligibilite_contact": ("note_par_id", "qui_le_dit", "retire_le", "dossier_id"),
    "eligibilite_verification": ("par_id", "le"),
    "dossier_signe": ("note_par_id", "dossier_id"),
    "remobilisation_diagnostic": ("demande_par_id", "mission_locale_id", "demande_le", "relance_le", "retire_le"),
    "remobilisation_parcourspacea": ("note_par_id", "mission_locale_id", "retire_le"),
    "remobilisation_demandeallocation": ("demandee_par_id", "cote", "mission_locale_id", "jugement", "transmise_le"),
    "remobilisation_prolongationduparcours": ("par_id", "note_le", "retiree_le"),
    "remobilisation_lectureduplafond": ("mission_locale_id", "par_id", "depuis"),
    "interlocuteurs_partenaire": ("structure_id", "par_id", "dossier_id"),
    "interlocuteurs_relaisprevu": ("structure_id", "par_id", "dossier_id"),
    "presences_absence": ("appartenance_id",),
    "acteurs_appartenance": ("compte_id", "structure_id", "revoquee_le", "depuis"),
    "acteurs_compte": ("email", "is_active"),
}
# Addresses whose very act is to write one of these; the matrix says who may.
LEUR_ACTE = (
    "/accord", "/confier/", "/signer/", "/retirer/", "/remettre/", "/contacts/", "/historique/", "/proposer/",
    "/reperer/", "/retour/", "/situation/", "/membres/", "/invitation", "/suites/",
    "/relancer/", "/repondre/", "/reprendre/", "/transmettre/", "/pas-transmise/", "/plafond/", "/demander/", "/noter/",
    "/prolonger/", "/passer/",
    # Inviting a partner notes an accord of the youth; saying that they left, or were noted by mistake, withdraws it.
    "/inviter/", "/parti/",
)  # fmt: skip


def _noms() -> set[str]:
    nos = [m for m in apps.get_models() if m.__module__.split(".")[0] in NOS_MAISONS]
    return {n for m in nos for f in m._meta.concrete_fields for n in (f.name, f.attname)}


def _etat(scene) -> dict[str, list]:
    """The untouchable columns, as each porteur's référente sees them."""
    etat: dict[str, list] = {}
    for qui in ("nadia", "sacha"):
        casquettes(scene.gens[qui].compte_id, scene.gens[qui].pk, le=LE, acte="test")
        with connection.cursor() as curseur:
            for table, colonnes in INTOUCHABLES.items():
                curseur.execute(f"SELECT {', '.join(colonnes)}::text FROM {table} ORDER BY id")
                etat[f"{qui} {table}"] = curseur.fetchall()
    return etat


def test_every_name_of_every_model_added_to_every_form(scene, formulaires, capsys):
    """The same form, honest and stuffed, writes the same in what nobody may choose."""
    noms, ecarts, essais = _noms(), [], 0
    autres = {n: str(scene.monde.sacha.pk) for n in noms if n.endswith("_id") or n in ("porteur", "par", "structure")}
    for qui, formulaire in formulaires:
        if qui == "anonyme":
            continue
        client = scene.client(qui)
        ajoutes = sorted(noms - formulaire.decochees)
        essais += len(ajoutes)
        honnete, *bourres = (
            _essai(scene, client, formulaire.action, donnees)
            for donnees in (
                formulaire.champs,
                *(
                    {n: autres.get(n, MAINTENANT.isoformat()) for n in lot} | formulaire.champs
                    for lot in _lots(ajoutes, settings.DATA_UPLOAD_MAX_NUMBER_FIELDS - len(formulaire.champs))
                ),
            )
        )
        for bourre in bourres:
            if (
                honnete[0] >= 500
                or bourre[0] >= 500
                or (honnete[1] != bourre[1] and not any(acte in formulaire.action for acte in LEUR_ACTE))
            ):
                ecarts.append((qui, formulaire.action, honnete[0], bourre[0]))
            elif _tailles(honnete[1]) != _tailles(bourre[1]):
                ecarts.append((qui, formulaire.action, "des lignes en plus ou en moins"))
    with capsys.disabled():
        print(f"\nmasse : {essais} champs ajoutés à {len(formulaires)} formulaires, {len(ecarts)} écarts")
    assert ecarts == []


def _lots(noms: list[str], taille: int) -> list[list[str]]:
    """As many names at a time as a request may carry beside the form: past that, none would be read."""
    return [noms[i : i + taille] for i in range(0, len(noms), taille)]


def _essai(scene, client, action: str, donnees: dict) -> tuple[int, dict[str, list]]:
    with sans_lendemain():
        return essayer(client, "POST", action, donnees).status_code, _etat(scene)


def _tailles(etat: dict[str, list]) -> dict[str, int]:
    return {table: len(lignes) for table, lignes in etat.items()}
