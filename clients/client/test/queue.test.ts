import { expect, test } from 'vitest'
import { createQueue } from '../src/recorder/queue.ts'

test('kinds take turns, what was peeked at stays until it is removed, and a full queue takes nothing', () => {
  const queue = createQueue(4)
  const usage = (endpoint: string) => ({ endpoint, statusCode: 200 })
  expect(queue.next()).toBeNull()
  queue.add('usage', usage('/a'))
  queue.add('usage', usage('/b'))
  queue.add('ticket', { subject: 'A' })
  expect(queue.add('usage', usage('/c'))).toBe(true)
  expect(queue.add('ticket', { subject: 'B' })).toBe(false)
  expect(queue.next()).toBe('usage')
  expect(queue.peek('usage', 2)).toEqual([usage('/a'), usage('/b')])
  expect(queue.size()).toBe(4)
  queue.remove('usage', 2)
  expect([queue.next(), queue.size()]).toEqual(['ticket', 2])
  queue.remove('ticket', 1)
  expect(queue.peek('usage', 9)).toEqual([usage('/c')])
  expect([queue.clear(), queue.next(), queue.size()]).toEqual([1, null, 0])
})
