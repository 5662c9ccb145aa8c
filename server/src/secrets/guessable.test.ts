import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { isGuessable } from './guessable.ts'

test.each([
  ['31 random characters', 'PjAcXeYnrplGZn0xd2t3bqK4sVwQ8mT'],
  ['equal letters', 'a'.repeat(32)],
  ['equal signs of two units', '😀'.repeat(20)],
  ['spaces', ' '.repeat(64)],
  ['two letters in turn', 'ab'.repeat(16)],
  ['two letters in both cases', 'aA'.repeat(20)],
  ['a word again and again', 'changeme'.repeat(4)],
  ['a word numbered', 'Changeme1Changeme2Changeme3Changeme4'],
  ['a password again and again', 'P@ssw0rd'.repeat(4)],
  ['the hexadecimal digits', '0123456789abcdef0123456789abcdef'],
  ['the alphabet backwards', 'zyxwvutsrqponmlkjihgfedcba9876543210'],
  ['rows of the keyboard', 'qwertyuiopasdfghjklzxcvbnm123456'],
  ['letters and digits in turn', 'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6'],
  ['runs', '11112222333344445555666677778888'],
  ['pairs', 'aabbccddeeffgghhiijjkkllmmnnoopp'],
  ['a day again and again', '2026-11-29-2026-11-29-2026-11-29-'],
  ['zeros as a UUID', '00000000-0000-0000-0000-000000000000'],
  ['what an example says', 'please-change-this-secret-to-a-random-string'],
  ['what an example asks for', 'replace-me-with-at-least-32-random-characters'],
  ['what it is', 'my-super-secret-tessera-key-2026!!'],
])('%s are guessed', (_, secret) => {
  expect(isGuessable(secret)).toBe(true)
})

test.each([
  ['hexadecimal digits', () => randomBytes(16).toString('hex')],
  ['base64', () => randomBytes(32).toString('base64')],
  ['a UUID', () => randomUUID()],
  ['letters', () => Array.from({ length: 32 }, () => String.fromCharCode(97 + randomInt(26))).join('')],
  ['words picked at random', () => 'sunny-otter-paints-seven-yellow-doors'],
])('%s at random are not', (_, make) => {
  for (let round = 0; round < 200; round += 1) expect(isGuessable(make())).toBe(false)
})
