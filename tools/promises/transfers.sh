promise="Thirty who send a file and thirty who fetch one, all slowly, take less than 120 MB; pages go on."
short() { stories thirty_who_send_and_thirty_who_fetch; }
red="sixty transfers take more than 120 MB"
# A file is whole in memory for each reader, as it was.
control() { YTTRANDE_SPOIL=transfers stories thirty_who_send_and_thirty_who_fetch; }
