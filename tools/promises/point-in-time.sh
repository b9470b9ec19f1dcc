promise="A database that is gone with its disk comes back from base backup and archived log but for a minute at most, or to any instant before."
short() { ensure_whole_postgres && apart_if_possible && judged_by "--test service" a_database_that_is_gone_with_its_disk; }
long() { ensure_whole_postgres && apart_if_possible && YTTRANDE_ROUNDS=5 judged_by "--test service" a_database_that_is_gone_with_its_disk; }
red="more than a minute of what was acknowledged is missing"
# Pieces of the log are said to have been put away, and have not been.
control() { ensure_whole_postgres && apart_if_possible && YTTRANDE_SPOIL="instant" judged_by "--test service" a_database_that_is_gone_with_its_disk; }
