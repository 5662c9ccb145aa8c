import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('an empty environment gives an embedded database with the demo on port 4000', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' })).toMatchObject({
    port: 4000,
    host: '127.0.0.1',
    databaseUrl: null,
    dataDir: '.tessera',
    demo: true,
  })
})

test('a PostgreSQL database has no demo unless asked for', () => {
  const DATABASE_URL = 'postgresql://me@db/tessera'
  expect(readConfig({ DATABASE_URL }).demo).toBe(false)
  expect(readConfig({ DATABASE_URL, TESSERA_DEMO: '1' }).demo).toBe(true)
  expect(readConfig({ TESSERA_DEMO: '0' }).demo).toBe(false)
})

test('names every wrong variable in one line', () => {
  const read = () => readConfig({ PORT: 'http', DATABASE_URL: 'mysql://x', TESSERA_SECRET: 'short' })
  expect(read).toThrow(/PORT: .*; DATABASE_URL: .*; TESSERA_SECRET: /)
  expect(read).not.toThrow(/\n/)
})
