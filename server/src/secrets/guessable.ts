import { deflateRawSync } from 'node:zlib'

// Fewest bits by the frequency of the characters, and fewest bytes that are left when repetitions, rows of characters and
// words of examples are told once. 32 random digits, the poorest secret that passes, have about 98 bits and 28 bytes.
const fewestBits = 80
const fewestBytes = 23

const rows = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'qwertzuiop',
  'asdfghjkl',
  'zxcvbnm',
  '!@#$%^&*()',
]
const words =
  'correct horse battery staple lorem ipsum dolor sit amet the quick brown fox jumps over lazy dog letmein welcome monkey dragon ' +
  'iloveyou insecure default example sample dummy placeholder development production staging testing localhost admin root user ' +
  'postgres database dashboard metrics better-auth session cookie token jwt private auth keyboard cat please replace insert ' +
  'set use my own your here with some this is a that is very super long random secure string value of tests for ' +
  'replace me with at least 32 random characters long enough thirty-two chars p@ssw0rd passw0rd passphrase password changeme change-me change_me change secret_key secret-key secret tessera'

const told = Buffer.from([...rows.map((row) => [...row].toReversed().join('')), ...rows, words].join(' '))

function bitsOf(text: string): number {
  const counts = Map.groupBy(text, (character) => character)
  return [...counts.values()].reduce((bits, { length }) => bits + length * Math.log2(text.length / length), 0)
}

/** Ways to read a text that show its rules: as it is, with signs as spaces, without runs, every other character first. */
function readings(text: string): string[] {
  const everyOther = (from: number) => [...text].filter((_, at) => at % 2 === from).join('')
  return [text, text.replace(/[^a-z\d]+/g, ' '), text.replace(/(.)\1{2,}/g, '$1'), everyOther(0) + everyOther(1)]
}

const bytesOf = (text: string) => deflateRawSync(text, { level: 9, dictionary: told }).length

/**
 * Whether a secret can be guessed: too short, of too few different characters, or made of repetitions, rows of characters or
 * words that examples are made of.
 */
export function isGuessable(secret: string): boolean {
  if (secret.length < 32 || bitsOf(secret) < fewestBits) return true
  return readings(secret.toLowerCase()).some((text) => bytesOf(text) < fewestBytes)
}
