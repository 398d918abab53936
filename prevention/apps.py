from django.apps import AppConfig
from django.contrib.admin import apps as administration
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class PreventionConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "prevention"
    verbose_name = _("Prevention in schools")

    def ready(self) -> None:
        from prevention.calendars import watching  # noqa: PLC0415 - needs the models

        pre_migrate.connect(watching.before_migrating, sender=self)
        post_migrate.connect(watching.after_migrating, sender=self)


class AdministrationConfig(administration.AdminConfig):
    default = False  # of the two here, the first is this folder's
    default_site = "prevention.administration.Administration"
