"""How mails leave, from whom, and where answers go."""

from prevention.settings.environment import VAR_DIR, env

EMAIL_CONFIG = env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}")
if EMAIL_CONFIG["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
    EMAIL_CONFIG["EMAIL_BACKEND"] = "prevention.messages.smtp.EmailBackend"
vars().update(EMAIL_CONFIG)
# For each exchange with the mail server; a worker is taken for dead after fifteen minutes.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=30)
DEFAULT_FROM_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default="Prévention scolaire <nepasrepondre@exemple.test>"
)
# Where answers go, and where the mail servers return what they cannot deliver.
REPLY_TO = env.str("REPLY_TO", default="")
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")
