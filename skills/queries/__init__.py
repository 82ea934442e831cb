"""What the pages of courses are told."""

from skills.queries.mine import Note, Way, go_on_with, my_texts, my_ways, note_of, text_for, way_of
from skills.queries.practice import Asked, asked_in, question_for, told
from skills.queries.reading import Outline, Page, Step, outline_of, page_of_lesson, step_for
from skills.queries.shelf import Card, Wishes, card_of, course_for, shelf, topics_on_the_shelf, wishes_from

__all__ = [
    "Asked",
    "Card",
    "Note",
    "Outline",
    "Page",
    "Step",
    "Way",
    "Wishes",
    "asked_in",
    "card_of",
    "course_for",
    "go_on_with",
    "my_texts",
    "my_ways",
    "note_of",
    "outline_of",
    "page_of_lesson",
    "question_for",
    "shelf",
    "step_for",
    "text_for",
    "told",
    "topics_on_the_shelf",
    "way_of",
    "wishes_from",
]
