// A worker of the page: opens the engine once, then runs the replicates that it is asked for, one at a time.

let engine = null;
let prepared = null;
let record = null;

// The numbers that the page keeps of a replicate: the same as the program's own record of the baseline.
function record_of(plan) {
  const figures = engine.figures();
  const row = new Float64Array(plan.length);
  let to = 0;
  for (const at of plan.figures) row[to++] = figures[at];
  for (const pick of plan.cells) {
    const cells = engine.cells(pick.path);
    for (const at of pick.at) row[to++] = Number(cells[at]);
  }
  return row;
}

async function open(asked) {
  record = asked.record;
  const encoder = new TextEncoder();
  const files = {};
  for (const [path, text] of Object.entries(asked.files)) files[path] = encoder.encode(text);
  // eslint-disable-next-line no-undef -- the glue of Emscripten stands before this text
  engine = await Engine.open(eldercast_engine, asked.machine, files, asked.first, asked.keep);
}

function run(asked) {
  const settings = asked.settings.join('\n');
  if (prepared !== settings) {
    prepared = null;
    const wrong = engine.prepare(asked.settings);
    if (wrong) return {problem: wrong};
    prepared = settings;
  }
  const failure = engine.run(asked.replicate);
  if (failure) return {problem: failure};
  return {row: record_of(record)};
}

if (typeof self !== 'undefined') {
  self.onmessage = async ({data}) => {
    try {
      if (data.open) {
        await open(data.open);
        self.postMessage({opened: true});
        return;
      }
      const answer = run(data.run);
      self.postMessage({job: data.run.job, replicate: data.run.replicate, ...answer}, answer.row ? [answer.row.buffer] : []);
    } catch (problem) {
      self.postMessage({job: data.run?.job, replicate: data.run?.replicate, problem: String(problem), broken: true});
    }
  };
}
