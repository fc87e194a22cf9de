// The style of the web page: black on white, one column that fits a phone, tables that scroll by themselves; in print
// without the parts that only a screen needs. No external font, image or script.

export const style = `
:root{color-scheme:light}
body{margin:0;background:#fff;color:#1a1a1a;font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Open Sans",sans-serif}
main{max-width:46rem;margin:0 auto;padding:1rem 1rem 3rem}
h1,h2,h3,p,li,dt,dd,td,th,caption{overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.25;margin:1rem 0 .25rem}
h2{font-size:1.375rem;line-height:1.3;margin:2.25rem 0 .5rem}
h3{font-size:1.125rem;line-height:1.35;margin:1.75rem 0 .5rem}
p{margin:.5rem 0 1rem}
.subtitle{font-size:1.125rem;margin:0}
.version{color:#4a4a4a}
dl{margin:.5rem 0 1.5rem}
dt{font-weight:600;margin-top:.75rem}
dd{margin:0}
.scroll{overflow-x:auto;margin:.75rem 0 1.75rem}
.scroll:focus-visible{outline:3px solid #0b57d0;outline-offset:3px}
table{border-collapse:collapse;width:100%}
caption{text-align:start;font-weight:600;padding:.25rem 0}
th,td{border-bottom:1px solid #767676;padding:.4rem .6rem;text-align:start;vertical-align:top;min-width:3.5rem}
thead th{background:#eee}
tbody th{font-weight:600}
.number{text-align:end;font-variant-numeric:tabular-nums}
footer{border-top:1px solid #767676;margin-top:2.5rem;padding-top:.5rem;color:#4a4a4a}
@media print{
  @page{margin:18mm}
  body{font-size:10.5pt}
  main{max-width:none;padding:0}
  .scroll{overflow:visible}
  h2,h3,caption{break-after:avoid}
  tr,li,dt{break-inside:avoid}
  thead{display:table-header-group}
}
`
