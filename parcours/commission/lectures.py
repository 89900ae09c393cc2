def jalons(dossier_id):
    return {}
def a_faire(acteur):
    return []
