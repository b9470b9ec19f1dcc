# Builds the program and puts it alone into a small image. PostgreSQL stands beside it: see compose.yaml.

FROM rust:1.95-bookworm AS build
WORKDIR /src
# Everything it depends on is built first, so that a change of the program does not build it again.
COPY Cargo.toml Cargo.lock sqlx.toml ./
RUN mkdir src && echo 'fn main() {}' > src/main.rs && touch src/lib.rs \
    && cargo build --release --locked --bin yttrande \
    && rm -r src
COPY .sqlx .sqlx
COPY migrations migrations
COPY static static
COPY templates templates
COPY src src
RUN touch src/main.rs src/lib.rs && SQLX_OFFLINE=true cargo build --release --locked --bin yttrande

FROM debian:bookworm-slim
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin yttrande \
    && install -d -o yttrande -g yttrande -m 0700 /var/lib/yttrande
COPY --from=build /src/target/release/yttrande /usr/local/bin/yttrande
USER 10001:10001
EXPOSE 8080
ENV YTTRANDE_LISTEN=0.0.0.0:8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=60s --retries=3 \
    CMD ["yttrande", "health", "--url", "http://127.0.0.1:8080/readyz"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["yttrande"]
CMD ["serve"]
