"""The processes that a merge has work for it: many that read, one that compares; on this desk or on a cluster."""

from pyxl.district.workers.apart import Apart
from pyxl.district.workers.pool import Progress, alone, cluster, processes, read_all
from pyxl.district.workers.work import Job, Named

__all__ = ["Apart", "Job", "Named", "Progress", "alone", "cluster", "processes", "read_all"]
