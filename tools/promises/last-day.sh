promise="The whole last day counts, in Stockholm, and the first instant after it is late."
short() { stories the_whole_last_day_counts; }
red="the_first_instant_after_it_is_late ... FAILED"
# The answer comes a thousandth of a second later.
control() { YTTRANDE_SPOIL="last day" stories the_whole_last_day_counts; }
