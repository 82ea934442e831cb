"""Which public texts of partners are kept in three languages."""

from modeltranslation.translator import TranslationOptions, register

from wellbeing_portal.institutions.models import Institution


@register(Institution)
class InstitutionTexts(TranslationOptions):
    fields = ("name",)
    required_languages = ("fi",)
