import type { CaseReport, Figure } from './figure.ts'

const digits = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2))

function line({ name, value, unit, goal, from = {} }: Figure): string {
  const verdict = goal ? `${goal.met ? 'met' : 'MISSED'}, goal ${goal.text}` : ''
  const parts = Object.entries(from).map(([part, one]) => `${part} ${digits(one)}`)
  return `  ${name.padEnd(44)} ${digits(value).padStart(9)} ${unit.padEnd(6)} ${verdict.padEnd(30)} ${parts.join(', ')}`.trimEnd()
}

/** A case as lines of text. */
export function printCase(report: CaseReport): string {
  return [
    `${report.name}: ${report.title}`,
    ...report.figures.map(line),
    ...report.notes.map((note) => `  ${note}`),
    '',
  ].join('\n')
}

/** All goals, met or missed, at the end of a run. */
export function printGoals(reports: readonly CaseReport[]): string {
  const goals = reports.flatMap(({ figures }) => figures.filter((figure) => figure.goal))
  const missed = goals.filter(({ goal }) => !goal?.met)
  const lines = missed.map((f) => `  missed ${f.name}: ${digits(f.value)} ${f.unit}, goal ${f.goal?.text ?? ''}`)
  return [`${goals.length - missed.length} of ${goals.length} goals met`, ...lines].join('\n')
}
