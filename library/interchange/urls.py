"""The addresses by which the library is told to whoever is not signed in."""

from django.urls import path

from library.interchange.catalogue import catalogue, material
from library.interchange.feeds import atom, rss
from library.interchange.oai.views import oai

urlpatterns = [
    path("catalogue/", catalogue, name="catalogue"),
    path("catalogue/rss", rss, name="catalogue-rss"),
    path("catalogue/atom", atom, name="catalogue-atom"),
    path("catalogue/<uuid:public_id>", material, name="catalogue-material"),
    path("oai", oai, name="oai"),
]
