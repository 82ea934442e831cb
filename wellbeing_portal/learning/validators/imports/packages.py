"""What may come in a package from elsewhere: a zip file is opened here and nowhere else."""

import stat
import zipfile
from pathlib import PurePosixPath
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# learning.md C5; a package of courses is text and pictures, so whatever passes these is no course.
MOST_BYTES = 200 * 1024 * 1024
MOST_FILES = 5_000
MOST_SQUEEZED = 100
# Below this a file squeezes well by being short.
SQUEEZE_COUNTS_FROM = 1024 * 1024


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or "\\" in name or "\0" in name or ":" in path.parts[0])


def files_of(package: IO[bytes]) -> dict[str, bytes]:
    """Every file of a zip by its name; nothing is written to the disk.

    Raises ValidationError with a sentence for whoever sent it: no zip file, too large, squeezed too much, or with a
    name that points out of the package.
    """
    try:
        with zipfile.ZipFile(package) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES:
                raise ValidationError(_("The package has too many files (at most 5,000)."))
            if sum(entry.file_size for entry in entries) > MOST_BYTES:
                raise ValidationError(_("The package is too large (at most 200 MB unpacked)."))
            for entry in entries:
                if not entry.filename or not _is_inside(entry.filename) or stat.S_ISLNK(entry.external_attr >> 16):
                    raise ValidationError(_("The package has a file whose name points out of it."))
                if entry.file_size > max(SQUEEZE_COUNTS_FROM, entry.compress_size * MOST_SQUEEZED):
                    raise ValidationError(_("The package has a file that grows too much when it is unpacked."))
            # zipfile reads no more of a file than its entry says, and fails where the two differ.
            return {entry.filename: opened.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ValidationError(_("This is not a package that can be opened.")) from error
