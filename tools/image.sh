#!/bin/sh
# Builds the image of the Dockerfile, starts a container of it on a database, and asks it for its health: `./dev image`. Sourced by ./dev.
#
# With podman or docker where one of them answers. Otherwise with buildah, which needs neither a daemon nor, since the images that the
# Dockerfile builds upon are made here by debootstrap, a registry: their names are those of the Dockerfile, their content is Debian's, and
# Rust is that of this machine. YTTRANDE_ENGINE chooses podman, docker or buildah.

IMAGE=yttrande

image() {
    ensure_postgres && ensure_engine || exit 1
    image_scratch=$(mktemp -d "${TMPDIR:-/var/tmp}/yttrande-image.XXXXXX")
    chmod 755 "$image_scratch"
    trap image_gone EXIT
    trap 'exit 1' HUP INT TERM
    began=$(date +%s)
    if [ "$engine" = buildah ]; then
        image_bases
    fi
    say "Building $IMAGE with $engine. Rust takes some minutes for it."
    bases=$(date +%s)
    build_image || fail "The image cannot be built." "see the message above."
    built=$(date +%s)
    image_is_healthy
    size=$(image_bytes)
    figure "$IMAGE built by $engine in $((built - bases)) s, its bases in $((bases - began)) s; $((size / 1000000)) MB; healthy $healthy_after s after its start, and said to be ill $ill_after s after its database was gone"
}

# Ends what was started and removes what was made. What podman or docker have built stays with them; buildah's goes: it stands on bases
# that only look like those of the registry.
image_gone() {
    if [ -n "${container:-}" ]; then
        stop_container
    fi
    if [ -d "$image_scratch/data" ]; then
        as_postgres "$POSTGRES_FOLDER/pg_ctl" -D "$image_scratch/data" -m immediate -s stop >/dev/null 2>&1 || true
    fi
    if [ "$engine" = buildah ]; then
        # Storage is of the run's own, so that this goes as a whole.
        with_buildah rm --all >/dev/null 2>&1 || true
        with_buildah rmi --all --force >/dev/null 2>&1 || true
        umount "$image_scratch/storage/overlay" 2>/dev/null || true
    fi
    rm -rf "$image_scratch"
}

# Sets engine. A client of docker alone builds nothing: it must answer.
ensure_engine() {
    engine=${YTTRANDE_ENGINE:-}
    for candidate in podman docker; do
        if [ -z "$engine" ] && have "$candidate" && "$candidate" info >/dev/null 2>&1; then
            engine=$candidate
        fi
    done
    engine=${engine:-buildah}
    [ "$engine" = buildah ] || return 0
    [ "$(id -u)" -eq 0 ] || {
        say "Neither podman nor docker answers here, and without them images are built by root."
        say "What to do: start one of them, or run ./dev image as root, with buildah and debootstrap."
        return 1
    }
    if ! have buildah || ! have debootstrap; then
        say "buildah and debootstrap are not installed; trying: apt-get install buildah debootstrap"
        if have apt-get; then
            apt_without_services buildah debootstrap golang-github-containers-common || say "That was not possible from here."
        fi
    fi
    have buildah && have debootstrap && require_rust && return 0
    say "There is neither podman nor docker that answers, nor buildah with debootstrap."
    say "What to do: apt-get install buildah debootstrap (Debian, Ubuntu), or start podman or docker; then start again."
    return 1
}

with_buildah() {
    buildah --root "$image_scratch/storage" --runroot "$image_scratch/run" "$@"
}

# ---- what the Dockerfile builds upon ----------------------------------------------------------------------------------

# Each is made under the name by which the Dockerfile calls it.
image_bases() {
    for base in $(sed -n 's/^FROM \([^ ]*\).*/\1/p' Dockerfile); do
        suite=$(printf '%s\n' "$base" | sed -n 's/.*[:-]\(bookworm\|trixie\).*/\1/p')
        [ -n "$suite" ] || fail "The Dockerfile builds upon $base, and this does not know which Debian that is." "name a suite of Debian in it, or build with podman or docker."
        case $base in
            rust:*) base_with_rust ;;
            debian:*) base_of_debian ca-certificates ;;
            *) fail "The Dockerfile builds upon $base, which is neither Debian nor Rust." "build with podman or docker." ;;
        esac
        say "Made $base: $(du -sm "$image_scratch/base" | cut -f1) MB."
        made=$(with_buildah from scratch)
        with_buildah add -q "$made" "$image_scratch/base" / >/dev/null
        with_buildah config --env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin --env CARGO_HOME=/usr/local/cargo "$made"
        with_buildah commit -q --rm "$made" "localhost/$base" >/dev/null
        rm -rf "$image_scratch/base"
    done
}

# Debian with these packages besides. The authorities are those of this machine: it may reach the world by one of its own.
base_of_debian() {
    debootstrap --variant=minbase --include="$(printf '%s\n' "$@" | paste -sd ,)" "$suite" "$image_scratch/base" "${YTTRANDE_MIRROR:-http://deb.debian.org/debian}" \
        >"$image_scratch/debootstrap.log" 2>&1 || {
        tail -n 5 "$image_scratch/debootstrap.log" >&2
        fail "A Debian $suite cannot be fetched." "see above; YTTRANDE_MIRROR names another mirror."
    }
    rm -rf "$image_scratch/base/var/cache/apt/archives" "$image_scratch/base/var/lib/apt/lists"
    if [ -f /etc/ssl/certs/ca-certificates.crt ]; then
        cp /etc/ssl/certs/ca-certificates.crt "$image_scratch/base/etc/ssl/certs/ca-certificates.crt"
    fi
}

base_with_rust() {
    wanted=$(printf '%s\n' "$base" | sed 's/^rust:\([0-9.]*\).*/\1/')
    sysroot=$(rustc --print sysroot)
    found=$("$sysroot/bin/rustc" -V | cut -d' ' -f2)
    case $found in
        "$wanted" | "$wanted".*) ;;
        *) fail "The Dockerfile builds with Rust $wanted, and here is $found." "rustup toolchain install $wanted, or build with podman or docker." ;;
    esac
    base_of_debian ca-certificates gcc g++ libc6-dev make pkg-config
    cp -R "$sysroot/." "$image_scratch/base/usr/local/"
    rm -rf "$image_scratch/base/usr/local/share/doc"
}

build_image() {
    case $engine in
        buildah) with_buildah bud --isolation chroot --pull-never --format docker -t "$IMAGE" . ;;
        *) "$engine" build -t "$IMAGE" . ;;
    esac
}

image_bytes() {
    case $engine in
        buildah) with_buildah images --json "localhost/$IMAGE" | sed -n 's/.*"size": *"\([0-9.]*\) \([kMG]*B\)".*/\1 \2/p' | awk '{ f = 1; if ($2 == "kB") f = 1e3; if ($2 == "MB") f = 1e6; if ($2 == "GB") f = 1e9; printf "%d\n", $1 * f; exit }' ;;
        *) "$engine" image inspect --format '{{.Size}}' "$IMAGE" ;;
    esac
}

# ---- a container of it ------------------------------------------------------------------------------------------------

# A database on this machine, as compose.yaml has one beside the service. For this run alone: on 127.0.0.1, and anybody there is let in.
image_database() {
    mkdir "$image_scratch/data"
    if [ "$(id -u)" -eq 0 ]; then
        chown postgres "$image_scratch/data"
    fi
    as_postgres "$POSTGRES_FOLDER/initdb" -D "$image_scratch/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >/dev/null
    as_postgres "$POSTGRES_FOLDER/pg_ctl" -D "$image_scratch/data" -l "$image_scratch/data/log" -w -s \
        -o "-c listen_addresses=127.0.0.1 -c port=$database_port -c unix_socket_directories=" start
}

# The first one from $1 on at which nobody listens.
free_port() {
    port=$1
    while listens "$port"; do
        port=$((port + 1))
    done
    printf '%s\n' "$port"
}

listens() {
    awk -v port=":$(printf '%04X' "$1")\$" '$2 ~ port && $4 == "0A" { found = 1 } END { exit !found }' /proc/net/tcp /proc/net/tcp6
}

# A command in the container, on the network of this machine and as the account of the image.
in_container() {
    case $engine in
        buildah)
            with_buildah run --isolation chroot --env "DATABASE_URL=$service_url" --env "YTTRANDE_LISTEN=127.0.0.1:$service_port" \
                --env "YTTRANDE_ADMIN_URL=${admin_url:-}" "$container" -- "$@"
            ;;
        *)
            "$engine" run --rm --name "$container" --network host --env "DATABASE_URL=$service_url" --env "YTTRANDE_LISTEN=127.0.0.1:$service_port" \
                --env "YTTRANDE_ADMIN_URL=${admin_url:-}" --entrypoint "$1" "$IMAGE" $(shift && printf '%s ' "$@")
            ;;
    esac
}

# What the Dockerfile has the engine ask, at the port of this run.
asks_for_health() {
    question=$(sed -n 's/^ *CMD \[\(.*health.*\)\]$/\1/p' Dockerfile | tr -d '",' | sed "s/:8080/:$service_port/")
    [ -n "$question" ] || fail "The Dockerfile has no HEALTHCHECK." "give it one that runs yttrande health."
    case $engine in
        # shellcheck disable=SC2086
        buildah) with_buildah run --isolation chroot "$container" -- $question ;;
        # shellcheck disable=SC2086
        *) "$engine" exec "$container" $question ;;
    esac
}

# Seconds until the question is answered with $1 (0 or not), at most a minute.
until_health_is() {
    asked=$(date +%s)
    while :; do
        if asks_for_health >"$image_scratch/health" 2>&1; then answer=well; else answer=ill; fi
        waited=$(($(date +%s) - asked))
        if [ "$answer" = "$1" ]; then
            return 0
        fi
        if [ "$waited" -gt 60 ]; then
            cat "$image_scratch/health" "$image_scratch/served" >&2
            fail "The container does not become $1 within a minute." "see what it says, above."
        fi
        sleep 1
    done
}

# As compose.yaml does: roles and tables by a container that knows the administrator, then the service by one that does not. That it can say
# that it is ill is the control: its database is ended, and the same question must be answered with no.
image_is_healthy() {
    database_port=$(free_port 55432)
    service_port=$(free_port 58080)
    image_database
    service_url=postgres://yttrande_app@127.0.0.1:$database_port/yttrande
    container=yttrande-image-$$
    if [ "$engine" = buildah ]; then
        container=$(with_buildah from --pull-never "localhost/$IMAGE")
    fi
    admin_url=postgres://postgres@127.0.0.1:$database_port/postgres
    in_container yttrande roles
    in_container yttrande migrate
    admin_url=
    in_container yttrande serve --public-url http://localhost:"$service_port" --insecure-cookies >"$image_scratch/served" 2>&1 &
    served=$!
    until_health_is well
    healthy_after=$waited
    say "/readyz: $(curl -s "http://127.0.0.1:$service_port/readyz")"
    as_postgres "$POSTGRES_FOLDER/pg_ctl" -D "$image_scratch/data" -m fast -w -s stop
    until_health_is ill
    ill_after=$waited
    say "/readyz without its database: $(curl -s "http://127.0.0.1:$service_port/readyz")"
}

stop_container() {
    case $engine in
        buildah)
            # The program itself, which is the innermost of the processes, so that it ends in good order and those around it with it.
            for process in $(within "${served:-0}"); do
                if [ "$(readlink "/proc/$process/exe")" != "$(command -v buildah)" ]; then
                    kill "$process" 2>/dev/null || true
                fi
            done
            ;;
        *) "$engine" stop "$container" >/dev/null 2>&1 || true ;;
    esac
    if [ -n "${served:-}" ]; then
        wait "$served" 2>/dev/null || true
    fi
}

# The processes that a process has started, and those that these have.
within() {
    for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
        printf '%s\n' "$child"
        within "$child"
    done
}
