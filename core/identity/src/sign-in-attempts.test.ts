import { beforeEach, expect, test } from 'vitest'
import { signInAttempts } from './sign-in-attempts.ts'

let now = 0
let attempt = signInAttempts(() => now)

beforeEach(() => {
  now = 1_000
  attempt = signInAttempts(() => now)
})

const [victim, home] = ['ada@acme.example', '192.0.2.1']
const guess = (account: string, address: string) => attempt({ account, address }, async () => null)
const right = (account: string, address: string) => attempt({ account, address }, async () => 'in')
const wrong = { found: null }

test('five wrong passwords of an account from one address, then a wait that doubles up to a quarter of an hour', async () => {
  for (let n = 0; n < 5; n += 1) expect(await guess(victim, home)).toEqual(wrong)
  const waits: unknown[] = []
  for (let n = 0; n < 7; n += 1) {
    const outcome = await right(victim, home)
    waits.push(outcome)
    now += 'waitSeconds' in outcome ? outcome.waitSeconds * 1000 : 0
    expect(await guess(victim, home)).toEqual(wrong)
  }
  expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900].map((waitSeconds) => ({ waitSeconds })))
})

test('many at once count as many', async () => {
  const outcomes = await Promise.all(Array.from({ length: 12 }, () => guess(victim, home)))
  expect(outcomes.filter((outcome) => 'found' in outcome)).toHaveLength(5)
})

test('other spellings of the address of an account are the same account', async () => {
  for (const name of [
    'ada@acme.example',
    'ADA@acme.example',
    ' ada@acme.example',
    'Ada@Acme.Example',
    'ada@acme.example',
  ]) {
    await guess(name, home)
  }
  expect(await right(victim, home)).toEqual({ waitSeconds: 30 })
})

test('the right password takes the failures back, what broke off does not count', async () => {
  for (let round = 0; round < 5; round += 1) {
    for (let n = 0; n < 4; n += 1) expect(await guess(victim, home)).toEqual(wrong)
    expect(await right(victim, home)).toEqual({ found: 'in' })
  }
  for (let n = 0; n < 30; n += 1) {
    const broken = attempt({ account: victim, address: '192.0.2.2' }, () => Promise.reject(new Error('no database')))
    await expect(broken).rejects.toThrow('no database')
  }
  expect(await right(victim, '192.0.2.2')).toEqual({ found: 'in' })
})

test('guesses from many addresses are slowed down, and strangers keep nobody out for longer than a minute', async () => {
  expect(await right(victim, home)).toEqual({ found: 'in' })
  let tried = 0
  for (let n = 0; n < 1000; n += 1) {
    if ('found' in (await guess(victim, `198.51.100.${n}`))) tried += 1
  }
  expect(tried).toBe(20)
  // where the person was before, at once; elsewhere, soon
  expect(await right(victim, home)).toEqual({ found: 'in' })
  for (let n = 0; n < 20; n += 1) {
    now += 60_000
    await guess(victim, `203.0.113.${n}`)
  }
  const elsewhere = await right(victim, '192.0.2.77')
  expect(elsewhere).toEqual({ waitSeconds: 60 })
  now += 60_000
  expect(await right(victim, '192.0.2.77')).toEqual({ found: 'in' })
})

test('an hour after the last failure nothing is held against anybody, and other accounts never wait', async () => {
  for (let n = 0; n < 5; n += 1) await guess(victim, home)
  expect(await right('bob@acme.example', home)).toEqual({ found: 'in' })
  now += 60 * 60_000
  for (let n = 0; n < 4; n += 1) expect(await guess(victim, home)).toEqual(wrong)
  expect(await right(victim, home)).toEqual({ found: 'in' })
})

test('no more than sixteen passwords are checked at once', async () => {
  const gate = Promise.withResolvers<string>()
  const held = Array.from({ length: 16 }, (_, n) => attempt({ account: `p${n}`, address: home }, () => gate.promise))
  expect(await right('p17', home)).toEqual({ waitSeconds: 1 })
  gate.resolve('in')
  await Promise.all(held)
  expect(await right('p17', home)).toEqual({ found: 'in' })
})
