"""How « À faire » tells what waits in the activities: nothing does, under fifteen hours is a question of the week."""

DESCRIPTIONS: dict = {}
