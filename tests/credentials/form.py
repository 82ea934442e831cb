"""What Open Badges 3.0 requires of a credential, member by member.

The official JSON Schema may not be passed on with the portal (wellbeing_portal/credentials/data/SOURCES.md says why),
so its required members and fixed values are checked by hand.
"""

import re
from datetime import datetime

CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
ADDRESS = re.compile(r"(https?://|did:web:|urn:uuid:)\S+")
REQUIRED = {
    "": ("@context", "id", "type", "issuer", "validFrom", "credentialSubject", "proof"),
    "issuer": ("id", "type", "name"),
    "credentialSubject": ("type", "achievement", "id"),
    "credentialSubject.achievement": ("id", "type", "name", "description", "criteria"),
    "credentialSubject.achievement.criteria": ("narrative",),
    "credentialSubject.achievement.image": ("id", "type"),
    "credentialStatus": ("id", "type", "statusPurpose", "statusListIndex", "statusListCredential"),
    "proof": ("type", "cryptosuite", "created", "verificationMethod", "proofPurpose", "proofValue"),
}
TYPES = {
    "": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": ["Profile"],
    "credentialSubject": ["AchievementSubject"],
    "credentialSubject.achievement": ["Achievement"],
    "credentialSubject.achievement.image": "Image",
    "credentialStatus": "BitstringStatusListEntry",
    "proof": "DataIntegrityProof",
}


def part(credential, path):
    """The object at a path of names; an empty one where there is none."""
    for name in path.split(".") if path else []:
        credential = credential.get(name, {})
    return credential


def faults(credential):
    """What is wrong with the form of a credential; empty for a good one."""
    wrong = [
        f"{path or 'credential'} has no {name}"
        for path, names in REQUIRED.items()
        for name in names
        if not part(credential, path).get(name)
    ]
    wrong += [
        f"type of {path or 'credential'}" for path, told in TYPES.items() if part(credential, path).get("type") != told
    ]
    if credential.get("@context") != CONTEXTS:
        wrong.append("contexts")
    for path in ("", "issuer", "credentialSubject", "credentialSubject.achievement", "credentialStatus"):
        if not ADDRESS.fullmatch(str(part(credential, path).get("id"))):
            wrong.append(f"id of {path or 'credential'}")
    for name in ("validFrom", "validUntil", "awardedDate"):
        if name in credential and datetime.fromisoformat(credential[name]).tzinfo is None:
            wrong.append(f"{name} has no zone")
    for one in credential.get("credentialSubject", {}).get("identifier", []):
        if one.get("type") != "IdentityObject" or not isinstance(one.get("hashed"), bool) or "identityType" not in one:
            wrong.append("identifier")
    if not isinstance(credential.get("credentialStatus", {}).get("statusListIndex"), str):
        wrong.append("statusListIndex is no text")
    return wrong
