"""A youth's name as it is shown: first name and initial in lists and titles, two letters in the mark."""


def nom_affiche(prenom: str, nom: str) -> str:
    """First name and initial (`design.md`, §2)."""
    return f"{prenom} {nom[:1].upper()}." if nom else prenom


def initiales(prenom: str, nom: str) -> str:
    """Two letters, or what there is of them: an alias may be anything."""
    du_prenom = [c for c in prenom if c.isalnum()] or ["?"]
    du_nom = [c for c in nom if c.isalnum()] or du_prenom[1:]
    return "".join([du_prenom[0], *du_nom[:1]]).upper()
