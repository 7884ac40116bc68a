"""The cache decorator: what it keeps, for whom, and for how long."""

import threading
from dataclasses import dataclass

import pytest

from clauses.donnees import is_kept, kept
from clauses.donnees.cache import MOST_STATES


@dataclass(frozen=True, eq=False)
class Data:
    state: str


def counting(most: int = 8):
    calls: list[tuple] = []

    @kept(most)
    def make(data: Data, *asked: object) -> list:
        calls.append((data.state, *asked))
        return [data.state, *asked]

    return make, calls


def test_equal_states_share_a_result_and_others_do_not():
    make, calls = counting()
    first = make(Data("a"), 1)
    assert make(Data("a"), 1) is first
    assert make(Data("b"), 1) is not first
    assert calls == [("a", 1), ("b", 1)]


def test_data_among_the_arguments_count_by_their_state_too():
    make, calls = counting()
    assert make(Data("a"), Data("b")) is make(Data("a"), Data("b"))
    make(Data("a"), Data("c"))
    assert len(calls) == 2


def test_the_least_recently_used_goes_first():
    make, calls = counting(most=2)
    data = Data("lru")
    for asked in (1, 2, 1, 3, 1, 2):
        make(data, asked)
    assert [call[1] for call in calls] == [1, 2, 3, 2]


def test_one_function_never_evicts_the_results_of_another():
    screens, calls = counting(most=2)
    visitors, _ = counting(most=2)
    screens(Data("a"), "map")
    for asked in range(50):
        visitors(Data("a"), asked)
    screens(Data("a"), "map")
    assert len(calls) == 1


def test_an_exception_is_not_kept():
    answers = iter([ValueError("no"), "yes"])

    @kept(2)
    def make(data: Data) -> str:
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    with pytest.raises(ValueError, match="no"):
        make(Data("x"))
    assert not is_kept(make, Data("x"))
    assert make(Data("x")) == "yes"
    assert is_kept(make, Data("x"))


def test_threads_that_ask_at_once_make_it_once():
    begun, free, calls = threading.Event(), threading.Event(), []

    @kept(2)
    def make(data: Data) -> object:
        calls.append(data.state)
        begun.set()
        assert free.wait(30)
        return object()

    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(make(Data("x")))) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert begun.wait(30)
    free.set()
    for thread in threads:
        thread.join(30)
    assert calls == ["x"]
    assert len(found) == 8
    assert len(set(map(id, found))) == 1


def test_a_thread_does_not_wait_for_what_another_asks():
    begun, free = threading.Event(), threading.Event()

    @kept(4)
    def make(data: Data, asked: str) -> str:
        if asked == "long":
            begun.set()
            assert free.wait(30)
        return asked

    thread = threading.Thread(target=make, args=(Data("x"), "long"))
    thread.start()
    try:
        assert begun.wait(30)
        assert make(Data("x"), "short") == "short"
    finally:
        free.set()
        thread.join(30)


def test_results_of_a_state_long_unused_go_together():
    make, _ = counting(most=100)
    old, used = Data("old"), Data("used")
    make(old, 1)
    make(old, 2)
    for rank in range(MOST_STATES):
        make(used, 1)
        make(Data(f"state {rank}"), 1)
    assert not is_kept(make, old, 1)
    assert is_kept(make, used, 1)
