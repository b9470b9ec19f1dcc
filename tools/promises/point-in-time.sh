promise="A database that is gone with its disk comes back from base backup and archived log but for a minute at most, or to any instant before."
short() { judged_by "--test service" a_database_that_is_gone_with_its_disk; }
long() { YTTRANDE_ROUNDS=5 judged_by "--test service" a_database_that_is_gone_with_its_disk; }
red="more than a minute of what was acknowledged is missing"
# Pieces of the log are said to have been put away, and have not been.
control() { YTTRANDE_SPOIL="instant" judged_by "--test service" a_database_that_is_gone_with_its_disk; }
