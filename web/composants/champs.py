"""A form field as our pages show it: label, help, control, error, tied together (design, « Form »)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import (
    BaseForm,
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    RadioSelect,
    Select,
    Textarea,
    Widget,
)
from django.utils.safestring import SafeString

# Options that hold side by side under one thumb: yes, no, « je ne sais pas ».
OPTIONS_COURTES, LETTRES_COURTES = 4, 16
LARGEURS = {"court": "champ-court", "moyen": "champ-moyen", "": ""}


def sorte(widget: Widget) -> str:
    """Name the shape of a control: which part of the template draws it."""
    # Django derives the group of checkboxes from the group of radios: it comes first.
    if isinstance(widget, CheckboxSelectMultiple):
        return "coches"
    if isinstance(widget, RadioSelect):
        return "choix"
    if isinstance(widget, CheckboxInput):
        return "coche"
    return "liste" if isinstance(widget, Select) else "texte"


def _classes(field: BoundField, genre: str, largeur: str) -> str:
    de_base = {"coche": "form-check-input", "liste": "form-select"}.get(genre, "form-control")
    siennes = field.field.widget.attrs.get("class", "")
    return " ".join(filter(None, [de_base, siennes, LARGEURS[largeur], "is-invalid" if field.errors else ""]))


def _decrit_par(field: BoundField, aide: str) -> str:
    return " ".join([f"aide-{field.auto_id}"] * bool(aide) + [f"erreur-{field.auto_id}"] * bool(field.errors))


def _controle(field: BoundField, genre: str, largeur: str, decrit: str) -> SafeString:
    """Render the control itself, with its class and what describes it."""
    # A placeholder vanishes when one needs it: the label and the help say what it would (design, « Form »).
    attrs: dict[str, Any] = {"class": _classes(field, genre, largeur), "placeholder": False}
    if decrit:
        attrs["aria-describedby"] = decrit
    if field.errors:
        attrs["aria-invalid"] = "true"
    if isinstance(field.field.widget, Textarea):
        attrs["rows"] = field.field.widget.attrs.get("rows_voulues", 4)
    return field.as_widget(attrs=attrs)


def _options(field: BoundField, consequences: Mapping[str, str]) -> list[dict[str, Any]]:
    """List the options of radio or checkbox groups, drawn by hand to hold a consequence each."""
    options = []
    for sous in field.subwidgets:
        valeur = str(sous.data["value"])
        options.append(
            {
                "id": sous.id_for_label,
                "nom": sous.data["name"],
                "valeur": valeur,
                "libelle": sous.data["label"],
                "coche": sous.data["selected"],
                "consequence": consequences.get(valeur, ""),
            }
        )
    return options


def _courtes(options: list[dict[str, Any]]) -> bool:
    return len(options) <= OPTIONS_COURTES and all(
        not o["consequence"] and len(str(o["libelle"])) <= LETTRES_COURTES for o in options
    )


def contexte(
    field: BoundField,
    largeur: str,
    facultatif: bool,
    consequences: Mapping[str, str] | None,
    libelle: str,
    aide: str,
) -> dict[str, Any]:
    """Prepare one field for `composants/champ.html`."""
    genre = sorte(field.field.widget)
    groupe = genre in ("choix", "coches")
    aide = aide or field.help_text
    decrit = _decrit_par(field, aide)
    consequences = consequences or getattr(field.field, "consequences", {})
    options = _options(field, {str(k): v for k, v in consequences.items()}) if groupe else []
    return {
        "field": field,
        "sorte": genre,
        "cache": field.is_hidden,
        "libelle": libelle or field.label,
        "facultatif": facultatif and not field.field.required,
        "aide": aide,
        "decrit_par": decrit,
        "options": options,
        "court": _courtes(options),
        "controle": "" if groupe else _controle(field, genre, largeur, decrit),
    }


def _ancre(field: BoundField) -> str:
    """Return the id that a link to this field must reach: the first option of a group."""
    if sorte(field.field.widget) in ("choix", "coches"):
        return f"{field.auto_id}_0"
    return field.id_for_label


def resume(formulaires: Iterable[BaseForm]) -> dict[str, Any]:
    """Gather the errors of bound forms: those of each field with its anchor, those of the whole without."""
    lignes = []
    for formulaire in formulaires:
        if not formulaire.is_bound:
            continue
        lignes += [{"message": message} for message in formulaire.non_field_errors()]
        for field in formulaire:
            ancre = "" if field.is_hidden else _ancre(field)
            lignes += [{"message": m, "libelle": field.label, "ancre": ancre} for m in field.errors]
    return {"lignes": lignes}
