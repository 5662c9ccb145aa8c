import { expect, test } from 'vitest'
import { addField } from './add-field.ts'

const added = { call: 'definePlugin', argument: 0, field: 'metrics', entry: 'won: metric({})' }
const put = (text: string) => addField('plugin.ts', text, added)

test.each([
  [`definePlugin({ id: 'a' })`, `definePlugin({ id: 'a', metrics: { won: metric({}) } })`],
  [`definePlugin({})`, `definePlugin({ metrics: { won: metric({}) } })`],
  [`definePlugin({ metrics: {} })`, `definePlugin({ metrics: { won: metric({}) } })`],
  [`definePlugin({ metrics: { lost }, })`, `definePlugin({ metrics: { lost, won: metric({}) }, })`],
  [`definePlugin({ metrics: { lost, /* } */ } })`, `definePlugin({ metrics: { lost, won: metric({}), /* } */ } })`],
  [`definePlugin({ metrics })`, `definePlugin({ metrics: { ...metrics, won: metric({}) } })`],
  [`definePlugin({ metrics: all(1), id })`, `definePlugin({ metrics: { ...all(1), won: metric({}) }, id })`],
  [`definePlugin({ 'metrics': { a } } as const)`, null],
])('%s', (before, after) => {
  if (after === null) expect(() => put(before)).toThrow(/has no definePlugin with its fields written in it/)
  else expect(put(before)).toBe(after)
})

test('what is not written in the call, or cannot be read, is refused and named', () => {
  expect(() => put('definePlugin(spec)')).toThrow(/write metrics: \{ won: metric\(\{\}\) \} there yourself/)
  expect(() => put('definePlugin({')).toThrow(/plugin\.ts cannot be read as TypeScript/)
})
