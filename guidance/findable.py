"""Services of the directory can be found by anybody."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guidance.models import Service
from wellbeing_portal.kernel.finding import Findable, Said, findable


def _texts() -> Iterable[Said]:
    page = reverse("guidance:help_now")
    for service in Service.objects.unscoped("the directory is public"):
        for code, _name in settings.LANGUAGES:
            name = getattr(service, f"name_{code}") or service.name_fi
            about = getattr(service, f"description_{code}") or service.description_fi
            yield Said(service.pk, code, name, about, "", f"{page}#{service.slug}")


findable(Findable(name="services", label=_("Help and support"), rows=Service.objects.visible_to, texts=_texts))
