"""What trainings say to those who are asked, and to those who ask.

Nothing here is required: whoever wants no e-mail finds what waits in the own list of trainings. What is said goes into
the letter of the day, so that all trainings together are one mail, at the hour the person has chosen. The titles of the
portal's own courses are neutral; how an institution names its courses is said in the portal only.
"""

from staff_training.notices.asked import TrainingAsked, TrainingDue, TrainingLate
from staff_training.notices.asking import TrainingFigures

__all__ = ["TrainingAsked", "TrainingDue", "TrainingFigures", "TrainingLate"]
