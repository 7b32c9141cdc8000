// The workers, on as many cores as the machine has, and the work that is dealt to them: replicates of one variant at a time.

class Crew {
  // `seen` is called with every answer of the current job.
  constructor(world, code, machine, seen) {
    this.world = world;
    this.seen = seen;
    this.job = 0;
    this.settings = null;
    this.draws = Math.max(1, world.draws.length);
    const cores = Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8, this.draws));
    const address = URL.createObjectURL(new Blob([code], {type: 'text/javascript'}));
    this.workers = Array.from({length: cores}, (_, i) => this.hire(address, machine, i, cores));
  }

  hire(address, machine, number, cores) {
    const hand = {worker: new Worker(address), number, ready: false, busy: false};
    hand.worker.onmessage = ({data}) => this.hear(hand, data);
    const {record, files, first} = this.world;
    hand.worker.postMessage({open: {machine, record, files, first, keep: Math.ceil(this.draws / cores) + 1}});
    return hand;
  }

  hear(hand, answer) {
    if (answer.opened) hand.ready = true;
    hand.busy = false;
    if (!answer.opened && answer.job === this.job) this.seen(answer);
    this.deal(hand);
  }

  // Begins a variant: options as --set takes them, without those of draws. What is under way of an older one is thrown away.
  begin(settings) {
    ++this.job;
    this.settings = settings;
    this.left = [];
    // First one replicate of each draw, then the second ones: every draw is seen early.
    const each = this.world.scenario.replicates_a_draw;
    for (let r = 0; r < this.world.scenario.replicates; ++r) this.left.push(r);
    this.left.sort((a, b) => (a % each) - (b % each) || a - b);
    for (const hand of this.workers) this.deal(hand);
    return this.job;
  }

  stop() {
    ++this.job;
    this.settings = null;
  }

  // The next replicate: of a draw whose people this worker has seen before, if there is one.
  deal(hand) {
    if (!hand.ready || hand.busy || this.settings === null || this.left.length === 0) return;
    const each = this.world.scenario.replicates_a_draw;
    const own = this.left.findIndex((r) => Math.floor(r / each) % this.workers.length === hand.number);
    const [replicate] = this.left.splice(own < 0 ? 0 : own, 1);
    const draw = this.world.draws[Math.floor(replicate / each)] ?? [];
    hand.busy = true;
    hand.worker.postMessage({run: {job: this.job, replicate, settings: [...draw, ...this.settings]}});
  }
}
