"""Reads calendars that the program writes with another program's reader, and compares what comes out with what went in.

    calendars.py --program target/debug/yttrande [--spoil]
    calendars.py --moved target/tmp/calendar

The texts are as nasty as people and attackers make them. With --spoil, the files are made wrong in ways that writers
of calendars are known to get wrong, to prove that this would be seen. With --moved, two calendars that the tests have
fetched are read: one person's, before and after an extension of one last day.
"""

import argparse
import datetime as dt
import json
import pathlib
import random
import re
import subprocess
import sys

import icalendar

NOW = "2025-03-01T12:00:00+00:00"
LONGEST_LINE = 75
BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
TYPED = re.compile("(UID|SUMMARY|DESCRIPTION|NAME|X-WR-CALNAME):")
ESCAPED = re.compile(r"[A-Z-]+:([^\\,;]|\\[\\,;n])*")
NAMES = "UID DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION URL LAST-MODIFIED SEQUENCE STATUS TRANSP".split()
STATUSES = {"Awaited": "CONFIRMED", "Done": "CONFIRMED", "Cancelled": "CANCELLED"}

NASTY = [
    "Sista dag: första yttrande, IT-säkerhet; del 1",
    "komma, semikolon; backslash \\ kolon: citat \" och ' samt , ; \\",
    "redan skyddat: \\n \\, \\; \\\\ \\N",
    "rad ett\nrad två\r\nrad tre\rrad fyra",
    "Titel\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:insmugglad",
    "Titel\u2028BEGIN:VEVENT\u2029BEGIN:VEVENT\x85BEGIN:VEVENT\x0bBEGIN:VEVENT\x0cBEGIN:VEVENT",
    "BEGIN:VCALENDAR",
    ";VALUE=DATE:20250101",
    "åäö ÅÄÖ é ß 漢字 עברית",
    "👩🏽‍⚖️ nämnden 👨‍👩‍👧‍👦",
    "nul \x00 bell \x07 escape \x1b delete \x7f slut",
    "tabb\toch  två blanksteg",
    " börjar och slutar med blanksteg ",
    "^n ^^ ^' %0A &amp; <b>",
    "x" * 300,
    "å" * 300,
    "👍" * 300,
    ",;\\\n" * 80,
    *("a" * before + "å👍," + "ö" * 80 for before in range(80)),
]
ALPHABET = list("aåäöÅ ,;:\\\"'\n\r\t^%nN=.-") + ["\r\n", "👍", "👩‍⚖️", "\u2028", "\x85", "\x00", "BEGIN:VEVENT"]


def entries(chance):
    """Entries with every nasty text as title and as description, and then texts thrown together."""
    texts = NASTY + ["".join(chance.choices(ALPHABET, k=chance.randrange(1, 200))) for _ in range(2000)]
    for number, text in enumerate(texts):
        changed = dt.datetime(2025, 1, 1, tzinfo=dt.timezone.utc) + dt.timedelta(minutes=number)
        yield {
            "uid": f"{number}-första,omgång;1@yttrande.example",
            "day": (dt.date(2024, 12, 1) + dt.timedelta(days=number % 500)).isoformat(),
            "summary": text,
            "description": chance.choice(["", *texts]),
            "url": f"https://example.org/granskningar/{number}?a=1,2;b",
            "changed_at": changed.isoformat(),
            "sequence": number % 4,
            "status": chance.choice(list(STATUSES)),
        }


def written(program, calendar):
    """The program's file, as bytes."""
    command = [program, "calendar", "--now", NOW]
    return subprocess.run(command, input=json.dumps(calendar).encode(), stdout=subprocess.PIPE, check=True).stdout


def clean(text):
    """What should come out: every kind of line break as one, and no other control characters than the tab."""
    return CONTROLS.sub("", BREAKS.sub("\n", text))


def faults_of_form(file):
    """What is wrong with the bytes, whatever they say."""
    if not file.endswith(b"\r\n"):
        yield "the file does not end with the end of a line"
    for line in file.split(b"\r\n"):
        if len(line) > LONGEST_LINE:
            yield f"a line of {len(line)} bytes: {line!r}"
        try:
            text = line.decode()
        except UnicodeDecodeError:
            yield f"a line that ends within a letter: {line!r}"
            continue
        if len(text.splitlines()) > 1 or CONTROLS.search(text):
            yield f"a line with a line break or control character within: {line!r}"
    for line in file.replace(b"\r\n ", b"").decode(errors="replace").split("\r\n"):
        # Most readers let a bare comma pass, so it is looked for here.
        if TYPED.match(line) and not ESCAPED.fullmatch(line):
            yield f"a text that is not escaped: {line!r}"


def facts(entry):
    """What the file should say of an entry."""
    day = dt.date.fromisoformat(entry["day"])
    awaited = entry["status"] == "Awaited"
    return {
        "UID": entry["uid"],
        "DTSTAMP": dt.datetime.fromisoformat(NOW),
        "DTSTART": day,
        "DTEND": day + dt.timedelta(days=1),
        "SUMMARY": clean(entry["summary"]),
        "DESCRIPTION": clean(entry["description"]) or None,
        "URL": entry["url"],
        "LAST-MODIFIED": dt.datetime.fromisoformat(entry["changed_at"]),
        "SEQUENCE": entry["sequence"],
        "STATUS": STATUSES[entry["status"]],
        "TRANSP": "TRANSPARENT",
        # Nine in the morning a week before.
        "alarms": [(dt.timedelta(days=-7, hours=9), clean(entry["summary"]))] if awaited else [],
    }


def read(event):
    """What the reader found of an entry."""
    found = {name: getattr(event.get(name), "dt", event.get(name)) for name in NAMES}
    found["alarms"] = [(alarm["TRIGGER"].dt, str(alarm["DESCRIPTION"])) for alarm in event.walk("VALARM")]
    return found


def faults_of_content(file, calendar):
    """Where what is read differs from what was written."""
    try:
        found = icalendar.Calendar.from_ical(file)
    except ValueError as error:
        yield f"cannot be read: {error}"
        return
    for name in ("NAME", "X-WR-CALNAME"):
        # The reader does not know these two names, and leaves them escaped.
        said = re.sub(r"\\(.)", lambda mark: "\n" if mark[1] == "n" else mark[1], found.get(name, ""))
        if said != clean(calendar["name"]):
            yield f"{name}: {said!r}"
    events = found.walk("VEVENT")
    if len(events) != len(calendar["entries"]) or len(found.subcomponents) != len(events):
        yield f"{len(calendar['entries'])} entries became {len(events)}"
        return
    for entry, event in zip(calendar["entries"], events):
        if event.errors:
            yield f"{entry['uid']}: {event.errors}"
        right, said = facts(entry), read(event)
        for name, want in right.items():
            if said[name] != want:
                yield f"{entry['uid']} {name}: should be {want!r}, but is {said[name]!r}"


def faults(file, calendar):
    yield from faults_of_form(file)
    yield from faults_of_content(file, calendar)


def events(file):
    """The entries of a calendar by their name."""
    found = icalendar.Calendar.from_ical(file.read_bytes())
    return {str(event["UID"]): event for event in found.walk("VEVENT")}


def moved(folder):
    """An extension moves one entry, and makes no other."""
    before, after = events(folder / "before.ics"), events(folder / "after.ics")
    if before.keys() != after.keys():
        return [f"entries came or went: {before.keys() ^ after.keys()}"]
    faults, count = [], 0
    for uid, old in before.items():
        new = after[uid]
        if new["DTSTART"].dt == old["DTSTART"].dt:
            continue
        count += 1
        if new["SEQUENCE"] <= old["SEQUENCE"] or new["LAST-MODIFIED"].dt <= old["LAST-MODIFIED"].dt:
            faults.append(f"{uid} moved, but does not say that it is newer")
    if count != 1:
        faults.append(f"{count} entries moved instead of one")
    print(f"{len(before)} entries before and after an extension: {count} moved, {len(faults)} disagreements.")
    return faults


SPOILERS = {
    "a comma that is not escaped": lambda file: file.replace(b"yttrande\\, IT", b"yttrande, IT", 1),
    "a backslash too many": lambda file: file.replace(b"del 1\r\n", b"del 1\\\\\r\n", 1),
    "a line without its carriage return": lambda file: file.replace(b"\r\n", b"\n", 1),
    "a line that is not folded": lambda file: file.replace(b"\r\n ", b"", 1),
    "a fold that loses a letter": lambda file: re.sub(rb"[a-z]\r\n ", b"\r\n ", file, count=1),
    "a fold within a letter": lambda file: file.replace(b"\r\n \xc3", b"\xc3\r\n ", 1),
    "an entry a day early": lambda file: file.replace(b"DTSTART;VALUE=DATE:20241202", b"DTSTART;VALUE=DATE:20241201", 1),
    "a title that became an entry": lambda file: file.replace(b"END:VEVENT\\nBEGIN", b"END:VEVENT\r\nBEGIN", 1),
    "an entry that is gone": lambda file: re.sub(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", b"", file, count=1, flags=re.DOTALL),
    "a reminder that is gone": lambda file: re.sub(rb"BEGIN:VALARM\r\n.*?END:VALARM\r\n", b"", file, count=1, flags=re.DOTALL),
    "a file that is cut off": lambda file: file[:-20],
}


def spoil(file, calendar):
    blind = []
    for what, spoiler in SPOILERS.items():
        spoiled = spoiler(file)
        if spoiled == file or next(faults(spoiled, calendar), None) is None:
            blind.append(what)
    print(f"Not seen: {', '.join(blind)}" if blind else f"{len(SPOILERS)} wrong files were seen, one at a time.")
    return not blind


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program")
    parser.add_argument("--moved", type=pathlib.Path, help="a folder with before.ics and after.ics")
    parser.add_argument("--spoil", action="store_true", help="prove that a wrong file is seen")
    wish = parser.parse_args()
    if wish.moved:
        found = moved(wish.moved)
        print("\n".join(found), end="")
        sys.exit(1 if found else 0)
    calendar = {"name": "Sista dagar, Ängsta; \\ \r\nBEGIN:VEVENT 📅", "entries": list(entries(random.Random(5545)))}
    if wish.spoil:
        calendar["entries"] = calendar["entries"][:120]
    file = written(wish.program, calendar)
    found = list(faults(file, calendar))
    for fault in found[:10]:
        print(fault)
    if wish.spoil:
        sys.exit(0 if not found and spoil(file, calendar) else 1)
    print(f"{len(calendar['entries'])} calendar entries read back, {len(found)} disagreements.")
    sys.exit(1 if found else 0)


main()
