/** Calm and plain, in the colours SAP's people know; light or dark as the machine is. */
export const style = `
:root{color-scheme:light dark;--page:#f5f6f7;--card:#fff;--line:#e3e6ea;--text:#1d2d3e;--soft:#5b738b;--link:#0064d9;--hover:#eef4fb;--chosen:#e0edfd;
--good:#256f3a;--goodback:#ebf5ee;--bad:#aa0808;--badback:#fdecec;--warn:#8d5500;--warnback:#fff4e0;--bar:#fff}
@media(prefers-color-scheme:dark){:root{--page:#12171c;--card:#1d232a;--line:#323b45;--text:#eaecee;--soft:#a9b4be;--link:#4db1ff;--hover:#242c35;--chosen:#1c3450;
--good:#6dad1f;--goodback:#1f2d1a;--bad:#ff7a7a;--badback:#3a1f22;--warn:#ffb84d;--warnback:#3a2c14;--bar:#1d232a}}
*{box-sizing:border-box}
body{margin:0;font:14px/1.5 "72",system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--text);background:var(--page)}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
.bar{display:flex;align-items:center;gap:.9rem;background:var(--bar);border-bottom:1px solid var(--line);padding:.7rem 1.4rem;position:sticky;top:0;z-index:1}
.bar a.name{color:var(--text);font-weight:700;font-size:1rem}.bar .note{color:var(--soft)}.bar .end{margin-left:auto}
.mark{width:1.5rem;height:1.5rem;border-radius:.4rem;background:linear-gradient(135deg,#0a6ed1,#6f3fd1);flex:none}
.layout{display:grid;grid-template-columns:15.5rem minmax(0,1fr);gap:1.4rem;padding:1.2rem 1.4rem 2.5rem;max-width:110rem;margin:0 auto}
nav{position:sticky;top:4rem;align-self:start;max-height:calc(100vh - 5rem);overflow:auto}
nav h2{margin:.2rem .7rem .4rem}nav ul{list-style:none;margin:0 0 .6rem;padding:0}
nav li a{display:flex;justify-content:space-between;gap:.6rem;padding:.32rem .7rem;border-radius:.5rem;color:var(--text)}
nav li a span:first-child{overflow-wrap:anywhere}
nav li a:hover{background:var(--hover);text-decoration:none}nav li a[aria-current]{background:var(--chosen);font-weight:600}
nav li a.none{color:var(--soft)}nav .count{color:var(--soft);font-variant-numeric:tabular-nums;font-weight:400}
h1{font-size:1.35rem;margin:0}h2{font-size:.95rem;margin:0}
.head{display:flex;align-items:baseline;flex-wrap:wrap;gap:.2rem .8rem;margin:.1rem 0 1rem}.head .note{color:var(--soft)}
.path{color:var(--soft);margin:0 0 .3rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;margin-bottom:1.2rem;overflow:hidden}
.card>header{display:flex;align-items:center;gap:.8rem;padding:.7rem 1rem;border-bottom:1px solid var(--line)}.card>header .end{margin-left:auto}
.card>p{margin:0;padding:1rem;color:var(--soft)}.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse}
th,td{text-align:left;vertical-align:top;padding:.5rem .8rem;border-bottom:1px solid var(--line)}tr:last-child>td,tr:last-child>th{border-bottom:0}
th{color:var(--soft);font-weight:600;font-size:.82rem}th:first-child,td:first-child{padding-left:1rem}
tbody tr:hover{background:var(--hover)}td{overflow-wrap:anywhere}td.keep,th.keep{white-space:nowrap}td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
tbody td:first-child{min-width:11rem}table.columns th{width:19rem;font-size:inherit;font-weight:400;white-space:normal;overflow-wrap:anywhere}
td small{color:var(--soft);margin-left:.4rem}.empty{color:var(--soft)}
code{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
time{white-space:nowrap}time small{color:var(--soft);margin-left:.35rem}
.tag{display:inline-block;border-radius:.4rem;padding:0 .45rem;font-weight:600;font-size:.82rem;line-height:1.35rem;background:var(--hover);color:var(--soft);white-space:nowrap}
.good{background:var(--goodback);color:var(--good)}.bad{background:var(--badback);color:var(--bad)}.warn{background:var(--warnback);color:var(--warn)}
button,select,input{font:inherit;color:inherit;border:1px solid var(--line);border-radius:.5rem;background:var(--card);padding:.28rem .6rem}
button{color:var(--link);font-weight:600;cursor:pointer}button:hover{background:var(--hover)}
form.line{display:flex;flex-wrap:wrap;align-items:end;gap:.6rem .8rem;padding:.8rem 1rem;border-top:1px solid var(--line)}
form.line label{display:grid;gap:.15rem;color:var(--soft);font-size:.82rem}form.line label>*{color:var(--text);font-size:14px}form.line input{width:6.5rem}form.line select,form.line input,form.line button{height:2.1rem}
form.note{display:flex;align-items:center;gap:.8rem;color:var(--soft)}
.tiles{display:flex;flex-wrap:wrap;gap:.5rem;padding:.8rem 1rem;border-bottom:1px solid var(--line)}
.tile{display:flex;gap:.5rem;align-items:baseline;border:1px solid var(--line);border-radius:.5rem;padding:.15rem .6rem;color:var(--soft)}.tile b{color:var(--text);font-variant-numeric:tabular-nums}
.pages{display:flex;gap:1rem;align-items:center;padding:.7rem 1rem;border-top:1px solid var(--line);color:var(--soft)}
@media(max-width:860px){.layout{grid-template-columns:minmax(0,1fr)}nav{position:static;max-height:none}nav ul{columns:2}.bar .note{display:none}}
`
