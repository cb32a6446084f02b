"""Changes of the disk that fail, one after the other: what breaks half-way must leave all or nothing."""


class Failing:
    """Makes the nth of some calls fail once: before it, or after it as an interrupt may come.

    Args:
        monkeypatch: what takes the failing calls back.
        calls: pairs of what holds a call and its name there.
        n: which call fails, counted from 1; `hit` has its name afterwards.
        error: what it raises.
        late: whether it is done all the same.
    """

    def __init__(self, monkeypatch, calls, n, error, late=False):
        self.count, self.hit = 0, ""
        for holder, name in calls:
            monkeypatch.setattr(holder, name, self._failing(name, getattr(holder, name), n, error, late))

    def _failing(self, name, call, n, error, late):
        def changed(*arguments, **options):
            self.count += 1
            if self.count != n:
                return call(*arguments, **options)
            self.hit = name
            if late:
                call(*arguments, **options)
            raise error

        return changed
