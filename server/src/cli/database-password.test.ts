import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { run } from '../../fixtures/processes.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tessera-password-'))
const env = { TESSERA_DATA_DIR: dataDir }
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

describe('a password in DATABASE_URL is not printed', { timeout: 60_000 }, () => {
  const secret = 'hun@ter/22'
  const encoded = encodeURIComponent(secret)
  const server = process.env.TESSERA_TEST_POSTGRES_URL

  test.each([
    ['cli/main.js', ['tenant', 'list'], `postgresql://127.0.0.1:1/metrics?user=ada&password=${encoded}`],
    ['cli/main.js', ['tenant', 'list'], `postgresql://ada:${secret}@127.0.0.1:1/metrics`],
    ['main.js', [], `postgresql://ada:${encoded}@one:5432,two:5432/metrics`],
  ] as const)('by %s %j with %s', async (file, args, DATABASE_URL) => {
    const { out, err, code } = await run(file, args, { env: { ...env, DATABASE_URL, PORT: '0', LOG_LEVEL: 'trace' } })
    expect(code).toBe(1)
    expect(err).toMatch(/cannot reach the database at postgresql:|DATABASE_URL: write/)
    expect(out + err).not.toMatch(/ter|22/)
  })

  test.skipIf(!server)('by db url, and psql would take it from PGPASSWORD', async () => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    const { rows } = await client.query<{ name: string }>('select current_database() as name')
    await client.end()
    const place = new URL(server ?? '')
    const user = place.username || 'postgres'
    const shown = `postgresql://${user}@${place.host}/${rows[0]?.name}`
    const forms = [shown.replace('@', `:${encoded}@`), `${shown}?password=${encoded}`]
    for (const DATABASE_URL of forms) {
      const { out } = await run('cli/main.js', ['db', 'url', '--json'], { env: { ...env, DATABASE_URL } })
      expect(JSON.parse(out)).toEqual({ url: shown })
    }
  })
})
