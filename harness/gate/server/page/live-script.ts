/** The live page's script. Whatever comes from the watch becomes text nodes, never markup. */
export const liveScript = `
(() => {
  const by = (id) => document.getElementById(id);
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children.map((child) => (child instanceof Node ? child : String(child))));
    return element;
  };
  const fill = (id, ...children) => by(id).replaceChildren(...children);
  const count = (n) => n.toLocaleString('en');
  const rate = (x) => {
    const percent = x * 100;
    return (percent >= 10 ? percent.toFixed(0) : percent.toPrecision(2).replace(/e-\\d+$/, (e) => e)) + ' %';
  };
  const time = (iso) => new Date(iso).toLocaleTimeString('en-GB');
  const classes = ['own', 'foreign', 'stranger', 'anonymous', 'blank', 'error'];
  const signs = { pass: ['✓', 'PASS'], inconclusive: ['?', 'INCONCLUSIVE'], fail: ['✗', 'FAIL'] };
  const sentences = {
    pass: 'Everybody saw only themselves.',
    inconclusive: 'Not enough was seen to say so.',
    fail: "Somebody was shown somebody else's data.",
  };

  const sum = (counts, names) => names.reduce((total, name) => total + (counts[name] || 0), 0);
  const totals = (status, names) =>
    Object.values(status.totals.byPhase).reduce((total, counts) => total + sum(counts, names), 0);

  function verdict(status) {
    const [sign, word] = signs[status.verdict];
    by('verdict').className = 'verdict ' + status.verdict;
    fill('sign', sign);
    fill('word', word + ' ');
    const goesOn = status.rollout && !status.rollout.judgedAt;
    fill('sentence', goesOn && status.verdict !== 'fail' ? 'A rollout goes on.' : sentences[status.verdict]);
    const story = ['Since ' + time(status.since) + '.'];
    if (status.rollout) story.push('Rollout: ' + status.rollout.detail + ' (began ' + time(status.rollout.startedAt) + ').');
    if (goesOn && status.verdict !== 'fail') story.push('If it ended now: ' + status.soFar + '.');
    if (status.state === 'stopped') story.push('The kill switch has stopped all reading' + (status.pulledAt ? ' at ' + time(status.pulledAt) : '') + '.');
    fill('story', story.join(' '));
    document.title = word + ' · Sosie';
    const why = status.verdict === 'pass' ? [] : status.reasons.slice(0, 30);
    by('reasons-section').hidden = why.length === 0;
    fill('reasons-title', status.verdict === 'fail' ? 'Why it failed' : 'What stands against a pass');
    fill('reasons', ...why.map(({ text, hint }) => make('li', {}, text, ...(hint ? [make('span', { class: 'hint' }, hint)] : []))));
  }

  function tiles(status) {
    const mixUps = totals(status, ['foreign', 'stranger']);
    const own = totals(status, ['own']);
    const { rollouts, handoffs } = status.totals;
    const tile = (value, what, tone) => make('li', { class: tone || '' }, make('b', {}, value), make('span', {}, what));
    fill('tiles',
      tile(count(mixUps), mixUps === 1 ? 'answer with somebody else’s data' : 'answers with somebody else’s data', mixUps > 0 ? 'bad' : ''),
      tile(count(own), 'own of ' + count(totals(status, classes)) + ' observations'),
      tile(status.bound ? rate(status.bound.upper) : '–', 'highest rate not excluded' + (status.bound ? ' at ' + rate(status.bound.confidence) : '')),
      tile(count(handoffs), 'handoffs from an old to a new release'),
      tile(rollouts.pass + ' · ' + rollouts.inconclusive + ' · ' + rollouts.fail, 'rollouts: pass · inconclusive · fail'),
      tile(count(status.pace.requests), 'requests sent'));
  }

  function phases(status) {
    fill('phases', ...['before', 'during', 'after', 'rollback'].map((phase) => {
      const counts = status.totals.byPhase[phase] || {};
      const all = sum(counts, classes);
      const bar = make('div', { class: 'bar' }, ...classes.filter((name) => counts[name] > 0).map((name) => {
        const part = make('i', { class: 'of-' + name, title: name + ': ' + count(counts[name]) });
        part.style.flexGrow = counts[name];
        return part;
      }));
      const now = phase === status.phase;
      const said = all === 0 ? 'nothing yet' : count(counts.own || 0) + ' own of ' + count(all);
      const item = make('li', { class: phase + (now ? ' now' : '') }, make('b', {}, phase, make('span', {}, now ? 'now' : '')), bar, said);
      if (now) item.setAttribute('aria-current', 'step');
      return item;
    }));
    fill('legend', ...classes.map((name) => make('li', {}, make('span', { class: 'swatch of-' + name }), name)));
  }

  const none = (text) => make('p', { class: 'empty' }, text);
  const table = (kind, head, rows) => make('table', { class: kind }, make('thead', {}, head), make('tbody', {}, ...rows));

  function pairs(status) {
    const list = status.pairs;
    if (list.length === 0) return fill('pairs', none('Nobody was shown anybody else’s data.'));
    const weigh = (key) => [...new Set(list.map((pair) => pair[key]))]
      .sort((a, b) => (b === 'stranger') - (a === 'stranger') || a.localeCompare(b, 'en', { numeric: true }));
    const viewers = weigh('viewer'), owners = weigh('owner');
    const most = 24;
    const highest = Math.max(...list.map(({ looks }) => looks));
    const rows = viewers.slice(0, most).map((viewer) => make('tr', {}, make('th', { scope: 'row' }, viewer), ...owners.slice(0, most).map((owner) => {
      if (owner === viewer) return make('td', { class: 'self' });
      const found = list.find((pair) => pair.viewer === viewer && pair.owner === owner);
      return found ? make('td', { class: 'heat-' + Math.max(1, Math.ceil((found.looks / highest) * 5)) }, count(found.looks)) : make('td', {});
    })));
    const head = make('tr', {}, make('th', {}, 'viewer ↓ owner →'), ...owners.slice(0, most).map((owner) => make('th', { scope: 'col', class: owner === 'stranger' ? 'stranger' : '' }, owner)));
    const left = list.length - list.filter(({ viewer, owner }) => viewers.indexOf(viewer) < most && owners.indexOf(owner) < most).length;
    fill('pairs', table('matrix', head, rows), ...(left > 0 ? [none(count(left) + ' more pairs are in the report.')] : []));
  }

  const some = (texts, most) => texts.slice(0, most).join(', ') + (texts.length > most ? ' and ' + (texts.length - most) + ' more' : '');
  const weights = { violation: 0, hazard: 1, notice: 2 };
  function findings(status) {
    if (status.latest.length === 0) return fill('findings', none('None.'));
    const listed = [...status.latest].sort((a, b) => weights[a.severity] - weights[b.severity]);
    fill('findings', ...listed.slice(0, 30).map((one) => make('li', { class: one.severity },
      make('span', { class: 'chip ' + one.severity }, one.severity), one.summary,
      make('small', {}, [one.oracle, one.where, one.phase, one.revision && 'revision ' + one.revision, one.instance && 'instance ' + one.instance, time(one.seenAt), one.fields.length > 0 && 'fields: ' + some(one.fields, 5), one.masked.length > 0 && 'masked: ' + some(one.masked, 2), one.run + ' ' + one.id].filter(Boolean).join(' · ')))),
      ...(listed.length > 30 ? [make('li', {}, count(listed.length - 30) + ' more are in the report.')] : []));
  }

  function revisions(status) {
    if (status.revisions.length === 0) return fill('revisions', none('The answers tell no revision: see target.revision.'));
    const head = make('tr', {}, ...['revision', 'first seen', 'last seen', 'looks', 'own'].map((name, at) => make('th', { class: at > 2 ? 'number' : '' }, name)));
    fill('revisions', table('', head, [...status.revisions].reverse().slice(0, 12).map((one) => make('tr', {}, make('th', { scope: 'row' }, one.revision), make('td', {}, time(one.firstSeenAt)), make('td', {}, time(one.lastSeenAt)), make('td', { class: 'number' }, count(one.looks)), make('td', { class: 'number' }, count(one.own))))));
  }

  const rates = [];
  function pace(status) {
    const { currentRate, ratePerSecond, breaker, breakerOpened, breakerBecause } = status.pace;
    rates.push(currentRate);
    if (rates.length > 150) rates.shift();
    const top = Math.max(ratePerSecond, ...rates) || 1;
    by('rate').setAttribute('points', rates.map((value, at) => ((at + 150 - rates.length) * 2).toFixed(0) + ',' + (47 - (value / top) * 44).toFixed(1)).join(' '));
    const said = [currentRate.toFixed(1) + ' requests a second of at most ' + ratePerSecond + '. Circuit breaker: ' + breaker + (breakerOpened > 0 ? ', opened ' + breakerOpened + ' times' : '') + '.'];
    if (breakerBecause) said.push(breakerBecause);
    if (status.paused) said.push(status.paused.because === 'breaker' ? 'The target suffers: it is left alone.' : 'The target has asked to be left alone.');
    fill('pace', said.join(' '));
  }

  function show(status) {
    fill('target', status.target);
    fill('began', 'since ' + new Date(status.startedAt).toISOString().slice(0, 16).replace('T', ' ') + ' UTC');
    fill('state', status.paused ? 'paused' : status.state);
    for (const part of [verdict, tiles, phases, pairs, findings, revisions, pace]) part(status);
  }

  const line = (kind, text) => { by('line').className = kind; fill('line', text); };
  const events = new EventSource('/events');
  events.addEventListener('open', () => line('on', 'live'));
  events.addEventListener('error', () => line('off', 'no connection; what stands here is old'));
  events.addEventListener('status', (event) => show(JSON.parse(event.data)));
})();
`;
