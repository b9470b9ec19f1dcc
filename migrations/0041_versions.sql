-- Words of somebody who has saved so many versions that there is no room for another are put aside, too (ADR 0044).

alter table desk_aside drop constraint desk_aside_why_check;
alter table desk_aside add constraint desk_aside_why_check check (why in ('locked', 'submitted', 'waits', 'conflict', 'long', 'full')) not valid;
alter table desk_aside validate constraint desk_aside_why_check;
