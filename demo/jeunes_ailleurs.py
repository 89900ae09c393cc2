"""Youths of the other missions locales and porteurs: what Nadia and Karim must never learn."""

from demo.moments import INSCRIT, RIEN, Dit, Histoire, Jeune, Partage, Seance

_ANCIEN = Dit("entretien", 260, echange=True, intention=True)

BREVIGNY = (
    # This mission locale judges at the signature of the contract: the verdict at entry does not stop the youth.
    Jeune("maxence", "Maxence", "Olivier", age=20, chez="brevigny", conseiller="hugo", commune="Brévigny", il_y_a=26, situation=INSCRIT, moments=(Partage(18), Histoire(12, (Dit("entretien", 50, echange=True, intention=True),)))),
    Jeune("celia", "Célia", "Draveil", age=18, par="bilal", chez="brevigny", conseiller="hugo", commune="Sèvrelune", il_y_a=21, moments=(Partage(15),)),
    Jeune("kylian", "Kylian", "Rochas", age=23, par="nadege", chez="brevigny", conseiller="solene", commune="Brévigny", il_y_a=58, situation=INSCRIT, moments=(Partage(50), Histoire(44, (_ANCIEN,)), Seance(-1, "entree", "nadege", ("nadege", "solene")))),
)  # fmt: skip

HAUTE_RIVE = (
    Jeune("anouk", "Anouk", "Sorbier", age=19, par="nadia", chez="haute_rive", conseiller="lena", commune="Saint-Orme", il_y_a=23, situation=INSCRIT, moments=(Partage(16),)),
    Jeune("malo", "Malo", "Quéré", age=21, par="sacha", chez="haute_rive", conseiller="lena", commune="Saint-Orme", il_y_a=24, situation=INSCRIT, moments=(Partage(19), Histoire(12, (_ANCIEN,)))),
    Jeune("ines_b", "Inès", "Borel", age=20, par="sacha", chez="haute_rive", conseiller="lena", commune="Saint-Orme", il_y_a=40, moments=(Partage(33), Seance(-1, "entree", "sacha", ("sacha", "lena")))),
    Jeune("titouan", "Titouan", "Gallec", age=18, par="sacha", chez="haute_rive", conseiller=None, commune="Saint-Orme", il_y_a=4, situation=RIEN),
    Jeune("shana", "Shana", "Lopès", age=24, par="sacha", chez="haute_rive", conseiller="lena", commune="Saint-Orme", il_y_a=35, situation={"ressources": "regulieres"}, moments=(Partage(28), Seance(-2, "reorientation", "lena", ("lena", "sacha"), {"vers": "Emploi franc chez un maraîcher", "pourquoi_ailleurs": "Elle a un contrat et veut le garder."}))),
    # The same youth as Yanis, met by another porteur: neither must learn it of the other.
    Jeune("yanis_bis", "Yanis", "Trévidy", age=18, par="sacha", chez="haute_rive", conseiller="lena", commune="Saint-Orme", il_y_a=10, situation=INSCRIT, moments=(Partage(6),)),
)  # fmt: skip

FILAOS = (
    Jeune("loane", "Loane", "Payrac", age=19, par="farid", chez="filaos", conseiller="marie_ange", commune="Anse-aux-Filaos", il_y_a=22, situation=INSCRIT, moments=(Partage(15),)),
    Jeune("jordan", "Jordan", "Nivès", age=22, par="farid", chez="filaos", conseiller="marie_ange", commune="Ravine-Claire", il_y_a=30, moments=(Partage(21, ("dossier", "coordonnees")),), coordonnees={"telephone": "06 39 98 03 02"}),
    Jeune("kelly", "Kelly", "Mornas", age=20, par="agathe", chez="filaos", conseiller="marie_ange", commune="Ravine-Claire", il_y_a=50, moments=(Partage(41), Seance(-2, "entree", "agathe", ("agathe", "marie_ange")))),
    Jeune("dimitri", "Dimitri", "Sautron", age=25, fete_dans=6, par="farid", chez="filaos", conseiller="marie_ange", commune="Anse-aux-Filaos", il_y_a=18, moments=(Partage(12),)),
    # Met by a member that has left the groupement since: its dossiers stay with it.
    Jeune("ornella", "Ornella", "Baptistin", age=21, par="lucie", chez="filaos", conseiller="marie_ange", commune="Ravine-Claire", il_y_a=150, moments=(Partage(140),)),
    # A member of the groupement sees its own dossiers, and the chef de file does not.
    Jeune("aurel", "Aurel", "Vidocq", age=23, par="tom", chez="ormelle", conseiller="claire", il_y_a=25, situation=INSCRIT, moments=(Partage(17),)),
    Jeune("sirine", "Sirine", "Castel", age=18, par="tom", chez="ormelle", conseiller="karim", il_y_a=13, moments=(Partage(7),)),
)  # fmt: skip
