#!/usr/bin/python3
"""Three figures from a results file: a start for an analysis of your own. Needs Debian's python3-xarray, python3-h5netcdf, python3-matplotlib.

    docs/howto/analysis.py RESULT.h5 FOLDER     writes coverage.png, beds.png and money.png into FOLDER
"""
import pathlib
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import xarray as xr
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

YUAN_PER_10000 = 1e4
# Colours of Okabe and Ito, which people with any colour vision can tell apart.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#999999")


def open_group(file, group):
    """A group with its named coordinates; replicates that failed are left out."""
    data = xr.open_dataset(file, group=group, engine="h5netcdf")
    ended = xr.open_dataset(file, group="district", engine="h5netcdf")["failed"] == 0
    return data.isel(replicate=ended.values.nonzero()[0])


def plot_with_band(axes, values, label, colour):
    """Mean over replicates as a line, 5th to 95th percentile as a band."""
    low, high = (values.quantile(q, "replicate") for q in (0.05, 0.95))
    axes.fill_between(values["month_start"], low, high, color=colour, alpha=0.2, linewidth=0)
    axes.plot(values["month_start"], values.mean("replicate"), color=colour, label=label)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(AutoDateLocator()))


def coverage(district, settlements, axes):
    for kind, colour in zip(("community", "village"), COLOURS):
        total = int((settlements["settlement_kind"] == kind).sum())
        if total == 0:
            continue
        share = 100 * district["settlements_covered"].sel(settlement_kind=kind, reading="own") / total
        plot_with_band(axes, share, f"{kind}, {total} in all", colour)
    axes.set(title="Settlements with a facility of their own", ylabel="%", ylim=(0, 102))


def beds(district, axes):
    for count, colour in zip(("open", "staffed", "occupied"), COLOURS):
        plot_with_band(axes, district["beds"].sel(bed_count=count).sum("bed_type"), f"{count} beds", colour)
    plot_with_band(axes, district["bed_shortfall"].sum("shortfall_cause"), "people without a bed", COLOURS[5])
    axes.set(title="Beds", ylabel="beds, people", ylim=(0, None))


def money(district, axes):
    """What was accrued in each year, by payer, as means over the replicates."""
    accrued = district["accrued"].sum("purpose").mean("replicate") / YUAN_PER_10000
    by_year = accrued.groupby("month_start.year").sum()
    below = 0
    for payer, colour in zip(by_year["payer"].values, COLOURS):
        amount = by_year.sel(payer=payer)
        axes.bar(by_year["year"].astype(str), amount, bottom=below, color=colour, label=payer.replace("_", " "))
        below = below + amount
    axes.set(title="Money accrued, by payer", ylabel="10,000 yuan")


def main(file, folder):
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    district, settlements = open_group(file, "district"), open_group(file, "settlements")
    for name, draw in (("coverage", lambda axes: coverage(district, settlements, axes)), ("beds", lambda axes: beds(district, axes)),
                       ("money", lambda axes: money(district, axes))):
        figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
        draw(axes)
        axes.spines[["top", "right"]].set_visible(False)
        axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
        figure.savefig(folder / f"{name}.png", dpi=150)
        plt.close(figure)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
