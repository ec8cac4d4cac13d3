/** The report's style sheet: one column of at most 1,100 px, light and dark, print, one colour per class. */
export const style = `
:root {
  --page: #fbfbf9; --card: #fff; --ink: #1d2127; --soft: #5d6570; --line: #dfe1e4; --faint: #f1f2f2;
  --own: #3d9277; --foreign: #cf3b45; --stranger: #8c3fa5; --anonymous: #5f84ab; --blank: #b5b7b4; --error: #d08a12;
  --pass: #1d7a55; --inconclusive: #96650a; --fail: #b8232f;
  --pass-tint: #eaf5ef; --inconclusive-tint: #fbf3e0; --fail-tint: #fcedee;
  --r0: #9fb4cc; --r1: #2c5f9e; --r2: #5b4b9a; --r3: #b0803c; --r4: #2f8f95; --r5: #a04a72; --rx: #c9cbc8;
  --during: #f2ecdc; --heat: 207 59 69;
}
@media (prefers-color-scheme: dark) { :root {
  --page: #14171b; --card: #1a1e23; --ink: #e4e7ea; --soft: #98a1ab; --line: #31373f; --faint: #22272d;
  --own: #47a487; --foreign: #f0626b; --stranger: #c07bd8; --anonymous: #7ba3cf; --blank: #63686b; --error: #dda23c;
  --pass: #5cc79b; --inconclusive: #e3b04b; --fail: #ff7680;
  --pass-tint: #16291f; --inconclusive-tint: #2b2413; --fail-tint: #321a1d;
  --r0: #5d7491; --r1: #6ea5ec; --r2: #9c8ce0; --r3: #d3a766; --r4: #5fbfc4; --r5: #d67fa8; --rx: #4c5156;
  --during: #25241f; --heat: 240 98 107;
} }
* { box-sizing: border-box; }
html { color-scheme: light dark; }
body { margin: 0 auto; max-width: 1100px; padding: 0 20px 40px; background: var(--page); color: var(--ink);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; font-variant-numeric: tabular-nums; }
header { display: flex; flex-wrap: wrap; gap: 2px 18px; padding: 16px 0 12px; color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
header strong { color: var(--ink); letter-spacing: .02em; }
header span:last-child { margin-left: auto; }
footer { color: var(--soft); font-size: 12px; margin-top: 36px; border-top: 1px solid var(--line); padding-top: 12px; }
h1 { font-size: 23px; line-height: 1.3; margin: 0 0 8px; font-weight: 600; text-wrap: pretty; }
h2 { font-size: 17px; margin: 36px 0 2px; font-weight: 600; }
h3 { font-size: 13px; margin: 16px 0 6px; font-weight: 600; }
.lead { color: var(--soft); margin: 0 0 12px; max-width: 78ch; font-size: 13px; }
.more { color: var(--soft); font-size: 13px; margin: 8px 0; }
code { font: 12px ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
[hidden] { display: none !important; }
:focus-visible { outline: 2px solid var(--r1); outline-offset: 2px; }

.verdict { display: flex; gap: 18px; padding: 20px 22px; border-radius: 10px; border: 1px solid var(--tone); border-left-width: 6px; background: var(--tint); }
.verdict.pass { --tone: var(--pass); --tint: var(--pass-tint); }
.verdict.inconclusive { --tone: var(--inconclusive); --tint: var(--inconclusive-tint); }
.verdict.fail { --tone: var(--fail); --tint: var(--fail-tint); }
.sign { flex: none; width: 44px; height: 44px; border-radius: 50%; background: var(--tone); color: var(--page); font-size: 25px; line-height: 44px; text-align: center; font-weight: 700; }
.word { color: var(--tone); font-weight: 750; letter-spacing: .03em; margin-right: .25em; }
.story { margin: 0; max-width: 84ch; text-wrap: pretty; overflow-wrap: anywhere; }
.tiles { list-style: none; margin: 12px 0 0; padding: 0; display: grid; grid-template-columns: repeat(6, 1fr); gap: 10px; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; }
.tiles b { display: block; font-size: 20px; line-height: 1.3; font-weight: 600; }
.tiles span { display: block; color: var(--soft); font-size: 12px; line-height: 1.35; }
.tiles .bad b, .bad { color: var(--fail); }
.reasons { margin: 8px 0 0; padding: 0; list-style: none; }
.reasons li { padding: 8px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.hint { display: block; color: var(--soft); font-size: 13px; }
.hint::before { content: "Hint: "; font-weight: 600; }

.scroll { overflow-x: auto; }
.chart-frame { position: relative; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px; }
.chart { display: block; width: 100%; min-width: 720px; height: auto; }
.chart text { font-size: 11px; fill: var(--soft); }
.chart .tick { font-size: 10.5px; }
.chart .end { text-anchor: end; }
.chart .middle { text-anchor: middle; }
.chart .grid { stroke: var(--line); stroke-dasharray: 2 3; }
.chart .axis { stroke: var(--line); }
.chart .phase rect { fill: var(--faint); stroke: var(--card); stroke-width: 2; }
.chart .phase.during rect, .chart .phase.rollback rect { fill: var(--during); }
.chart .phase text { fill: var(--ink); font-weight: 600; }
.chart .event line { stroke: var(--soft); stroke-dasharray: 3 3; opacity: .55; }
.chart .event circle { fill: var(--card); stroke: var(--soft); }
.chart .event text { text-anchor: middle; font-size: 10px; fill: var(--ink); }
.chart .event.failed circle, .chart .event.rolled-back circle { stroke: var(--fail); stroke-width: 2; }
.chart .mark { stroke: var(--card); stroke-width: 1; fill: var(--anonymous); }
.chart .mark.violation { fill: var(--foreign); }
.chart .mark.hazard { fill: var(--error); }
.cursor { stroke: var(--ink); opacity: .5; }
.tip { position: absolute; pointer-events: none; background: var(--ink); color: var(--page); padding: 6px 9px; border-radius: 6px; font-size: 12px; line-height: 1.4; white-space: nowrap; max-width: 260px; overflow: hidden; }
.tip > * { display: block; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; margin: 0 0 8px; font-size: 12px; color: var(--soft); }
.legend .new-group { margin-left: 14px; }
.legend li { overflow-wrap: anywhere; }
.swatch { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-right: 6px; vertical-align: -1px; }
${['own', 'foreign', 'stranger', 'anonymous', 'blank', 'error']
  .map((name) => `.fill-${name} { fill: var(--${name}); } .swatch.${name} { background: var(--${name}); }`)
  .join('\n')}
${['0', '1', '2', '3', '4', '5', 'x']
  .map(
    (name) =>
      `.fill-revision-${name} { fill: var(--r${name}); } .swatch.revision-${name} { background: var(--r${name}); }`,
  )
  .join('\n')}

table { border-collapse: collapse; font-size: 13px; }
th, td { text-align: left; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { color: var(--soft); font-weight: 500; font-size: 12px; border-bottom-color: var(--soft); white-space: nowrap; }
tbody th { font-weight: 500; min-width: 100px; overflow-wrap: break-word; }
.numbers { min-width: 50%; }
.numbers td:not(.text), .numbers thead th:not(:first-child) { text-align: right; white-space: nowrap; }
.numbers td.text, .numbers thead th:nth-child(2):has(~ th:nth-child(7)) { text-align: left; }
.empty { color: var(--fail); font-weight: 600; }
.low { color: var(--inconclusive); font-weight: 600; }
.coverage .first { border-left: 1px solid var(--line); padding-left: 14px; }
.coverage thead th[colspan] { text-align: center; }
.coverage thead tr + tr th { text-align: right; }
.numbers .missing { background: var(--inconclusive-tint); padding-left: 14px; }
.blind, .nothing { color: var(--soft); }
.nowrap { white-space: nowrap; }
.said { overflow-wrap: anywhere; }
tr.failed td, tr.rolled-back td { color: var(--fail); }
.columns { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 6px 32px; margin: 18px 0; align-items: start; }
.columns .numbers { width: 100%; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 10px 18px; margin: 12px 0 0; }
.facts dt { color: var(--soft); font-size: 12px; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.bound { margin: 2px 0; font-weight: 500; }
.bound + .scroll { margin-top: 10px; }

.matrix { font-size: 12px; }
.matrix tbody th { min-width: 0; }
.matrix th, .matrix td { padding: 3px 4px; min-width: 30px; text-align: center; border: 1px solid var(--line); white-space: nowrap; }
.matrix thead th { vertical-align: bottom; }
.matrix tbody th { text-align: right; padding: 3px 8px; }
.matrix .corner { color: var(--soft); padding: 3px 8px; }
.matrix .stranger-column { color: var(--stranger); font-weight: 600; }
.matrix .sum { color: var(--soft); border-left-width: 2px; }
.matrix .self { background: repeating-linear-gradient(135deg, var(--faint) 0 3px, var(--line) 3px 4px); }
${[1, 2, 3, 4, 5].map((level) => `.heat-${String(level)} { background: rgb(var(--heat) / ${String(level * 17)}%); }`).join('\n')}
.heat-4, .heat-5 { color: var(--page); font-weight: 600; }

.filters { display: flex; flex-wrap: wrap; gap: 8px 18px; margin: 14px 0 8px; font-size: 13px; color: var(--soft); }
.filters select, .filters input { font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--line); border-radius: 5px; padding: 2px 6px; }
.finding-head, .finding summary { display: grid; grid-template-columns: 46px minmax(0, 1fr) 150px 62px 130px 84px 62px; gap: 0 12px; align-items: baseline; padding: 8px 12px; }
.finding-head { color: var(--soft); font-size: 12px; padding: 14px 13px 3px 16px; }
.finding-head span:nth-last-child(-n+2), .number { text-align: right; }
.finding { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--anonymous); border-radius: 6px; margin-bottom: 6px; }
.finding.violation { border-left-color: var(--foreign); }
.finding.hazard { border-left-color: var(--error); }
.finding summary { cursor: pointer; list-style: none; font-size: 13px; overflow-wrap: anywhere; }
.finding summary::-webkit-details-marker { display: none; }
.finding .id { color: var(--soft); white-space: nowrap; }
.finding .id::before { content: "▸ "; }
.finding[open] .id::before { content: "▾ "; }
.finding .what b { font-weight: 600; }
.finding .oracle, .finding small { color: var(--soft); font-size: 12px; white-space: nowrap; }
.finding .inside { padding: 4px 14px 14px 70px; border-top: 1px solid var(--line); }
.inside p { margin: 8px 0; }
.chip { display: inline-block; font-size: 11px; line-height: 16px; padding: 0 7px; border-radius: 8px; border: 1px solid currentColor; color: var(--anonymous); white-space: nowrap; }
.chip.violation { color: var(--fail); }
.chip.hazard { color: var(--inconclusive); }
.causes { margin: 0; padding-left: 20px; }
.causes ul { margin: 2px 0 6px; padding-left: 18px; color: var(--soft); }

@media (max-width: 860px) {
  .tiles { grid-template-columns: repeat(3, 1fr); }
  .columns { grid-template-columns: minmax(0, 1fr); }
  .finding-head { display: none; }
  .finding summary { display: flex; flex-wrap: wrap; gap: 2px 12px; color: var(--soft); }
  .finding .what { flex: 1 1 calc(100% - 70px); color: var(--ink); }
  .finding .inside { padding-left: 14px; }
}
@media (max-width: 480px) {
  body { padding: 0 12px 32px; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  .verdict { padding: 14px; gap: 12px; }
  .sign { width: 34px; height: 34px; line-height: 34px; font-size: 19px; }
  h1 { font-size: 19px; }
  header span:last-child { margin-left: 0; }
}
@media print {
  body { max-width: none; font-size: 11px; }
  .filters, .tip { display: none; }
  .chart { min-width: 0; }
  .scroll { overflow: visible; }
  .verdict, .tiles li, .finding, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .verdict, .swatch, .sign, .chart, .matrix td { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
