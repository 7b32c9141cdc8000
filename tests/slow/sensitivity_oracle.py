"""Our sensitivity indices beside those of others who have never seen our code: Sobol' indices of OpenTURNS, Morris by plain numpy.

    sensitivity_oracle.py TOOL        TOOL: the program of sensitivity_tool.cpp
"""
import json
import subprocess
import sys
import unittest

import numpy as np

try:
    import openturns as ot
except ImportError:
    ot = None

TOOL = sys.argv.pop(1)
OURS = json.loads(subprocess.run([TOOL], capture_output=True, text=True, check=True).stdout)
LEVEL = 0.9  # of all intervals, ours and theirs

# The formulas are written a second time here, for a parser of its own.
FORMULAS = {
    "ishigami": (["x1", "x2", "x3"], "sin(x1) + 7 * sin(x2)^2 + 0.1 * x3^4 * sin(x1)", (-np.pi, np.pi)),
    "g_function": (
        ["x1", "x2", "x3", "x4", "x5", "x6"],
        " * ".join(f"((abs(4 * x{i} - 2) + {a}) / (1 + {a}))" for i, a in enumerate([0, 1, 4.5, 9, 99, 99], start=1)),
        (0, 1),
    ),
}


def of_openturns(algorithm, function, base_points, seed):
    """First and total indices with their intervals, from a Monte Carlo sample of the same number of base points."""
    names, formula, (low, high) = FORMULAS[function]
    ot.Log.Show(ot.Log.NONE)
    ot.RandomGenerator.SetSeed(seed)
    inputs = ot.ComposedDistribution([ot.Uniform(low, high)] * len(names))
    found = getattr(ot, algorithm)(inputs, base_points, ot.SymbolicFunction(names, [formula]), False)
    found.setUseAsymptoticDistribution(False)
    found.setBootstrapSize(500)
    found.setConfidenceLevel(LEVEL)
    result = {}
    for order, values, interval in (("first", found.getFirstOrderIndices(), found.getFirstOrderIndicesInterval()),
                                    ("total", found.getTotalOrderIndices(), found.getTotalOrderIndicesInterval())):
        result[order] = [(values[i], interval.getLowerBound()[i], interval.getUpperBound()[i]) for i in range(len(names))]
    return result


@unittest.skipIf(ot is None, "OpenTURNS is not installed (Debian: python3-openturns)")
class Sobol(unittest.TestCase):
    def check(self, algorithm, function):
        ours = OURS[function]["sobol"]
        theirs = of_openturns(algorithm, function, ours["base_points"], seed=20)
        for axis, row in enumerate(ours["rows"]):
            for order in ("first", "total"):
                low, high = row[f"{order}_interval"]
                value, their_low, their_high = theirs[order][axis]
                where = f"{algorithm} {function} x{axis + 1} {order}: ours {row[order]:.4f} [{low:.4f}, {high:.4f}], " \
                        f"theirs {value:.4f} [{their_low:.4f}, {their_high:.4f}]"
                # The distance of two independent estimates has the squares of both half widths under its root.
                joint = np.hypot((high - low) / 2, (their_high - their_low) / 2)
                if "--show" in sys.argv:
                    print(f"{where}  distance / joint {abs(row[order] - value) / joint:.2f}")
                self.assertLess(abs(row[order] - value), joint, where)
                self.assertLess(high - low, 0.2, "an interval that holds everything says nothing")

    def test_totals_from_our_own_points(self):
        for function, ours in OURS.items():
            ours = ours["sobol"]
            axes, size = len(ours["rows"]), ours["base_points"]
            # Ours stand base point by base point, theirs all A, all B, then all AB of each axis.
            inputs = np.array(ours["points"]).reshape(size, axes + 2, axes).transpose(1, 0, 2).reshape(-1, axes)
            outputs = np.array(ours["outputs"]).reshape(size, axes + 2).T.reshape(-1, 1)
            theirs = np.array(ot.JansenSensitivityAlgorithm(ot.Sample(inputs), ot.Sample(outputs), size).getTotalOrderIndices())
            # They divide by the variance of A, we by that of A and B; the rest is the same estimator, to the last digits.
            share = outputs[:size].var(ddof=1) / outputs[: 2 * size].var(ddof=1)
            np.testing.assert_allclose([row["total"] for row in ours["rows"]], theirs * share, rtol=1e-3, err_msg=function)
            ratio = [row["total"] for row in ours["rows"]] / theirs
            np.testing.assert_allclose(ratio, ratio[0], rtol=1e-9, err_msg=function)

    def test_ishigami_by_saltelli(self):
        self.check("SaltelliSensitivityAlgorithm", "ishigami")

    def test_ishigami_by_jansen(self):
        self.check("JansenSensitivityAlgorithm", "ishigami")

    def test_g_function_by_saltelli(self):
        self.check("SaltelliSensitivityAlgorithm", "g_function")

    def test_g_function_by_jansen(self):
        self.check("JansenSensitivityAlgorithm", "g_function")


class Morris(unittest.TestCase):
    def test_effects_computed_from_the_same_trajectories(self):
        for function, ours in OURS.items():
            with self.subTest(function):
                ours = ours["morris"]
                axes = len(ours["rows"])
                low, high = FORMULAS[function][2]
                unit = (np.array(ours["points"]) - low) / (high - low)
                unit = unit.reshape(ours["trajectories"], axes + 1, axes)
                outputs = np.array(ours["outputs"]).reshape(ours["trajectories"], axes + 1)
                steps = np.diff(unit, axis=1)
                moved = np.abs(steps).argmax(axis=2)
                rise = np.diff(outputs, axis=1) / np.take_along_axis(steps, moved[..., None], axis=2)[..., 0]
                chance = np.random.default_rng(1)
                for axis, row in enumerate(ours["rows"]):
                    effects = rise[moved == axis]
                    self.assertEqual(len(effects), ours["trajectories"], "every trajectory moves every axis once")
                    np.testing.assert_allclose(row["mu"], effects.mean(), rtol=1e-9, atol=1e-9)
                    np.testing.assert_allclose(row["mu_star"], np.abs(effects).mean(), rtol=1e-9)
                    np.testing.assert_allclose(row["sigma"], effects.std(ddof=1), rtol=1e-9, atol=1e-9)
                    drawn = chance.choice(np.abs(effects), (20_000, len(effects))).mean(axis=1)
                    width = np.subtract(*np.quantile(drawn, [0.95, 0.05]))
                    np.testing.assert_allclose(row["mu_star_interval"], np.quantile(drawn, [0.05, 0.95]), atol=0.1 * width + 1e-9)


if __name__ == "__main__":
    unittest.main(argv=[one for one in sys.argv if one != "--show"])
