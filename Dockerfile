# The atlas in a container: see docs/deploiement.md.
#
#   docker build -t atlas .
#   docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges -v atlas:/donnees -p 127.0.0.1:8501:8501 atlas

# `make images` pins this tag, and the one below, to a digest.
FROM python:3.13-slim AS construction
WORKDIR /atlas
COPY requirements.txt .
# The environment has no pip of its own; its bytecode is made here, as nothing can be written later.
RUN python -m venv --without-pip /opt/venv \
    && python -m venv /tmp/pip \
    && /tmp/pip/bin/pip --python /opt/venv/bin/python install --no-cache-dir --only-binary :all: -r requirements.txt \
    && find /opt/venv -type d -name tests -prune -exec rm -r {} +
COPY . .
RUN /opt/venv/bin/python -m compileall -q clauses deploiement && /opt/venv/bin/python -m clauses.web.interface

FROM python:3.13-slim
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    CLAUSES_DATA=/donnees
# A number of its own: a folder of the host given as volume must belong to it.
RUN groupadd --gid 10001 atlas \
    && useradd --uid 10001 --gid atlas --no-create-home --home-dir /tmp --shell /usr/sbin/nologin atlas \
    && install -d -o atlas -g atlas -m 0750 /donnees
COPY --from=construction /opt/venv /opt/venv
COPY --from=construction /atlas /atlas
WORKDIR /atlas
USER 10001:10001
VOLUME /donnees
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/sante', timeout=4)"]
CMD ["python", "-m", "deploiement.demarrer", "--server.address", "0.0.0.0"]
