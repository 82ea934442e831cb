"""Who may keep away from whom."""

import datetime

from communities.enums import MemberState
from communities.models import Member

# Blocks of the last day count towards the limit.
BLOCKS_COUNTED = datetime.timedelta(days=1)


def can_block_member(me: Member | None, member: Member) -> bool:
    """Another member of one's group, where neither looks after it: a host has to see and to be heard."""
    if me is None or me.state != MemberState.ACTIVE or me.pk == member.pk or me.group_id != member.group_id:
        return False
    return not me.is_host and not member.is_host
