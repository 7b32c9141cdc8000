// Runs variants of a scenario with the engine of a page and writes the arrays of every replicate, one after the other, into files that a test
// compares with results of the program: node run_variants.js PLAN.json, where the plan says {engine, code, root, first, replicates, paths,
// variants: {name: [option]}, out}. Or, with a page in the plan, compares the rows of its baseline with the engine's own.
'use strict';
const fs = require('fs');
const path = require('path');
const zlib = require('zlib');

const plan = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const {Engine} = require(path.join(plan.code, 'engine.js'));
const make = require(path.join(plan.engine, 'whatif.js'));

function files_under(folder, below = '') {
  const out = {};
  for (const entry of fs.readdirSync(path.join(folder, below), {withFileTypes: true})) {
    const name = path.join(below, entry.name);
    if (entry.isDirectory()) Object.assign(out, files_under(folder, name));
    else if (/\.(toml|csv)$/.test(entry.name)) out[name] = fs.readFileSync(path.join(folder, name));
  }
  return out;
}

function prepared(engine, settings) {
  const wrong = engine.prepare(settings);
  if (wrong) throw new Error(wrong);
}

function ran(engine, replicate) {
  const failure = engine.run(replicate);
  if (failure) throw new Error(failure);
}

async function write_variants(machine) {
  const engine = await Engine.open(make, machine, files_under(plan.root), plan.first, 2);
  for (const [name, settings] of Object.entries(plan.variants)) {
    prepared(engine, settings);
    const file = fs.openSync(path.join(plan.out, name), 'w');
    for (let r = 0; r < plan.replicates; ++r) {
      ran(engine, r);
      for (const array of plan.paths) {
        const cells = engine.cells(array);
        fs.writeSync(file, new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength));
      }
    }
    fs.closeSync(file);
  }
}

function block(page, id) {
  const text = new RegExp(`id="${id}">([^<]*)<`).exec(page)[1];
  return zlib.gunzipSync(Buffer.from(text, 'base64'));
}

async function compare_baseline(machine) {
  const world = JSON.parse(block(fs.readFileSync(plan.page, 'utf8'), 'world'));
  const bytes = Buffer.from(world.baseline, 'base64');
  const rows = new Float64Array(new Uint8Array(bytes).buffer);
  const files = Object.fromEntries(Object.entries(world.files).map(([name, text]) => [name, Buffer.from(text)]));
  const engine = await Engine.open(make, machine, files, world.first, 2);
  let different = 0;
  for (const r of plan.rows) {
    prepared(engine, world.draws[Math.floor(r / world.scenario.replicates_a_draw)] ?? []);
    ran(engine, r);
    const figures = engine.figures();
    const row = world.record.figures.map((at) => figures[at]);
    for (const pick of world.record.cells) {
      const cells = engine.cells(pick.path);
      for (const at of pick.at) row.push(Number(cells[at]));
    }
    if (row.length !== world.record.length) throw new Error('a row has another length');
    row.forEach((value, i) => { if (!Object.is(value, rows[r * row.length + i])) ++different; });
  }
  console.log(JSON.stringify({compared: plan.rows.length, different}));
}

(async () => {
  const machine = await WebAssembly.compile(fs.readFileSync(path.join(plan.engine, 'whatif.wasm')));
  await (plan.page ? compare_baseline(machine) : write_variants(machine));
})().catch((problem) => {
  console.error(problem);
  process.exit(1);
});
