"""The sentences of the due dates: while the day is to come, and once it has passed. One can read them to the youth."""

from datetime import date

from regles.echeances.echeance import Attend, Code, Echeance, Sorte, moment
from regles.noyau.source import Source
from regles.noyau.temps import en_toutes_lettres

PHRASES = {
    Code.VEILLE: (
        "La porte s’ouvre {quand} : les {nombre} mois sans contact seront passés.",
        "La porte est ouverte depuis {quand} : les {nombre} mois sans contact sont passés.",
    ),
    Code.HISTORIQUE: (
        "La mission locale regarde de nouveau vos contacts avec elle, au plus tard {quand}.",
        "La mission locale devait regarder de nouveau vos contacts avec elle, au plus tard {quand}.",
    ),
    Code.COMMISSION: (
        "Votre dossier passe en commission {quand}.",
        "Votre dossier devait passer en commission {quand} : la décision n’est pas encore dite.",
    ),
    Code.FIN_PRE_CEJ: (
        "L’attente convenue avec vous se termine {quand} : la commission vous dira la suite.",
        "L’attente convenue avec vous s’est terminée {quand} : la commission vous doit une réponse.",
    ),
    Code.DIAGNOSTIC: (
        "Le diagnostic partagé se fait avec vous au plus tard {quand}.",
        "Le diagnostic partagé devait se faire avec vous au plus tard {quand}.",
    ),
    Code.CONTRACTUALISATION: (
        "La signature de votre contrat est prévue au plus tard {quand}.",
        "La signature de votre contrat était prévue au plus tard {quand}.",
    ),
    Code.REPRISE: (
        "Votre contrat reprend {quand}, après l’interruption.",
        "Votre contrat a repris {quand}, après l’interruption.",
    ),
    Code.PIECES: (
        "Vos papiers sont attendus au plus tard {quand} : après, l’argent des premiers mois peut être perdu.",
        "Vos papiers étaient attendus au plus tard {quand} : chaque mois de plus peut faire perdre de l’argent.",
    ),
    Code.VERSEMENT_PROVISOIRE: (
        "Le versement provisoire s’arrête {quand}. Ce que vous avez reçu reste à vous.",
        "Le versement provisoire s’est arrêté {quand}. Ce que vous avez reçu reste à vous.",
    ),
    Code.TRIPARTITE: (
        "Le prochain entretien à trois a lieu au plus tard {quand}.",
        "Un entretien à trois était attendu au plus tard {quand}.",
    ),
    Code.BILAN: (
        "Le prochain bilan se fait avec vous au plus tard {quand}.",
        "Un bilan était attendu avec vous au plus tard {quand}.",
    ),
    Code.FIN_CONTRAT: ("Votre contrat se termine {quand}.", "Votre contrat s’est terminé {quand}."),
    Code.SUITE_DU_CONTRAT: (
        "Ce qui vient après votre contrat se décide avec vous au plus tard {quand}.",
        "Ce qui vient après votre contrat devait se décider avec vous au plus tard {quand}.",
    ),
    Code.FIN_MAXIMALE: (
        "Même prolongé, votre contrat se termine au plus tard {quand}.",
        "Même prolongé, votre contrat devait se terminer au plus tard {quand}.",
    ),
    Code.NOUVEAU_CEJ: (
        "Un nouveau contrat redevient possible {quand}, ou avant, dans des circonstances particulières que la mission "
        "locale apprécie.",
        "Un nouveau contrat est de nouveau possible depuis {quand}.",
    ),
    Code.FIN_PROGRAMME: ("Votre parcours se termine {quand}.", "Votre parcours s’est terminé {quand}."),
    Code.FIN_PROGRAMME_MAXIMALE: (
        "Même prolongé, votre parcours se termine au plus tard {quand}.",
        "Même prolongé, votre parcours devait se terminer au plus tard {quand}.",
    ),
    Code.FIN_CONVENTION: (
        "Le projet de l’association se termine {quand}.",
        "Le projet de l’association s’est terminé {quand}.",
    ),
    Code.PREMIERE_PHASE_PACEA: (
        "La première étape de votre PACEA commence au plus tard {quand}.",
        "La première étape de votre PACEA devait commencer au plus tard {quand}.",
    ),
    Code.FIN_PACEA: ("Votre PACEA se termine {quand}.", "Votre PACEA s’est terminé {quand}."),
    Code.MAJORITE: (
        "Vous aurez {nombre} ans {quand} : c’est l’âge de la majorité.",
        "Vous avez eu {nombre} ans {quand} : c’est l’âge de la majorité.",
    ),
    Code.LIMITE_AGE: (
        "Vous aurez {nombre} ans {quand} : ensuite, il faut une reconnaissance de travailleur handicapé pour entrer.",
        "Vous avez eu {nombre} ans {quand} : depuis, il faut une reconnaissance de travailleur handicapé pour entrer.",
    ),
    Code.LIMITE_AGE_RQTH: (
        "Vous aurez {nombre} ans {quand} : ensuite, on n’entre plus, même avec une reconnaissance de travailleur "
        "handicapé.",
        "Vous avez eu {nombre} ans {quand} : depuis, on n’entre plus, même avec une reconnaissance de travailleur "
        "handicapé.",
    ),
    Code.CONSERVATION: (
        "Sans nouvelles de vous, votre dossier est archivé ou effacé au plus tard {quand}.",
        "Sans nouvelles de vous, votre dossier devait être archivé ou effacé au plus tard {quand}.",
    ),
}
SANS_ATTENDRE = (
    "Un nouveau contrat est possible dès {quand} : la mission locale a reconnu des circonstances particulières.",
    "Un nouveau contrat est possible depuis {quand} : la mission locale a reconnu des circonstances particulières.",
)
SIGNATURES = (
    "Votre contrat doit commencer {quand} : il y manque {qui}.",
    "Votre contrat devait commencer {quand} : il y manque {qui}.",
)
LIMITE_CONVENUE = (
    "Vous aurez {nombre} ans {quand} : ensuite, on n’entre plus dans ce parcours.",
    "Vous avez eu {nombre} ans {quand} : depuis, on n’entre plus dans ce parcours.",
)


def rediger(
    code: Code,
    jour: date,
    sorte: Sorte,
    attend: Attend,
    source: Source,
    *,
    le: date,
    nombre: int = 0,
    phrases: tuple[str, str] | None = None,
) -> Echeance:
    """Return the due date with its sentence, as it is said on the day `le`. `nombre` is the one in the sentence."""
    quand = "aujourd’hui" if jour == le else f"le {en_toutes_lettres(jour)}"
    avant, apres = phrases or PHRASES[code]
    phrase = (apres if jour < le else avant).format(quand=quand, nombre=nombre)
    return Echeance(code, jour, sorte, moment(code, sorte, jour, le=le), phrase, source, attend)
