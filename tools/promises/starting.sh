promise="Two to five programs that start at once on one database, empty or up to date, all come up."
short() { judged_by "--test service" two_to_five_that_start_at_once; }
long() { YTTRANDE_ROUNDS=100 judged_by "--test service" two_to_five_that_start_at_once; }
red="did not come up on a database"
# Somebody who is not in line takes the login away from the role that they make.
control() { YTTRANDE_SPOIL="start" judged_by "--test service" two_to_five_that_start_at_once; }
