promise="What the calendar writes, another program reads as it was meant, whatever people have typed."
short() { build && oracle_says calendars; }
red="were seen, one at a time"
control() { build && oracle_says calendars --spoil && return 1; }
