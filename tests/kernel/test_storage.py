"""Static files as served."""

import re

from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage

from wellbeing_portal.kernel.storage import SHEET, StaticStorage


def test_the_style_sheet_is_served_in_one_piece(tmp_path):
    source = FileSystemStorage(finders.find("css/portal.css").removesuffix(SHEET))
    storage = StaticStorage(location=tmp_path, base_url="/static/")
    list(storage.post_process({SHEET: (source, SHEET)}))
    (hashed,) = tmp_path.glob("css/portal.*.css")
    sheet = hashed.read_text()
    assert "@import" not in sheet
    assert "/*" not in sheet
    assert set(re.findall(r"@layer (\w+) \{", sheet)) >= {"tokens", "base", "shell", "components"}
    assert sheet.count("{") == sheet.count("}")
