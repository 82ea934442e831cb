"""Reads of people and places."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from wellbeing_portal.institutions.enums import DomainKind, Kind, Role
from wellbeing_portal.institutions.models import Institution, Invitation, Membership, hash_of, standing_of
from wellbeing_portal.institutions.models.places import InstitutionQuerySet
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.prepared import Prepared


def institution_of_student_address(email: str) -> Institution | None:
    """The partner whose student domain the address has; None for any other address and ended partners."""
    domain = email.rpartition("@")[2].lower()
    places = Institution.objects.unscoped("who the partners are is public")
    place = places.filter(email_domains__domain=domain, email_domains__kind=DomainKind.STUDENT).first()
    return place if place is not None and place.is_partner else None


def _institutions() -> InstitutionQuerySet:
    """Universities first, then unions, then organisations."""
    kinds = Case(
        When(kind=Kind.UNIVERSITY, then=Value(0)),
        When(kind=Kind.STUDENT_UNION, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return Institution.objects.unscoped("who the partners are is public").order_by(kinds, "short_name")


_all_institutions = Prepared(_institutions)


def partners() -> list[Institution]:
    """Today's partners, for everybody: universities first, then unions, then organisations; one query."""
    return [place for place in _all_institutions.rows() if place.is_partner]


def partner_choices() -> QuerySet[Institution]:
    """The same, for a form to choose from."""
    return _institutions().partners_on(today())


def my_memberships(user: Any) -> QuerySet[Membership]:
    """Every role the person has or had, the ones that hold first, then the newest."""
    mine = Membership.objects.visible_to(user).filter(user=user).select_related("institution")
    current = Case(
        When(pk__in=Membership.objects.current().filter(user=user).values("pk"), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return mine.order_by(current, "-valid_from", "institution__short_name", "pk")


def place_of(user: Any, wanted: str = "") -> Institution | None:
    """The institution somebody acts for now: the wanted one (a slug) if it is theirs, else their first."""
    places = standing_of(user).institutions
    return next((place for place in places if place.slug == wanted), places[0] if places else None)


def coordinated_place(user: Any, wanted: str = "") -> Institution | None:
    """The institution whose people a coordinator looks after now; None for anybody else."""
    standing = standing_of(user)
    kept = standing.institutions_as(Role.COORDINATOR)
    places = [place for place in standing.institutions if place.pk in kept]
    return next((place for place in places if place.slug == wanted), places[0] if places else None)


def people_of(user: Any, institution: Institution, *, role: str = "") -> QuerySet[Membership]:
    """The people of an institution as its coordinator sees them, a row for each role that holds today."""
    rows = Membership.objects.visible_to(user).current().filter(institution=institution)
    if role in Role.values:
        rows = rows.filter(role=role)
    return rows.select_related("user", "institution").order_by("user__name", "user__email", "pk")


def membership_for(user: Any, public_id: Any) -> Membership:
    """The membership, or 404 when the person may not know of it."""
    rows = Membership.objects.visible_to(user).select_related("user", "institution")
    return get_object_or_404(rows, public_id=public_id)


def open_invitations(user: Any, institution: Institution) -> QuerySet[Invitation]:
    """Invitations nobody has taken yet, the newest first; expired ones too, because they can be sent again."""
    return Invitation.objects.visible_to(user).unanswered().filter(institution=institution).order_by("-made_at", "pk")


def invitation_for(user: Any, public_id: Any) -> Invitation:
    """The invitation, or 404 when the person does not coordinate its institution."""
    rows = Invitation.objects.visible_to(user).select_related("institution")
    return get_object_or_404(rows, public_id=public_id)


def invitation_by_secret(secret: str) -> Invitation | None:
    """The invitation that a letter's address opens; None alike for wrong, used, withdrawn and old ones."""
    rows = Invitation.objects.unscoped("whoever holds the secret was sent it").open().select_related("institution")
    invitation = rows.filter(secret_hash=hash_of(secret)).first()
    return invitation if invitation is not None and invitation.institution.is_partner else None


def has_address(user: Any, email: str) -> bool:
    """Whether the address is a confirmed one of the person."""
    return EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


def short_names() -> dict[str, str]:
    """Slug to short name of every institution there is or was; one query."""
    places = Institution.objects.unscoped("who the partners are is public")
    return dict(places.values_list("slug", "short_name"))


def institution_named(slug: str) -> Institution | None:
    """The institution with the slug."""
    return Institution.objects.unscoped("who the partners are is public").filter(slug=slug).first()
