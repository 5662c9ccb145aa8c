import { expect, test } from 'vitest'
import { makeLog } from '../start/make-log.ts'
import { codeFingerprint } from './code-fingerprint.ts'
import { openRedisStore } from './redis-store.ts'
import { fixtureRoot } from '../../fixtures/test-app.ts'

const log = makeLog('silent')
const url = process.env.REDIS_URL

test.skipIf(!url)('what one server keeps in Redis another finds, for a limited time', async () => {
  const [one, other] = [await openRedisStore(url ?? '', log), await openRedisStore(url ?? '', log)]
  const key = `tessera:test:${crypto.randomUUID()}`
  try {
    // why: a connection is made in the background; before it is there, nothing is kept
    await expect
      .poll(() => {
        one.set(key, 'answer', 1)
        return other.get(key)
      })
      .toBe('answer')
    await expect.poll(() => other.get(key), { timeout: 5_000 }).toBeNull()
  } finally {
    await Promise.all([one.close(), other.close()])
  }
})

test('a Redis that cannot be reached is a miss, never an error', async () => {
  // why: nothing listens on port 1
  const store = await openRedisStore('redis://127.0.0.1:1', log)
  try {
    expect(await store.get('key')).toBeNull()
    store.set('key', 'value', 1)
    expect(await store.get('key')).toBeNull()
  } finally {
    await store.close()
  }
})

test('equal code has equal fingerprints, other code others', () => {
  expect(codeFingerprint(fixtureRoot)).toBe(codeFingerprint(fixtureRoot))
  expect(codeFingerprint(fixtureRoot)).not.toBe(codeFingerprint(`${fixtureRoot}/plugins`))
})
