"""Reads of credentials."""

from wellbeing_portal.credentials.queries.awards import (
    award_by_link,
    award_for,
    award_named,
    awarded,
    awards_of,
    own_award_for,
    successor_of,
    verdict_on,
)
from wellbeing_portal.credentials.queries.published import (
    addresses,
    did_document_of,
    facts_of,
    issuer_named,
    issuer_page,
    key_set,
    keys_of,
    signer_of,
    status_list_numbered,
    version_numbered,
)

__all__ = [
    "addresses",
    "award_by_link",
    "award_for",
    "award_named",
    "awarded",
    "awards_of",
    "did_document_of",
    "facts_of",
    "issuer_named",
    "issuer_page",
    "key_set",
    "keys_of",
    "own_award_for",
    "signer_of",
    "status_list_numbered",
    "successor_of",
    "verdict_on",
    "version_numbered",
]
