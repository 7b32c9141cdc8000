"""What money does and what changes bring, for docs/trust/plausibility.py."""
import numpy as np
from plausibility_reading import END, PLAN, YEAR, mean, number, open_share, owed, residents, spread, total, volume


def waited(run):
    """Project-months by what the projects waited for."""
    return {name: run("district/projects_waiting", wait_for=name).sum(axis=1) for name in run.labels("district/wait_for")}


def flows(run, flow):
    return run("district/facility_flows", facility_flow=flow).sum(axis=1)


def social(run, kind):
    """Part of the open facilities of a kind that social operators run at the end of 2021, in percent."""
    count = run("district/facilities_open", month="2021-12", facility_kind=kind)
    return 100 * np.divide(run("district/facilities_social", month="2021-12", facility_kind=kind), count, out=np.full_like(count, np.nan), where=count > 0)


def covered(run, kind, month):
    return run("district/settlements_covered", month=month, settlement_kind=kind, reading="own")


def reached(run, strength):
    return 100 * run("district/residents_covered", month=END, strength=strength) / residents(run)


def links(run):
    """The column of one scenario in the table "When money binds"."""
    months = waited(run)
    facility_years = total(run("district/facilities_open", facility_kind=PLAN)) / 12
    december = [f"{year}-12" for year in range(2019, 2023)]
    return {
        "communities_2020": spread(covered(run, "community", "2020-12")),
        "stations_2021": spread(run("district/facilities_open", month="2021-12", facility_kind="community_station")),
        "villages": spread(covered(run, "village", END)),
        "town_centres": spread(open_share(run, "town_centre", END)),
        "hub": spread(reached(run, "effective")),
        "used": spread(reached(run, "used"), 1),
        "cared": spread(reached(run, "cared"), 1),
        "home_visits": spread(volume(run, "home_visits", "delivered", YEAR) / 1000),
        "calls": spread(volume(run, "emergency_call", "delivered", YEAR) / 1000),
        "short": spread(total(run("district/bed_shortfall", month=END))),
        "short_staff": mean(run("district/bed_shortfall", month=END, shortfall_cause="no_staff")),
        "social_stations": spread(social(run, "community_station")),
        "social_centres": spread(social(run, "street_centre")),
        "operators_left": spread(flows(run, "left")),
        "closed": mean(100 * flows(run, "closed") / facility_years, 2),
        "waited": mean(sum(months.values())),
        **{f"waited_{name}": mean(values, int(values.mean() < 1)) for name, values in months.items()},
        "waiting": ", ".join(mean(total(run("district/projects_waiting", month=month))) for month in december),
        "towns": spread(owed(run, ["town_government"]) / 1e6),
        "city": spread(owed(run, ["city"]) / 1e6),
        "operators": spread(owed(run, ["operator"]) / 1e6),
        "care_insurance": spread(owed(run, ["long_term_care_insurance"], None, YEAR) / 1e6, 2),
    }


GRANTS = ["none", "halved", "doubled", "at_start", "no_district", "district_doubled", "half_of_rest", "no_lottery"]
WAITED = [f"projects_waited.{name}" for name in ("rule", "city", "district", "town")]
STREETS_AND_TOWNS = 30


def grant_changes(found):
    names = {}
    for name, change in zip(GRANTS, found, strict=True):
        names[f"{name}_centres"] = change.change("target.L2", digits=1, times=STREETS_AND_TOWNS)
        names[f"{name}_open"] = change.change("facilities_open", digits=1)
        names[f"{name}_waited"] = change.change(*WAITED)
        names[f"{name}_visits"] = change.percent("delivered.home_visits")
    return names


FIGURES = {  # name on the page: (figure, digits, times)
    "open": ("facilities_open", 0, 1),
    "communities": ("covered.community.own", 1, 1),
    "villages": ("covered.village.own", 0, 1),
    "centres": ("target.L2", 0, 100),
    "hub": ("residents_covered.effective", 0, 1),
    "served": ("served_months", 0, 1),
    "construction": ("purpose.construction", 0, 1e-6),
    "all": ("money.all", 0, 1e-6),
    "of_towns": ("money.town_government", 0, 1e-6),
    "fund": ("lottery_fund", 1, 1e-6),
}
MOVES = {  # what the page says of each input
    "towns": ["hub", "served", "all"],
    "openings": ["open", "villages", "hub", "served", "all", "of_towns"],
    "lottery": ["fund", "all"],
    "closing": ["communities", "served"],
    "equipment": ["construction", "of_towns", "centres", "hub"],
}
TAKEN = ["towns", "openings", "lottery"]  # inputs that the baseline has: B is without them, as it was before


def input_changes(found):
    """Of every input: the means before and after."""
    values = {}
    for name, shorts in MOVES.items():
        for short in shorts:
            figure, digits, times = FIGURES[short]
            means = [number(value * times, digits) for value in (found[name].before(figure), found[name].after(figure))]
            text = " → ".join(reversed(means) if name in TAKEN else means)
            values[f"{name}_{short}"] = text if found[name].sure(figure) else f"{text} (not certain)"
    values["openings_served_percent"] = number(100 * (1 - found["openings"].after("served_months") / found["openings"].before("served_months")), 1)
    return values


def changes(grants, inputs, equipment, towns):
    """All that comparisons say, each given as the list of its Bs in the order of the commands in docs/numbers.toml."""
    richer, credit = towns
    centres = {"as_is": richer.before("target.L2"), "richer": richer.after("target.L2"), "credit": credit.after("target.L2")}
    found = dict(zip([*TAKEN, "closing"], inputs, strict=True)) | {"equipment": equipment[0]}
    return grant_changes(grants) | input_changes(found) | {f"centres_{name}": number(100 * value) for name, value in centres.items()}
