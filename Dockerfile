# Campfire's server in a container: `docker build -t campfire .`, or `docker compose up`.
# Two stages build, the last holds the program and nothing that built it. The data is in /data, which
# must be a volume: the image holds none.

FROM node:22-bookworm-slim AS pages
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend/ ./
# The pages have the brand's colours.
COPY assets/brand/palette.json /src/assets/brand/palette.json
RUN npm run build

FROM rust:1.95-bookworm AS program
# Pushes are encrypted with libssl; the terminal client, which isn't built here, would need more.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libssl-dev pkg-config \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
COPY --from=pages /src/frontend/dist frontend/dist
RUN scripts/release server

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --no-create-home --home-dir /data --shell /usr/sbin/nologin campfire \
 && install -d -o campfire -g campfire -m 0700 /data
COPY --from=program /src/target/programs/campfire-server /usr/local/bin/campfire-server
COPY --from=program /src/LICENSE /usr/share/doc/campfire/LICENSE
USER campfire
VOLUME /data
# All addresses: only what is published reaches it. Whatever else is set, see `--help`.
ENV DATABASE_PATH=/data/campfire.sqlite3 HOST=0.0.0.0
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=6s --start-period=10s CMD ["campfire-server", "health"]
ENTRYPOINT ["campfire-server"]
