"""Which public texts of a group are kept in three languages."""

from modeltranslation.translator import TranslationOptions, register

from communities.models import Group


@register(Group)
class GroupTexts(TranslationOptions):
    fields = ("title", "summary", "description", "rhythm", "rules", "welcome")
