import type { Log, LogFields } from '@tessera/plugin-api/server'
import type { Logger } from 'pino'

const secretNames = ['password', 'secret', 'token', 'key', 'authorization', 'cookie', 'apiKey', 'accessToken']
const redact = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

const levels = ['debug', 'info', 'warn', 'error'] as const

/** A log whose lines carry what is bound to them, whatever else is told. */
export function logOf(log: Logger, bound: Readonly<Record<string, string>>): Log {
  let made: Logger | undefined
  // why: most requests tell nothing, and a child takes time to make
  const child = () => (made ??= log.child(bound, { redact }))
  const tell =
    (level: (typeof levels)[number]) =>
    (first: LogFields | string, sentence?: string): void => {
      if (typeof first === 'string') return child()[level](first)
      try {
        // why: the last of two fields of one name is the one that is read
        const fields = Object.fromEntries(Object.entries(first).filter(([name]) => !Object.hasOwn(bound, name)))
        child()[level](fields, sentence)
      } catch (error) {
        // why: a field that cannot be read is no reason to end the work it tells of
        child()[level]({ unreadable: error instanceof Error ? error.message : String(error) }, sentence)
      }
    }
  return { debug: tell('debug'), info: tell('info'), warn: tell('warn'), error: tell('error') }
}
