from django.http import HttpResponse
from regles.acces import Droit
from socle.acces.droits import exige
@exige(Droit.SUIVRE)
def jeunes(request): return HttpResponse("")
@exige(Droit.SUIVRE)
def recherche(request): return HttpResponse("")
