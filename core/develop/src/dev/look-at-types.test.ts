import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { lookAtTypes } from './look-at-types.ts'

test('tells what is wrong, counts what is too much to read, and says once that all is well again', async () => {
  const root = mkdtempSync(join(tmpdir(), 'tessera-types-'))
  const write = (file: string, content: string) => writeFileSync(join(root, file), content)
  symlinkSync(join(import.meta.dirname, '../../../../node_modules'), join(root, 'node_modules'))
  write('tsconfig.json', JSON.stringify({ compilerOptions: { strict: true, types: [] }, include: ['*.ts'] }))
  write('a.ts', Array.from({ length: 10 }, (_, at) => `export const a${at}: string = ${at}`).join('\n'))
  const said: string[] = []
  const looks = lookAtTypes(root, (line) => said.push(line), 0)
  onTestFinished(() => {
    looks.end()
    rmSync(root, { recursive: true, force: true })
  })
  const heard = (lines: number) =>
    vi.waitFor(() => expect(said.length).toBeGreaterThanOrEqual(lines), { timeout: 20_000, interval: 50 })
  looks.look()
  await heard(9)
  expect(said[0]).toMatch(/^types: a\.ts\(1,14\): error TS2322: /)
  expect(said[8]).toBe('types: and 2 more')
  write('a.ts', `export const a: string = ''`)
  looks.look()
  await heard(10)
  expect(said.slice(9)).toEqual(['types: all is well'])
})
