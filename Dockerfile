# Three images of one file, the last by default:
#
#   docker build -t lampung-in-gateway .                      the gateway
#   docker build -t lampung-in-simulator --target simulator . the stand-in agencies
#
# `make package` carries these steps out without Docker; docs/operations.md says how far
# that goes, and how to pin the two base images by digest.

# Builds the wheel as everybody does: the page for browsers is made and packed here, too.
FROM python:3.11-bookworm AS build
# A mirror, where the public indexes are not reached: --build-arg PIP_INDEX_URL=…
ARG PIP_INDEX_URL
ARG npm_config_registry
WORKDIR /src
COPY . .
RUN make dist
# Not by make's environment: this one holds what production needs, and no pip.
RUN python -m venv --without-pip /opt/gateway \
    && python -m pip --python /opt/gateway install --no-cache-dir --require-hashes -r requirements.lock \
    && python -m pip --python /opt/gateway install --no-cache-dir --no-deps --no-index dist/*.whl \
    && install -d /opt/state

# What both images share. Each ends with its user: what comes before is root's, and not to be
# written. A number, so that an orchestrator can tell that it is not root.
FROM python:3.11-slim-bookworm AS runtime
COPY --from=build /opt/gateway /opt/gateway
ENV PATH=/opt/gateway/bin:$PATH

FROM runtime AS simulator
LABEL org.opencontainers.image.title="Lampung-In simulator" \
      org.opencontainers.image.description="Stand-ins for the services of Lampung's agencies" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /srv
COPY simulator simulator
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 9101, timeout=2); c.request('GET', '/_fault'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["python", "-m", "simulator"]
CMD ["--host", "0.0.0.0"]

FROM runtime AS gateway
LABEL org.opencontainers.image.title="Lampung-In gateway" \
      org.opencontainers.image.description="One GraphQL graph over the services of Lampung's agencies" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /etc/gateway
COPY connectors.yaml ./
COPY opd opd
COPY data data
# Empty, and the user's: a new volume that is mounted here takes its owner over.
COPY --from=build --chown=10001:10001 /opt/state /var/lib/gateway
USER 10001:10001
ENV GATEWAY_HOST=0.0.0.0 \
    GATEWAY_CONNECTORS=/etc/gateway/connectors.yaml
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s --retries=3 \
    CMD ["python", "-c", "import http.client as h, os; c = h.HTTPConnection('127.0.0.1', int(os.environ.get('GATEWAY_PORT') or 8000), timeout=2); c.request('GET', '/readyz'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["gateway"]
CMD ["serve"]
