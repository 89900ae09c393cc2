"""One dossier whose fields hold words that exist nowhere else, and who may read which."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

CHAMPS: dict[str, str] = yaml.safe_load(Path(__file__).with_name("canaris.yaml").read_text(encoding="utf-8"))


@dataclass
class Seme:
    """One dossier full of canaries, and who may read which."""

    marque: str
    arguments: dict[str, Any]
    porteur: set[str]
    mission_locale: set[str]
    auteur: str
    demandes: set[str] = field(default_factory=set)
    naissance: date = date(2004, 1, 1)
    sante: bool = False
    """Whether the accord names health."""
    invites: set[str] = field(default_factory=set)
    """The partners invited: their accord names no domain."""

    def mot(self, champ: str) -> str:
        """The canary of a field."""
        return f"{self.marque}{champ.replace('.', '').replace('_', '')}q"

    def formes(self, champ: str) -> list[str]:
        """How the canary of a field may be written on a page."""
        if champ == "dossier.date_naissance":
            return [
                self.naissance.isoformat(),
                f"{self.naissance:%d/%m/%Y}",
                f"{self.naissance.day} août {self.naissance.year}",
                # The day holds to its month on a page.
                f"{self.naissance.day}\N{NO-BREAK SPACE}août {self.naissance.year}",
                f"{self.naissance.day}\N{NO-BREAK SPACE}août\N{NO-BREAK SPACE}{self.naissance.year}",
            ]
        if champ == "dossier.numero_imilo":
            return [self.mot(champ)[:20]]
        if champ == "coordonnees.courriel":
            return [self.mot(champ)]
        return [self.mot(champ)]

    def lecteurs(self, champ: str) -> set[str]:
        """Who may read a field, by the reviewed table."""
        return {
            "commun": self.porteur | self.mission_locale,
            "equipe": self.porteur | self.mission_locale | self.invites,
            "invite": self.porteur | self.invites,
            "porteur": self.porteur,
            "porteur_qui_invite": self.porteur if self.invites else set(),
            "sante": self.porteur | (self.mission_locale if self.sante else set()),
            "auteur": {self.auteur},
            "demande": self.demandes,
        }[CHAMPS[champ]]

    def tolere(self, champ: str) -> set[str]:
        """Who may also come across it: who asked knows what they wrote."""
        return self.lecteurs(champ) | (self.porteur if CHAMPS[champ] == "demande" else set())

    def groupe(self, prefixe: str, **ecarts: Any) -> dict[str, Any]:
        """The canaries of one form or one table, by name of field."""
        noms = [c.split(".")[1] for c in CHAMPS if c.startswith(f"{prefixe}.")]
        return {n: self.formes(f"{prefixe}.{n}")[0] for n in noms} | ecarts
