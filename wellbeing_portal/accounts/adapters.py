"""How allauth keeps our secrets."""

from allauth.mfa.adapter import DefaultMFAAdapter

from wellbeing_portal.kernel.fields import decrypt, encrypt


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the seeds of second factors encrypted; allauth's own adapter leaves them in clear text."""

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)
