"""Spotcheck: the field tool of a labour inspectorate that looks for forced labour.

Five floors, imports only go down the stairs:

    cli · opener · jobs     an operator · the one process that opens check-ins · the one that does slow work
    web · worker            staff at a browser · a worker with a card
    actions                 one function per thing a person does
    store · adapters        what we remember · what we borrow, one library per file
    domain                  what is true, with the standard library only

This file imports nothing, so that importing one floor never pulls in another.
"""
