"""Every address of the demonstration: those of Tandem, and the doors of its characters."""

from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as tandem

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*tandem, path("demo/", include("demo.urls"))]
