#!/usr/bin/python3
"""The numbers of ours in docs/trust/plausibility.md, as one JSON object of name and text.

    plausibility.py BASELINE LINKS_OFF DETAIL OUTBREAK GRANTS INPUTS EQUIPMENT TOWNS

BASELINE and LINKS_OFF are results files of whole runs, DETAIL and OUTBREAK of runs that keep every replicate in detail. The others are what
`eldercast compare --json` says: of the baseline against other grants, other inputs, dearer equipment, and towns with more money. docs/numbers.toml has the commands.
"""
import csv
import json
import sys

import numpy as np
from plausibility_changes import changes, links
from plausibility_reading import END, FEN_PER_YUAN, PLAN, YEAR, Results, comparisons, mean, number, open_share, owed, residents, spread, total, volume

GIVEN = ["served", "holding"]  # who has a place


def target(run, name, month=END):
    scale = run.column("scenario/target_scale")[run.labels("scenario/target").index(name)]
    return run("targets/value", month=month, target=name) / scale


def demand(run, service, count, month=END):
    return total(run("district/demand", month=month, service=service, demand_count=count))


def beds(run, count, month=END):
    return total(run("district/beds", month=month, bed_count=count))


def people(run):
    need = {month: total(run("district/residents", month=month, need=["partial", "full"])) / residents(run, month) for month in ("2019-01", END)}
    return {
        "people_2020": mean(residents(run, "2020-11")),
        "people_80_2020": mean(total(run("district/residents_by_age", month="2020-11", age_group=["80-84", "85+"]))),
        "disabled": mean(100 * need[END], 1),
        "disabled_start": mean(100 * need["2019-01"], 1),
        "need_over_fifth_survey": number(100 * (need[END].mean() / 0.116 - 1)),
    }


def seated(run):
    """Residents of homes and beds that the table of facilities has at the start."""
    text = run.labels("scenario/data_table_text")[run.labels("scenario/data_table").index("existing")]
    homes = [row for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")) if row["kind"] == "care_home"]
    return sum(int(home["beds"]) * float(home["occupancy"]) for home in homes), sum(int(home["beds"]) for home in homes)


def bed_numbers(run, off):
    taken = run("district/beds", month=END, bed_count="occupied") / run("district/beds", month=END, bed_count="open")
    hardship = total(run("district/demand", month=END, service="residential_bed", priority_group="special_hardship", demand_count=GIVEN))
    hardship_people = run("district/demand", month=END, service="residential_bed", priority_group="special_hardship", demand_count="eligible")
    lying, there = seated(run)
    return {
        "seated": number(lying),
        "seated_share": number(100 * lying / there),
        "beyond_seated": number(100 * (beds(run, "occupied", "2019-01").mean() / lying - 1)),
        "beds_start": mean(beds(run, "open", "2019-01")),
        "beds_end": mean(beds(run, "open")),
        "beds_per_1000": mean(1000 * beds(run, "open") / residents(run), 1),
        "in_beds_start": mean(beds(run, "occupied", "2019-01")),
        "seek_bed_start": mean(demand(run, "residential_bed", "seeking", "2019-01")),
        "in_beds_share": spread(100 * beds(run, "occupied") / residents(run), 2),
        "occupancy": spread(100 * beds(run, "occupied") / beds(run, "open"), 1),
        "occupancy_start": mean(100 * beds(run, "occupied", "2019-01") / beds(run, "open", "2019-01"), 1),
        "occupancy_nursing": mean(100 * taken[:, 0]),
        "occupancy_other": mean(100 * taken[:, 1]),
        "nursing_share": mean(100 * target(run, "M1"), 1),
        "hardship_of_beds": mean(100 * hardship / beds(run, "occupied")),
        "hardship_in_beds": mean(100 * hardship / hardship_people),
        "want_bed": mean(100 * demand(run, "residential_bed", "wanting") / residents(run), 1),
        "off_occupancy_nursing": mean(100 * off("district/beds", month=END, bed_type="nursing", bed_count="occupied")
                                      / off("district/beds", month=END, bed_type="nursing", bed_count="open")),
    }


VISIT = {"home_visits": 30 / 40, "home_care_bed": 1}  # visits of 40 minutes in a unit: half-hours, visits


def visits(run, count, months):
    """Visits of 40 minutes."""
    return sum(volume(run, service, count, months) * units for service, units in VISIT.items())


def open_places(detail, what, resource, kinds=None):
    """Of every facility at the end: places, NaN where it is of another kind or not open."""
    values = detail(f"detail/facility_{what}", month=END, resource=resource)
    kind = np.isin(detail.labels("detail/facility_kind"), kinds or PLAN)
    return np.where(kind & (detail("detail/facility_status", month=END) == 1), values, np.nan)


def visitors(detail):
    """(in post, share of their time that is staffed). Minutes are made workers by the pace of the scenario."""
    pace = {kind: detail.value(f"staff.visits_per_day.{kind}") for kind in ("street", "town")}
    days, minutes = detail.value("staff.working_days"), detail.value("staff.visit_minutes")
    staffed = {kind: np.nansum(open_places(detail, "staffed", "visit_minutes", [f"{kind}_centre"]), axis=1) for kind in pace}
    capacity = np.nansum(open_places(detail, "capacity", "visit_minutes"), axis=1)
    return sum(staffed[kind] / (pace[kind] * days * minutes) for kind in pace), sum(staffed.values()) / capacity


def service_numbers(run, detail):
    per_1000 = residents(run) / 1000
    year = total(run("district/residents", month=YEAR)) / 12
    home = {count: volume(run, "home_visits", count, [END]) * VISIT["home_visits"] for count in ("sought", "delivered")}
    working, staffed = visitors(detail)
    meals, kitchens = open_places(detail, "used", "meal"), open_places(detail, "capacity", "meal")
    users = {kind: open_places(detail, "used", "activity_place", [kind]) for kind in ("community_station", "village_point")}
    share = {service: 100 * demand(run, service, "served") / residents(run) for service in run.labels("district/service")}
    return {
        "visits": spread(home["delivered"] / per_1000, 1),
        "visits_2021": mean(volume(run, "home_visits", "delivered", [f"2021-{m:02}" for m in range(1, 13)]) * VISIT["home_visits"] / 12
                            / (residents(run, "2021-12") / 1000), 1),
        "visits_sought": mean(home["sought"] / per_1000, 1),
        "visit_users": mean(share["home_visits"], 2),
        "visit_seekers": mean(100 * demand(run, "home_visits", "seeking") / residents(run), 2),
        "visits_a_user": number((home["delivered"] / demand(run, "home_visits", "served")).mean(), 1),
        "visitors": mean(working),
        "visits_a_worker": spread(visits(detail, "delivered", [END]) / working),
        "visitors_staffed": mean(100 * staffed),
        "visits_kept": number(100 * 51 / (visits(detail, "delivered", [END]) / working).mean()),
        "meals_a_person": mean(volume(run, "meals", "delivered", YEAR) / year, 2),
        "meals_a_kitchen": mean(np.nansum(meals, axis=1) / (kitchens > 0).sum(axis=1) / 31, 1),
        "kitchens_used": mean(100 * np.nansum(meals, axis=1) / np.nansum(kitchens, axis=1)),
        "doctors": mean(share["family_doctor"], 1),
        "doctors_sought": mean(100 * demand(run, "family_doctor", "seeking") / residents(run), 1),
        "care_beds_per_1000": mean(demand(run, "home_care_bed", "served") / per_1000, 2),
        "care_beds": mean(demand(run, "home_care_bed", "served")),
        "care_beds_sought": mean(demand(run, "home_care_bed", "seeking")),
        "station_users": mean(np.nanmean(users["community_station"], axis=1)),
        "station_users_median": number(np.nanmedian(users["community_station"])),
        "point_users": mean(np.nanmean(users["village_point"], axis=1)),
        "health": mean(share["health_management"], 2),
    }


def opened_by(detail, kind, year, month):
    """Part of the year's projects of a kind that are open at the end of a month, in percent."""
    chosen = (np.array(detail.labels("projects/project_kind")) == kind) & (detail.column("projects/project_planned_year") == year)
    last = detail.labels("detail/month").index(month)
    return 100 * (detail("projects/opened")[:, chosen] <= last).mean(axis=1)


def closed_a_year(detail, kinds):
    """Facilities that closed for good, in percent of those open, a year."""
    of_kind = np.isin(detail.labels("detail/facility_kind"), kinds)
    status = detail("detail/facility_status")[:, :, of_kind]
    closings = ((status[:, 1:] == 2) & (status[:, :-1] == 1)).sum(axis=(1, 2))
    return 100 * closings / ((status == 1).sum(axis=(1, 2)) / 12)


def cost(detail, kind):
    """(mean cost of an opened project of a kind in yuan, beds of such a house that has been open for two years)."""
    chosen = np.array(detail.labels("projects/project_kind")) == kind
    opened, price = detail("projects/opened")[:, chosen], detail("projects/cost")[:, chosen] / FEN_PER_YUAN
    price[np.isnan(opened)] = np.nan
    first = len(detail.labels("detail/facility")) - len(chosen)
    rooms = total_beds(detail)[:, first:][:, chosen]
    rooms[~(opened < 24)] = np.nan
    return np.nanmean(price, axis=1), np.nanmean(rooms, axis=1)


def plain_cost(detail, kind):
    """The same at the values of the scenario and without overrun."""
    return detail.value(f"standards.{kind}.floor_area_m2") * detail.value(f"standards.{kind}.building_yuan_per_m2") + detail.value(f"standards.{kind}.equipment_yuan")


def total_beds(detail):
    return detail("detail/facility_capacity", month=END, resource=["nursing_bed", "other_bed"]).sum(axis=2)


def building(run, detail, outbreak):
    station, _ = cost(detail, "community_station")
    centre, rooms = cost(detail, "street_centre")
    found = {
        "stations_closed": mean(closed_a_year(detail, ["community_station"]), 2),
        "stations_2020": mean(run("district/facilities_open", month="2020-12", facility_kind="community_station")),
        "stations_2021": spread(run("district/facilities_open", month="2021-12", facility_kind="community_station")),
        "town_centres": spread(open_share(run, "town_centre", END)),
        "stations_per_10000": mean(10_000 * run("district/facilities_open", month=END, facility_kind="community_station") / residents(run), 1),
        "points_per_10000": mean(10_000 * run("district/facilities_open", month=END, facility_kind="village_point") / residents(run), 1),
        "social_urban": spread(100 * target(run, "G3u")),
        "social_rural": spread(100 * target(run, "G3r")),
        "medical": mean(100 * target(run, "G4")),
        "station_cost": mean(station / 1000),
        "station_cost_plain": number(plain_cost(detail, "community_station") / 1000),
        "town_centre_cost": mean(cost(detail, "town_centre")[0] / 1e6, 1),
        "town_centre_cost_plain": number(plain_cost(detail, "town_centre") / 1e6, 1),
        "centre_cost_a_bed": number(centre.mean() / rooms.mean() / 1000),
        "centre_beds": mean(rooms),
    }
    for name, runs in (("", detail), ("outbreak_", outbreak)):
        for kind, short in (("community_station", "stations"), ("street_centre", "centres")):
            found[f"{name}{short}_may"] = spread(opened_by(runs, kind, 2020, "2020-05"), 1)
            found[f"{name}{short}_october"] = spread(opened_by(runs, kind, 2020, "2020-10"))
    return found


def staff_count(run, role, count, month=END):
    return run("district/staff", month=month, role=role, staff_count=count)


def staff_numbers(run):
    carers = staff_count(run, "carer", "in_post")
    posts = staff_count(run, "carer", "posts")
    return {
        "carers_start": mean(1000 * staff_count(run, "carer", "in_post", "2019-01") / residents(run, "2019-01"), 2),
        "carers_per_1000": spread(1000 * carers / residents(run), 2),
        "posts_filled": spread(100 * carers / posts),
        "posts_empty": mean(posts - carers),
        "residents_a_carer": spread(beds(run, "occupied") / carers, 1),
        "certified": mean(100 * staff_count(run, "carer", "certified") / carers),
        "helpers_a_point": mean(staff_count(run, "helper", "in_post") / run("district/facilities_open", month=END, facility_kind="village_point"), 2),
    }


DISTRICT = ["lottery_fund", "district_budget", "town_government"]
INSURANCES = ["medical_insurance", "long_term_care_insurance"]


def hardship_bill(detail):
    """What the district owes in 2022 for a bed of somebody in special hardship, in yuan a year, by replicate."""
    rows = {name: detail.column(f"postings/{name}") for name in ("replicate", "month_accrued", "service_index", "payer_index", "amount")}
    payers, services = detail.labels("postings/payer"), detail.labels("postings/service")
    year = np.isin(rows["month_accrued"], [detail.labels("detail/month").index(month) for month in YEAR])
    chosen = year & (rows["service_index"] == services.index("residential_bed")) & (rows["payer_index"] == payers.index("district_budget"))
    sums = np.bincount(rows["replicate"][chosen], rows["amount"][chosen])
    persons = total(detail("district/demand", month=YEAR, service="residential_bed", priority_group="special_hardship", demand_count=GIVEN)) / 12
    return sums / FEN_PER_YUAN / persons


def break_even(run):
    """(part of the open centres whose beds are taken to where they cover the cost in percent, median occupancy at which they do, how many never do,
    how far their beds are taken in percent)."""
    needed = run("towns/hub_break_even")
    taken = run("towns/hub_occupied", year=2022)
    open_now = ~np.isnan(needed) & ~np.isnan(taken)
    covers = np.where(open_now, (needed <= 1000) & (taken >= needed), np.nan)
    middle = np.nanmedian(np.where(open_now, needed, np.nan), axis=1) / 10
    return 100 * np.nanmean(covers, axis=1), middle, (open_now & (needed > 1000)).sum(axis=1), np.nanmean(taken, axis=1) / 10


def money(run, detail):
    people_then = total(run("district/residents", month=YEAR)) / 12
    facilities = total(run("district/facilities_open", month=YEAR, facility_kind=PLAN)) / 12
    running = run("district/clause_accrued", year=2022, clause="F4") / FEN_PER_YUAN
    fund = {count: run("district/lottery_fund", fund_count=count) / FEN_PER_YUAN for count in ("income", "drawn", "balance")}
    kept = fund["income"][:, 12:].sum(axis=1) / 3  # without the first year, which brings what was left before the run
    covering, needed, never, taken = break_even(run)
    with_staff = ["running", "service", "training", "award", "allowance"]
    return {
        "public": spread(owed(run, DISTRICT, ["running", "service"], YEAR) / people_then),
        "public_with_staff": mean(owed(run, DISTRICT, with_staff, YEAR) / people_then),
        "insurances": mean(owed(run, INSURANCES, None, YEAR) / people_then),
        "hardship_bill": mean(hardship_bill(detail)),
        "incentive": mean(running / facilities),
        "fund_income": spread(kept / target(run, "F1") / 1e6, 1),
        "fund_kept": mean(100 * target(run, "F1")),
        "fund_drawn": mean(100 * fund["drawn"].sum(axis=1) / fund["income"].sum(axis=1)),
        "fund_left": mean(100 * fund["balance"][:, -1] / fund["income"].sum(axis=1)),
        "fund_balance": mean(fund["balance"][:, -1] / 1e6, 1),
        "care_insurance": spread(owed(run, ["long_term_care_insurance"], None, YEAR) / 1e6, 2),
        "covering": spread(covering),
        "break_even": mean(needed),
        "never": mean(never, 1),
        "centres_taken": mean(taken),
        "centres_open": mean((~np.isnan(run("towns/hub_break_even"))).sum(axis=1), 1),
    }


def main(paths):
    run, off, detail, outbreak = (Results(path) for path in paths[:4])
    values = people(run) | bed_numbers(run, off) | service_numbers(run, detail) | building(run, detail, outbreak) | staff_numbers(run) | money(run, detail)
    values |= {f"off_{name}": value for name, value in links(off).items()} | {f"on_{name}": value for name, value in links(run).items()}
    values |= changes(*(comparisons(path) for path in paths[4:]))
    print(json.dumps(values, indent=1))


if __name__ == "__main__":
    main(sys.argv[1:])
