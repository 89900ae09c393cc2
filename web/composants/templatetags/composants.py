"""Template tags and filters of the façade: one line each, the work is in the modules beside.

Registered as builtins: no `{% load %}` is needed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.utils.safestring import SafeString

from socle.consentements.signature import en_svg
from socle.dossier.noms import de, que
from web.composants import (
    appareils,
    champs,
    chemins,
    dates,
    differences,
    icones,
    marques,
    natures,
    pages,
    programmes,
    typographie,
)

register = template.Library()

# Drawings
register.simple_tag(icones.svg, name="icone")
register.simple_tag(marques.marque, name="marque")
register.simple_tag(marques.badge, name="badge")
register.simple_tag(chemins.mini, name="chemin_mini")
register.filter("classe_nature", natures.classe)

register.filter("signature_dessinee", lambda dessin, de_qui: en_svg(dessin, de=de_qui))

# Dates and typography. An absent date shows nothing: « inconnue » is for the page to say.
register.filter("jour", lambda valeur: dates.en_toutes_lettres(valeur) if valeur else "")
register.filter("jour_an", lambda valeur: dates.avec_annee(valeur) if valeur else "")
register.filter("jour_court", lambda valeur: dates.court(valeur) if valeur else "")
register.filter("jour_du_texte", lambda valeur: dates.du_texte(valeur) if valeur else "")
register.filter("heure", lambda valeur: dates.heure(valeur) if valeur else "")
register.filter("il_y_a", lambda valeur, le: dates.ecart(valeur, le) if valeur else "")
register.filter("age", lambda naissance, le: f"{dates.age(naissance, le)}\u00a0ans" if naissance else "")
register.filter("appareil", appareils.nommer)
register.filter("typo", typographie.francais)
register.filter("de", de)
register.filter("que", que)
register.filter("programme", programmes.nommer)

# Frame
register.filter("barre_du_bas", pages.barre_du_bas)
register.filter("fortes_devant", pages.fortes_devant)
register.filter("annulation", pages.annulation)


@register.inclusion_tag("composants/chemin.html")
def chemin(etapes: Iterable[Any]) -> dict[str, Any]:
    """Draw le chemin: each step has `nom`, `etat` ("faite", "ici", "a-venir"), perhaps `date` (or words)."""
    return chemins.contexte(list(etapes))


@register.inclusion_tag("composants/champ.html")
def champ(
    field: BoundField,
    largeur: str = "",
    facultatif: bool = True,
    consequences: Mapping[str, str] | None = None,
    libelle: str = "",
    aide: str = "",
    classe: str = "",
) -> dict[str, Any]:
    """Show one field of a form with its label, help and errors, tied together for screen readers.

    largeur: "court" or "moyen" when the answer is short. facultatif: say « facultatif » when it is; a
    page where nearly everything is optional says so once and passes False. consequences: {value:
    sentence} for radio cards, else the form field's own attribute `consequences`. libelle, aide: other
    words than the form's. classe: more classes on the group.
    """
    return champs.contexte(field, largeur, facultatif, consequences, libelle, aide) | {"classe": classe}


@register.inclusion_tag("composants/erreurs.html")
def erreurs(*formulaires: BaseForm) -> dict[str, Any]:
    """Summarise the errors of one or several forms, on top of the page, with a link to each field."""
    return champs.resume(formulaires)


@register.inclusion_tag("composants/verdict.html", takes_context=True)
def verdict_bloc(context: Context, verdict: Any, question: str = "", niveau: int = 2) -> dict[str, Any]:
    """Show a computed verdict: seal, day judged, reasons and their sources.

    verdict has `verdict` ("favorable", "defavorable", "a_preciser"), `le`, `criteres` (each `code`,
    `etat` ("rempli", "non_rempli", "inconnu"), `phrase`, `source_titre`, `source_texte`), and optionally
    `ouverture_le`, `veille_ml` (the date given by the mission locale) and `decision` (`url`, `texte`).
    question: the name of a template that puts what is unknown to somebody; it receives the context of the
    page.
    """
    return {**context.flatten(), "v": verdict, "question": question, "titre": f"h{niveau}"}


@register.inclusion_tag("composants/signatures.html")
def signatures(liste: Sequence[Any]) -> dict[str, Any]:
    """Show who signed and who is awaited.

    Each has `nature`, `pour` (« Pour le porteur »), `structure`, `initiales`; signed: `nom`, `le` (an
    instant); awaited from the reader: `bouton` (the words) and `formulaire` (the id of the form it
    submits, as `signer=<nature>`); awaited from somebody else: `attente` (a sentence).
    """
    faites = [s.get("le") if isinstance(s, Mapping) else getattr(s, "le", None) for s in liste]
    return {"liste": list(liste), "complet": all(faites)}


@register.inclusion_tag("composants/personne.html")
def personne(qui: Any, compacte: bool = False) -> dict[str, Any]:
    """Show a person and how to reach them.

    qui has `nom`, `initiales`, `nature`, and optionally `role`, `depuis`, `vous`; `telephone`, `courriel`
    once shown; `telephone_url`, `courriel_url` where a POST shows them and logs the reading. compacte:
    the strip of a first screen.
    """
    return {"qui": qui, "compacte": compacte}


@register.inclusion_tag("composants/partage.html")
def partage(avec: Sequence[Any], lien: str = "") -> dict[str, Any]:
    """Say who can read: each has `nom`, `initiales`, `nature`, and `retire_le` when the sharing stopped."""
    return {"avec": list(avec), "lien": lien}


@register.inclusion_tag("composants/conflit.html")
def conflit(auteur: str, le: date, mien: str, autre: str, **reglages: Any) -> dict[str, Any]:
    """Show two texts written at the same time, and the three ways out, posted as `garder=mien|autre|reuni`.

    reglages: `objet` (« cette action »), `action` (the URL), `champ` (name of the text), `caches` ({name:
    value}, the version among them), `prenom` (whose text is the other).
    """
    a, b = differences.souligner(mien, autre)
    return {**reglages, "auteur": auteur, "le": le, "mien": a, "autre": b, "texte": mien}


@register.inclusion_tag("composants/tri.html", takes_context=True)
def tri(context: Context, cle: str, libelle: str) -> dict[str, Any]:
    """Make a column header that sorts, keeping the filters in the URL."""
    return pages.tri(context["request"], cle, libelle)


@register.inclusion_tag("composants/pagination.html")
def pagination(precedente: str = "", suivante: str = "", dit: str = "") -> dict[str, Any]:
    """Previous and next pages of a list read by key; the two URLs, and what is shown in words."""
    return {"precedente": precedente, "suivante": suivante, "dit": dit}


@register.simple_tag
def marque_de(acteur: Any, taille: str = "m") -> SafeString:
    """Draw the mark of an actor's structure: what signs."""
    return marques.marque(acteur.structure_initiales, acteur.nature, taille)
