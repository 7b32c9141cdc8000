// Towns where they lie, as circles that do not cover each other: a scheme, not a map. Filled by the share of settlements with a facility.

const kMap = {width: 300, height: 190, radius: 11};

function places_of(towns) {
  const middle = mean(towns.map((town) => town.lat));
  const shrink = Math.cos((middle * Math.PI) / 180);
  const xs = towns.map((town) => town.lon * shrink);
  const ys = towns.map((town) => -town.lat);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const inner = {width: kMap.width - 2 * kMap.radius - 2, height: kMap.height - 2 * kMap.radius - 2};
  const scale_x = inner.width / Math.max(Math.max(...xs) - left, 1e-6);
  const scale_y = inner.height / Math.max(Math.max(...ys) - top, 1e-6);
  const places = towns.map((_, t) => ({x: kMap.radius + 1 + (xs[t] - left) * scale_x, y: kMap.radius + 1 + (ys[t] - top) * scale_y}));
  for (let round = 0; round < 200; ++round) move_apart(places);
  return places;
}

function move_apart(places) {
  const least = 2 * kMap.radius + 1;
  for (let a = 0; a < places.length; ++a) {
    for (let b = a + 1; b < places.length; ++b) {
      const dx = places[b].x - places[a].x || 0.01 * (b - a);
      const dy = places[b].y - places[a].y;
      const distance = Math.hypot(dx, dy);
      if (distance >= least) continue;
      const push = (least - distance) / 2 / distance;
      places[a].x -= dx * push;
      places[a].y -= dy * push;
      places[b].x += dx * push;
      places[b].y += dy * push;
    }
  }
  for (const place of places) {
    place.x = Math.min(kMap.width - kMap.radius - 1, Math.max(kMap.radius + 1, place.x));
    place.y = Math.min(kMap.height - kMap.radius - 1, Math.max(kMap.radius + 1, place.y));
  }
}

function draw_map(results) {
  const {world} = results;
  world.places ??= places_of(world.towns);
  const svg = drawing(kMap.width, kMap.height, say('map'));
  world.towns.forEach((town, t) => svg.append(town_mark(results, town, t, world.places[t])));
  show('map', svg);
}

function town_mark(results, town, t, place) {
  const of = (id) => results.now(results.town_at(t, id)).mean;
  const [communities, villages, waiting] = [of('covered.community.own'), of('covered.village.own'), of('bed_shortfall')];
  const known = (value) => (Number.isNaN(value) ? 0 : value);
  const all = town.communities + town.villages;
  const share = all > 0 ? (known(communities) + known(villages)) / all : NaN;
  const before = all > 0 ? (known(results.base(results.town_at(t, 'covered.community.own')).mean) + known(results.base(results.town_at(t, 'covered.village.own')).mean)) / all : NaN;
  const group = draw('g', {class: 'town'});
  group.append(draw('circle', {cx: place.x, cy: place.y, r: kMap.radius, class: 'empty'}));
  group.append(draw('circle', {cx: place.x, cy: place.y, r: kMap.radius, class: 'full', 'fill-opacity': Number.isNaN(share) ? 0 : (share * share).toFixed(3)}));
  const change = share - before;
  if (Math.abs(change) >= 0.01) {
    group.append(draw('circle', {cx: place.x, cy: place.y, r: kMap.radius + 1, class: change > 0 ? 'ring more' : 'ring less'}));
  }
  group.append(draw('text', {x: place.x, y: place.y + 3, 'text-anchor': 'middle', class: share > 0.75 ? 'onfull' : ''}, percent_text(share).replace('%', '')));
  group.append(draw('title', {}, say('per_town', said(town.name) || town.name.zh, number_text(known(communities), 1), town.communities,
    number_text(known(villages), 1), town.villages, number_text(waiting, 0))));
  return group;
}
