/** Reads JSON, or the line of a file that `firstLine` numbers. */
export type ReadsJson = (text: string, firstLine?: number) => unknown

/** Events of a file, and the line each stands in where it is a line of its own. */
export interface EventsOfFile {
  readonly events: readonly unknown[]
  readonly lines: readonly number[] | null
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** Whether a text that is no JSON as a whole was meant as one object in each line: the first ends, or the second is one. */
function isMeantAsLines(first: string, second: string): boolean {
  if (!first.trim().startsWith('{')) return false
  if (/}\s*$/.test(first)) return true
  return isObject(second) && !/[[{,]\s*$/.test(first)
}

/**
 * Events of a JSON array, of `{"events": […]}`, of one event alone, or of one JSON object per line. Refuses as `read` does; blank
 * lines are passed over and counted.
 */
export function readEvents(text: string, read: ReadsJson): EventsOfFile {
  try {
    const value = read(text)
    const { events = [value] } = Object(value) as { readonly events?: unknown }
    return { events: Array.isArray(value) ? value : Array.isArray(events) ? events : [value], lines: null }
  } catch (error) {
    const lines = text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [{ line, number: at + 1 }]))
    const [first, second] = lines
    if (!first || !second || !isMeantAsLines(first.line, second.line)) throw error
    const events = lines.map(({ line, number }) => read(line, number))
    return { events, lines: lines.map(({ number }) => number) }
  }
}
