/**
 * The report's only script: figures under the pointer, filters of the findings, and everything opened for
 * print. The report is complete without it.
 */
export const behaviour = `'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const number = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

  const chart = byId('chart');
  if (chart) {
    const data = JSON.parse(byId('chart-data').textContent);
    const tip = byId('tip');
    const cursor = byId('cursor');
    const frame = tip.parentElement;
    const clock = (ms) => Math.floor(ms / 60000) + ':' + String(Math.floor(ms / 1000) % 60).padStart(2, '0');
    const hide = () => { tip.hidden = true; cursor.setAttribute('visibility', 'hidden'); };
    chart.addEventListener('pointerleave', hide);
    chart.addEventListener('pointermove', (event) => {
      const box = chart.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * data.width;
      const ms = ((x - data.left) / (data.right - data.left)) * data.endMs;
      const counts = data.counts[Math.floor(ms / data.bucketMs)];
      if (ms < 0 || !counts) { hide(); return; }
      const shares = data.shares[Math.floor(ms / data.bucketMs)];
      const all = shares.reduce((sum, n) => sum + n, 0);
      const lines = [clock(ms)];
      data.classes.forEach((name, i) => {
        if (counts[i] > 0) lines.push(name + ' ' + number.format(counts[i] / (data.bucketMs / 1000)) + ' / s');
      });
      data.revisions.forEach((name, i) => {
        if (shares[i] > 0) lines.push(name + ' ' + Math.round((100 * shares[i]) / all) + ' %');
      });
      tip.replaceChildren(...lines.map((line, i) => {
        const element = document.createElement(i === 0 ? 'b' : 'span');
        element.textContent = line;
        return element;
      }));
      tip.hidden = false;
      const outer = frame.getBoundingClientRect();
      const at = event.clientX - outer.left;
      tip.style.left = (at > outer.width / 2 ? at - tip.offsetWidth - 14 : at + 14) + 'px';
      tip.style.top = Math.max(0, event.clientY - outer.top - 20) + 'px';
      cursor.setAttribute('x1', String(x));
      cursor.setAttribute('x2', String(x));
      cursor.setAttribute('visibility', 'visible');
    });
  }

  const filters = byId('filters');
  if (filters) {
    const findings = [...document.querySelectorAll('details.finding')];
    const inputs = [...filters.querySelectorAll('[data-filter]')];
    const texts = new Map(findings.map((finding) => [finding, finding.textContent.toLowerCase()]));
    filters.hidden = findings.length < 2;
    filters.addEventListener('input', () => {
      let left = 0;
      for (const finding of findings) {
        const fits = inputs.every(({ value, dataset }) =>
          value === '' || (dataset.filter === 'text'
            ? texts.get(finding).includes(value.toLowerCase())
            : finding.dataset[dataset.filter] === value));
        finding.hidden = !fits;
        if (fits) left += 1;
      }
      byId('no-match').hidden = left > 0;
    });
  }

  addEventListener('beforeprint', () => {
    document.querySelectorAll('details.finding:not([open])').forEach((finding) => {
      finding.open = true;
      finding.dataset.printed = '';
    });
  });
  addEventListener('afterprint', () => {
    document.querySelectorAll('details[data-printed]').forEach((finding) => {
      finding.open = false;
      delete finding.dataset.printed;
    });
  });
})();
`;
