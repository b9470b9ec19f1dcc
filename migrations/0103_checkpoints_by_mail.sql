-- The newest checkpoint of each log goes by mail to whoever keeps what vouches for the log where the service cannot reach (ADR 0080): how many
-- events all logs had together when the mail was made, so that none is sent of which nothing is new.
alter type mail_kind add value 'checkpoints';
alter table mail add column events bigint;
create index mail_checkpoints on mail (made_at) where events is not null;
