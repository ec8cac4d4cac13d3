/** /assets/app.css */
export const stylesheet = `
:root { --navy: #14264f; --yellow: #ffd23f; --paper: #f4f5f9; --line: #dfe3ee; --soft: #5c6786; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, "DejaVu Sans", sans-serif; color: var(--navy); background: var(--paper); }
.banner { display: flex; align-items: center; justify-content: space-between; gap: 24px; padding: 12px 40px;
  background: var(--yellow); border-bottom: 4px solid var(--navy); }
.next .banner { background: #fff; border-bottom: 6px solid var(--yellow); }
.brand { display: flex; align-items: center; gap: 12px; font-size: 22px; font-weight: 800; letter-spacing: -.02em; }
.brand, nav a { color: inherit; text-decoration: none; }
nav { display: flex; align-items: center; gap: 24px; font-weight: 600; white-space: nowrap; }
nav form { margin: 0; }
.who { display: flex; align-items: center; gap: 10px; padding-left: 20px; border-left: 1px solid rgb(20 38 79 / .25); }
.who small { display: block; font-weight: 400; line-height: 1.2; }
main { max-width: 1120px; margin: 0 auto; padding: 32px 40px 48px; }
h1 { margin: 0 0 8px; font-size: 32px; letter-spacing: -.02em; }
h2 { margin: 0 0 14px; font-size: 19px; }
h3 { margin: 18px 0 0; font-size: 14px; color: var(--soft); }
.greeting { display: flex; justify-content: space-between; align-items: center; margin-bottom: 24px; }
.greeting p, h3 + p { margin: 0; }
.greeting p { color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 20px; }
.card { margin: 0 0 20px; padding: 24px; background: #fff; border: 1px solid var(--line); border-radius: 14px;
  box-shadow: 0 1px 3px rgb(20 38 79 / .06); }
.card > :last-child { margin-bottom: 0; }
.fresh { background: #eef7f0; border-color: #b9dcc3; }
.narrow { max-width: 440px; margin: 24px auto; }
.hero { padding: 56px 48px; margin-bottom: 24px; border-radius: 20px; color: #fff; background: var(--navy); }
.hero h1 { font-size: 42px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 8px 18px; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
address { font-style: normal; font-weight: 600; }
table { width: 100%; border-collapse: collapse; font-size: 15px; }
th { text-align: left; padding: 6px 12px 6px 0; font-size: 13px; color: var(--soft); border-bottom: 2px solid var(--line); }
td { padding: 10px 12px 10px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.amount { text-align: right; white-space: nowrap; }
.status { padding: 2px 10px; border-radius: 99px; background: #fff4c7; font-size: 13px; white-space: nowrap; }
label { display: block; margin-bottom: 16px; font-weight: 600; }
input, textarea { display: block; width: 100%; margin-top: 6px; padding: 11px 13px; font: inherit; font-weight: 400; color: inherit;
  border: 1px solid #c3cadd; border-radius: 9px; background: #fff; }
button, .button { display: inline-block; padding: 11px 22px; font: inherit; font-weight: 700; color: #fff; border: 0;
  border-radius: 99px; background: var(--navy); text-decoration: none; cursor: pointer; }
.hero .button { color: var(--navy); background: var(--yellow); }
nav .button { color: #fff; }
.quiet, .button.quiet { color: var(--navy); background: transparent; box-shadow: inset 0 0 0 1.5px var(--navy); }
nav .quiet { padding: 7px 16px; font-size: 14px; }
.error { padding: 12px 16px; border-radius: 9px; color: #8d1c1c; background: #fdeaea; }
.parties span { display: block; }
details { padding: 10px 0; border-top: 1px solid var(--line); }
summary { font-weight: 600; cursor: pointer; }
footer { padding: 28px 40px; color: #d5dbee; background: var(--navy); font-size: 14px; }
footer h3 { color: #fff; }
.columns { display: grid; grid-template-columns: repeat(3, 1fr); gap: 32px; max-width: 1040px; margin: 0 auto; }
.release { margin: 20px auto 0; max-width: 1040px; opacity: .8; }
`;
