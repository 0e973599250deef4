"""Many files in many processes: a dead worker costs its own file, and what people are told of the progress."""

from __future__ import annotations

import os
import signal
import time

import pytest

from pyxl.district import reading
from pyxl.district.workers import Apart, Job, Named, pool
from pyxl.errors import HostError
from pyxl.hosts import bounded
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


@pytest.mark.process
def test_the_comparison_s_process_may_die_once(tmp_path):
    mark = str(tmp_path / "死过")
    with Apart() as apart:
        assert apart.do(Named("tests.district.killer", "die_once"), mark) == "done"
        with pytest.raises(HostError, match="中断"):
            apart.do(Named("tests.district.killer", "die"), mark)
        assert apart.do(Named("tests.district.killer", "die_once"), mark) == "done", "and works on"


@pytest.mark.process
def test_the_process_is_gone_before_it_is_asked(tmp_path):
    """Then not the answer fails but the asking."""
    mark = tmp_path / "死过"
    mark.touch()
    with Apart() as apart:
        apart.do(Named("tests.district.killer", "die_once"), str(mark))
        pool._kill(apart._pool)
        end = time.monotonic() + 20
        while time.monotonic() < end and not getattr(apart._pool, "_broken", True):
            time.sleep(0.01)
        assert apart.do(Named("tests.district.killer", "die_once"), str(mark)) == "done"


@pytest.mark.process
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is Unix's")
def test_a_file_whose_reader_the_system_ends_is_tried_once_more_and_never_refused_for_good(monkeypatch):
    asked = []

    def killed(request, raw, patience):
        asked.append(request[0])
        return -signal.SIGKILL, b""

    monkeypatch.setattr(bounded, "_asked", killed)
    raw = b"PK\x03\x04 rubbish"
    # By a process of its own the file is read after all: here it is found to be none.
    assert "程序中断" not in reading.read(Job("1", "一.xlsx", raw, (), None, towns.NOW)).reason and asked
    monkeypatch.setattr(bounded, "_alone", killed)
    answer = reading.read(Job("1", "一.xlsx", raw, (), None, towns.NOW))
    assert "被系统中断" in answer.reason and not answer.lasting


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
