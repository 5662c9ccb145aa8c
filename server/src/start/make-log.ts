import pino, { type Logger } from 'pino'
import { hideSecretsInJson } from '../secrets/hide-secrets.ts'

/** The process's log: JSON lines on standard error, secrets left out. */
export function makeLog(level: string): Logger {
  const redact = ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.key', '*.secret']
  const hooks = { streamWrite: (line: string) => hideSecretsInJson(line) }
  const destination = pino.destination({ fd: 2, sync: true })
  // why: a log that nobody reads any more must not end the process
  destination.on('error', () => {})
  return pino({ level, redact, hooks, base: {} }, destination)
}
