"""The catalogues are compiled without gettext's programs."""

import polib
from django.core.management import call_command


def test_each_catalogue_gets_its_compiled_twin(settings, tmp_path):
    folder = tmp_path / "sv" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Groups", msgstr="Grupper"))
    catalogue.save(str(folder / "django.po"))
    settings.LOCALE_PATHS = [tmp_path]
    call_command("compile_strings")
    assert [(entry.msgid, entry.msgstr) for entry in polib.mofile(str(folder / "django.mo"))] == [("Groups", "Grupper")]
