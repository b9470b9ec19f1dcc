-- In which year the verdict was published by which a recommendation counted as implemented, in part or not; 0: it did not count. The register
-- is narrowed by it, so that the years on the overview lead to exactly their rows.
create or replace view published.item_then as
select item_id, board_id, audit_id, from_on, to_on, kind, responds, standing, place, reference, reference_key, title, heading, sent_on, grade, times_moved,
  look_on, waiting > 0 as waits, year as graded_in
from item_then;
