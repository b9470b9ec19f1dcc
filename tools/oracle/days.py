"""Holds what the program makes of every day against a calculation that shares no code with it.

    days.py --program target/debug/yttrande --from 2020-01-01 --to 2040-12-31
    days.py --program target/debug/yttrande --spoil

The program prints a line for each last day and each probe: an answer that comes just before, at, or just after the
day begins, the day ends, and the clocks are changed. Here the same lines are worked out from Python's zoneinfo and
the package holidays. Every line must be the same, to the letter. With --spoil, lines are made wrong one at a time, to
prove that this would be seen.
"""

import argparse
import calendar
import datetime as dt
import functools
import itertools
import random
import subprocess
import sys
import time
import zoneinfo

import holidays

# The pinned package tzdata, and not what the machine happens to have.
zoneinfo.reset_tzpath(to=())
STOCKHOLM = zoneinfo.ZoneInfo("Europe/Stockholm")
UTC = dt.timezone.utc
DAY = dt.timedelta(days=1)

COLUMNS = (
    "date probe instant day end standing days_late sv en lateness_sv lateness_en closed name_sv name_en warning_sv "
    "warning_en weekday_sv weekday_en next_weekday months_1 months_2 months_3 months_6 months_12"
).split()
STEPS = [
    ("-1h", dt.timedelta(hours=-1)),
    ("-1s", dt.timedelta(seconds=-1)),
    ("-1us", dt.timedelta(microseconds=-1)),
    ("+0", dt.timedelta(0)),
    ("+1us", dt.timedelta(microseconds=1)),
    ("+1s", dt.timedelta(seconds=1)),
    ("+1h", dt.timedelta(hours=1)),
]

SWEDISH_DAYS = "måndag tisdag onsdag torsdag fredag lördag söndag".split()
ENGLISH_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SWEDISH_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
ENGLISH_MONTHS = "January February March April May June July August September October November December".split()

# What the package calls a day, and what the program says.
NAMES = {
    "Nyårsdagen": ("nyårsdagen", "New Year's Day"),
    "Trettondedag jul": ("trettondedag jul", "Epiphany"),
    "Långfredagen": ("långfredagen", "Good Friday"),
    "Påskdagen": ("påskdagen", "Easter Sunday"),
    "Annandag påsk": ("annandag påsk", "Easter Monday"),
    "Första maj": ("första maj", "May Day"),
    "Kristi himmelsfärdsdag": ("Kristi himmelsfärdsdag", "Ascension Day"),
    "Nationaldagen": ("nationaldagen", "the National Day"),
    "Pingstdagen": ("pingstdagen", "Whit Sunday"),
    "Midsommarafton": ("midsommarafton", "Midsummer Eve"),
    "Midsommardagen": ("midsommardagen", "Midsummer Day"),
    "Alla helgons dag": ("alla helgons dag", "All Saints' Day"),
    "Julafton": ("julafton", "Christmas Eve"),
    "Juldagen": ("juldagen", "Christmas Day"),
    "Annandag jul": ("annandag jul", "Boxing Day"),
    "Nyårsafton": ("nyårsafton", "New Year's Eve"),
}
# Holidays by law, and the three eves that lag 1930:173 2 § treats as such.
RED = holidays.Sweden(categories=(holidays.PUBLIC, holidays.DE_FACTO), language="sv")


def begins(day):
    """The instant at which a day begins in Stockholm."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=STOCKHOLM).astimezone(UTC)


@functools.cache
def switches(year):
    """The instants at which the clocks are changed, found by asking for the offset of every hour of the year."""
    hours = (dt.datetime(year, 1, 1, tzinfo=UTC) + dt.timedelta(hours=n) for n in range(365 * 24))
    offsets = ((hour, hour.astimezone(STOCKHOLM).utcoffset()) for hour in hours)
    return [later for (_, before), (later, after) in itertools.pairwise(offsets) if before != after]


def swedish(day):
    return f"{day.day} {SWEDISH_MONTHS[day.month - 1]} {day.year}"


def english(day):
    return f"{day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"


def closed(day):
    """Kind and names of a day on which offices are closed, and what it is in a sentence."""
    if name := RED.get(day):
        sv, en = NAMES[name]
        return "holiday", sv, en, sv, en
    if day.isoweekday() == 6:
        return "saturday", "", "", "en lördag", "a Saturday"
    if day.isoweekday() == 7:
        return "sunday", "", "", "en söndag", "a Sunday"
    return "open", "", "", None, None


def next_weekday(day):
    while closed(day)[0] != "open":
        day += DAY
    return day


def months_after(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))


def about(day):
    """What is said of the day itself."""
    kind, name_sv, name_en, what_sv, what_en = closed(day)
    then = next_weekday(day)
    then_sv = f"{SWEDISH_DAYS[then.weekday()]} {swedish(then)}"
    then_en = f"{ENGLISH_DAYS[then.weekday()]} {english(then)}"
    return [
        kind,
        name_sv,
        name_en,
        f"{swedish(day)} är {what_sv}. Nästa vardag är {then_sv}." if what_sv else "",
        f"{english(day)} is {what_en}. The next working day is {then_en}." if what_en else "",
        f"{SWEDISH_DAYS[day.weekday()]} {swedish(day)}",
        f"{ENGLISH_DAYS[day.weekday()]} {english(day)}",
        then.isoformat(),
        *(months_after(day, months).isoformat() for months in (1, 2, 3, 6, 12)),
    ]


@functools.cache
def standing(days):
    """What is said when a last day is so many days ahead; late days are below zero."""
    late, s = -days, "" if days == -1 else "s"
    dagar = "dag" if days == -1 else "dagar"
    if days > 14:
        return [f"left {days}", "in time", "", "", "i tid", "on time"]
    if days > 1:
        return [f"left {days}", "in time", f"{days} dagar kvar", f"{days} days left", "i tid", "on time"]
    if days == 1:
        return ["left 1", "in time", "Sista dag i morgon", "Last day tomorrow", "i tid", "on time"]
    if days == 0:
        return ["last day", "in time", "Sista dag i dag", "Last day today", "i tid", "on time"]
    return [f"late {late}", str(late), f"{late} {dagar} sent", f"{late} day{s} late", f"{late} {dagar} sent", f"{late} day{s} late"]


def written(instant):
    return instant.isoformat(timespec="microseconds").replace("+00:00", "Z")


def expected(first, last):
    """The lines that the program should print, without the one that names the columns."""
    day = first
    while day <= last:
        end = begins(day + DAY)
        said = about(day)
        summer, winter = switches(day.year)
        for edge, instant in [("start", begins(day)), ("end", end), ("summer", summer), ("winter", winter)]:
            for step, distance in STEPS:
                probe = instant + distance
                today = probe.astimezone(STOCKHOLM).date()
                row = standing((day - today).days)
                # Late is late by the clock as well as by the calendar.
                assert (probe >= end) == (row[1] != "in time"), (day, probe)
                yield [day.isoformat(), edge + step, written(probe), today.isoformat(), written(end), *row, *said]
        day += DAY


def disagreements(right, said):
    """Every place in which the program's lines are not what they should be: line, column, what is right, what is said."""
    for number, (row, line) in enumerate(itertools.zip_longest(right, said), start=1):
        if row is None or line is None:
            yield number, "the line", "no line" if row is None else row[:2], "no line" if line is None else line[:40]
            continue
        cells = line.split("\t")
        if cells == row:
            continue
        if len(cells) != len(row):
            yield number, "the number of columns", len(row), len(cells)
            continue
        for column, want, have in zip(COLUMNS, row, cells):
            if want != have:
                yield number, f"{row[0]} {row[1]} {column}", want, have


def counted(rows, progress):
    """Passes the rows on, and says how far it has come."""
    year = None
    for row in rows:
        if row[0][:4] != year and sys.stderr.isatty():
            year = row[0][:4]
            print(f"\r  {year}\r", end="", file=sys.stderr, flush=True)
        progress["lines"] += 1
        yield row


def told(program, first, last):
    """The program's lines."""
    command = [program, "days", "--from", first.isoformat(), "--to", last.isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as child:
        lines = (line.removesuffix("\n") for line in child.stdout)
        head = next(lines, "")
        if head.split("\t") != COLUMNS:
            sys.exit(f"The program prints other columns than expected: {head}")
        yield from lines
    if child.returncode:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}")


def check(program, first, last):
    started, progress = time.monotonic(), {"lines": 0}
    right = counted(expected(first, last), progress)
    wrong = 0
    for number, where, want, have in disagreements(right, told(program, first, last)):
        wrong += 1
        if wrong <= 10:
            print(f"\nLine {number}, {where}:\n  should be {want}\n  but is    {have}")
    dates, seconds = (last - first).days + 1, time.monotonic() - started
    print(f"{dates} dates, {progress['lines']} probes, {wrong} disagreements, {seconds:.1f} seconds.")
    return wrong == 0


def spoil(program):
    """Makes one cell wrong in each column, takes a line away and adds one. Each must be seen, and nothing else."""
    first, last = dt.date(2028, 1, 1), dt.date(2028, 12, 31)
    right, said = list(expected(first, last)), list(told(program, first, last))
    if found := next(disagreements(right, said), None):
        print(f"The lines are wrong before they are spoiled: {found}")
        return False
    chance = random.Random(173)
    blind = []
    for at, column in enumerate(COLUMNS):
        place = chance.randrange(len(said))
        cells = said[place].split("\t")
        cells[at] = cells[at][:-1] if chance.random() < 0.5 and cells[at] else cells[at] + "1"
        spoiled = [*said[:place], "\t".join(cells), *said[place + 1 :]]
        seen = [(number, where.split()[-1]) for number, where, _, _ in disagreements(right, spoiled)]
        if seen != [(place + 1, column)]:
            blind.append(column)
    place = chance.randrange(len(said))
    for what, spoiled in [("a line less", said[:place] + said[place + 1 :]), ("a line more", [*said, said[-1]])]:
        if next(disagreements(right, spoiled), None) is None:
            blind.append(what)
    if blind:
        print(f"Not seen: {', '.join(blind)}")
    else:
        print(f"{len(COLUMNS) + 2} wrong lines among {len(said)} were seen, one at a time.")
    return not blind


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--from", dest="first", type=dt.date.fromisoformat, default=dt.date(2020, 1, 1))
    parser.add_argument("--to", dest="last", type=dt.date.fromisoformat, default=dt.date(2040, 12, 31))
    parser.add_argument("--spoil", action="store_true", help="prove that a wrong line is seen")
    wish = parser.parse_args()
    well = spoil(wish.program) if wish.spoil else check(wish.program, wish.first, wish.last)
    sys.exit(0 if well else 1)


main()
