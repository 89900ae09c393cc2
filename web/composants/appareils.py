"""A browser's own description, in words one recognises: « Firefox, Android »."""

NAVIGATEURS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMES = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def nommer(agent: str) -> str:
    """Name the browser and the system that a User-Agent claims.

    The order of the lists matters: browsers claim to be one another.
    """
    trouves = [next((nom for signe, nom in liste if signe in agent), "") for liste in (NAVIGATEURS, SYSTEMES)]
    return ", ".join(filter(None, trouves)) or "Appareil inconnu"
