"""Amounts are written one way, on every page."""

from decimal import Decimal

import pytest

from regles.euros import en_euros


@pytest.mark.parametrize(
    ("montant", "dit"),
    [
        ("300", "300\u00a0€"), ("300.00", "300\u00a0€"), ("561.68", "561,68\u00a0€"), ("561.7", "561,70\u00a0€"),
        ("3370.08", "3\u202f370,08\u00a0€"), ("1000", "1\u202f000\u00a0€"), ("0.5", "0,50\u00a0€"), ("0", "0\u00a0€"),
        ("-147.62", "−147,62\u00a0€"), ("1441.472", "1\u202f441,47\u00a0€"), ("299.995", "300\u00a0€"),
    ],
)  # fmt: skip
def test_un_montant_se_dit(montant, dit):
    assert en_euros(Decimal(montant)) == dit
