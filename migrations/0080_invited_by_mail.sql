-- Whoever is invited gets the link in her mailbox: nobody else has seen it. See ADR 0078.
alter type mail_kind add value 'invitation';
