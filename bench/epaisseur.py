"""A dossier followed for long beside one just begun: the pages that list, with the notes and versions of each.

Run by `python -m bench`. The same act twice, so no floor: `ratio` is the thick dossier over the thin one. What is
written for the measure is taken back after it.
"""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.bases import BASES, connexion
from bench.bras import AUTHENTIFIER
from bench.mesure import entrelacer
from socle.acteurs.models import Compte

MINCE, EPAIS = (5, 5), (500, 200)
"""How many notes, how many versions of the plan."""
OBJECTIF = 1.2
PAGES = ("", "notes/", "plan/", "plan/versions/")
DEUX = "SELECT id FROM dossier_dossier WHERE porteur_id = %s AND etape = 'remobilisation' ORDER BY maj_le DESC LIMIT 2"
NOTES = """
    INSERT INTO notes_note (id, dossier_id, structure_id, audience, domaine, montre_au_jeune, texte, ecrit_par_id,
                            ecrit_le, version)
    SELECT gen_random_uuid(), %(dossier)s, %(structure)s, 'les_deux', 'logement', false, 'Note ' || i, %(par)s,
           now() + i * interval '1 second', 1
      FROM generate_series(1, %(n)s) i"""
# Each differs from the one before it by the words of its only aim.
VERSIONS = """
    INSERT INTO plan_versionduplan (id, dossier_id, numero, contenu, proposee_par_id, proposee_le, retiree_le)
    SELECT gen_random_uuid(), %(dossier)s, i, jsonb_build_object('objectifs', jsonb_build_array(jsonb_build_object(
               'id', %(dossier)s::text, 'domaine', 'logement', 'titre', 'Un toit ' || i, 'paroles', '',
               'actions', '[]'::jsonb))),
           %(par)s, now(), CASE WHEN i < %(n)s THEN now() END
      FROM generate_series(1, %(n)s) i"""
OTER = ("DELETE FROM notes_note WHERE dossier_id = %s", "DELETE FROM plan_versionduplan WHERE dossier_id = %s")


def main() -> None:
    """Measure each page of both dossiers in turn, and print a line for each."""
    base, (vus, *_) = BASES[0], BASES[0].viseurs
    client = Client()
    client.force_login(Compte.objects.get(pk=base.compte(vus)), backend=AUTHENTIFIER)
    with connexion(base.nom) as dehors, _deux_dossiers(dehors, base.structure(vus), base.compte(vus)) as dossiers:
        adresses = [f"/dossiers/{dossier}/{page}" for page in PAGES for dossier in dossiers]
        requetes = [_requetes(client, adresse) for adresse in adresses]
        pid = connection.connection.info.backend_pid
        mesures = entrelacer([(lambda a=adresse: _servir(client, a), pid) for adresse in adresses])
    for rang, page in enumerate(PAGES):
        mince, epais = (statistics.median(m) for m in mesures[2 * rang : 2 * rang + 2])
        print(
            f"name=epaisseur page={page.strip('/') or 'dossier'} notes={MINCE[0]}/{EPAIS[0]} "
            f"versions={MINCE[1]}/{EPAIS[1]} mince_ms={mince:.2f} epais_ms={epais:.2f} ratio={epais / mince:.2f} "
            f"objectif={OBJECTIF} queries={requetes[2 * rang]}/{requetes[2 * rang + 1]}",
            flush=True,
        )


@contextmanager
def _deux_dossiers(dehors: psycopg.Connection[Any], structure: int, par: int) -> Iterator[list[Any]]:
    """Two dossiers of the viewer's, the first thin, the second thick."""
    dossiers = [id_ for (id_,) in dehors.execute(DEUX, [structure]).fetchall()]
    # As in `semis.sql`: neither the past of these rows nor who may write them is measured here.
    dehors.execute("SET session_replication_role = replica")
    try:
        for dossier, (notes, versions) in zip(dossiers, (MINCE, EPAIS), strict=True):
            qui = {"dossier": dossier, "structure": structure, "par": par}
            dehors.execute(NOTES, qui | {"n": notes})
            dehors.execute(VERSIONS, qui | {"n": versions})
        dehors.execute("ANALYZE notes_note, plan_versionduplan")
        yield dossiers
    finally:
        for dossier in dossiers:
            for oter in OTER:
                dehors.execute(oter, [dossier])


def _servir(client: Client, adresse: str) -> HttpResponse:
    reponse = client.get(adresse)
    assert reponse.status_code == 200, (adresse, reponse.status_code)
    return reponse


def _requetes(client: Client, adresse: str) -> int:
    _servir(client, adresse)
    with CaptureQueriesContext(connection) as capture:
        _servir(client, adresse)
    return len(capture)


if __name__ == "__main__":
    main()
