-- What stood in a whole text and was not taken in is kept for whoever pasted it, like every other word that found no place.
alter table desk_aside drop constraint desk_aside_why_check;
alter table desk_aside add constraint desk_aside_why_check
  check (why in ('locked', 'submitted', 'waits', 'conflict', 'long', 'full', 'withdrawn', 'settled', 'unplaced')) not valid;
alter table desk_aside validate constraint desk_aside_why_check;
