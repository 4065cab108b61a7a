/** How the portal's pages look: one column that fits a telephone, system fonts, nothing loaded from anywhere. */
export const style = `:root {
  color-scheme: light;
  --ink: #1c2430; --quiet: #55606e; --line: #dfe3e8; --paper: #fff; --ground: #f3f5f7;
  --accent: #12504a; --accent-dark: #0c3a36; --good: #e6f4ec; --good-ink: #14532d;
  --warn: #fdf3e1; --warn-ink: #6b4307; --bad: #fdeceb; --bad-ink: #8f1d14;
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink); font-size: 1rem; line-height: 1.5;
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word;
}
main { max-width: 46rem; margin: 0 auto; padding: 1rem; }
header.brand { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem .25rem; font-weight: 650; font-size: 1.05rem; letter-spacing: .01em; color: var(--accent); }
section, .lead { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin: 0 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; font-weight: 650; }
h2 { font-size: 1.1rem; margin: 0 0 .75rem; font-weight: 650; }
p { margin: 0 0 .75rem; } p:last-child { margin-bottom: 0; }
.quiet { color: var(--quiet); font-size: .9rem; }
.badge { display: inline-block; border-radius: 1rem; padding: .15rem .75rem; font-size: .875rem; font-weight: 600; background: var(--warn); color: var(--warn-ink); margin-bottom: .75rem; }
.badge.ACCEPTED { background: var(--good); color: var(--good-ink); }
.badge.DECLINED, .badge.EXPIRED, .badge.CANCELLED { background: #eceff2; color: #3a4552; }
dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem 1.5rem; margin: 0; }
dl.facts dt { color: var(--quiet); font-size: .85rem; } dl.facts dd { margin: 0; font-weight: 600; }
.note { border-radius: .75rem; padding: 1rem 1.25rem; margin: 0 0 1rem; background: var(--warn); color: var(--warn-ink); }
.note.good { background: var(--good); color: var(--good-ink); } .note.bad { background: var(--bad); color: var(--bad-ink); }
.note strong { display: block; font-size: 1.15rem; }
.trip + .trip { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: 1rem; }
.trip .when { font-weight: 600; margin-bottom: .5rem; } .trip .when::first-letter { text-transform: uppercase; } .hours { white-space: nowrap; }
.route { list-style: none; margin: 0 0 .5rem; padding: 0; }
.route li { position: relative; padding: 0 0 .5rem 1.5rem; }
.route li::before { content: ""; position: absolute; left: .25rem; top: .45rem; width: .6rem; height: .6rem; border: 2px solid var(--accent); border-radius: 50%; background: var(--paper); }
.route li:last-child::before { background: var(--accent); }
.route li:not(:last-child)::after { content: ""; position: absolute; left: .59rem; top: 1.1rem; bottom: -.4rem; border-left: 2px solid var(--line); }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: right; padding: .6rem 0 .6rem .75rem; vertical-align: top; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
thead th { color: var(--quiet); font-size: .8rem; font-weight: 600; border-bottom: 1px solid var(--line); }
tbody td { border-bottom: 1px solid var(--line); } td.number { white-space: nowrap; }
tfoot th { font-weight: 400; } tfoot td, tfoot th { padding-top: .35rem; padding-bottom: .35rem; }
tfoot tr:first-child > * { padding-top: .9rem; }
tfoot tr.payable > * { font-weight: 700; font-size: 1.15rem; border-top: 2px solid var(--ink); padding-top: .7rem; }
form { margin: 0; } .field { margin: 0 0 1rem; }
label { display: block; font-weight: 600; margin-bottom: .3rem; }
input[type=text], textarea { width: 100%; font: inherit; color: inherit; background: #fff; border: 1px solid #7b8794; border-radius: .5rem; padding: .65rem .75rem; }
textarea { min-height: 5rem; resize: vertical; }
.check { display: grid; grid-template-columns: 1.4rem 1fr; gap: .6rem; align-items: start; }
.check label { font-weight: 400; margin: 0; } .check input { width: 1.25rem; height: 1.25rem; margin: .15rem 0 0; accent-color: var(--accent); }
[aria-invalid=true] { border-color: var(--bad-ink) !important; outline: 1px solid var(--bad-ink); }
.fault { color: var(--bad-ink); font-size: .9rem; margin: .3rem 0 0; }
button { font: inherit; font-weight: 650; border: 0; border-radius: .5rem; padding: .8rem 1.25rem; width: 100%; cursor: pointer; background: var(--accent); color: #fff; }
button:hover { background: var(--accent-dark); }
button.second { background: var(--paper); color: var(--bad-ink); border: 1px solid var(--bad-ink); } button.second:hover { background: var(--bad); }
:focus-visible { outline: 3px solid #2b7de9; outline-offset: 2px; }
summary { cursor: pointer; font-weight: 600; color: var(--quiet); } details[open] summary { margin-bottom: 1rem; }
a { color: var(--accent); }
@media (max-width: 34rem) {
  th, td { padding-left: .5rem; } .wide { display: none; }
  section, .lead { padding: 1rem; }
}
@media (min-width: 34.01rem) { .narrow { display: none; } button { width: auto; } }
@media print { body { background: #fff; } form, details, .screen { display: none; } section, .lead { border: 0; padding: 0; } }
`
