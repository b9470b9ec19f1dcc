"""A mail server that keeps what it is given and behaves as badly as it is told to.

It takes mail at several doors, each on a port of its own choosing, and writes JSON lines to standard output: first
{"ports": {"open": …, "utf8": …, "login": …, "starttls": …, "tls": …}}, then one line for every mail, as Python's own mail parser
understands it. It ends when standard input ends, so it never outlives the tests.

How it behaves is said by the first part of the recipient's address:

    refuse550@         550 to the recipient
    refuse554@         554 to the letter
    later451@          451 to the recipient
    later452@          452 to the letter
    once451@           451 to the recipient the first time
    slow@              no answer to the letter for a minute
    slow-bye@          250, and then no answer to anything
    drop-after-data@   takes the letter and hangs up without a word
    drop-after-250@    takes the letter, says 250 and hangs up
    chatty@            250 with several lines and control characters
"""

import argparse
import asyncio
import base64
import email
import email.policy
import json
import logging
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

USER, PASSWORD = "anna", "hemligt/åäö:@"


def say(line):
    print(json.dumps(line), flush=True)


def understood(part):
    return part.get_content() if part else None


class Keeper:
    # Shared: every letter comes on a connection of its own, with a keeper of its own.
    refused_once = set()

    def __init__(self, door):
        self.door = door

    def record(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        say({"mail": {
            "door": self.door,
            "encrypted": server.transport.get_extra_info("ssl_object") is not None,
            "login": session.auth_data,
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "heads": [[name, str(value)] for name, value in mail.items()],
            "text": understood(mail.get_body(("plain",))),
            "html": understood(mail.get_body(("html",))),
            "raw": base64.b64encode(envelope.content).decode(),
        }})

    async def handle_RCPT(self, server, session, envelope, address, options):
        way = address.partition("@")[0]
        if way == "refuse550":
            return "550 5.1.1 No such person here"
        if way == "later451":
            return "451 4.7.1 Come back later"
        if way == "once451" and address not in self.refused_once:
            self.refused_once.add(address)
            return "451 4.7.1 Greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        way = envelope.rcpt_tos[0].partition("@")[0]
        if way == "refuse554":
            return "554 5.7.1 Looks like spam"
        if way == "later452":
            return "452 4.3.1 No room"
        if way == "slow":
            await asyncio.sleep(60)
        self.record(server, session, envelope)
        if way == "drop-after-data":
            server.transport.abort()
        if way == "drop-after-250":
            await server.push("250 OK taken")
            server.transport.close()
        if way == "slow-bye":
            await server.push("250 OK taken")
            await asyncio.sleep(60)
        if way == "chatty":
            return "250-Taken\tand\x07 kept\r\n250 number 17"
        return "250 OK taken"


class SignedInKeeper(Keeper):
    async def handle_MAIL(self, server, session, envelope, address, options):
        if not session.authenticated:
            return "530 5.7.0 Sign in first"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"


def check_login(server, session, envelope, mechanism, data):
    right = data.login == USER.encode() and data.password == PASSWORD.encode()
    if right:
        return AuthResult(success=True, auth_data=USER)
    # A server that repeats what it was told, to see that nobody writes it down.
    return AuthResult(success=False, handled=False, message=f"535 5.7.8 No {data.password.decode()} here")


def doors(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    usual = {"hostname": "sink.test", "enable_SMTPUTF8": False}
    login = {"authenticator": check_login, "auth_require_tls": False}
    return {
        "open": (lambda: SMTP(Keeper("open"), **usual), None),
        "utf8": (lambda: SMTP(Keeper("utf8"), hostname="sink.test", enable_SMTPUTF8=True), None),
        "login": (lambda: SMTP(SignedInKeeper("login"), **usual, **login), None),
        "starttls": (lambda: SMTP(SignedInKeeper("starttls"), **usual, **login, tls_context=context, require_starttls=True), None),
        "tls": (lambda: SMTP(SignedInKeeper("tls"), **usual, **login), context),
    }


async def main():
    # Connections that are cut off are what it is there for, and no news.
    logging.disable(logging.CRITICAL)
    options = argparse.ArgumentParser()
    options.add_argument("--certificate", required=True)
    options.add_argument("--key", required=True)
    options = options.parse_args()
    loop = asyncio.get_running_loop()
    servers, ports = [], {}
    for name, (door, context) in doors(options.certificate, options.key).items():
        server = await loop.create_server(door, "127.0.0.1", 0, ssl=context)
        ports[name] = server.sockets[0].getsockname()[1]
        servers.append(server)
    say({"ports": ports})
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
