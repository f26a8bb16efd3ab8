"""Many hands at one thing: the same work in as many threads, all begun in the same moment."""

import threading
from collections.abc import Callable


def at_once(work: Callable[[int], object], threads: int) -> None:
    """Runs `work(n)` in as many threads, all begun together; what one raises is raised here."""
    ready, failures = threading.Barrier(threads), []

    def run(n: int) -> None:
        ready.wait()
        try:
            work(n)
        except BaseException as failure:
            failures.append(failure)

    running = [threading.Thread(target=run, args=(n,)) for n in range(threads)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    for failure in failures:
        raise failure
