import pino, { type Logger } from 'pino'

/** A line of a log: its level, its sentence, and what was told beside it. */
export interface LogLine {
  readonly level: string
  readonly msg: string
  readonly [field: string]: unknown
}

/** A log that keeps its lines. */
export function openLog(): { readonly log: Logger; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = []
  const keep = { write: (line: string) => void lines.push(JSON.parse(line) as LogLine) }
  const formatters = { level: (level: string) => ({ level }) }
  return { log: pino({ level: 'debug', base: {}, timestamp: false, formatters }, keep), lines }
}
