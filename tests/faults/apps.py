"""Shorter leases and pauses; what they are for stays the same."""

import os
from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig


class FaultsConfig(AppConfig):
    name = "tests.faults"

    def ready(self):
        posting = import_module("wellbeing_portal.notifications.actions.posting")
        seconds = int(os.environ["FAULTS_LEASE"])
        posting.LEASE, posting.LEASE_OF_ONE = timedelta(seconds=seconds), timedelta(seconds=min(seconds, 10))
        import_module("wellbeing_portal.notifications.rules").PAUSES = (1, 2, 3, 5)
