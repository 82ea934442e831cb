"""The trail: one chain per institution, each row sealed over the one before it."""

from django.db import models


class Chain(models.Model):
    """The head of one chain; whoever appends holds this row's lock, so a chain grows one by one."""

    name = models.SlugField(max_length=60, unique=True)
    last_number = models.PositiveBigIntegerField(default=0)
    last_seal = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """One thing that happened. Ids are keyed hashes: a row can outlive the person it names."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, blank=True, help_text="Keyed id of who did it; empty for the system.")
    action = models.CharField(max_length=60, help_text="verb_noun, as the action is named.")
    target = models.CharField(max_length=100, help_text="app.Model:public id of what it was done to.")
    subject = models.CharField(max_length=64, blank=True, help_text="Keyed id of whose data it is.")
    facts = models.JSONField(default=dict, help_text="Codes, counts and field names; never free text.")
    previous = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="audit_entry_number")]
        indexes = [
            models.Index(fields=["subject", "-at"], name="audit_entry_subject"),
            models.Index(fields=["target"], name="audit_entry_target"),
        ]

    def __str__(self) -> str:
        return f"{self.chain_id}/{self.number} {self.action}"
