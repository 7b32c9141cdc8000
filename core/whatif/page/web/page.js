// The page: what happens when a lever moves, and what the buttons do.

const kPause = 120; // milliseconds of rest before a moving lever is run

class Page {
  constructor(world) {
    this.world = world;
    this.results = new Results(world);
    this.variant = new Variant(world, () => this.changed());
    this.levers = new Levers(world, this.variant);
    this.saved = new Saved(this.variant);
    this.results.take_baseline();
    this.crew = null;
    this.frame = 0;
    this.timer = 0;
  }

  async open() {
    this.words();
    this.levers.build();
    this.saved.draw();
    this.connect();
    this.draw();
    const [code, machine] = await Promise.all([unpacked('worker'), unpacked('machine').then((bytes) => WebAssembly.compile(bytes))]);
    this.crew = new Crew(this.world, new TextDecoder().decode(code), machine, (answer) => this.seen(answer));
    if (location.hash) this.variant.take(values_of_hash(location.hash));
    this.draw_head();
    document.documentElement.dataset.ready = 'yes';
  }

  changed() {
    this.levers.update();
    tell_problem('');
    history.replaceState(null, '', this.variant.hash() || location.pathname + location.search);
    document.getElementById('undo').disabled = this.variant.past.length === 0;
    document.getElementById('redo').disabled = this.variant.future.length === 0;
    document.documentElement.dataset.done = '';
    clearTimeout(this.timer);
    if (this.crew) this.crew.stop();
    this.timer = setTimeout(() => this.run(), kPause);
  }

  run() {
    if (this.variant.moved().length === 0) {
      this.results.take_baseline();
      this.draw();
      return;
    }
    if (!this.crew) return;
    this.fresh = true;
    this.began = performance.now();
    this.crew.begin(this.variant.settings());
    this.draw_head();
  }

  seen(answer) {
    // What stands there of the variant before stays until the first number of this one.
    if (this.fresh) {
      this.fresh = false;
      this.results.clear();
      document.documentElement.dataset.first = Math.round(performance.now() - this.began);
    }
    this.results.take(answer);
    if (answer.problem) {
      tell_problem(say('problem', answer.problem));
      this.crew.stop();
      if (this.results.count === 0) this.results.take_baseline();
    }
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw());
  }

  get whole() {
    return this.results.count >= this.world.scenario.replicates;
  }

  draw() {
    this.frame = 0;
    if (this.results.count === 0) return;
    this.draw_head();
    draw_targets(this.results);
    draw_coverage(this.results);
    draw_waiting(this.results);
    draw_money(this.results);
    draw_map(this.results);
    if (!this.whole || this.fresh) return;
    document.documentElement.dataset.took = Math.round(performance.now() - (this.began ?? 0));
    document.documentElement.dataset.done = this.variant.hash() || '#';
    document.getElementById('spoken').textContent = document.getElementById('verdict').textContent;
  }

  draw_head() {
    const {count} = this.results;
    const all = this.world.scenario.replicates;
    const moved = this.variant.moved().length > 0;
    const busy = this.fresh ? 0 : count;
    document.getElementById('progress').value = moved ? busy / all : 1;
    show('count', !this.crew && moved ? say('starting') : moved ? say(busy < all ? 'of_replicates' : 'done', busy, all) : say('ready', all));
    const outside = this.variant.outside().length;
    show('outside', outside > 0 ? say('any_outside', outside) : '');
    if (count > 0) show('verdict', ...this.verdict());
  }

  verdict() {
    const {lines, counts} = this.results.verdicts();
    const {now, base} = counts;
    const bad = now.missed + counts.by_input;
    const head = bad > 0 ? say('will_not') : now.open > 0 ? say('open_verdict') : say('will');
    const moved = this.variant.moved().length > 0;
    let text = say('counts', counts.judged, now.met, now.open, now.missed);
    if (moved) text += say('counts_before', base.met, base.open, base.missed);
    const names = (pick) => lines.filter(pick).slice(0, 3).map((line) => said(line.target.name)).join(language === 'zh' ? '、' : ', ');
    const gained = names((line) => line.verdict === 'met' && line.before !== 'met');
    const lost = names((line) => line.verdict !== 'met' && line.before === 'met');
    const full = language === 'zh' ? '。' : '. ';
    const parts = [text];
    if (gained) parts.push(say('gained', gained));
    if (lost) parts.push(say('lost', lost));
    return [make('strong', {}, head), ' ' + parts.join(full) + full, make('span', {class: 'sums'}, this.sums())];
  }

  // People who wait and money, each with its change.
  sums() {
    const moved = this.variant.moved().length > 0;
    const waits = this.results.figure('bed_shortfall');
    const money = this.results.figure('money.all');
    const change = (at, signed) => (moved ? say('aside', change_text(this.results.change(at), signed)) : '');
    const unit = language === 'zh' ? 1e4 : 1e6;
    const people = say('waits', number_text(this.results.now(waits).mean, 0), change(waits, (value) => signed_text(value, 0)));
    const yuan = say('costs', money_text(this.results.now(money).mean),
      change(money, (value) => signed_text(value / unit, language === 'zh' ? 0 : 1)));
    return language === 'zh' ? `${people}，${yuan}。` : `${people}; ${yuan}.`;
  }

  // The fixed words of the page in the language that is shown.
  words() {
    const {scenario} = this.world;
    document.documentElement.lang = language === 'zh' ? 'zh' : 'en';
    document.documentElement.className = 'show-' + language;
    document.title = said(scenario.name);
    show('name', said(scenario.name));
    for (const element of document.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
    const about = scenario.uncertain > 0 ? say('interval_parameters', scenario.uncertain) : say('interval_chance');
    show('about', about, ' ', scenario.gaps.length > 0 ? say('gaps') + scenario.gaps.map(said).join(language === 'zh' ? '；' : '; ') : '');
    for (const button of document.querySelectorAll('.switch button')) button.setAttribute('aria-pressed', String(button.value === language));
  }

  speak(chosen) {
    language = chosen;
    this.words();
    this.levers.build();
    this.saved.draw();
    this.draw();
  }

  async take_file({files}) {
    if (files.length > 0) take_text(await files[0].text(), this.variant);
  }

  connect() {
    const on = (id, act) => document.getElementById(id).addEventListener('click', act);
    const name = this.world.scenario.id;
    on('undo', () => this.variant.undo());
    on('redo', () => this.variant.redo());
    on('reset', () => this.variant.take({}));
    on('save', () => this.saved.save(this.results));
    on('share', () => show_link(this.variant));
    on('copy', copy_link);
    on('file', () => download(name + '-variant.json', 'application/json', this.variant.file_text()));
    on('scenario', () => download(name + '-variant.toml', 'application/toml', this.variant.scenario_text()));
    on('print', () => window.print());
    const chosen = document.getElementById('chosen');
    on('load', () => chosen.click());
    chosen.addEventListener('change', () => this.take_file(chosen));
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', (event) => {
      event.preventDefault();
      this.take_file(event.dataTransfer);
    });
    for (const button of document.querySelectorAll('.switch button')) button.addEventListener('click', () => this.speak(button.value));
    window.addEventListener('hashchange', () => this.variant.take(values_of_hash(location.hash)));
    document.addEventListener('keydown', (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      if (event.shiftKey) this.variant.redo();
      else this.variant.undo();
    });
  }
}

read_world().then((world) => new Page(world).open()).catch((problem) => tell_problem(say('problem', String(problem))));
