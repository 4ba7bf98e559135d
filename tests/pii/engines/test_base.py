from pii.engines.base import ATTEMPTS, Attempts


def test_work_is_given_up_after_so_many_workers_with_what_the_last_one_met():
    attempts = Attempts()

    said = [attempts.died("exit code -9") for _ in range(ATTEMPTS - 1)] + [attempts.broke(ValueError("no device"))]

    assert said == [None] * (ATTEMPTS - 1) + ["3 workers in turn failed at the same documents: no device"]
