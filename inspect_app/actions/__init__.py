"""One function per thing a person does, in plain verbs: (tx, …, by, now). Actions open no transaction, read no clock
and know no HTTP; what they borrow (render, sign, distance) arrives as an argument."""
