from django.apps import AppConfig
from django.contrib.admin import apps as administration
from django.utils.translation import gettext_lazy as _


class PreventionConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "prevention"
    verbose_name = _("Prevention in schools")


class AdministrationConfig(administration.AdminConfig):
    default = False  # of the two here, the first is this folder's
    default_site = "prevention.administration.Administration"
