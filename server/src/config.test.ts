import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('an empty environment gives an embedded database with the demo on port 4000', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({
    port: 4000,
    host: '127.0.0.1',
    databaseUrl: null,
    databaseLogin: null,
    dataDir: '.tessera',
    demo: true,
  })
})

test('connections of tenants are a setting, of which there are at least four', () => {
  expect(readConfig({}).connections).toBe(10)
  expect(readConfig({ TESSERA_CONNECTIONS: '40' }).connections).toBe(40)
  expect(() => readConfig({ TESSERA_CONNECTIONS: '3' })).toThrow(/TESSERA_CONNECTIONS: write how many connections/)
})

test('the login of tenants’ connections is a name and a password, which no refusal repeats', () => {
  const read = (login: string) => readConfig({ TESSERA_DATABASE_LOGIN: login }).databaseLogin
  expect(read('tessera_web:a:b')).toEqual({ user: 'tessera_web', password: 'a:b' })
  for (const login of ['hunter22', ':hunter22', 'tessera_web:']) {
    expect(() => read(login)).toThrow(/^the configuration is wrong: TESSERA_DATABASE_LOGIN: write a login/)
    expect(() => read(login)).not.toThrow(/hunter/)
  }
})

test('a PostgreSQL database has no demo unless asked for', () => {
  const DATABASE_URL = 'postgresql://me@db/tessera'
  expect(readConfig({ DATABASE_URL }).demo).toBe(false)
  expect(readConfig({ DATABASE_URL, TESSERA_DEMO: '1' }).demo).toBe(true)
  expect(readConfig({ TESSERA_DEMO: '0' }).demo).toBe(false)
})

test('a host of IPv6 may stand in brackets, and further names of the server are listed', () => {
  expect(readConfig({ HOST: '[::]', TESSERA_HOSTS: 'tessera, metrics.internal' })).toMatchObject({
    host: '::',
    hosts: ['tessera', 'metrics.internal'],
  })
  expect(() => readConfig({ TESSERA_HOSTS: 'http://tessera' })).toThrow(/TESSERA_HOSTS: write names/)
})

test('whom to believe is never everybody', () => {
  expect(readConfig({ TESSERA_TRUST_PROXY: '1' }).trustProxy).toBe(1)
  expect(() => readConfig({ TESSERA_TRUST_PROXY: 'true' })).toThrow(/TESSERA_TRUST_PROXY: write how many proxies/)
})

test.each([
  [{}, true],
  [{ HOST: 'localhost' }, true],
  [{ HOST: '127.8.9.1' }, true],
  [{ HOST: '::1' }, true],
  [{ HOST: '0.0.0.0' }, false],
  [{ HOST: '::' }, false],
  [{ HOST: '192.168.1.5' }, false],
  [{ HOST: '127.example.com' }, false],
  [{ HOST: 'localhost.example.com' }, false],
  [{ TESSERA_URL: 'https://metrics.example.com' }, false],
  [{ HOST: '[::1]' }, true],
  [{ TESSERA_HOSTS: 'metrics.example.com' }, false],
  [{ TESSERA_TRUST_PROXY: '0' }, true],
  [{ TESSERA_TRUST_PROXY: '1' }, false],
  [{ TESSERA_TRUST_PROXY: '10.0.0.7' }, false],
  [{ HOST: '0.0.0.0', TESSERA_DEMO: '1' }, true],
])('with %j the demo is on: %s', (env, demo) => {
  expect(readConfig(env).demo).toBe(demo)
})

test('names every wrong variable in one line', () => {
  const read = () => readConfig({ PORT: 'http', DATABASE_URL: 'mysql://x', TESSERA_SECRET: 'short' })
  expect(read).toThrow(/PORT: .*; DATABASE_URL: .*; TESSERA_SECRET: /)
  expect(read).not.toThrow(/\n/)
})

test('a refused address is not quoted, and one whose password holds signs of addresses is told how to write them', () => {
  const wrong = [
    'postgresql://ada:hun/ter22@db/x',
    'postgresql://ada:hun@ter/22@db/x',
    'postgresql://ada:hun@t?er22@db/x',
    'postgresql://ada:hun#ter22@db/x',
    'postgresql://ada:hun?ter22@db:5432/x',
    'mysql://ada:hunter22@db/x',
    'host=db password=hunter22',
    'ada:hunter22@db',
  ]
  for (const DATABASE_URL of wrong) {
    expect(() => readConfig({ DATABASE_URL })).toThrow(/^the configuration is wrong: DATABASE_URL: write /)
    expect(() => readConfig({ DATABASE_URL })).not.toThrow(/hun|ter|22/)
  }
  for (const DATABASE_URL of ['postgresql://ada:hun%2Fter@22@db/x?a=b', 'postgresql://ada@db:5432/x?password=a']) {
    expect(readConfig({ DATABASE_URL })).toMatchObject({ databaseUrl: DATABASE_URL })
  }
})

test('a secret that is easy to guess is refused with what to do', () => {
  expect(() => readConfig({ TESSERA_SECRET: 'a'.repeat(32) })).toThrow(
    /TESSERA_SECRET: it is easy to guess; write at least 32/,
  )
})

test.each([
  [{ PORT: 'http' }, 'PORT: write a port number from 0 to 65535'],
  [{ PORT: '70000' }, 'PORT: write a port number from 0 to 65535'],
  [{ PORT: '1e3' }, 'PORT: write a port number from 0 to 65535'],
  [{ PORT: ' ' }, 'PORT: write a port number from 0 to 65535'],
  [
    { TESSERA_STATEMENT_SECONDS: '0' },
    'TESSERA_STATEMENT_SECONDS: write how many seconds a statement may take, 1 to 600',
  ],
  [{ TESSERA_CACHE_MB: '1.5' }, 'TESSERA_CACHE_MB: write megabytes, 0 for no cache, at most 100000'],
  [{ TESSERA_INGEST_MB: '1' }, 'TESSERA_INGEST_MB: write megabytes of events that may wait, 64 to 100000'],
  [
    { DATABASE_URL: 'localhost/tessera' },
    'DATABASE_URL: write a PostgreSQL address: postgresql://user:password@host:5432/database',
  ],
  [{ REDIS_URL: '127.0.0.1:6379' }, 'REDIS_URL: write a Redis address: redis://host:6379'],
])('%j is refused with what to write, said once', (env, said) => {
  expect(() => readConfig(env)).toThrow(`the configuration is wrong: ${said}`)
  expect(() => readConfig(env)).not.toThrow(/;/)
})

test('spaces around a number do not matter', () => {
  expect(readConfig({ TESSERA_WATCHDOG_SECONDS: ' 5 ' }).watchdogSeconds).toBe(5)
})

test('a mail server is named together with who mails are from, and no refusal repeats its password', () => {
  const url = 'smtps://ada:hunter22@mail.example.com:465'
  const from = 'Tessera <metrics@example.com>'
  expect(readConfig({}).mailServer).toBeNull()
  expect(readConfig({ TESSERA_SMTP_URL: url, TESSERA_MAIL_FROM: from }).mailServer).toEqual({ url, from })
  expect(() => readConfig({ TESSERA_SMTP_URL: url })).toThrow(/TESSERA_MAIL_FROM: set it together/)
  expect(() => readConfig({ TESSERA_MAIL_FROM: from })).toThrow(/TESSERA_MAIL_FROM: set it together/)
  for (const wrong of ['http://ada:hunter22@mail', 'smtp://ada:hunter22@mail/x', 'smtp://ada:hunter22@mail:port']) {
    const read = () => readConfig({ TESSERA_SMTP_URL: wrong, TESSERA_MAIL_FROM: from })
    expect(read).toThrow(/TESSERA_SMTP_URL: write/)
    expect(read).not.toThrow(/hunter/)
  }
  const read = (mailFrom: string) => () => readConfig({ TESSERA_SMTP_URL: url, TESSERA_MAIL_FROM: mailFrom })
  for (const wrong of ['Tessera', 'a@b, c@d', 'A\r\nBcc: x@y <a@b>']) expect(read(wrong)).toThrow(/write who mails/)
})
