promise="Thousands of requests that are never finished keep nobody out, take little memory, and are ended."
short() { judged_by "--test service" unfinished_heads_keep_nobody_out; }
long() { judged_by "--test service" three_thousand_unfinished_heads; }
red="beside unfinished heads"
# No time at all is allowed for a page.
control() { YTTRANDE_SPOIL="unfinished heads" judged_by "--test service" unfinished_heads_keep_nobody_out; }
