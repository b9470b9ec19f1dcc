#!/usr/bin/env python3
"""Verifies an exported log (`yttrande verify --export FILE --records FILE`) and its checkpoints, by ADR 0056 and 0076 alone.

Shares no code with the program, and needs nothing but Python: also Ed25519 (RFC 8032) stands here, only to verify.

    verify_log.py EXPORT [--records FILE] [--checkpoints FOLDER] [--generated]

Says what does not fit, a line each, and ends with 1; with 0 when everything fits. Without --records it sees events, and the digests of
records that are bound to them, but not the records themselves. Documents and attached files are in neither file: their fingerprints
are, and a file that somebody has can be held against them. Which events bring which records stands in the export, as a rule of the
program; --generated leaves out that and the times, for a demo with generated audits.
"""

import argparse
import base64
import email
import email.policy
import hashlib
import json
import pathlib
import struct
import sys

# ---- Ed25519, verification -------------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def recover_x(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point(data):
    number = int.from_bytes(data, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = recover_x(y, sign) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


def added(a, b):
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, a):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = added(result, a)
        a, number = added(a, a), number >> 1
    return result


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def is_signed(key, text, signature):
    a, r = point(key), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    left, right = times(s, BASE), added(r, times(h, a))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))


# ---- the chain -------------------------------------------------------------------------------------------------------


def sized(data):
    data = data.encode() if isinstance(data, str) else data
    return struct.pack(">I", len(data)) + data


def link(previous, event):
    records = bytes.fromhex(event["records"] or "")
    fields = [event["authority"], str(event["number"]), str(event["at"]), event["actor"] or "", event["kind"], event["facts"], records, event["witness"] or ""]
    return hashlib.sha256(b"\0" + previous + b"".join(map(sized, fields))).digest()


# Seals of these name what is older than the chain, not a row of a table.
MARKS = ("event", "seal")


def records(seals):
    if not seals:
        return None
    return hashlib.sha256(b"".join(sized(table) + sized(row) + sized(bytes.fromhex(digest)) for table, row, digest, *_ in seals)).hexdigest()


class Beginning:
    """What is older than the chain: events without a link and seals without an event, held against the marks that came with the
    first event after them."""

    def __init__(self):
        self.seals, self.events, self.marks = {}, {}, []

    def takes(self, event, previous):
        """An event without a link is older only as long as none of its log has one."""
        if previous is None:
            count, digest = self.events.get(event["authority"], (0, bytes(32)))
            self.events[event["authority"]] = count + 1, link(digest, event)
        return previous is None

    def close(self, faults):
        places = {place for place, _ in self.marks}
        marks = [tuple(mark[:3]) for _, mark in self.marks]
        logs = {row: digest for table, row, digest in marks if table == "event" and row}
        tables = {row: digest for table, row, digest in marks if table == "seal"}
        if len(places) != 1 or len(set(marks)) != len(marks) or marks.count(("event", "", "")) != 1:
            faults.append("what says where the chain begins is not there, or is there twice")
        found = {f"{authority} {count}": digest.hex() for authority, (count, digest) in self.events.items()}
        for log in sorted(found.keys() | logs.keys()):
            if found.get(log) != logs.get(log):
                faults.append(f"{log}: not the events that were there when the chain began")
        for table in sorted(self.seals.keys() | tables.keys()):
            if records(self.seals.get(table)) != tables.get(table):
                faults.append(f"{table}: not the digests with which the chain began")


class Rows:
    """The seals of every row, in the order in which they were made, each with the event that took it; None where that is older."""

    def __init__(self):
        self.rules, self.seals = None, {}

    def take(self, seal, event):
        table, row, digest, made = seal
        if table not in MARKS:
            self.seals.setdefault((table, row), []).append((made, digest, event))

    def newest(self):
        return {name: max(seals)[1] for name, seals in self.seals.items()}

    def judge(self, faults):
        """A record comes with an event that brings such a record, once where it is written once, in the order of the events."""
        if self.rules is None:
            faults.append("the export does not say which events bring which records: another version has written it")
            return
        brings = {(kind, log, table) for kind, log, tables in self.rules["brings"] for table in tables}
        for (table, row), seals in self.seals.items():
            seals.sort()
            # The rules of deadlines were there before the first event, which took their digest with it.
            events = [None if table == "deadline_rules" and at == 0 else event for at, (_, _, event) in enumerate(seals)]
            for authority, number, kind in filter(None, events):
                if (kind, authority.split(":")[0], table) not in brings:
                    faults.append(f"{table} {row}: came with {authority} {number} ({kind}), and no such event brings such a record")
            if table in self.rules["once"] and len(seals) > 1:
                faults.append(f"{table} {row}: is written once, and was written again")
            for before, after in zip(events, events[1:]):
                if after is None or before and (before[0] != after[0] or before[1] > after[1]):
                    faults.append(f"{table} {row}: its digests do not stand in the order of their events")


def read_records(lines, newest, faults):
    """Each record against its newest digest, which is worked out anew from what it says."""
    seen = set()
    for line in lines:
        record = json.loads(line)
        name, salt = (record["table"], record["row"]), bytes.fromhex(record["salt"] or "")
        seen.add(name)
        columns = sorted((column.encode(), value) for column, value in record["columns"].items())
        digest = hashlib.sha256(salt + b"".join(sized(column) + sized(value) for column, value in columns)).hexdigest()
        if name not in newest:
            faults.append(f"{name[0]} {name[1]}: was put there without an event")
        elif not newest[name]:
            faults.append(f"{name[0]} {name[1]}: is there, and an event took it away")
        elif len(salt) != 16 or digest != newest[name]:
            faults.append(f"{name[0]} {name[1]}: says something else than when it was written")
    faults += [f"{table} {row}: has been taken away" for (table, row), digest in newest.items() if digest and (table, row) not in seen]
    return len(seen)


def read_chain(lines, faults, generated=False):
    """Each event on the one before it. Returns the hash of every event that has one, where the logs end, and the seals of all rows."""
    hashes, last, witnesses, beginning, rows, times = {}, {}, [], Beginning(), Rows(), {}
    for line in lines:
        event = json.loads(line)
        if "rules" in event:
            rows.rules = event["rules"]
            continue
        if "older" in event:
            rows.take(event["older"], None)
            beginning.seals.setdefault(event["older"][0], []).append(event["older"])
            continue
        if "waiting" in event:
            rows.take(event["waiting"], None)
            if event["waiting"][0] in MARKS:
                beginning.marks.append((None, event["waiting"]))
            continue
        authority, number = event["authority"], event["number"]
        for seal in event["seals"]:
            rows.take(seal, (authority, number, event["kind"]))
        if event["at"] is not None:
            if event["at"] < times.get(authority, event["at"]) and not generated:
                faults.append(f"{authority} {number}: bears an earlier time than the one before it")
            times[authority] = event["at"]
        beginning.marks += [((authority, number), seal) for seal in event["seals"] if seal[0] in MARKS]
        before, previous = last.get(authority, (0, None))
        if number != before + 1:
            faults.append(f"{authority} {before + 1}: the event is missing")
        own = bytes.fromhex(event["hash"] or "")
        last[authority] = number, own or previous
        if event["kind"] is None:
            faults.append(f"{authority} {number}: the event has been taken away")
        elif not own:
            if not beginning.takes(event, previous):
                faults.append(f"{authority} {number}: the event was put there past the chain")
        else:
            if event["at"] is None or link(previous or bytes(32), event) != own:
                faults.append(f"{authority} {number}: not the event that was written")
            if records(event["seals"]) != event["records"]:
                faults.append(f"{authority} {number}: what it says of its records has been changed")
            hashes[authority, number] = own
            witnesses += [(authority, number, said.split(" ")) for said in (event["witness"] or "").splitlines()]
    beginning.close(faults)
    if not generated:
        rows.judge(faults)
    for authority, number, said in witnesses:
        if len(said) != 3 or not said[1].isdecimal():
            faults.append(f"{authority} {number}: what it says of other logs cannot be read")
            continue
        other, at, said = said
        if (other, int(at)) not in hashes or hashes[other, int(at)].hex() != said:
            faults.append(f"{other} {at}: not what {authority} {number} says of it")
    return hashes, {authority: number for authority, (number, _) in last.items()}, rows.newest()


# ---- checkpoints -----------------------------------------------------------------------------------------------------


def text_of_mail(data):
    """What a saved mail says."""
    body = email.message_from_bytes(data, policy=email.policy.default).get_body(("plain", "html"))
    return body.get_content() if body else ""


def notes_in_mail(text):
    """All checkpoints in a text that came by mail, whatever ends of lines, marks of a quotation or broken lines that did to it."""
    lines = [line for line in (line.strip(" \t\r\n>") for line in text.splitlines()) if line]
    for at, origin in enumerate(lines):
        if origin.startswith("yttrande/") and at + 1 < len(lines) and lines[at + 1].isdigit():
            size, root = lines[at + 1], "".join(lines[at + 2 : at + 3])
            signature = "".join(lines[at + 3 :]).partition("yttrande ")[2][:92]
            yield f"{origin}\n{size}\n{root}\n\n— yttrande {signature}\n"


def read_notes(folder):
    """Each checkpoint with the file it stands in, and the key by which they are signed."""
    beside = folder / "verifying-key.txt"
    notes = [(path.name, path.read_text()) for path in sorted(folder.glob("*.note"))]
    keys = {beside.read_text().strip()} if beside.exists() else set()
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in (".eml", ".txt") and path != beside):
        text = text_of_mail(path.read_bytes()) if path.suffix.lower() == ".eml" else path.read_text(errors="replace")
        notes += [(path.name, note) for note in notes_in_mail(text)]
        if not beside.exists():
            keys |= {word for word in text.split() if word.startswith("yttrande+")}
    if len(keys) != 1:
        sys.exit(f"{folder} has no verifying-key.txt, and {len(keys)} keys in saved mails: lay the one that you know there")
    return notes, keys.pop()


def read_checkpoints(folder, hashes, last, faults):
    notes, key = read_notes(folder)
    name, key_id, key = key.split("+", 2)
    key = base64.b64decode(key)
    if key[0] != 1 or hashlib.sha256(name.encode() + b"\n" + key).hexdigest()[:8] != key_id:
        sys.exit(f"the key of the checkpoints in {folder} is none")
    for file, note in notes:
        text, _, signature = note.partition("\n\n")
        words = signature.split()
        signed = base64.b64decode(words[-1]) if words else b""
        if words[:-1] != ["—", name] or signed[:4].hex() != key_id or not is_signed(key[1:], (text + "\n").encode(), signed[4:]):
            faults.append(f"{file}: not signed with the key of the others")
            continue
        origin, size, root = text.splitlines()
        authority, size = origin.removeprefix("yttrande/"), int(size)
        if size > last.get(authority, 0):
            faults.append(f"{authority} {last.get(authority, 0)}: the log ends here, and has been {size} events long")
        elif hashes.get((authority, size)) != base64.b64decode(root):
            faults.append(f"{authority} {size}: another event than a checkpoint says")
    return len(notes)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("export", type=pathlib.Path)
    parser.add_argument("--records", type=pathlib.Path)
    parser.add_argument("--checkpoints", type=pathlib.Path)
    parser.add_argument("--generated", action="store_true")
    options = parser.parse_args()
    faults, checkpoints, held = [], 0, 0
    with options.export.open(encoding="utf-8") as lines:
        hashes, last, newest = read_chain(lines, faults, options.generated)
    if options.records:
        with options.records.open(encoding="utf-8") as lines:
            held = read_records(lines, newest, faults)
    if options.checkpoints:
        checkpoints = read_checkpoints(options.checkpoints, hashes, last, faults)
    for fault in faults:
        print(fault)
    of_records = f"{held} records, " if options.records else ""
    print(f"{sum(last.values())} events in {len(last)} logs, {of_records}{checkpoints} checkpoints: {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
