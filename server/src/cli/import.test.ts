import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openCommands } from '../../fixtures/processes.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tessera-import-'))
const commands = openCommands({ TESSERA_DATA_DIR: dataDir })
const tessera = (args: string, input?: string) => commands.run(args.split(' '), input)
const id = (n: number) => `0a000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const file = (text: string | Buffer) => {
  const path = join(dataDir, 'rows.csv')
  writeFileSync(path, text)
  return path
}

afterAll(() => {
  commands.end()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('import', { timeout: 60_000 }, () => {
  test('stores the rows of a file once, and says what it did', async () => {
    await tessera('tenant create acme --timezone Europe/Berlin --currency EUR')
    const csv = `\uFEFForder_id;placed_at;country\r\n${id(1)};2026-05-01T10:00:00Z;DE\r\n${id(2)};2026-05-01T10:00:00Z;FR\r\n`
    const command = `import orders.orders ${file(csv)} --tenant acme`
    expect((await tessera(`${command} --check`)).out).toBe('2 added, 0 changed, 0 there already; nothing was stored\n')
    expect((await tessera(command)).out).toBe('2 added, 0 changed, 0 there already\n')
    expect(JSON.parse((await tessera(`${command} --json`)).out)).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: 2,
    })
    const lines = JSON.stringify({ order_id: id(3), placed_at: '2026-05-01T10:00:00Z', country: 'AT' })
    expect((await tessera('import orders.orders - --tenant acme', `[${lines}]`)).out).toMatch(/^1 added/)
  })

  test('names every bad line, and stores none', async () => {
    const many = Array.from({ length: 10_500 }, (_, n) => `${id(100 + n)},2026-05-01T10:00:00Z,DE`)
    const csv = [
      'order_id,placed_at,country',
      ...many,
      `x,2026-05-01T10:00:00Z,DE`,
      `${id(1)},2026-05-01T10:00:00Z`,
    ].join('\n')
    const { out, code } = await tessera(`import orders.orders ${file(csv)} --tenant acme`)
    expect(code).toBe(1)
    expect(out).toMatch(
      /^2 rows are refused, so nothing was stored\n {2}line 10502\.order_id: .* \(value_wrong\)\n {2}line 10503: has 2 cells/,
    )
    expect(
      (
        await tessera(
          `import orders.orders ${file(Buffer.from('order_id,placed_at,country\nfrüh', 'latin1'))} --tenant acme`,
        )
      ).err,
    ).toContain('line 2')
  })

  test('stores the good rows when asked to, writes the others down, and takes all of them back', async () => {
    const csv = `order_id,placed_at,country\n${id(20)},2026-05-01T10:00:00Z,DE\n${id(21)},"=first, of May",DE\n${id(1)},2026-05-01T10:00:00Z,IT\n`
    const left = join(dataDir, 'refused.csv')
    const brought = await tessera(`import orders.orders ${file(csv)} --tenant acme --refused ${left} --json`)
    expect(brought.code).toBe(1)
    const { id: made, ...counts } = JSON.parse(brought.out)
    expect(counts).toMatchObject({ inserted: 1, updated: 1, unchanged: 0, refused: 1, wrong: [{ line: 3 }] })
    expect(readFileSync(left, 'utf8')).toMatch(
      new RegExp(`^line,reason,order_id,placed_at,country\n3,.*placed_at: .+,${id(21)},"'=first, of May",DE\n$`),
    )
    writeFileSync(left, readFileSync(left, 'utf8').replace(/"'=first, of May"/, '2026-05-01T10:00:00Z'))
    expect((await tessera(`import orders.orders ${left} --tenant acme`)).out).toBe(
      '1 added, 0 changed, 0 there already\n',
    )
    expect((await tessera('import --tenant acme --list')).out).toMatch(new RegExp(`${made}.*orders.orders.*rows.csv`))
    expect((await tessera(`import --tenant acme --undo ${made}`)).out).toBe('1 removed, 1 restored, 0 left\n')
    expect((await tessera(`import --tenant acme --undo ${made}`)).err).toContain('undone already')
    expect((await tessera('import --tenant acme --undo 7')).err).toContain("there is no import '7'")
  })

  test('sets the targets of a file, all of them or none, and names the lines that are wrong', async () => {
    const rows = 'metric,from,last,gte\norders.orders,2026-10-01,2026-12-31,1200\n'
    const command = (text: string) => `targets import ${file(text)} --tenant acme`
    expect((await tessera(`${command(rows)} --check`)).out).toBe('1 set, 0 there already; nothing was stored\n')
    const bad = await tessera(
      command(`${rows}orders.moons,2026-10-01,2026-12-31,1\norders.orders,2026-12-01,2027-01-31,9\n`),
    )
    expect(bad).toMatchObject({ code: 1 })
    expect(bad.out).toMatch(
      /^2 lines are wrong, so no target was set\n {2}line 3: there is no metric .*\n {2}line 4: its days are also/,
    )
    expect((await tessera('targets list --tenant acme --json')).out).toBe('[]\n')
    expect((await tessera(command(rows))).out).toBe('1 set, 0 there already\n')
    const listed = (await tessera('targets list --tenant acme --json')).out
    expect(JSON.parse(listed)).toMatchObject([{ metric: 'orders.orders', to: '2027-01-01', target: { gte: 1200 } }])
    expect((await tessera('targets import - --tenant acme', listed)).out).toBe('0 set, 1 there already\n')
    expect((await tessera('targets import - --tenant acme', 'metric,from,goal\n')).err).toContain('has no column last')
  })

  test('what a tenant has is exported into a file, by its ending', async () => {
    const out = join(dataDir, 'numbers.csv')
    const command = ['export', '-', out, '--tenant', 'acme']
    expect((await commands.run(command, "select 1 as id, '=x' as id")).out).toBe(`1 rows in ${out}\n`)
    expect(readFileSync(out, 'utf8')).toBe('id,id_2\n1,=x\n')
    expect((await tessera(`export customers ${out}.xls --tenant acme`)).err).toContain('.parquet')
    expect((await tessera(`export nothing ${out} --tenant acme`)).err).toContain('nothing')
    expect(readFileSync(out, 'utf8')).toBe('id,id_2\n1,=x\n')
  })

  test('refuses tables and plugins that there are not', async () => {
    expect((await tessera('import orders.moons - --tenant acme', '[]')).err).toContain("has no table 'moons'")
    expect((await tessera('import moons.moons - --tenant acme', '[]')).err).toContain("there is no plugin 'moons'")
    expect((await tessera('import orders - --tenant acme', '[]')).err).toContain('as in `import support.tickets')
    expect((await tessera('import orders.orders - --tenant nobody', '[]')).err).toContain("there is no tenant 'nobody'")
  })
})
