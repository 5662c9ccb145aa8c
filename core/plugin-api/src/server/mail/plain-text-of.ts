import type { FilledPart, MailTable } from './mail-template.ts'

/** Parts as plain text: headings underlined, tables in columns, pictures in words. */
export function plainTextOf(parts: readonly FilledPart[]): string {
  return parts.map(partText).join('\n\n')
}

function partText(part: FilledPart): string {
  if (part.kind === 'picture') return part.picture.alt
  if (part.kind === 'table') return tableText(part.table)
  return part.kind === 'heading' ? `${part.text}\n${'='.repeat(Math.min(60, part.text.length))}` : part.text
}

function tableText({ head, rows }: MailTable): string {
  const lines = head === undefined ? rows : [head, ...rows]
  const widths: number[] = []
  for (const line of lines) line.forEach((cell, at) => (widths[at] = Math.max(widths[at] ?? 0, cell.length)))
  return lines
    .map((line) =>
      line.map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  '),
    )
    .map((line) => line.trimEnd())
    .join('\n')
}
