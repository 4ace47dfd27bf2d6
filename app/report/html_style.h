// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace strata::report {

/// The style of a page: the palette and the measures of the window.
inline constexpr std::string_view html_style = R"css(
:root {
  color-scheme: light dark;
  --window: #F0F1F3; --base: #FFFFFF; --alternate: #F6F7F9; --head: #F7F8F9;
  --text: #1C2127; --quiet: #646B74; --frame: #ABAEB3; --rule: #E6E8EB;
  --first: #0072B2; --second: #D06B00; --link: #0067A3;
  --error: #A8122B; --error-ground: #FBEAE8;
  --warning: #8F6000; --warning-ground: #FFF4D9;
  --note: #0067A3; --note-ground: #E6F2FA; --good: #00755A;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --window: #25282D; --base: #1B1D21; --alternate: #202327; --head: #2F3338;
    --text: #E2E5E9; --quiet: #9299A2; --frame: #4A5058; --rule: #31353B;
    --first: #4AA3DB; --second: #F0A040; --link: #6CB8EC;
    --error: #FF8A80; --error-ground: #3A2123;
    --warning: #F2C14E; --warning-ground: #36301C;
    --note: #6CB8EC; --note-ground: #1C313F; --good: #4CC29A;
  }
}
* { box-sizing: border-box; }
html { background: var(--window); }
body {
  margin: 0 auto; max-width: 1280px; padding: 20px 24px 32px;
  color: var(--text); font: 13px/1.5 system-ui, "Noto Sans", "Segoe UI", sans-serif;
  font-variant-numeric: tabular-nums;
  -webkit-print-color-adjust: exact; print-color-adjust: exact;
}
code { font: 12px/1.5 ui-monospace, "Noto Sans Mono", "DejaVu Sans Mono", monospace; }
code, td, h1, dd { unicode-bidi: isolate; }
h1 { margin: 0; font-size: 16px; overflow-wrap: anywhere; }
h1 + p { margin: 2px 0 0; color: var(--quiet); }
h2 { margin: 24px 0 8px; font-size: 13px; }
p { margin: 0; max-width: 90ch; overflow-wrap: anywhere; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
svg.icon { width: 16px; height: 16px; vertical-align: -3px; flex: none; }
.quiet { color: var(--quiet); }
.good { color: var(--good); }
.note { color: var(--note); }
.warning { color: var(--warning); }
.error { color: var(--error); }
.strip, .totals { display: flex; flex-wrap: wrap; margin: 16px 0 0; row-gap: 10px; }
.strip > div, .totals > div { padding: 0 16px; border-left: 1px solid var(--frame); }
/* The rule before the first one of a line lies outside. */
.strip { margin-left: -17px; clip-path: inset(0 0 0 17px); }
dt { color: var(--quiet); font-size: 11px; line-height: 1.4; }
dd { margin: 0; font-weight: bold; overflow-wrap: anywhere; }
dd code { font-weight: bold; }
.totals {
  margin: 0; padding: 8px 0; background: var(--base);
  border: 1px solid var(--frame); border-top: 0;
}
.totals > div:first-child { border-left: 0; }
nav { margin: 16px 0 0; padding: 6px 0; border: solid var(--frame); border-width: 1px 0; }
nav a { display: inline-block; margin-right: 16px; }
.notice {
  display: flex; gap: 8px; margin: 12px 0 0; padding: 8px 12px;
  background: var(--base); border: 1px solid var(--frame);
}
.notice.warning { background: var(--warning-ground); border-color: var(--warning); }
.notice.error { background: var(--error-ground); border-color: var(--error); }
.notice > svg { margin-top: 2px; }
.notice p { color: var(--text); }
.notice.error p:first-child, .notice.warning p:first-child { color: inherit; }
.boxes { display: grid; grid-template-columns: repeat(auto-fit, minmax(340px, 1fr)); gap: 0 10px; }
.boxes section { display: flex; flex-direction: column; min-width: 0; }
.boxes .frame { flex: 1; }
.frame { overflow-x: auto; background: var(--base); border: 1px solid var(--frame); }
.frame.narrow { display: table; min-width: 340px; }
table { width: 100%; border-collapse: collapse; }
th {
  padding: 3px 8px; background: var(--head); border-bottom: 1px solid var(--frame);
  font-weight: normal; text-align: left; white-space: nowrap;
}
th:last-child:not(.right) { width: 99%; }
td { padding: 2px 8px; text-align: left; vertical-align: top; white-space: nowrap; }
thead + tbody tr:nth-child(even) td { background: var(--alternate); }
.facts td { padding: 3px 8px; white-space: normal; overflow-wrap: break-word; }
.facts td:first-child { width: 1%; min-width: 12ch; padding-right: 20px; color: var(--quiet); }
.facts td:first-child:not(.long) { white-space: nowrap; }
.right { text-align: right; white-space: nowrap; }
td.long { min-width: 28ch; white-space: normal; overflow-wrap: anywhere; }
svg.bar { width: 96px; height: 8px; vertical-align: 0; }
.bar + code { display: inline-block; min-width: 9ch; text-align: right; }
svg.histogram { display: block; width: 112px; height: 20px; }
.bar path, .histogram path { fill: var(--first); }
svg.compared { width: 224px; height: 40px; }
.compared path { fill-opacity: 0.5; }
.histogram path.other { fill: none; stroke: var(--second); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.bar path.negative { fill: var(--second); }
.bar line, .histogram line { stroke: var(--frame); vector-effect: non-scaling-stroke; }
.finding td { padding: 8px; border-top: 1px solid var(--rule); }
.finding:first-child td { border-top: 0; }
.finding td:last-child { white-space: normal; }
.finding td:first-child { width: 110px; }
.finding p + p { margin-top: 4px; }
.more { margin-top: 4px; color: var(--quiet); }
footer { margin-top: 32px; color: var(--quiet); font-size: 11px; }
@page { margin: 14mm 12mm; }
@media print {
  html { background: #FFFFFF; }
  body { max-width: none; padding: 0; font-size: 9pt; }
  code { font-size: 7.5pt; }
  nav { display: none; }
  .frame { overflow: visible; }
  .boxes { align-items: start; }
  .boxes section { break-inside: avoid; }
  th, td { padding: 1px 4px; font-size: 8pt; }
  td code { font-size: 7pt; }
  thead + tbody td:first-child:not(.right) { min-width: 22ch; white-space: normal; }
  thead + tbody td:first-child code { overflow-wrap: anywhere; }
  h2 { break-after: avoid; }
  tr, .notice { break-inside: avoid; }
  svg.bar { width: 60px; }
  svg.histogram { width: 64px; height: 14px; }
}
)css";

} // namespace strata::report
