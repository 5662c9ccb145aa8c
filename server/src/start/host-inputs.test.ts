import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { digestInputs } from './host-inputs.ts'

function folder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'tessera-inputs-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(root, name, '..'), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

test.each(['plugins/sales', 'plugins/@acme/sales'])('pages are built anew when %s changes', (plugin) => {
  const files = { [`${plugin}/package.json`]: '{}', [`${plugin}/src/web/page.tsx`]: 'one' }
  const root = folder(files)
  const before = digestInputs(root)
  expect(digestInputs(folder(files))).toBe(before)
  writeFileSync(join(root, plugin, 'src/web/page.tsx'), 'two')
  expect(digestInputs(root)).not.toBe(before)
})

test('pages are built anew when a plugin changes that is only linked', () => {
  const elsewhere = folder({ 'package.json': '{}', 'src/plugin.ts': 'one' })
  const root = folder({ 'plugins/readme.md': '' })
  const without = digestInputs(root)
  symlinkSync(elsewhere, join(root, 'plugins/linked'), 'dir')
  const before = digestInputs(root)
  expect(before).not.toBe(without)
  writeFileSync(join(elsewhere, 'src/plugin.ts'), 'two')
  expect(digestInputs(root)).not.toBe(before)
})
