"""A second counter, written from RULES 5 alone, with pencil-and-paper steps and no code of the first one.

It takes an election as plain values and says what must come out.  Only valid figures: what the first counter
refuses is tested elsewhere.
"""


def count_papers(papers, candidates, seats, rules):
    """Papers -> (valid, invalid, {name: [for, against, abstained, is write-in]}).

    A paper is a list of (name, sign, is write-in) with sign "○", "×" or "".
    """
    valid = 0
    invalid = 0
    result = {}
    for name in candidates:
        result[name] = [0, 0, 0, False]
    for paper in papers:
        circles = []
        crosses = []
        names_written = []
        anything = False
        if rules["unmarked"] == "○":
            # Whoever has no cross and no sign for abstaining has the voter's approval.
            for name in candidates:
                if name not in [told for told, sign, is_write_in in paper if sign]:
                    circles.append(name)
        for name, sign, is_write_in in paper:
            if is_write_in:
                anything = True
                if sign == "○":
                    names_written.append(name)
                if sign == "" and (rules["unmarked"] == "○" or not rules["write_in_needs_mark"]):
                    names_written.append(name)
            else:
                if sign == "○":
                    circles.append(name)
                    anything = True
                if sign == "×":
                    crosses.append(name)
                    anything = True
                if sign == "弃":
                    anything = True
        if len(circles) + len(names_written) > seats:
            invalid = invalid + 1
            continue
        if not anything and not rules["blank_paper_valid"]:
            invalid = invalid + 1
            continue
        valid = valid + 1
        for name in candidates:
            if name in circles:
                result[name][0] = result[name][0] + 1
            elif name in crosses:
                result[name][1] = result[name][1] + 1
            else:
                result[name][2] = result[name][2] + 1
        # Whoever is not voted against leaves no place for somebody else.
        if len(names_written) <= len(crosses) or rules["abstainer_may_write_in"]:
            for name in names_written:
                if name not in result:
                    result[name] = [0, 0, 0, True]
                result[name][0] = result[name][0] + 1
    return valid, invalid, result


def count_one_paper(papers, sections, rules, all_or_nothing):
    """Papers with a section for each office -> {office: (valid, invalid, {name: figures})}, each office apart.

    A paper is {office: [(name, sign, is write-in)]}, `sections` {office: (candidates, seats)}.  With
    `all_or_nothing` too many names in one section spoil the whole paper.  A paper is blank where every section is.
    """
    result = {}
    for office in sections:
        result[office] = [0, 0, {name: [0, 0, 0, False] for name in sections[office][0]}]
    for paper in papers:
        says_something = False
        spoilt = []
        for office in sections:
            candidates, seats = sections[office]
            lenient = dict(rules, blank_paper_valid=True)
            strict = dict(rules, blank_paper_valid=False)
            section = paper.get(office, [])
            if count_papers([section], candidates, seats, lenient)[1] == 1:
                spoilt.append(office)
                says_something = True
            elif count_papers([section], candidates, seats, strict)[1] == 0:
                says_something = True
        for office in sections:
            candidates, seats = sections[office]
            ours = dict(rules, blank_paper_valid=rules["blank_paper_valid"] or says_something)
            valid, invalid, people = count_papers([paper.get(office, [])], candidates, seats, ours)
            if all_or_nothing and spoilt:
                valid, invalid, people = 0, 1, {}
            result[office][0] = result[office][0] + valid
            result[office][1] = result[office][1] + invalid
            for name in people:
                if name not in result[office][2]:
                    result[office][2][name] = [0, 0, 0, True]
                for at in (0, 1, 2):
                    result[office][2][name][at] = result[office][2][name][at] + people[name][at]
    return result


def winners(people, entitled, present, seats, rules, may_win=None, tie_vote=False):
    """{name: [for, against, ...]} -> (elected, tied, vacant)."""
    over_half = []
    for name in people:
        votes = people[name][0]
        above, below = rules["share"]
        base = present if rules["elected_base"] == "实到" else entitled
        half_passed = votes * below > base * above
        if not rules["share_exceeded"] and votes * below == base * above and votes > 0:
            half_passed = True
        if tie_vote:
            half_passed = votes > 0
        if half_passed and (may_win is None or name in may_win):
            over_half.append(name)
    elected = []
    # Fill one seat after another with whoever is best; stop where several are best and can't all have one.
    while over_half and len(elected) < seats:
        most = max(people[name][0] for name in over_half)
        best = [name for name in over_half if people[name][0] == most]
        if len(best) > seats - len(elected) and rules["tie_by_against"]:
            fewest = min(people[name][1] for name in best)
            best = [name for name in best if people[name][1] == fewest]
        if len(best) > seats - len(elected):
            return elected, best, 0
        elected = elected + best
        over_half = [name for name in over_half if name not in best]
    return elected, [], seats - len(elected)


def hold(election, rules):
    """A whole vote: None where it is void, else (elected, tied, vacant, people)."""
    # 3 × present against 2 × entitled for two thirds: no fraction is needed.
    above, below = rules["quorum"]
    if election["present"] * below < election["entitled"] * above:
        return None
    if rules["quorum_exceeded"] and election["present"] * below == election["entitled"] * above:
        return None
    if election["returned"] > election["issued"]:
        return None
    valid, invalid, people = count_papers(
        election["papers"], election["candidates"], election["seats"], rules
    )
    assert valid + invalid == election["returned"]
    elected, tied, vacant = winners(
        people,
        election["entitled"],
        election["present"],
        election["seats"],
        rules,
        election.get("may_win"),
        election.get("tie_vote", False),
    )
    return elected, tied, vacant, people


def next_candidates(people, elected, vacant, ratio, may_stand=None):
    """Who stands for the seats that are left, as {name}: seats plus the ratio, rounded up, by votes."""
    above, below = ratio
    wanted = vacant
    while (wanted - vacant) * below < vacant * above:
        wanted = wanted + 1
    left = []
    for name in people:
        if name not in elected and (may_stand is None or name in may_stand):
            left.append(name)
    chosen = []
    while left and len(chosen) < wanted:
        most = max(people[name][0] for name in left)
        for name in list(left):
            if people[name][0] == most:
                chosen.append(name)
                left.remove(name)
    return chosen
