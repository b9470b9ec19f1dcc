promise="Every reminder is made once, by whichever instance, and none is sent when the answer has come."
short() { stories in_a_year_of_two_hundred_boards; }
# Ten years: some minutes for each.
long() { YTTRANDE_YEARS=10 stories many_years; }
red="1 missed, such as"
# One of the notices is hidden from the judge.
control() { YTTRANDE_SPOIL="reminders" stories in_a_year_of_two_hundred_boards; }
