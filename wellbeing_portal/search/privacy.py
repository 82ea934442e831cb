"""The index holds what is published, and what people look for is kept nowhere."""

from wellbeing_portal.kernel.keeping import holds_nobody
from wellbeing_portal.search.models import Indexed

holds_nobody(Indexed)
