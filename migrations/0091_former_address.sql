-- Whose address was corrected: the former one is told for thirty days of what is done with the account (ADR 0091).
alter type mail_kind add value 'former_link';
alter type mail_kind add value 'former_password';
alter type mail_kind add value 'former_two_step';
