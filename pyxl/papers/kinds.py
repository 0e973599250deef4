"""All papers, in the order of the work: a new one costs its module, its template and one line here."""

from __future__ import annotations

from typing import Final

from pyxl.papers.after import afterwards, duties, replies, result_report, training
from pyxl.papers.after import filing_list as archive_list
from pyxl.papers.before import (
    candidate_request,
    candidate_roster,
    congress_request,
    delegate_form,
    delegate_roster,
    departures,
    notices,
    quota_plan,
    registration_form,
    unit_elections,
)
from pyxl.papers.hall import (
    before_congress,
    congress_script,
    count_report,
    credentials_report,
    election_rules,
    hall_slips,
    meeting,
    meeting_script,
    presidium_list,
)
from pyxl.papers.paper import Paper

PAPERS: Final[tuple[Paper, ...]] = (
    congress_request.PAPER,
    quota_plan.PAPER,
    unit_elections.PAPER,
    *replies.PAPERS,
    *candidate_request.PAPERS,
    *election_rules.PAPERS,
    presidium_list.PAPER,
    delegate_form.PAPER,
    registration_form.PAPER,
    candidate_roster.PAPER,
    delegate_roster.PAPER,
    notices.CANDIDATES_NOTICE,
    notices.NOTICE_OUTCOME,
    *meeting.PAPERS,
    *before_congress.PAPERS,
    credentials_report.PAPER,
    congress_script.PAPER,
    meeting_script.PAPER,
    hall_slips.PAPER,
    *count_report.PAPERS,
    notices.ELECTED_NOTICE,
    *result_report.PAPERS,
    duties.PAPER,
    training.PAPER,
    departures.PAPER,
    *afterwards.PAPERS,
    archive_list.PAPER,
)
"""Every paper; `number` orders them in a folder."""
