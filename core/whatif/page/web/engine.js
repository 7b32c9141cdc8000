// The engine as an object: texts and arrays in place of pointers. Used by the workers of the page, and by Node in the tests.
'use strict';

const kCells = {1: Uint8Array, 4: Int32Array, 8: BigInt64Array};

class Engine {
  // `make` is the factory that Emscripten writes, `machine` what its instance is made from, `files` the scenario as {path: bytes}, `first` the path
  // of its main file. The people of the last `keep` variants are kept.
  static async open(make, machine, files, first, keep) {
    const engine = new Engine();
    engine.module = await make({
      instantiateWasm: (imports, done) => {
        WebAssembly.instantiate(machine, imports).then((made) => done(made.instance ?? made));
        return {};
      },
    });
    const {FS} = engine.module;
    for (const [path, bytes] of Object.entries(files)) {
      const full = `/scenario/${path}`;
      FS.mkdirTree(full.slice(0, full.lastIndexOf('/')));
      FS.writeFile(full, bytes);
    }
    engine.self = engine.call('whatif_open', 'number', ['string', 'number'], [`/scenario/${first}`, keep]);
    return engine;
  }

  call(name, result, types, values) {
    return this.module.ccall(name, result, types, values);
  }

  // Options as --set takes them; returns what is wrong, or ''.
  prepare(settings) {
    return this.call('whatif_prepare', 'string', ['number', 'string'], [this.self, settings.join('\n')]);
  }

  // Returns why the replicate ended early, or ''.
  run(replicate) {
    return this.call('whatif_run', 'string', ['number', 'number'], [this.self, replicate]);
  }

  // The cells of an array of the last replicate by its path in a results file; a copy.
  cells(path) {
    const ask = (name) => this.call(name, 'number', ['number', 'string'], [this.self, path]);
    const begin = ask('whatif_cells');
    const count = ask('whatif_count');
    if (count === 0) throw new Error(`the engine has no array ${path}`);
    return new kCells[ask('whatif_bytes')](this.module.HEAPU8.buffer, begin, count).slice();
  }

  // The figures of the last replicate, then those of towns; a copy.
  figures() {
    const begin = this.call('whatif_figures', 'number', ['number'], [this.self]);
    const count = this.call('whatif_figure_count', 'number', ['number'], [this.self]);
    return new Float64Array(this.module.HEAPU8.buffer, begin, count).slice();
  }
}

if (typeof module !== 'undefined') module.exports = {Engine};
