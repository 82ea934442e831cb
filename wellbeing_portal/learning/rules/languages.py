"""In which language a text is read when it is not there in the reader's own."""

from collections.abc import Collection, Mapping

# Asked in this order after the reader's own.
FALLBACK = ("fi", "en", "sv")


def shown_language(wanted: str, there: Collection[str]) -> str:
    """The language of those that are there; the page says which it is when it is not the wanted one."""
    return next(code for code in (wanted, *FALLBACK) if code in there)


def said(texts: Mapping[str, str], wanted: str) -> str:
    """The text in the reader's language, or the first that it has; nothing where there is none."""
    return texts[shown_language(wanted, texts)] if texts else ""
