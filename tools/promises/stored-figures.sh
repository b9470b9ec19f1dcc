promise="What lists and figures read is what the facts say, whoever wrote and in whatever order."
short() { stories over_random_histories; }
long() { stories in_ten_thousand_random_histories; }
red="differ after"
# One of the triggers that keep the figures is switched off.
control() { YTTRANDE_SPOIL="stored figures" stories over_random_histories; }
