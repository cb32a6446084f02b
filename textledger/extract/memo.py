"""What is worked out once for each form of a word and then looked up."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
_MOST = 65536  # forms kept, so that memory stays flat however long a corpus is


class Memo(dict[str, T], Generic[T]):
    """The values of a function of one word: `Memo(function)[word]`, a plain look-up after the first time."""

    def __init__(self, function: Callable[[str], T]):
        super().__init__()
        self._function = function

    def __missing__(self, word: str) -> T:
        if len(self) >= _MOST:
            self.clear()
        value = self[word] = self._function(word)
        return value
