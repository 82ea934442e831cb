"""Whether somebody wants a word when they have left a course alone: one press, from the page where it is asked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skills import actions, queries
from wellbeing_portal.kernel.render import see_other


@require_POST
def nudge_choose(request: HttpRequest) -> HttpResponse:
    """``on`` wants them; without it there are none. ``course`` is the page that it was asked on."""
    # Anybody can send anything; what is no slug names no course.
    slug = slugify(request.POST.get("course", ""))
    onward = reverse("skills:course_page", args=[queries.course_for(request.user, slug).slug]) if slug else ""
    wants = bool(request.POST.get("on"))
    actions.choose_nudges(request.user, wants=wants)
    messages.success(request, _("We will tell you, twice at the most.") if wants else _("We leave you in peace."))
    return see_other(onward or reverse("skills:my_courses"))
