// A variant: where the levers stand. What was done can be undone; a link, a file and a scenario carry it away.

class Variant {
  constructor(world, changed) {
    this.world = world;
    this.changed = changed;
    this.values = new Map(world.levers.map((lever) => [lever.id, lever.base]));
    this.past = [];
    this.future = [];
  }

  value(lever) {
    return this.values.get(lever.id);
  }

  is_base(lever) {
    return this.value(lever) === lever.base;
  }

  moved() {
    return this.world.levers.filter((lever) => !lever.inert && !this.is_base(lever));
  }

  outside() {
    return this.moved().filter((lever) => is_outside(lever, this.value(lever)));
  }

  // Options as --set takes them.
  settings() {
    return this.moved().map((lever) => `${lever.key}=${number_of(this.value(lever))}`);
  }

  // Moves a lever; `keeps` says that the last move of this lever goes on, so that one drag is one step to undo.
  move(lever, value, keeps) {
    if (this.value(lever) === value) return;
    if (!keeps) this.remember();
    this.values.set(lever.id, value);
    this.changed();
  }

  // Takes the values of an object by lever id; what it does not name stands at the baseline.
  take(values) {
    this.remember();
    for (const lever of this.world.levers) this.values.set(lever.id, lever.inert ? lever.base : usable(lever, values[lever.id]));
    this.changed();
  }

  remember() {
    this.past.push(new Map(this.values));
    if (this.past.length > 200) this.past.shift();
    this.future = [];
  }

  undo() {
    if (this.past.length === 0) return;
    this.future.push(new Map(this.values));
    this.values = this.past.pop();
    this.changed();
  }

  redo() {
    if (this.future.length === 0) return;
    this.past.push(new Map(this.values));
    this.values = this.future.pop();
    this.changed();
  }

  // Moved levers by id.
  plain() {
    return Object.fromEntries(this.moved().map((lever) => [lever.id, this.value(lever)]));
  }

  hash() {
    const parts = Object.entries(this.plain()).map(([id, value]) => `${id}=${number_of(value)}`);
    return parts.length > 0 ? '#' + parts.join('&') : '';
  }

  file_text() {
    return JSON.stringify({format: 'eldercast-variant', version: 1, scenario: this.world.scenario.id, levers: this.plain()}, null, 1) + '\n';
  }

  // A scenario that extends the one of the page and gives the same numbers when it is run.
  scenario_text() {
    const {scenario} = this.world;
    const lines = ['schema = 1', `extends = ${toml_text(scenario.file)}`, '', '# Saved from a page of eldercast whatif. What a reader decides is not drawn.',
      '[scenario]', `id = ${toml_text(scenario.id + '-variant')}`, `name_zh = ${toml_text(scenario.name.zh + '（调整）')}`,
      `name_en = ${toml_text(scenario.name.en + ', changed')}`, `seed = ${scenario.seed}`, `replicates = ${scenario.replicates}`,
      `draw_parameters = ${this.world.draws.length > 0}`,
      `decided = [${scenario.decided.map(toml_text).join(', ')}]`];
    for (const lever of this.moved()) {
      const parts = lever.key.split('.');
      lines.push('', `[${parts.slice(0, -1).join('.')}]`, `${parts[parts.length - 1]} = ${toml_number(this.value(lever))}`);
    }
    return merged_tables(lines).join('\n') + '\n';
  }
}

// Two levers of one table stand in one table.
function merged_tables(lines) {
  const out = [];
  const ends = new Map();
  let table = '';
  for (let i = 0; i < lines.length; ++i) {
    if (lines[i].startsWith('[')) {
      table = lines[i];
      if (ends.has(table)) {
        out.splice(ends.get(table) + 1, 0, lines[++i]);
        for (const [one, end] of ends) if (end > ends.get(table)) ends.set(one, end + 1);
        ends.set(table, ends.get(table) + 1);
        if (out[out.length - 1] === '') out.pop();
        continue;
      }
    }
    out.push(lines[i]);
    if (table) ends.set(table, out.length - 1);
    if (lines[i] === '' && table) ends.set(table, out.length - 2);
  }
  return out;
}

function is_outside(lever, value) {
  return lever.low !== null && (value < lever.low || value > lever.high);
}

// The nearest value that a lever reaches; the baseline for what is no number.
function usable(lever, value) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return lever.base;
  const inside = Math.min(lever.max, Math.max(lever.min, value));
  return inside === lever.base ? inside : stepped(lever, inside);
}

function stepped(lever, value) {
  const steps = Math.round((value - lever.min) / lever.step);
  return Number((lever.min + steps * lever.step).toPrecision(12));
}

// The shortest text that reads back as the same number, without an exponent.
function number_of(value) {
  const text = String(value);
  return text.includes('e') ? value.toFixed(12).replace(/0+$/, '') : text;
}

function toml_number(value) {
  return number_of(value);
}

function toml_text(text) {
  return '"' + text.replace(/[\\"\u0000-\u001f\u007f]/g, (c) => (c === '"' || c === '\\' ? '\\' + c : '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'))) + '"';
}

// The values of a link's hash, by lever id.
function values_of_hash(hash) {
  const out = {};
  for (const part of hash.replace(/^#/, '').split('&')) {
    const [id, value] = part.split('=');
    if (id && value !== undefined && value !== '') out[id] = Number(value);
  }
  return out;
}

// The values of a file of this page, or nothing.
function values_of_file(text, world) {
  try {
    const read = JSON.parse(text);
    const ours = read.format === 'eldercast-variant' && read.version === 1 && read.scenario === world.scenario.id;
    return ours && typeof read.levers === 'object' && read.levers !== null ? read.levers : null;
  } catch {
    return null;
  }
}
