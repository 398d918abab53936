"""``{% if request.user|may:"school.import" %}``: templates ask the table of rights too."""

from django import template

from prevention.people.models import User

register = template.Library()


@register.filter
def may(user: User, right: str) -> bool:
    return user.may(right)
