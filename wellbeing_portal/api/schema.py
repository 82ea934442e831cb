"""The description of the interface (OpenAPI 3)."""

from typing import Any

from drf_spectacular.renderers import OpenApiJsonRenderer2
from drf_spectacular.views import SpectacularAPIView

from wellbeing_portal.kernel.api import PublicApi


class Schema(PublicApi, SpectacularAPIView):
    renderer_classes: Any = (OpenApiJsonRenderer2,)
