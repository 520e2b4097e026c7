# shellcheck shell=bash
# What eng/run and eng/test need on the machine: found when it is there, installed from Debian or Ubuntu packages when
# it is not, else one sentence that says what to do.

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

install_packages() {
    command -v apt-get >/dev/null || return 1
    local as_root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || return 1
        as_root=(sudo)
    fi
    say "Installing from the distribution's packages: $*"
    "${as_root[@]}" apt-get update -q >&2 || say "The package lists could not be updated; trying with the ones that are here."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2
}

need_sdk() {
    command -v dotnet >/dev/null ||
        stop "The .NET 10 SDK is needed and \"dotnet\" is not on the PATH: get it from https://dotnet.microsoft.com/download/dotnet/10.0"
    # In this directory global.json decides, so an older SDK alone makes this fail.
    dotnet --version >/dev/null 2>&1 ||
        stop "The .NET 10 SDK is needed, but only these are installed: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ' -). Get it from https://dotnet.microsoft.com/download/dotnet/10.0"
}

# The same places as SmartCityPia.LocalPostgres looks in; 15 is the oldest version it can use.
has_postgres() {
    local initdb major
    for initdb in "${SMARTCITYPIA_PG_BIN:-/nowhere}/initdb" /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb \
        /opt/homebrew/opt/postgresql@*/bin/initdb /usr/local/opt/postgresql@*/bin/initdb "$(command -v initdb || true)"; do
        [ -x "$initdb" ] || continue
        major=$("$initdb" --version | grep -oE '[0-9]+' | head -n 1)
        [ "${major:-0}" -ge 15 ] && return 0
    done
    return 1
}

need_postgres() {
    has_postgres && return
    local config=/etc/postgresql-common/createcluster.d/smartcitypia.conf
    # The package would make and start a server of its own, which nothing here uses.
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ ! -e "$config" ]; then
        mkdir -p "${config%/*}"
        echo 'create_main_cluster = false' >"$config"
        install_packages postgresql || true
        rm -f "$config"
    else
        install_packages postgresql || true
    fi
    has_postgres ||
        stop "PostgreSQL 15 or newer is needed and could not be installed from here: install it (Debian and Ubuntu: apt-get install postgresql, on releases that carry an older one with the packages of https://www.postgresql.org/download/; Fedora: dnf install postgresql-server postgresql-contrib; macOS: brew install postgresql@17), or set ConnectionStrings__Pia to a server of your own, or use docker compose up."
}

find_chromium() {
    local name
    for name in "${CHROMIUM_PATH:-}" chromium google-chrome google-chrome-stable chromium-browser; do
        name=$(command -v "${name:-/nowhere}") || continue
        # Ubuntu's chromium-browser is a script that asks for the snap; it prints no version without it.
        if "$name" --version 2>/dev/null | grep -qE '[0-9]+\.[0-9]+'; then
            printf '%s\n' "$name"
            return
        fi
    done
    return 1
}

need_chromium() {
    local found
    if ! found=$(find_chromium); then
        if [ -r /etc/os-release ] && grep -q '^ID=ubuntu' /etc/os-release; then
            stop "The browser tests need Chromium, which Ubuntu ships as a snap only: install Google Chrome or the snap (snap install chromium), or set CHROMIUM_PATH to a Chromium that is here."
        fi
        install_packages chromium || true
        found=$(find_chromium) ||
            stop "The browser tests need Chromium and it could not be installed from here: install Chromium or Google Chrome, or set CHROMIUM_PATH."
    fi
    export CHROMIUM_PATH="$found"
}

need_poppler() {
    command -v pdfinfo >/dev/null && command -v pdftotext >/dev/null && return
    install_packages poppler-utils || true
    command -v pdfinfo >/dev/null ||
        stop "The report tests need pdfinfo and pdftotext: install poppler-utils (macOS: brew install poppler)."
}
