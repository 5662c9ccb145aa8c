import { expect, test } from 'vitest'
import { z } from 'zod'
import { extensionPoint } from './extension-point.ts'

const schema = z.object({ title: z.string(), order: z.number().default(1) })
const providers = extensionPoint<{ sync: () => string }>()('hub/providers/v1', schema)

test('a contribution is frozen data under the id of its point', () => {
  const contribution = providers.contribute('red', { title: 'Red' })
  expect(contribution).toEqual({ point: 'hub/providers/v1', key: 'red', data: { title: 'Red' } })
  expect(Object.isFrozen(contribution.data)).toBe(true)
})

test('a server contribution carries code under the same key', () => {
  const sync = () => 'done'
  const contribution = providers.server('red', { sync })
  expect(contribution).toEqual({ point: 'hub/providers/v1', key: 'red', server: { sync } })
})

test('the point carries the schema its owner checks contributions with', () => {
  expect(providers.id).toBe('hub/providers/v1')
  expect(providers.schema.parse({ title: 'Red' })).toEqual({ title: 'Red', order: 1 })
  expect(providers.schema.safeParse({}).success).toBe(false)
})

test('an id without version, data of the wrong type and a wrong server part do not compile', () => {
  // @ts-expect-error -- the id ends in a version
  expect(extensionPoint()('hub/providers', schema).id).toBe('hub/providers')
  // @ts-expect-error -- the title is text
  expect(providers.contribute('red', { title: 1 }).key).toBe('red')
  // @ts-expect-error -- sync is missing
  expect(providers.server('red', {}).key).toBe('red')
})
