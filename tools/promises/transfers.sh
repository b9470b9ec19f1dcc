promise="Thirty who send a file and thirty who fetch one, all slowly, take less than 120 MB; pages go on."
# What the test itself made ready is given back to the machine at once, so that it is not counted.
short() { MALLOC_MMAP_THRESHOLD_=131072 stories thirty_who_send_and_thirty_who_fetch; }
red="sixty transfers take more than 120 MB"
# A file is whole in memory for each reader, as it was.
control() { YTTRANDE_SPOIL=transfers short; }
