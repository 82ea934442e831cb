"""What the shell of every page needs: the places of the navigation, and nothing from the database."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    match = request.resolver_match
    return {"here": match.app_name if match else ""}
