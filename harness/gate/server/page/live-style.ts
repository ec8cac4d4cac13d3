/** The live page's style sheet: the colours and shapes of report.html, one column, light and dark. */
export const liveStyle = `
:root {
  --page: #fbfbf9; --card: #fff; --ink: #1d2127; --soft: #5d6570; --line: #dfe1e4; --faint: #f1f2f2;
  --own: #3d9277; --foreign: #cf3b45; --stranger: #8c3fa5; --anonymous: #5f84ab; --blank: #b5b7b4; --error: #d08a12;
  --pass: #1d7a55; --inconclusive: #96650a; --fail: #b8232f; --accent: #2c5f9e;
  --pass-tint: #eaf5ef; --inconclusive-tint: #fbf3e0; --fail-tint: #fcedee; --during: #f2ecdc; --heat: 207 59 69;
}
@media (prefers-color-scheme: dark) { :root {
  --page: #14171b; --card: #1a1e23; --ink: #e4e7ea; --soft: #98a1ab; --line: #31373f; --faint: #22272d;
  --own: #47a487; --foreign: #f0626b; --stranger: #c07bd8; --anonymous: #7ba3cf; --blank: #63686b; --error: #dda23c;
  --pass: #5cc79b; --inconclusive: #e3b04b; --fail: #ff7680; --accent: #6ea5ec;
  --pass-tint: #16291f; --inconclusive-tint: #2b2413; --fail-tint: #321a1d; --during: #2b2820; --heat: 240 98 107;
} }
* { box-sizing: border-box; }
html { color-scheme: light dark; }
body { margin: 0 auto; max-width: 1100px; padding: 0 20px 40px; background: var(--page); color: var(--ink);
  font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; font-variant-numeric: tabular-nums; }
header { display: flex; flex-wrap: wrap; gap: 2px 18px; align-items: baseline; padding: 16px 0 12px; color: var(--soft); font-size: 13px; overflow-wrap: anywhere; }
header strong { color: var(--ink); letter-spacing: .02em; }
#line { margin-left: auto; }
#line::before { content: ""; display: inline-block; width: 8px; height: 8px; border-radius: 50%; margin-right: 7px; background: var(--blank); }
#line.on::before { background: var(--own); animation: beat 2.4s ease-in-out infinite; }
#line.off::before { background: var(--foreign); }
@keyframes beat { 50% { opacity: .35; } }
@media (prefers-reduced-motion: reduce) { #line.on::before { animation: none; } * { transition: none !important; } }
h1 { font-size: 23px; line-height: 1.3; margin: 0 0 6px; font-weight: 600; text-wrap: pretty; }
h2 { font-size: 17px; margin: 32px 0 2px; font-weight: 600; }
.lead { color: var(--soft); margin: 0 0 10px; font-size: 13px; max-width: 78ch; }
.empty { color: var(--soft); margin: 6px 0; font-size: 13px; }
a { color: var(--accent); }
[hidden] { display: none !important; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.verdict { --tone: var(--soft); --tint: var(--faint); display: flex; gap: 18px; padding: 20px 22px; border-radius: 10px; border: 1px solid var(--tone); border-left-width: 6px; background: var(--tint); }
.verdict.pass { --tone: var(--pass); --tint: var(--pass-tint); }
.verdict.inconclusive { --tone: var(--inconclusive); --tint: var(--inconclusive-tint); }
.verdict.fail { --tone: var(--fail); --tint: var(--fail-tint); }
.sign { flex: none; width: 44px; height: 44px; border-radius: 50%; background: var(--tone); color: var(--page); font-size: 25px; line-height: 44px; text-align: center; font-weight: 700; }
.word { color: var(--tone); font-weight: 750; letter-spacing: .03em; margin-right: .25em; }
.verdict p { margin: 0; max-width: 84ch; overflow-wrap: anywhere; }
.tiles { list-style: none; margin: 12px 0 0; padding: 0; display: grid; grid-template-columns: repeat(6, 1fr); gap: 10px; }
.tiles li { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; }
.tiles b { display: block; font-size: 20px; line-height: 1.3; font-weight: 600; }
.tiles span { display: block; color: var(--soft); font-size: 12px; line-height: 1.35; }
.tiles .bad b { color: var(--fail); }
.phases { list-style: none; margin: 8px 0 0; padding: 0; display: grid; grid-template-columns: repeat(4, 1fr); gap: 10px; }
.phases li { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; color: var(--soft); font-size: 12px; }
.phases li.now { border-color: var(--accent); box-shadow: inset 0 3px 0 var(--accent); color: var(--ink); }
.phases li.now.during, .phases li.now.rollback { background: var(--during); }
.phases b { display: flex; justify-content: space-between; font-size: 13px; font-weight: 600; }
.bar { display: flex; height: 9px; margin: 7px 0 5px; border-radius: 4px; overflow: hidden; background: var(--faint); }
.bar i { transition: flex-grow .4s; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0; margin: 8px 0 0; font-size: 12px; color: var(--soft); }
.swatch { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-right: 6px; vertical-align: -1px; }
${['own', 'foreign', 'stranger', 'anonymous', 'blank', 'error']
  .map((name) => `.of-${name} { background: var(--${name}); }`)
  .join('\n')}
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13px; }
th, td { text-align: left; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { color: var(--soft); font-weight: 500; font-size: 12px; border-bottom-color: var(--soft); white-space: nowrap; }
tbody th { font-weight: 500; overflow-wrap: anywhere; }
.number { text-align: right; white-space: nowrap; }
.matrix { font-size: 12px; }
.matrix th, .matrix td { padding: 3px 8px; min-width: 34px; text-align: center; border: 1px solid var(--line); white-space: nowrap; }
.matrix tbody th { text-align: right; }
.matrix .stranger { color: var(--stranger); font-weight: 600; }
.matrix .self { background: repeating-linear-gradient(135deg, var(--faint) 0 3px, var(--line) 3px 4px); }
${[1, 2, 3, 4, 5].map((level) => `.heat-${String(level)} { background: rgb(var(--heat) / ${String(level * 17)}%); }`).join('\n')}
.heat-4, .heat-5 { color: var(--page); font-weight: 600; }
.findings, .reasons { list-style: none; margin: 8px 0 0; padding: 0; }
.findings li { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--anonymous); border-radius: 6px; margin-bottom: 6px; padding: 8px 12px; overflow-wrap: anywhere; }
.findings li.violation { border-left-color: var(--foreign); }
.findings li.hazard { border-left-color: var(--error); }
.findings small { display: block; color: var(--soft); font-size: 12px; }
.chip { display: inline-block; font-size: 11px; line-height: 16px; padding: 0 7px; margin-right: 8px; border-radius: 8px; border: 1px solid currentColor; color: var(--anonymous); }
.chip.violation { color: var(--fail); }
.chip.hazard { color: var(--inconclusive); }
.reasons li { padding: 7px 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.hint { display: block; color: var(--soft); font-size: 13px; }
.pace { display: flex; gap: 20px; align-items: center; }
.pace svg { flex: 1 1 60%; height: 56px; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.pace polyline { fill: none; stroke: var(--accent); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.pace p { flex: 1 1 40%; margin: 0; font-size: 13px; color: var(--soft); }
footer { color: var(--soft); font-size: 12px; margin-top: 36px; border-top: 1px solid var(--line); padding-top: 12px; }
@media (max-width: 860px) { .tiles { grid-template-columns: repeat(3, 1fr); } .phases { grid-template-columns: repeat(2, 1fr); } }
@media (max-width: 480px) { body { padding: 0 12px 32px; } .tiles { grid-template-columns: repeat(2, 1fr); } .verdict { padding: 14px; gap: 12px; } h1 { font-size: 19px; } .pace { flex-direction: column; align-items: stretch; } .pace svg { flex: none; } }
`;
