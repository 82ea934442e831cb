"""A row of every table of badges that belongs to one person of an institution."""

from tests.factories.credentials import make_award


def rows(people):
    return [make_award(people.student, place=people.diak)]
