import pino from 'pino'
import { expect, test } from 'vitest'
import { hideSecrets, hideSecretsInJson, readValues } from './hide-secrets.ts'

const env = {
  DATABASE_URL: 'postgresql://ada:p%40ss%22word@db/metrics?sslpassword=key-of-the-key',
  REDIS_URL: 'redis://:cache word@redis:6379',
  TESSERA_SMTP_URL: 'smtps://ada:mail%21word@mail:465',
  TESSERA_SECRET: 'PjAcXeYnrplGZn0xd2t3bqK4sVwQ8mTf',
  TESSERA_DATABASE_LOGIN: 'tessera_web:web:pass',
  TESSERA_SECRET_PREVIOUS: 'Zt8vQm2LrXw6pKd4sNfY1cGhB7jUeA3o,oldest-of-them-all',
}

test.each([
  [
    'the address',
    'cannot reach postgresql://ada:p%40ss%22word@db/metrics',
    'cannot reach postgresql://ada:***@db/metrics',
  ],
  ['the password as it is meant', 'WRONGPASS for p@ss"word', 'WRONGPASS for ***'],
  ['another password of the address', "cannot open 'key-of-the-key'", "cannot open '***'"],
  ['the password of Redis', 'AUTH cache word, or cache%20word', 'AUTH ***, or ***'],
  ['the password of the mail server', 'no login with mail!word, or mail%21word', 'no login with ***, or ***'],
  ['the secret', 'HMAC under PjAcXeYnrplGZn0xd2t3bqK4sVwQ8mTf', 'HMAC under ***'],
  ['a secret of before', 'under Zt8vQm2LrXw6pKd4sNfY1cGhB7jUeA3o or oldest-of-them-all', 'under *** or ***'],
  ['the password of the login', 'no "web:pass" for tessera_web', 'no "***" for tessera_web'],
  ['nothing', "relation 'ada.metrics' does not exist", "relation 'ada.metrics' does not exist"],
])('a sentence that quotes %s', (_, said, shown) => {
  expect(hideSecrets(said, env)).toBe(shown)
})

test('a password that is a part of what may be shown takes no word out of a sentence', () => {
  const DATABASE_URL = 'postgresql://tessera:tessera@db/tessera'
  expect(hideSecrets('npx pnpm tessera tenant list', { DATABASE_URL })).toBe('npx pnpm tessera tenant list')
})

test('a line of the log stays JSON, whatever an error carries along', () => {
  const lines: string[] = []
  const hooks = { streamWrite: (line: string) => hideSecretsInJson(line, env) }
  const log = pino({ base: {}, hooks }, { write: (line: string) => lines.push(line) })
  const error = Object.assign(new Error('no p@ss"word'), { command: { name: 'auth', args: ['ada', 'cache word'] } })
  log.warn({ err: error, count: 4 }, 'refused')
  log.warn('nothing to hide')
  const [refused = '', plain = ''] = lines
  expect(refused).not.toMatch(/p@ss|cache word/)
  expect(refused).toMatch(/}\n$/)
  expect(JSON.parse(refused)).toMatchObject({
    msg: 'refused',
    count: 4,
    err: { message: 'no ***', command: { args: ['ada', '***'] } },
  })
  expect(JSON.parse(plain)).toMatchObject({ msg: 'nothing to hide' })
})

test('a secret of a plugin is in no line of the log once it was read', () => {
  readValues.note('tok-"4f1d"-acme', 'acme')
  const lines: string[] = []
  const hooks = { streamWrite: (line: string) => hideSecretsInJson(line, env) }
  const log = pino({ base: {}, hooks }, { write: (line: string) => lines.push(line) })
  log.warn({ err: new Error('401 for tok-"4f1d"-acme'), url: 'https://shop/?t=tok-%224f1d%22-acme' }, 'refused')
  expect(lines.join('')).not.toContain('4f1d')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ err: { message: '401 for ***' }, url: 'https://shop/?t=***' })
})
