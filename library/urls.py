"""The addresses of the library's files, for who is signed in and by share links."""

from django.urls import path

from library.share_views import share, shared_file, shared_picture
from library.views import cover, file, numbered_file, picture

urlpatterns = [
    path("materials/<uuid:public_id>/cover", cover, name="material-cover"),
    path("materials/<uuid:public_id>/file", file, name="material-file"),
    path(
        "materials/<uuid:public_id>/versions/<int:number>", numbered_file, name="material-version"
    ),
    path(
        "materials/<uuid:public_id>/pages/<int:page>/<int:width>", picture, name="material-picture"
    ),
    path("share/<str:secret>", share, name="share"),
    path("share/<str:secret>/<uuid:public_id>/file", shared_file, name="shared-file"),
    path(
        "share/<str:secret>/<uuid:public_id>/pages/<int:page>/<int:width>",
        shared_picture,
        name="shared-picture",
    ),
]
