#pragma once
/// How a report looks, on screens and on paper. Internal to core/output/report.
#include <string_view>

namespace eldercast {

inline constexpr std::string_view kPageStyle = R"css(
:root{--accent:#0f6b6e;--ink:#20282c;--soft:#5b666c;--line:#dfe4e6;--pale:#f3f7f7}
*{box-sizing:border-box}
html.show-zh .en,html.show-en .zh{display:none}
html{-webkit-text-size-adjust:100%}
body{margin:0;color:var(--ink);background:#fff;font:16px/1.65 system-ui,-apple-system,"Segoe UI","PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif}
header,main,footer{max-width:1180px;margin:0 auto;padding:0 32px}
header{padding-top:56px;padding-bottom:12px}
h1{font-size:34px;line-height:1.25;margin:0 0 8px;font-weight:650}
h2{font-size:24px;line-height:1.3;margin:0 0 20px;padding-top:28px;border-top:3px solid var(--accent);font-weight:650}
h2 b{color:var(--accent);font-weight:650;margin-right:10px}
h3{font-size:17px;margin:28px 0 8px}
p{margin:0 0 12px;max-width:46em}
.sub{font-size:19px;color:var(--soft)}
.about,.note,small,footer{color:var(--soft);font-size:14px}
.switch{float:right;margin:4px 0 0 16px}
.switch button{font:inherit;font-size:14px;border:1px solid var(--accent);background:#fff;color:var(--accent);padding:3px 12px;cursor:pointer}
.switch button[aria-pressed=true]{background:var(--accent);color:#fff}
nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:4px 20px;padding:14px 0;margin:16px 0 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line);font-size:14px}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
section{margin:56px 0}section:first-child{margin-top:28px}
.cards{display:grid;grid-template-columns:repeat(3,1fr);gap:24px;margin-bottom:16px}
.card{background:var(--pale);padding:22px 24px;border-left:4px solid var(--accent)}
.card h3{margin:0;font-size:15px;color:var(--soft);font-weight:500}
.card .figure{font-size:26px;line-height:1.3;margin:4px 0 12px;color:var(--accent);font-weight:650}
.charts{display:grid;grid-template-columns:1fr 1fr;gap:32px 40px;align-items:start}
.charts>*,.wide{min-width:0}
figure{margin:0 0 8px;min-width:0;break-inside:avoid}
figcaption{font-weight:600;margin-bottom:4px}
figcaption small{font-weight:400;margin-left:6px}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:2px 16px;margin:0 0 6px;padding:0;font-size:13px;color:var(--soft)}
.legend i{display:inline-block;width:12px;height:12px;margin-right:6px;vertical-align:-1px}
.legend i.dash{height:0;width:18px;border-top:2px dashed;vertical-align:4px}
.plot{overflow-x:auto}
svg{display:block;width:100%;height:auto}
.plot svg{max-width:620px}
.broad .plot svg{min-width:760px;max-width:none}
.map .plot svg{max-width:860px;min-width:520px}
svg text{font-size:13px;fill:#4a555a}
svg .small{font-size:11px}svg .strong{font-weight:600}svg .value{fill:#20282c}svg .onfull{fill:#fff}
svg .halo{paint-order:stroke;stroke:#fff;stroke-width:3px}
svg .grid{stroke:#e6eaeb}svg .axis{stroke:#8b959b}svg .whisker{stroke:#20282c;stroke-width:1.5}
svg .curve{fill:none;stroke-width:2.2;stroke-linejoin:round}
svg .off{display:none}
.scroll{overflow-x:auto;max-width:100%;margin:8px 0}
table{border-collapse:collapse;font-size:14px;line-height:1.45;font-variant-numeric:tabular-nums;width:100%}
th,td{padding:6px 10px;border-bottom:1px solid var(--line);text-align:right;vertical-align:top;font-weight:400}
thead th{color:var(--soft);border-bottom:1.5px solid #b9c3c6;vertical-align:bottom}
:is(.t1,.t2,.t4,.t5) :is(th,td):nth-child(1),:is(.t2,.t4,.t5) :is(th,td):nth-child(2),:is(.t4,.t5) :is(th,td):nth-child(-n+4),.t5 :is(th,td):nth-child(5){text-align:left}
.t1 td,.t1 tbody th{white-space:nowrap}.t1 td:has(small){white-space:normal}.t5 summary{line-height:1.4}.t5 details{margin:0}
.origins td{white-space:normal;min-width:5em}.origins td:last-child{text-align:left;min-width:18em}
.origins tbody th{overflow-wrap:anywhere;white-space:normal;min-width:14em}
.t5 tbody th{min-width:15em}td small{display:inline-block;white-space:nowrap;font-size:12px}.t5 td{white-space:nowrap}.t5 td:nth-child(n+6){white-space:normal}.t5 td:nth-child(5){white-space:normal;min-width:8em}
figure details .scroll{max-height:420px;overflow:auto}
code{font-size:13px}.t2 td{overflow-wrap:anywhere}
details{margin:6px 0}summary{cursor:pointer;color:var(--accent);font-size:14px}
.prob{display:inline-flex;align-items:center;gap:8px}.prob svg{width:60px;height:8px}
.chips,.names{list-style:none;padding:0;margin:8px 0;font-size:14px}
.chips li{margin:0 0 4px}
.years label{display:inline-flex;align-items:center;gap:10px}.years input{width:220px;accent-color:var(--accent)}
#year-shown{font-weight:600;font-size:18px;margin-left:8px}
footer{padding-top:16px;padding-bottom:56px;border-top:1px solid var(--line)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.t2 tbody th{white-space:nowrap}.charts .t1 tbody th{white-space:normal;min-width:6em}.charts .t1 :is(th,td){padding-left:6px;padding-right:6px}
@media (max-width:860px){
header,main,footer{padding-left:16px;padding-right:16px}
header{padding-top:28px}h1{font-size:26px}h2{font-size:21px}section{margin:40px 0}
.cards,.charts{grid-template-columns:minmax(0,1fr)}
.t5 tbody th{min-width:11em}
}
@media (max-width:520px){.plot svg text{font-size:16px}.plot svg .small{font-size:12px}.broad .plot svg .small,.broad .plot svg .strong{font-size:14px}
}
@media print{
@page{size:A4;margin:16mm 14mm}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{font-size:10.5pt}header,main,footer{max-width:none;padding:0}
.switch,nav,.years{display:none}
section{margin:18pt 0}h2,h3{break-after:avoid}tr,.card{break-inside:avoid}
.cards{gap:10pt}.card{padding:10pt}.card .figure{font-size:15pt}
.charts{gap:10pt 14pt;grid-template-columns:1fr 1fr}.charts .plot svg text{font-size:16px}.charts .plot svg .small{font-size:14px}.legend{font-size:8pt;gap:1px 9px}figcaption{font-size:10pt}.plot,.scroll{overflow:visible}
.plot svg,.broad .plot svg,.map .plot svg{min-width:0}
.broad .plot svg{max-height:245mm}
table{font-size:8pt}th,td{padding:2pt 4pt}
.t1 td,.t1 tbody th{white-space:normal}.t5{font-size:7.5pt}.t5 tbody th{min-width:34mm}.t5 td:nth-child(5){min-width:0;white-space:nowrap}td small{font-size:6.5pt}.prob svg{width:26px}
details:not([open]){display:none}
td details:not([open]){display:block}td details summary{list-style:none;font-size:inherit;color:inherit}
}
)css";

}  // namespace eldercast
