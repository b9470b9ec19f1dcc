#!/bin/sh
# Keeps and shows the promises, one command each: `./dev promises [--long] [--write] [NAME…]`. Sourced by ./dev.
#
# A promise is a file tools/promises/NAME.sh, which says
#
#   promise="One sentence, as docs/promises.md shows it."
#   short()   { … }   # shows it in a minute or two; ends with 0 when it is met
#   long()    { … }   # the same until there is no doubt; leave it away where there is nothing more to do
#   control() { … }   # the same with one thing spoiled: must fail, and must say $red
#   red="words that only the failure in question says"
#
# and may use what stands below: `stories`, `rules`, `private`, `build`, `oracle_says` and `figure`. A control that fails for another reason
# than the spoiled thing shows nothing; therefore its words are looked for.

PROMISES=tools/promises
PROMISED=docs/promises.md

# Says a figure, with its unit: it stands in the summary and, with --write, in docs/promises.md.
figure() {
    printf 'figure: %s\n' "$*"
}

# Runs a command with mounts of its own, and memory for its files: both go with the last of its processes, however they end. A promise
# that mounts something, or kills what keeps files in memory, says `within=apart`.
within=env
apart() { unshare --mount sh -c 'mount -t tmpfs -o mode=1777 yttrande-apart /dev/shm && TMPDIR=/dev/shm exec "$@"' sh "$@"; }
# Where that is not possible, an interrupted run leaves its folder among the temporary ones.
apart_if_possible() { ! { [ "$(id -u)" -eq 0 ] && unshare --mount true 2>/dev/null; } || within=apart; }

# Runs the tests of one kind by parts of their names. Cargo is content when none has such a name; a promise is not.
# What the tests print as `figure: …` is taken as one.
judged_by() {
    kind=$1
    shift
    for name in "$@"; do
        # shellcheck disable=SC2086
        SQLX_OFFLINE=true $within cargo test --locked $kind "$name" -- --include-ignored --nocapture >"$heard.one" 2>&1 || {
            cat "$heard.one"
            return 1
        }
        cat "$heard.one"
        grep -q '^test result: ok\. [1-9]' "$heard.one" || {
            say "No test is called $name."
            return 1
        }
    done
}
# Tests of what people do and see, tests/it.
stories() { judged_by "--test it" "$@"; }
# Tests beside the code.
rules() { judged_by "--lib" "$@"; }
# Tests of the private PostgreSQL, tests/embedded_postgres.rs.
private() { judged_by "--test embedded_postgres" "$@"; }
# Builds the program; it is $TARGET/debug/yttrande then.
build() { SQLX_OFFLINE=true cargo build --locked --bin yttrande; }

# Asks Python about our days or calendars: `oracle_says days`.
oracle_says() {
    oracle_python
    "$python" "tools/oracle/$1.py" --program "$TARGET/debug/yttrande" ${2:+"$2"}
}

promise_names() {
    for file in "$PROMISES"/*.sh; do
        basename "$file" .sh
    done
}

# Runs one function of a promise: `./dev promised NAME FUNCTION`. In a process of its own, where the first command that fails
# ends it.
promised() {
    # shellcheck disable=SC1090
    . "$PROMISES/$1.sh"
    heard=$TARGET/promises/$1
    if [ "$2" = long ] && ! command -v long >/dev/null; then
        short
    else
        "$2"
    fi
}

promise_says() {
    # shellcheck disable=SC1090
    (. "$PROMISES/$1.sh" && eval "printf '%s\n' \"\$$2\"")
}

# Puts the row of a promise into docs/promises.md, in the place of the one that stands there.
write_promise() {
    row="| \`$1\` | $(promise_says "$1" promise) | $2 |"
    awk -v row="$row" -v start="| \`$1\` |" '
        index($0, start) == 1 { print row; next }
        { print }
    ' "$PROMISED" >"$heard.docs" && cat "$heard.docs" >"$PROMISED"
    grep -qF "$row" "$PROMISED" || say "$1 has no row in $PROMISED yet: | \`$1\` | its sentence | |"
}

promises() {
    depth=short
    write=
    chosen=
    for word in "$@"; do
        case $word in
            --long) depth=long ;;
            --write) write=yes ;;
            -*) fail "./dev promises does not know $word." "./dev promises [--long] [--write] [NAME…]; the names are: $(promise_names | tr '\n' ' ')" ;;
            *)
                [ -f "$PROMISES/$word.sh" ] || fail "There is no promise called $word." "choose among: $(promise_names | tr '\n' ' ')"
                chosen="$chosen $word"
                ;;
        esac
    done
    require_rust && ensure_compiler && ensure_postgres || exit 1
    mkdir -p "$TARGET/promises"
    broken=0
    : >"$TARGET/promises/summary"
    for name in ${chosen:-$(promise_names)}; do
        heard=$TARGET/promises/$name
        say "$name: $(promise_says "$name" promise)"
        began=$(date +%s)
        if ./dev promised "$name" "$depth" >"$heard" 2>&1; then met=met; else met="NOT MET"; fi
        figures=$(sed -n 's/^figure: //p' "$heard" | paste -sd ';' - | sed 's/;/; /g')
        mv "$heard" "$heard.$depth"
        if ./dev promised "$name" control >"$heard" 2>&1; then
            control="CONTROL STAYED GREEN"
        elif grep -qF -- "$(promise_says "$name" red)" "$heard"; then
            control="control red"
        else
            control="CONTROL FAILED FOR ANOTHER REASON"
        fi
        mv "$heard" "$heard.control"
        rm -f "$heard.one" "$heard.docs"
        [ "$met/$control" = "met/control red" ] || {
            broken=$((broken + 1))
            say "  see $heard.$depth and $heard.control"
        }
        say "  $met, $control, $(($(date +%s) - began)) s${figures:+; $figures}"
        printf '%-16s %-8s %s%s\n' "$name" "$met" "$control" "${figures:+  ($figures)}" >>"$TARGET/promises/summary"
        [ -z "$write" ] || write_promise "$name" "$met, $control, $(date +%Y-%m-%d), $depth${figures:+: $figures}"
    done
    say ""
    cat "$TARGET/promises/summary" >&2
    [ "$broken" -eq 0 ] || fail "$broken of the promises are not shown to be kept." "read what was written down in $TARGET/promises."
    say "All of these promises are met, and every control turned red."
}
