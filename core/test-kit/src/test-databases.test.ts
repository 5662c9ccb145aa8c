import { beforeAll, expect, test } from 'vitest'
import type { Database } from '@tessera/database'
import { describeDatabases, testDatabases } from './test-databases.ts'

test('the embedded database and a real PostgreSQL are always among them', () => {
  expect(testDatabases().map(({ title }) => title)).toEqual(expect.arrayContaining(['embedded', 'PostgreSQL']))
})

describeDatabases('a test database', (open) => {
  let first: Database
  let second: Database

  beforeAll(async () => {
    first = await open()
    second = await open()
  })

  test('is empty and apart from the others', async () => {
    await first.pool.query('create table note (body text)')
    const found = await second.pool.query(`select to_regclass('note') as note`)
    expect(found.rows).toEqual([{ note: null }])
  })

  test('may be closed before the block ends', async () => {
    const third = await open()
    await third.close()
    await expect(third.pool.query('select 1')).rejects.toThrow()
  })
})
