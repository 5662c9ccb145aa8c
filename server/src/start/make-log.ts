import pino, { type Logger } from 'pino'

/** The process's log: JSON lines on standard error, secrets left out. */
export function makeLog(level: string): Logger {
  const redact = ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.key', '*.secret']
  return pino({ level, redact, base: {} }, pino.destination({ fd: 2, sync: true }))
}
