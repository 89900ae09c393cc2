"""How « À faire » tells what waits in the notes: nothing does."""

DESCRIPTIONS: dict = {}
