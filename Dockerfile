# The portal's web image: built in one stage, run in another that holds no tools, as nobody in particular.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv --without-pip /venv
WORKDIR /app
COPY requirements/run.txt requirements/
# Wheels only, each by its hash: nothing is compiled, here or later.
RUN pip --python /venv/bin/python install --no-deps --require-hashes --only-binary :all: -r requirements/run.txt
COPY manage.py LICENSE* ./
COPY wellbeing_portal wellbeing_portal
COPY communities communities
COPY guidance guidance
COPY skills skills
COPY staff_training staff_training
COPY templates templates
COPY static static
# Without REDIS_URL this is the embedded shape, whose made-up secrets stay behind under /tmp.
RUN VAR_DIR=/tmp/build LOG_LEVEL=WARNING /venv/bin/python manage.py compile_strings \
 && VAR_DIR=/tmp/build LOG_LEVEL=WARNING /venv/bin/python manage.py collectstatic --no-input -v 0 \
 && /venv/bin/python -m compileall -q wellbeing_portal communities guidance staff_training

FROM python:3.11-slim-bookworm
RUN pip uninstall --yes --quiet --root-user-action=ignore pip setuptools wheel \
 && install -d -o 10001 -g 10001 /var/lib/portal
COPY --from=build /venv /venv
COPY --from=build /app /app
COPY deploy/probe.py /app/deploy/probe.py
WORKDIR /app
# The root file system may be read-only: the portal writes to VAR_DIR only.
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    VAR_DIR=/var/lib/portal \
    GRANIAN_INTERFACE=wsgi \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000 \
    GRANIAN_WORKERS=1 \
    GRANIAN_BLOCKING_THREADS=4 \
    GRANIAN_WEBSOCKETS=false \
    GRANIAN_LOG_LEVEL=warning
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s --retries=3 CMD ["python", "deploy/probe.py", "ready"]
CMD ["granian", "wellbeing_portal.wsgi:application"]
