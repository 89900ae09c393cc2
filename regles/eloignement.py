"""ELOIGNEMENT: far from the public employment service, by not being there or by silence."""

from datetime import date
from functools import cache, lru_cache

from regles.carence import compte, peser, recence, substantiel
from regles.faits import Contact, Faits
from regles.noyau.bareme import Bareme
from regles.noyau.source import Source, mentionner
from regles.noyau.temps import en_toutes_lettres, plus_mois
from regles.noyau.verdict import (
    INCONNU,
    NON_REMPLI,
    REMPLI,
    Consequence,
    Critere,
    Etat,
    Interlocuteur,
    Issue,
    Motif,
    Question,
)

CODE = "ELOIGNEMENT"
CIRCULAIRE = "circulaire-2022-117"
FAQ = "faq-2023-07"
INSCRIPTION_2025 = "ct-l5411-1"

_VERIFIER = Motif("HISTORIQUE_A_VERIFIER", "La mission locale doit d’abord vérifier vos derniers contacts avec elle.")

_NOMS = {"appel": "l’appel", "entretien": "l’entretien"}
_PIECES = {
    "le": "sa date",
    "nature": "si c’était un appel ou un entretien",
    "echange": "s’il y a eu un vrai échange",
    "intention": "si vous avez dit vouloir continuer",
}


def juger_eloignement(faits: Faits, *, le: date, bareme: Bareme) -> Critere:
    """Judge the distance: not registered, or no contact that counts for the delay.

    Registration is judged as of the repérage. A registered youth is not judged before the
    mission locale has checked the history. Contacts after `le` must have been refused.
    """
    if faits.inscrit is None:
        return _inscription_inconnue(bareme)
    if not faits.inscrit:
        inscription = bareme.textes[INSCRIPTION_2025]
        return _non_inscrit(bareme, inscription.date is not None and inscription.date <= le.isoformat())
    if not faits.historique_verifie:
        return _historique_a_verifier(faits, le, bareme)
    if faits.contacts is None:
        return _contacts_inconnus(bareme)
    return _selon_contacts(faits.contacts, faits.historique_verifie_le, le, bareme)


@lru_cache(maxsize=256)
def _inscription_inconnue(bareme: Bareme) -> Critere:
    return _critere(
        bareme, INCONNU, "INSCRIPTION_INCONNUE",
        "Nous ne savons pas encore si vous avez un dossier à la mission locale ou à France Travail.",
        questions=(
            Question(
                "inscrit", "Avez-vous un dossier à la mission locale ou à France Travail ?",
                Interlocuteur.JEUNE,
            ),
        ),
    )  # fmt: skip


@lru_cache(maxsize=256)
def _contacts_inconnus(bareme: Bareme) -> Critere:
    return _critere(
        bareme, INCONNU, "CONTACTS_INCONNUS",
        "Nous ne connaissons pas encore vos contacts avec la mission locale.",
        questions=(_question_historique("contacts"),),
    )  # fmt: skip


@lru_cache(maxsize=256)
def _non_inscrit(bareme: Bareme, inscription_de_droit: bool) -> Critere:
    references = [bareme.textes[CIRCULAIRE]]
    if inscription_de_droit:
        references.append(bareme.textes[INSCRIPTION_2025])
    return _critere(
        bareme, REMPLI, "NON_INSCRIT",
        "Avant ce parcours, vous n’aviez de dossier ni à la mission locale, ni à France Travail.",
        references=tuple(references),
    )  # fmt: skip


def _historique_a_verifier(faits: Faits, le: date, bareme: Bareme) -> Critere:
    mois = bareme["carence_en_mois"]
    contacts = faits.contacts or ()
    dernier, doutes = peser(contacts, le=le, mois=mois)
    suites = _consequences(contacts, doutes, le, mois, dernier)
    possibles = [c for c in contacts if c.le is not None and compte(c) is not False]
    if not possibles and not suites:
        return _rien_a_verifier_encore(bareme)
    motif = _VERIFIER
    if possibles:
        recent = possibles[0] if len(possibles) == 1 else max(possibles, key=recence)
        motif = _si_c_est_le_dernier(recent.le or le, recent.nature, mois, le)
    questions = (_question_historique("historique_verifie"), *_questions(contacts, suites))
    textes, mention = _textes(bareme)
    return Critere(CODE, INCONNU, motif, mention, textes, questions, suites)


@lru_cache(maxsize=4096)
def _si_c_est_le_dernier(jour: date, nature: str | None, mois: int, le: date) -> Motif:
    porte = plus_mois(jour, mois)
    suite = "s’ouvre le" if porte > le else "est ouverte depuis le"
    si = f"Si {_nommer(jour, nature)} est le dernier qui compte, la porte {suite} {en_toutes_lettres(porte)}."
    return Motif(_VERIFIER.code, f"{_VERIFIER.phrase} {si}")


@lru_cache(maxsize=256)
def _rien_a_verifier_encore(bareme: Bareme) -> Critere:
    question = _question_historique("historique_verifie")
    return _critere(bareme, INCONNU, *_VERIFIER, questions=(question,))


def _selon_contacts(contacts: tuple[Contact, ...], verifie_le: date | None, le: date, bareme: Bareme) -> Critere:
    mois = bareme["carence_en_mois"]
    dernier, doutes = peser(contacts, le=le, mois=mois)
    porte = None if dernier is None else plus_mois(dernier, mois)
    suites = _consequences(contacts, doutes, le, mois, dernier)
    if dernier is not None and porte is not None and porte > le:
        avertissements = _depuis_verification(dernier, verifie_le)
        if suites or avertissements:
            return _porte_fermee(dernier, porte, bareme, suites, avertissements)
        return _porte_simplement_fermee(dernier, porte, bareme)
    if suites:
        return _a_qualifier(contacts, suites, mois, bareme)
    if dernier is None or porte is None:
        return _jamais_de_contact(not contacts, bareme)
    return _porte_ouverte(dernier, porte, bareme)


def _porte_fermee(
    dernier: date,
    porte: date,
    bareme: Bareme,
    suites: tuple[Consequence, ...] = (),
    avertissements: tuple[Motif, ...] = (),
) -> Critere:
    mois = bareme["carence_en_mois"]
    return _critere(
        bareme, NON_REMPLI, "PORTE_FERMEE",
        f"Votre dernier vrai contact avec un conseiller date du {en_toutes_lettres(dernier)}. "
        f"La porte s’ouvre le {en_toutes_lettres(porte)}, {mois} mois après.",
        consequences=suites, attend_le=porte, avertissements=avertissements,
    )  # fmt: skip


# Without consequence nor warning, a door is the same for everybody on the same days.
_porte_simplement_fermee = lru_cache(maxsize=4096)(_porte_fermee)


@lru_cache(maxsize=4096)
def _porte_ouverte(dernier: date, porte: date, bareme: Bareme) -> Critere:
    mois = bareme["carence_en_mois"]
    return _critere(
        bareme, REMPLI, "PORTE_OUVERTE",
        f"Votre dernier vrai contact avec un conseiller date du {en_toutes_lettres(dernier)}. "
        f"Les {mois} mois sans contact sont passés depuis le {en_toutes_lettres(porte)}.",
    )  # fmt: skip


@lru_cache(maxsize=256)
def _jamais_de_contact(aucun: bool, bareme: Bareme) -> Critere:
    mois = bareme["carence_en_mois"]
    if aucun:
        return _critere(
            bareme, REMPLI, "AUCUN_CONTACT",
            "Vous avez un dossier, mais aucun contact avec un conseiller : la porte est ouverte.",
        )  # fmt: skip
    return _critere(
        bareme, REMPLI, "AUCUN_CONTACT_RECENT",
        f"Vous n’avez pas eu de vrai contact avec un conseiller depuis {mois} mois : "
        "la porte est ouverte.",
    )  # fmt: skip


def _a_qualifier(contacts: tuple[Contact, ...], suites: tuple[Consequence, ...], mois: int, bareme: Bareme) -> Critere:
    dernier = contacts[suites[0].contact]
    motif = _reste_a_preciser(dernier.le, dernier.nature, len(suites), _du_parcours(contacts, suites), mois)
    textes, mention = _textes(bareme)
    return Critere(CODE, INCONNU, motif, mention, textes, _questions(contacts, suites), suites)


def _du_parcours(contacts: tuple[Contact, ...], suites: tuple[Consequence, ...]) -> bool:
    """Say whether all that remains is to judge contacts that arise from the parcours itself."""
    for suite in suites:
        contact = contacts[suite.contact]
        if not (contact.parcours and substantiel(contact)):
            return False
    return True


@lru_cache(maxsize=4096)
def _reste_a_preciser(jour: date | None, nature: str | None, combien: int, du_parcours: bool, mois: int) -> Motif:
    code = "CONTACT_DU_PARCOURS" if du_parcours else "CONTACT_A_QUALIFIER"
    nom = _nommer(jour, nature)
    if combien == 1:
        phrase = f"{nom[0].upper()}{nom[1:]} reste à préciser"
        sinon = "sinon, elle est ouverte"
    else:
        phrase = f"{combien} contacts restent à préciser. Le plus récent : {nom}"
        sinon = "si aucun ne compte, elle est ouverte"
    if jour is None:
        suite = f"S’il date de moins de {mois} mois et s’il compte, la porte attend encore"
    else:
        suite = f"S’il compte, la porte s’ouvre le {en_toutes_lettres(plus_mois(jour, mois))}"
    return Motif(code, f"{phrase}. {suite} ; {sinon}.")


def _depuis_verification(dernier: date, verifie_le: date | None) -> tuple[Motif, ...]:
    """A door that moved after the check says so: never silently."""
    if verifie_le is None or dernier <= verifie_le:
        return ()
    return (
        Motif(
            "CONTACT_DEPUIS_VERIFICATION",
            f"Ce contact est venu après la vérification du {en_toutes_lettres(verifie_le)} : il déplace la porte.",
        ),
    )


def _questions(contacts: tuple[Contact, ...], suites: tuple[Consequence, ...]) -> tuple[Question, ...]:
    return tuple(
        [
            _question(contact.le, contact.nature, contact.echange is None, contact.intention is None, suite.contact)
            for suite in suites
            for contact in (contacts[suite.contact],)
        ]
    )


@lru_cache(maxsize=8192)
def _question(
    jour: date | None, nature: str | None, echange_inconnu: bool, intention_inconnue: bool, rang: int
) -> Question:
    manquent = (jour is None, nature is None, echange_inconnu, intention_inconnue)
    champs = tuple(champ for champ, manque in zip(_PIECES, manquent, strict=True) if manque)
    nom = _nommer(jour, nature)
    if not champs:
        phrase = f"{nom[0].upper()}{nom[1:]} fait partie de ce parcours : faut-il le compter ?"
        return Question("contacts", phrase, Interlocuteur.PROFESSIONNELS, contact=rang, appreciation=True)
    phrase = f"Pour {nom}, il reste à dire {' et '.join(_PIECES[champ] for champ in champs)}."
    return Question("contacts", phrase, Interlocuteur.MISSION_LOCALE, contact=rang, champs=champs)


@cache
def _question_historique(fait: str) -> Question:
    return Question(
        fait, "Quels contacts la mission locale a-t-elle dans son historique ?", Interlocuteur.MISSION_LOCALE
    )


def _consequences(
    contacts: tuple[Contact, ...], doutes: tuple[int, ...], le: date, mois: int, dernier: date | None
) -> tuple[Consequence, ...]:
    """What each uncertain contact would change: the answer, or the day the door opens.

    Empty when the door is open and no uncertain contact could shut it. `dernier` is the last contact known to count.
    """
    if not doutes:
        return ()
    porte = None if dernier is None else plus_mois(dernier, mois)
    fermee = porte is not None and porte > le
    if porte is not None:
        # A dated contact after which the door would open no later than it does already changes nothing.
        jours = [(rang, contacts[rang].le) for rang in doutes]
        doutes = tuple([rang for rang, jour in jours if jour is None or plus_mois(jour, mois) > porte])
    seul = len(doutes) == 1
    return tuple([_consequence(rang, contacts[rang].le, mois, porte, fermee, seul) for rang in doutes])


@lru_cache(maxsize=8192)
def _consequence(rang: int, jour: date | None, mois: int, porte: date | None, fermee: bool, seul: bool) -> Consequence:
    sinon = Issue(NON_REMPLI if fermee else REMPLI, porte)
    if jour is None:
        si_compte = Issue(NON_REMPLI if fermee else INCONNU, None)
    else:
        si_compte = Issue(NON_REMPLI, plus_mois(jour, mois))
    return Consequence(rang, jour, si_compte, sinon, seul)


def _nommer(jour: date | None, nature: str | None) -> str:
    nom = _NOMS.get(nature or "", "le contact")
    return f"{nom} sans date" if jour is None else f"{nom} du {en_toutes_lettres(jour)}"


def _critere(
    bareme: Bareme,
    etat: Etat,
    motif: str,
    phrase: str,
    *,
    references: tuple[Source, ...] | None = None,
    questions: tuple[Question, ...] = (),
    consequences: tuple[Consequence, ...] = (),
    attend_le: date | None = None,
    avertissements: tuple[Motif, ...] = (),
) -> Critere:
    textes, mention = _textes(bareme) if references is None else (references, mentionner(references))
    return Critere(
        CODE, etat, Motif(motif, phrase), mention, textes,
        questions, consequences, attend_le, avertissements,
    )  # fmt: skip


@lru_cache
def _textes(bareme: Bareme) -> tuple[tuple[Source, ...], str]:
    """An act that replaces the duration is named before the texts it departs from."""
    textes = (bareme.valeurs["carence_en_mois"].source, bareme.textes[CIRCULAIRE], bareme.textes[FAQ])
    references = tuple(dict.fromkeys(textes))
    return references, mentionner(references)
