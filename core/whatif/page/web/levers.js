// The levers: a slider each, with the baseline and the range of the evidence under it, a field for an exact value, and what to know of it.

function shown_value(lever, value) {
  return number_text(value / lever.per, 6);
}

class Levers {
  constructor(world, variant) {
    this.world = world;
    this.variant = variant;
    this.controls = new Map();
    this.dragging = null;
  }

  build() {
    const groups = this.world.groups.map((group) => {
      const levers = this.world.levers.filter((lever) => lever.group === group);
      if (levers.length === 0) return null;
      return make('fieldset', {}, make('legend', {}, say('group_' + group)), ...levers.map((lever) => this.lever(lever)));
    });
    show('levers', ...groups.filter((group) => group !== null));
    this.update();
  }

  lever(lever) {
    const part = (value) => Math.min(100, Math.max(0, (100 * (value - lever.min)) / (lever.max - lever.min)));
    const id = 'lever-' + lever.id;
    const slider = make('input', {type: 'range', id, min: lever.min, max: lever.max, step: 'any', disabled: Boolean(lever.inert),
      'aria-describedby': id + '-note'});
    slider.addEventListener('input', () => this.moved(lever, Number(slider.value)));
    slider.addEventListener('change', () => { this.dragging = null; });
    slider.addEventListener('keydown', (event) => this.key(lever, event));
    const marks = make('div', {class: 'marks', 'aria-hidden': 'true'});
    if (lever.low !== null) {
      const band = make('span', {class: 'band'});
      band.style.left = part(lever.low) + '%';
      band.style.width = part(lever.high) - part(lever.low) + '%';
      marks.append(band);
    }
    const base = make('span', {class: 'basemark', title: `${say('baseline')} ${shown_value(lever, lever.base)}`});
    base.style.left = part(lever.base) + '%';
    marks.append(base);
    const value = make('output', {for: id});
    const note = make('div', {class: 'note', id: id + '-note'});
    const back = make('button', {type: 'button', class: 'back', title: say('to_baseline'), 'aria-label': say('to_baseline'),
      onclick: () => this.variant.move(lever, lever.base)}, '↺');
    const box = make('div', {class: 'lever' + (lever.inert ? ' inert' : ''), title: this.about(lever)},
      make('label', {for: id}, said(lever.name)), value, back, make('div', {class: 'slide'}, slider, marks), note);
    this.controls.set(lever.id, {slider, value, note, back, box});
    return box;
  }

  // What is known of the number.
  about(lever) {
    const evidence = lever.low === null ? say('no_evidence') : `${shown_value(lever, lever.low)} – ${shown_value(lever, lever.high)} ${said(lever.unit)}`;
    return [said(lever.name), lever.key, evidence, lever.source].filter(Boolean).join('\n');
  }

  moved(lever, raw) {
    // The baseline holds a lever that comes near, so that it is found again.
    const near = Math.abs(raw - lever.base) < 0.6 * lever.step;
    const keeps = this.dragging === lever.id;
    this.dragging = lever.id;
    this.variant.move(lever, near ? lever.base : stepped(lever, raw), keeps);
  }

  key(lever, event) {
    const steps = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5}[event.key];
    const end = {Home: lever.min, End: lever.max}[event.key];
    if (steps === undefined && end === undefined) return;
    event.preventDefault();
    const value = end ?? Math.min(lever.max, Math.max(lever.min, stepped(lever, this.variant.value(lever) + steps * lever.step)));
    this.variant.move(lever, value);
  }

  update() {
    for (const lever of this.world.levers) {
      const {slider, value, note, back, box} = this.controls.get(lever.id);
      const now = this.variant.value(lever);
      const outside = is_outside(lever, now) && !this.variant.is_base(lever);
      slider.value = now;
      const text = `${shown_value(lever, now)} ${said(lever.unit)}`;
      slider.setAttribute('aria-valuetext', text);
      value.textContent = text;
      note.textContent = lever.inert ? say('inert', said(lever.inert))
        : outside ? say('outside', shown_value(lever, lever.low), shown_value(lever, lever.high)) : '';
      back.hidden = this.variant.is_base(lever);
      box.classList.toggle('moved', !this.variant.is_base(lever));
      box.classList.toggle('outside', outside);
    }
  }
}
