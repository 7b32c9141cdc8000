"""How docs/trust/plausibility.py reads results files and comparisons, and how it writes numbers."""
import json
import pathlib

import h5py
import numpy as np

FEN_PER_YUAN = 100
END = "2022-12"
YEAR = [f"2022-{month:02}" for month in range(1, 13)]
PLAN = ["street_centre", "community_station", "town_centre", "village_point"]
PLANNED = {"community_station": 107, "town_centre": 25}  # stations and town centres of the plan and of before


class Results:
    """A results file. Values come by dataset and labels of its dimensions; the replicates stay first, and what has no value is NaN."""

    def __init__(self, path):
        self._file = h5py.File(path)

    def __call__(self, dataset, **labels):
        """run("district/beds", month="2022-12", bed_count="open") has the shape replicate, bed_type. A list of labels keeps its dimension."""
        stored = self._file[dataset]
        names = self.dimensions(dataset)
        unknown = labels.keys() - set(names)
        if unknown:
            raise KeyError(f"{dataset} has no dimension {', '.join(sorted(unknown))}")
        at = tuple(self._position(dataset, name, labels[name]) if name in labels else slice(None) for name in names)
        values = self._cut(stored[()].astype(float), at)
        fill = stored.attrs.get("_FillValue")
        if fill is not None:
            values[values == float(np.ravel(fill)[0])] = np.nan
        return values

    def dimensions(self, dataset):
        return [dimension[0].name.rsplit("/", 1)[1] for dimension in self._file[dataset].dims]

    def labels(self, dataset):
        """What stands along a dimension, or a column of text."""
        return [value.decode() if isinstance(value, bytes) else value for value in self._file[dataset][()]]

    def column(self, dataset):
        return self._file[dataset][()]

    def value(self, parameter):
        """The value of a parameter in the scenario, of which draws go up and down."""
        return self._file["scenario/parameter_value"][self.labels("scenario/parameter").index(parameter)]

    def _position(self, dataset, dimension, label):
        known = self.labels(f"{dataset.rsplit('/', 1)[0]}/{dimension}")
        return [known.index(one) for one in label] if isinstance(label, list) else known.index(label)

    @staticmethod
    def _cut(values, at):
        """One dimension after the other, from the last: lists and numbers together would be paired by NumPy."""
        for axis in reversed(range(len(at))):
            values = values[(slice(None),) * axis + (at[axis],)]
        return np.array(values, dtype=float)


def total(values):
    """The sum over all dimensions but the replicates."""
    return values.reshape(len(values), -1).sum(axis=1)


def residents(run, month=END):
    return total(run("district/residents", month=month))


def volume(run, service, count, months):
    return total(run("district/service_volume", month=months, service=service, volume=count))


def owed(run, payers, purposes=None, months=None):
    """What payers owe for a time, in yuan."""
    labels = {"payer": payers} | ({"purpose": purposes} if purposes else {}) | ({"month": months} if months else {})
    return total(run("district/accrued", **labels)) / FEN_PER_YUAN


def open_share(run, kind, month):
    return 100 * run("district/facilities_open", month=month, facility_kind=kind) / PLANNED[kind]


class Comparison:
    """What `eldercast compare --json` says of one B."""

    def __init__(self, document):
        self._figures = {figure["id"]: figure["whole_run"] for figure in document["figures"]}

    def before(self, figure):
        """The mean of A."""
        return self._figures[figure]["a"]

    def after(self, figure):
        """The mean of B."""
        return self._figures[figure]["b"]

    def sure(self, *figures):
        """Whether the 90% interval of the mean change leaves 0 out; of a sum of figures the widest interval counts. That nothing changed is sure, too."""
        low, high = (sum(self._figures[figure]["mean_interval"][end] for figure in figures) for end in (0, 1))
        return low > 0 or high < 0 or low == high == 0

    def change(self, *figures, digits=0, times=1):
        """B - A of a figure, or of the sum of several; in brackets if it is not sure."""
        text = signed(sum(self._figures[figure]["difference"] for figure in figures) * times, digits)
        return text if self.sure(*figures) else f"({text})"

    def percent(self, figure, digits=1):
        """The same as part of A, in percent."""
        return self.change(figure, digits=digits, times=100 / self.before(figure))


def comparisons(path):
    return [Comparison(document) for document in json.loads(pathlib.Path(path).read_text(encoding="utf-8"))["comparisons"]]


def number(value, digits=0):
    text = format(value, f",.{digits}f")
    return text.removeprefix("-") if float(text.replace(",", "")) == 0 else text


def signed(value, digits=0):
    text = number(value, digits)
    return text if text.startswith("-") or float(text.replace(",", "")) == 0 else f"+{text}"


def mean(values, digits=0):
    """The mean over replicates."""
    return number(np.nanmean(values), digits)


def spread(values, digits=0):
    """The mean and, in brackets, the 90% interval over replicates: 5th and 95th percentile."""
    low, high = np.nanpercentile(values, (5, 95))
    return f"{mean(values, digits)} [{number(low, digits)}, {number(high, digits)}]"
