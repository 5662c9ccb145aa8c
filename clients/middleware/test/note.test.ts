import { createClient, createRecorder, type Recorder } from '@tessera/client'
import { beforeEach, expect, test } from 'vitest'
import { createNote, type MiddlewareOptions } from '../src/note.ts'

let recorder: Recorder
beforeEach(() => {
  recorder = createRecorder(createClient({ address: 'http://127.0.0.1:1', key: 'tsk_a' }), { report: () => {} })
})

/** What was handed to the recorder of a request. */
function noted(
  options: Partial<MiddlewareOptions<object>>,
  seen: { statusCode: number; route?: string | null; error?: unknown },
) {
  const entries: [string, object][] = []
  const record: Recorder['record'] = (kind, entry) => {
    entries.push([kind, entry])
    return recorder.record(kind, entry)
  }
  const { statusCode, route = '/a', error } = seen
  createNote({ ...options, recorder: { ...recorder, record } })({
    request: {},
    method: 'GET',
    route,
    statusCode,
    error,
  })
  return entries
}

test('nobody stands in what is recorded unless the service says who it is', () => {
  const at = expect.any(String)
  const call = { endpoint: '/a', method: 'GET', statusCode: 200, at }
  expect(noted({}, { statusCode: 200 })).toEqual([['usage', call]])
  expect(noted({ user: () => 42 }, { statusCode: 200 })).toEqual([['usage', { ...call, userId: '42' }]])
  const both = { userId: 'ada', accountId: 'acme' }
  expect(noted({ user: () => both }, { statusCode: 200 })).toEqual([['usage', { ...call, ...both }]])
  for (const user of [() => null, () => '', () => ({}), () => 'x'.repeat(201)]) {
    expect(noted({ user }, { statusCode: 200 })).toEqual([['usage', call]])
  }
})

test('an error is what it is called; its message only where the service says what to keep', () => {
  const error = Object.assign(new RangeError('of ada@example.com'), { code: 'TOO_FAR' })
  const kept = (options: Partial<MiddlewareOptions<object>>, thrown: unknown) =>
    noted(options, { statusCode: 500, error: thrown })[1]?.[1]
  expect(kept({}, error)).toMatchObject({ errorType: 'TOO_FAR', endpoint: '/a' })
  expect(JSON.stringify(noted({}, { statusCode: 500, error }))).not.toContain('ada')
  expect(kept({}, new TypeError('no'))).toMatchObject({ errorType: 'TypeError' })
  expect(kept({}, undefined)).toMatchObject({ errorType: 'HTTP 500' })
  expect(kept({ errorMessage: () => 'kept' }, error)).toMatchObject({ errorMessage: 'kept' })
  expect(noted({}, { statusCode: 404, error })).toHaveLength(1)
})

test('options that throw cost the entry, never the service', () => {
  const broken = () => {
    throw new Error('on purpose')
  }
  for (const options of [{ user: broken }, { skip: broken }, { endpoint: broken }]) {
    expect(noted(options, { statusCode: 200 })).toEqual([])
  }
  expect(noted({ skip: () => true }, { statusCode: 500 })).toEqual([])
  expect(noted({ endpoint: () => 'search' }, { statusCode: 200 })[0]?.[1]).toMatchObject({ endpoint: 'search' })
  expect(noted({}, { statusCode: 404, route: null })[0]?.[1]).toMatchObject({ endpoint: '(no route)' })
})
