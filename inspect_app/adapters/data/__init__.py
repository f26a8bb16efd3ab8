"""Files of data that ship with the program."""
