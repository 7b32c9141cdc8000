// Plain statistics over replicates, as core/output has them: percentiles of type 7, score intervals of Wilson, and Student's t for means.

const kNormal95 = 1.6448536269514722;

function mean(values) {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length > 0 ? sum / values.length : NaN;
}

function percentile(sorted, share) {
  if (sorted.length === 0) return NaN;
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

// What may happen: the mean with the 5th and 95th percentile.
function estimate(values) {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return {mean: mean(known), low: percentile(known, 0.05), high: percentile(known, 0.95), count: known.length};
}

// The 95th percentile of Student's t with n degrees of freedom (Abramowitz and Stegun 26.7.5; exact below three).
function student95(n) {
  if (n === 1) return 6.313751514675043;
  if (n === 2) return 2.919985580355516;
  const z = kNormal95;
  const z3 = z ** 3;
  const z5 = z ** 5;
  const z7 = z ** 7;
  const z9 = z ** 9;
  return z + (z3 + z) / (4 * n) + (5 * z5 + 16 * z3 + 3 * z) / (96 * n ** 2) + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * n ** 3) +
    (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * n ** 4);
}

// The mean of values that come in groups (replicates that share a draw are one observation), with its 90% confidence interval. Groups are arrays.
function grouped_mean(groups) {
  const means = [];
  const all = [];
  for (const group of groups) {
    const known = group.filter((value) => !Number.isNaN(value));
    if (known.length === 0) continue;
    means.push(mean(known));
    all.push(...known);
  }
  const out = {mean: mean(all), low: NaN, high: NaN, count: all.length, zero: all.length > 0 && all.every((value) => value === 0)};
  if (means.length < 2) return out;
  const centre = mean(means);
  let sum = 0;
  for (const one of means) sum += (one - centre) ** 2;
  const half = student95(means.length - 1) * Math.sqrt(sum / (means.length - 1) / means.length);
  return {...out, low: out.mean - half, high: out.mean + half};
}

// The 90% interval of a probability of which `count` trials gave the share `share`.
function share_interval(share, count) {
  const z2 = kNormal95 ** 2;
  const middle = (share + z2 / (2 * count)) / (1 + z2 / count);
  const half = (kNormal95 / (1 + z2 / count)) * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count * count));
  return {low: Math.max(0, middle - half), high: Math.min(1, middle + half)};
}
