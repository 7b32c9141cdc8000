// What came in of a variant, and what it says against the baseline over the same replicates.

class Results {
  constructor(world) {
    this.world = world;
    this.clear();
  }

  clear() {
    this.rows = new Map();
    this.problem = '';
  }

  // The variant is the baseline: its rows came with the page.
  take_baseline() {
    this.clear();
    this.world.baseline.forEach((row, r) => this.rows.set(r, row));
  }

  take(answer) {
    if (answer.row) this.rows.set(answer.replicate, answer.row);
    else this.problem = answer.problem;
  }

  get count() {
    return this.rows.size;
  }

  // Values by draw of `value(row)`, now or of the baseline, over the replicates that are here.
  groups(value, of_base) {
    const each = this.world.scenario.replicates_a_draw;
    const groups = new Map();
    for (const [r, row] of this.rows) {
      const draw = Math.floor(r / each);
      if (!groups.has(draw)) groups.set(draw, []);
      groups.get(draw).push(of_base(value, row, this.world.baseline[r]));
    }
    return [...groups.values()];
  }

  now(at) {
    return grouped_mean(this.groups((row) => row[at], (value, row) => value(row)));
  }

  base(at) {
    return grouped_mean(this.groups((row) => row[at], (value, _, base) => value(base)));
  }

  // What may happen: 5th to 95th percentile over replicates.
  spread(at) {
    return estimate([...this.rows.values()].map((row) => row[at]));
  }

  change(at) {
    return grouped_mean(this.groups((row) => row[at], (value, row, base) => value(row) - value(base)));
  }

  figure(id) {
    return this.world.at.figure.get(id);
  }

  town_at(town, id) {
    return this.world.at.towns + town * this.world.town_figures.length + this.world.at.town_figure.get(id);
  }

  cell(path, at) {
    return this.world.at.cells[path] + at;
  }

  // Shares of replicates that meet a target when it is due, and the mean value then; nothing where it is not judged.
  target(t) {
    const target = this.world.targets[t];
    if (!target.judged) return null;
    const at = this.cell('/targets/value', t);
    const side = (pick) => {
      const values = [...this.rows].map(([r, row]) => pick(r, row)[at]).filter((value) => value >= 0).map((value) => value / target.scale);
      if (values.length === 0) return {share: NaN, low: NaN, high: NaN, value: NaN};
      const met = values.filter((value) => (target.at_most ? value <= target.threshold + 1e-9 : value >= target.threshold - 1e-9));
      const share = met.length / values.length;
      return {share, ...share_interval(share, values.length), value: mean(values)};
    };
    return {now: side((_, row) => row), base: side((r) => this.world.baseline[r])};
  }

  verdict_of(share) {
    const bounds = this.world.verdicts;
    return share >= bounds.met_from ? 'met' : share <= bounds.missed_to ? 'missed' : 'open';
  }

  // Verdicts of all judged targets, and how many there are of each among those that the model decides.
  verdicts() {
    const lines = [];
    const counts = {now: {met: 0, open: 0, missed: 0}, base: {met: 0, open: 0, missed: 0}, judged: 0, by_input: 0};
    this.world.targets.forEach((target, t) => {
      const shares = this.target(t);
      if (shares === null || Number.isNaN(shares.now.share)) return;
      const line = {t, target, ...shares, verdict: this.verdict_of(shares.now.share), before: this.verdict_of(shares.base.share)};
      lines.push(line);
      if (target.by === 'input' && line.verdict === 'missed') ++counts.by_input;
      if (target.by !== 'model') return;
      ++counts.judged;
      ++counts.now[line.verdict];
      ++counts.base[line.before];
    });
    return {lines, counts};
  }
}
