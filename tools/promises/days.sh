promise="Days are right from 2020 to 2040, on the nights when the clocks are changed too, in both languages."
short() { build && oracle_says days; }
red="were seen, one at a time"
# The comparison spoils lines one at a time by itself, and says so when it has seen every one.
control() { build && oracle_says days --spoil && return 1; }
