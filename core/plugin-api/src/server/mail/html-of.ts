import type { FilledPart, MailTable } from './mail-template.ts'

const font = 'font-family:Inter,-apple-system,Segoe UI,Helvetica,Arial,sans-serif'
const cell = 'padding:6px 0 6px 24px;border-bottom:1px solid #e1e4e9;text-align:right'
const firstCell = 'padding:6px 0;border-bottom:1px solid #e1e4e9;text-align:left'

/** Parts as the HTML that mail programs show: styles stand in the elements, pictures come along with the mail. */
export function htmlOf(parts: readonly FilledPart[]): string {
  const body = parts.map(partHtml).join('\n')
  return `<!doctype html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"></head>
<body style="margin:0;padding:24px;${font};font-size:14px;line-height:21px">
<div style="max-width:680px;margin:0 auto">
${body}
</div>
</body></html>`
}

function partHtml(part: FilledPart): string {
  if (part.kind === 'table') return tableHtml(part.table)
  if (part.kind === 'picture') {
    const { alt, width } = part.picture
    const look = 'display:block;max-width:100%;height:auto;margin:0 0 16px;border:0'
    return `<img src="cid:${escaped(part.name)}" width="${width}" alt="${escaped(alt)}" style="${look}">`
  }
  return part.kind === 'heading'
    ? `<h1 style="margin:0 0 16px;font-size:20px;line-height:28px;font-weight:600">${escaped(part.text)}</h1>`
    : `<p style="margin:0 0 16px">${escaped(part.text).replaceAll(/\r?\n/g, '<br>')}</p>`
}

function tableHtml({ head, rows }: MailTable): string {
  const line = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((text, at) => `<${tag} style="${at === 0 ? firstCell : cell}${tag === 'th' ? ';font-weight:600' : ''}">${escaped(text)}</${tag}>`).join('')}</tr>`
  const lines = [...(head === undefined ? [] : [line(head, 'th')]), ...rows.map((cells) => line(cells, 'td'))]
  return `<table cellspacing="0" style="margin:0 0 16px;border-collapse:collapse;font-variant-numeric:tabular-nums">\n${lines.join('\n')}\n</table>`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
