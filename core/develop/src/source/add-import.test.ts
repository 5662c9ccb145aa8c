import { expect, test } from 'vitest'
import { addImport } from './add-import.ts'

const api = '@tessera/plugin-api'
const contract = `import { definePlugin } from '${api}'\nimport { own } from './own.ts'\n\nexport {}\n`

test.each([
  ['beside what it takes from there already', { from: api, name: 'metric' }, `{ definePlugin, metric } from '${api}'`],
  ['once', { from: api, name: 'definePlugin' }, `import { definePlugin } from '${api}'`],
  ['before own files', { from: 'zod', name: 'z' }, `'${api}'\nimport { z } from 'zod'\nimport { own }`],
  ['after them when it is one', { from: './a.ts', name: 'a' }, `'./own.ts'\nimport { a } from './a.ts'\n\n`],
  ['for its type alone', { from: api, name: 'Icon', type: true }, `import type { Icon } from '${api}'`],
])('imports %s', (_, needed, line) => {
  const text = addImport('plugin.ts', contract, needed)
  expect(text).toContain(line)
  expect(addImport('plugin.ts', text, needed)).toBe(text)
})

test('a type that is imported does not stand for the value', () => {
  const text = addImport('job.ts', `import type { plugin } from './plugin.ts'\n`, {
    from: './plugin.ts',
    name: 'plugin',
  })
  expect(text).toContain(`import { plugin } from './plugin.ts'`)
})
