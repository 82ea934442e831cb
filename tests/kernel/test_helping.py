"""What is open now, told by whoever keeps a directory."""

import datetime

from wellbeing_portal.kernel.helping import open_help


def test_the_directory_names_112_and_what_is_open():
    found = open_help("fi", datetime.datetime(2026, 11, 25, 10, tzinfo=datetime.UTC))
    assert found[0].tel == "112"
    assert 2 <= len(found) <= 4
    assert all(service.phone or service.url for service in found)
