"""The demo coordinators see a living dashboard, and the demo staff have something done, due and late."""

import pytest
from django.core.management import call_command

from staff_training import queries
from staff_training.enums import Status
from wellbeing_portal.accounts.models import User
from wellbeing_portal.credentials.models import Award
from wellbeing_portal.front.demo_training import load

COURSES = ("answering-a-worried-message", "noticing-worry-early", "referral-in-practice")


@pytest.mark.django_db(transaction=True)
def test_one_is_done_with_a_badge_one_due_and_one_late_once(settings):
    settings.DEMO = True
    call_command("load_partners", verbosity=0)
    call_command("load_courses", *(f"staff_training/content/{slug}" for slug in COURSES), verbosity=0)
    call_command("demo", verbosity=0)
    load()
    staff = User.objects.get(email="staff@oamk.example")
    stands = {training.card.course.slug: training.status for training in queries.my_trainings(staff, "fi")}
    assert stands == {
        "answering-a-worried-message": Status.COMPLETED,
        "noticing-worry-early": Status.IN_PROGRESS,
        "referral-in-practice": Status.OVERDUE,
    }
    assert Award.objects.filter(holder=staff).exists()
    leena = User.objects.get(email="coordinator@oamk.example")
    lines = queries.counted(leena, queries.requirements_kept(leena), "fi")
    assert [line.counts.asked for line in lines] == [13, 12, 13]
    assert all(line.counts.completed and line.counts.late is not None for line in lines)


@pytest.mark.django_db
def test_without_courses_nothing_is_asked(settings):
    settings.DEMO = True
    call_command("load_partners", verbosity=0)
    load()
    assert not User.objects.exists()
