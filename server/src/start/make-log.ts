import pino, { type Logger } from 'pino'
import { hideSecretsInJson } from '../secrets/hide-secrets.ts'

/** The process's log: JSON lines on standard error, secrets left out. */
export function makeLog(level: string): Logger {
  const redact = ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.key', '*.secret']
  const hooks = { streamWrite: (line: string) => hideSecretsInJson(line) }
  return pino({ level, redact, hooks, base: {} }, pino.destination({ fd: 2, sync: true }))
}
