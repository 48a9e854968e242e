/** The look of every report: light and dark as the reader's system says, and plain on paper. */
export const reportStyle = String.raw`
:root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#1b2433;--soft:#566176;--line:#dde2ea;--grid:#e8ecf2;--accent:#1f5fbf;--a:#1f6fc4;--b:#d55e00;--c:#00826a;--d:#a3489c;--e:#8a6d00;--reference:#6b7688;--current:#d55e00;--good:#0b7a4b;--warn:#9a5b00;--bad:#b3261e;--badground:#fdecea;--goodground:#e6f4ec;--warnground:#fff3dc}
@media (prefers-color-scheme:dark){:root{--ground:#12161d;--card:#1a2029;--ink:#e7ebf2;--soft:#a3aec0;--line:#313a48;--grid:#262e3a;--accent:#7db2ff;--a:#6aa9f2;--b:#ff9a4d;--c:#3fc4a5;--d:#d58bd0;--e:#d9b840;--reference:#98a3b5;--current:#ff9a4d;--good:#5fd19b;--warn:#f0b455;--bad:#ff8f86;--badground:#3a1f1f;--goodground:#173226;--warnground:#382b12}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1160px;margin:0 auto;padding:36px 28px 64px}
header h1{font-size:28px;line-height:1.2;margin:0 0 6px;letter-spacing:-.01em;overflow-wrap:anywhere}
header p{margin:0;color:var(--soft);overflow-wrap:anywhere}
.kind{font-size:12px;font-weight:600;letter-spacing:.08em;text-transform:uppercase;color:var(--accent);margin:0 0 8px}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:22px 24px;margin-top:18px}
h2{font-size:18px;margin:0 0 4px}
h3{font-size:14px;margin:0 0 8px}
.note{color:var(--soft);margin:0 0 14px;max-width:76ch}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(136px,1fr));gap:12px;margin-top:18px}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:14px 16px}
.card b{display:block;font-size:24px;line-height:1.25;font-weight:650}
.card span{color:var(--soft);font-size:13px;display:block}
.verdict{display:flex;gap:14px;align-items:center;border-radius:12px;padding:16px 20px;margin-top:18px;border:1px solid var(--line)}
.verdict.bad{background:var(--badground)}.verdict.good{background:var(--goodground)}
.verdict .sign{font-size:24px;line-height:1;width:28px;text-align:center}
.verdict.bad .sign,.bad-text{color:var(--bad)}.verdict.good .sign,.good-text{color:var(--good)}
.verdict strong{font-size:17px;display:block}
.warning{border-left:4px solid var(--warn);background:var(--warnground);padding:8px 14px;border-radius:4px;margin:8px 0}
.grid2{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(440px,100%),1fr));gap:26px}
figure{margin:0;min-width:0}
figcaption{font-weight:600;font-size:14px;margin-bottom:6px}
svg{width:100%;height:auto;display:block;font:12px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;overflow:visible}
svg.spark{width:120px;height:28px}
.wide svg{max-width:560px}
svg text{fill:var(--soft)}svg .label{fill:var(--ink);font-size:13px}svg .value{font-size:12px}svg .title{font-size:12.5px}
.grid{stroke:var(--grid)}.axis,.mark{stroke:var(--soft)}.diagonal{stroke:var(--soft);stroke-dasharray:4 4}
.line{fill:none;stroke-width:2.2;stroke-linejoin:round}
.line.a{stroke:var(--a)}.line.b{stroke:var(--b)}.line.c{stroke:var(--c)}.line.d{stroke:var(--d)}.line.e{stroke:var(--e)}.line.muted{stroke:var(--soft)}
.spark path{fill:none;stroke:var(--current);stroke-width:1.6}
.dot.a,.bar.a{fill:var(--a)}.dot.b,.bar.b{fill:var(--b)}.bar.reference{fill:var(--reference)}.bar.current{fill:var(--current)}.bar.shap{fill:#ff0051}
.soft{fill-opacity:.55}
.legend{display:flex;flex-wrap:wrap;gap:6px 18px;margin:0 0 10px;padding:0;list-style:none;color:var(--soft);font-size:13px}
.legend i{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:6px;vertical-align:-1px}
i.a{background:var(--a)}i.b{background:var(--b)}i.c{background:var(--c)}i.d{background:var(--d)}i.e{background:var(--e)}i.reference{background:var(--reference)}i.current{background:var(--current)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;padding:7px 10px;border-bottom:1px solid var(--line);vertical-align:middle}
th{font-weight:600;color:var(--soft);font-size:13px;white-space:nowrap}
td.n,th.n{text-align:right;white-space:nowrap}
td.name{overflow-wrap:break-word;min-width:110px;max-width:260px;font-weight:550}
tbody tr:last-child td{border-bottom:0}
th button{all:unset;cursor:pointer}th button:focus-visible,summary:focus-visible,input:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
th button::after{content:"";display:inline-block;width:1em;text-align:center}
th[aria-sort=ascending] button::after{content:"↑"}th[aria-sort=descending] button::after{content:"↓"}
.pill{display:inline-block;border-radius:999px;padding:1px 10px;font-size:12.5px;font-weight:600;border:1px solid var(--line);white-space:nowrap}
.pill.bad{background:var(--badground);color:var(--bad);border-color:transparent}.pill.good{background:var(--goodground);color:var(--good);border-color:transparent}.pill.warn{background:var(--warnground);color:var(--warn);border-color:transparent}
a{color:var(--accent)}
.tall{max-height:640px;overflow:auto}.below{margin-top:26px}
.heat{display:grid;grid-template-columns:minmax(0,1.9fr) minmax(260px,1fr);gap:30px;align-items:start}
@media (max-width:860px){.heat{grid-template-columns:1fr}}
.column{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.45fr);gap:30px}.column>div:last-child{display:grid;grid-template-columns:1fr 1fr;gap:0 26px;align-content:start;font-size:14px}.column .facts{gap:2px 16px;align-content:start}
@media (max-width:860px){.column,.column>div:last-child{grid-template-columns:1fr}}
.tables{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(240px,100%),1fr));gap:8px 34px;margin:14px 0 10px}
.small{font-size:13px}.small td,.small th{padding:3px 8px}td.none{color:var(--soft);font-style:italic}
svg .cell{font-size:10px;fill:var(--ink)}svg .cell.strong{fill:var(--card)}.ground{fill:var(--grid)}
.confusion td{text-align:center;min-width:92px;border:1px solid var(--line)}
.confusion td b{display:block;font-size:18px}.confusion td span{color:var(--soft);font-size:12.5px}
.confusion{border-bottom:1px solid var(--line)}.confusion th{text-align:right;border-bottom:0}.confusion thead th{text-align:center}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:4px 22px;margin:0}
.facts dt{color:var(--soft)}.facts dd{margin:0;overflow-wrap:anywhere}
.threshold{display:flex;gap:14px;align-items:center;flex-wrap:wrap;margin:0 0 14px}
input[type=range]{flex:1 1 260px;accent-color:var(--accent)}
input[type=search]{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:8px;padding:6px 12px;width:min(320px,100%);margin-bottom:10px}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(440px,100%),1fr));gap:0 36px;align-items:start}
details{border-top:1px solid var(--line);padding:10px 0}
summary{cursor:pointer;font-weight:600;overflow-wrap:anywhere}
details[open] summary{margin-bottom:12px}
code{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
footer{color:var(--soft);font-size:13px;margin-top:22px}
#tip{position:fixed;pointer-events:none;background:var(--ink);color:var(--ground);padding:4px 9px;border-radius:6px;font-size:12.5px;max-width:320px;z-index:9;opacity:0;transition:opacity .08s}
#tip.on{opacity:1}
[hidden]{display:none!important}
@media print{:root{--ground:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--grid:#e5e5e5}main{max-width:none;padding:0}section,figure,.card,tr{break-inside:avoid}.tall{max-height:none}section{border:0;padding:12px 0}.screen,#tip{display:none!important}}
`;
