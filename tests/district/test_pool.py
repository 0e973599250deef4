"""Many files in many processes: a dead worker costs its own file, and what people are told of the progress."""

from __future__ import annotations

import pytest

from pyxl.district.workers import Job, pool
from tests.district import killer, towns


def jobs(names):
    return [Job(str(number), name, b"", (), None, towns.NOW) for number, name in enumerate(names)]


@pytest.mark.process
def test_a_dead_worker_costs_its_own_file_only():
    names = [f"第{number}份" for number in range(30)]
    names[11] = "凶手"
    answers = list(pool.read_all(jobs(names), lambda: pool.processes(2), 2, killer.read))
    assert sorted(int(answer.sha) for answer in answers) == list(range(30)), "each exactly once"
    (refused,) = [answer for answer in answers if answer.reason]
    assert refused.sha == "11" and "程序中断" in refused.reason and not refused.lasting


def test_no_more_files_are_taken_than_are_under_way():
    taken = []

    def counted():
        for job in jobs(f"第{number}份" for number in range(60)):
            taken.append(job.sha)
            yield job

    from concurrent.futures import ThreadPoolExecutor

    most = 0
    for number, _ in enumerate(pool.read_all(counted(), lambda: ThreadPoolExecutor(2), 2, killer.read), 1):
        most = max(most, len(taken) - number)
    assert len(taken) == 60 and most <= pool.WINDOW * 2 + 1


def test_progress_tells_rate_and_time_left_and_no_oftener_than_people_look():
    said, now = [], [0.0]
    progress = pool.Progress(100, said.append, lambda: now[0])
    for _ in range(100):
        now[0] += 0.1
        progress.one_more()
    assert said[0] == "汇总各镇：已读 5/100 份，每秒 10 份，还要 10 秒"
    assert said[-1] == "汇总各镇：已读 100/100 份，每秒 10 份，还要 不到 1 秒" and len(said) < 25
    assert pool.shown_time(200) == "3 分 20 秒"
