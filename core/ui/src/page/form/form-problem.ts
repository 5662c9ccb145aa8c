import type { Issue } from '@tessera/plugin-api'

/** What is wrong with a form: next to its fields, by name, and above the button what belongs to none of them. */
export interface FormProblem {
  readonly fields: Readonly<Record<string, string>>
  readonly above: string
}

export const noProblem: FormProblem = { fields: {}, above: '' }

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** Puts wrong places next to the fields they name. A place within a larger input, as `change.largest`, is its field's too. */
export function placed(issues: readonly Issue[], names: ReadonlySet<string>): FormProblem {
  const fields: Record<string, string> = {}
  const others: string[] = []
  for (const { path, message } of issues) {
    const name = path.split('.').find((step) => names.has(step))
    if (name === undefined) others.push(capital(message))
    else fields[name] ??= capital(message)
  }
  return { fields, above: [...new Set(others)].join(' ') }
}

/** What a refusal of the server, or whatever else was thrown, says to who filled the form in. */
export function problemOf(error: unknown, names: ReadonlySet<string>): FormProblem {
  const data = read(error, 'data')
  const problem = read(data, 'problem') ?? error
  const issues = read(problem, 'issues')
  const found = Array.isArray(issues) ? placed(issues.filter(isIssue), names) : noProblem
  if (Object.keys(found.fields).length > 0 || found.above !== '') return found
  if (data === undefined && read(error, 'name') === 'TRPCClientError') return { fields: {}, above: offline }
  const detail = read(problem, 'detail') ?? read(error, 'message')
  return { fields: {}, above: capital(typeof detail === 'string' && detail !== '' ? detail : String(error)) }
}

const offline = 'The server does not answer. What you wrote is kept here; try again in a moment.'

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (Reflect.get(value, key) ?? undefined) : undefined
}

function isIssue(value: unknown): value is Issue {
  return typeof read(value, 'path') === 'string' && typeof read(value, 'message') === 'string'
}
