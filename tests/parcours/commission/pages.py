"""Reading the pages of the commission as a person does, and sending their forms."""

import re


def texte(reponse) -> str:
    """What a page says, without its tags."""
    page = re.sub(r"<[^>]+>", " ", reponse.content.decode())
    return re.sub(r"\s+", " ", page.replace("\u00a0", " ").replace("\u202f", " "))


def formulaire(page: str) -> dict[str, str]:
    """The hidden fields of the form of a decision."""
    caches = {}
    for balise in re.findall(r'<input type="hidden"[^>]*>', page):
        nom, valeur = re.search(r'name="([^"]*)"', balise), re.search(r'value="([^"]*)"', balise)
        if nom and valeur and nom[1] in ("decision_id", "version", "vu"):
            caches[nom[1]] = valeur[1]
    return caches


def envoyer(client, url, **champs):
    """Open the situation, fill the decision, send it."""
    return client.post(f"{url}proposer/", formulaire(client.get(url).content.decode()) | champs, follow=True)


def signature(client, url):
    page = client.get(url).content.decode()
    champs = {n: re.search(rf'name="{n}" value="([^"]*)"', page)[1] for n in ("decision", "empreinte")}
    return client.post(f"{url}signer/", champs, follow=True)
