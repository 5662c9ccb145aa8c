/** How long the statements of a piece of work may take, and which transaction it is; 0 for none. */
export interface Allowance {
  readonly limitMs: number
  readonly transaction: number
}

/** Nothing holds the only session of an embedded database for longer, whatever was asked for. */
const longestMs = 600_000
const simpleQuery = 'Q'.charCodeAt(0)
const parse = 'P'.charCodeAt(0)
const pattern = /^\/\* (?:within (\d{1,9}) ms)?(?: ?as (\d{1,15}))? \*\//

/** The words in front of a statement that say how long it and the rest of its transaction may take. */
export function allowanceComment({
  limitMs,
  transaction,
}: {
  limitMs?: number | undefined
  transaction?: number
}): string {
  const parts = [
    ...(limitMs === undefined ? [] : [`within ${Math.ceil(limitMs)} ms`]),
    ...(transaction === undefined ? [] : [`as ${transaction}`]),
  ]
  return `/* ${parts.join(' ')} */ `
}

function textStart(message: Uint8Array): string {
  const type = message[0]
  if (type !== simpleQuery && type !== parse) return ''
  const from = type === parse ? message.indexOf(0, 5) + 1 : 5
  return Buffer.from(message.subarray(from, from + 60)).toString('latin1')
}

/** Reads how long a message's work may take: what its comment asks for, never less than `leastMs`. */
export function readAllowance(message: Uint8Array, leastMs: number): Allowance {
  const [, limit = '0', transaction = '0'] = pattern.exec(textStart(message)) ?? []
  return { limitMs: Math.max(leastMs, Math.min(Number(limit), longestMs)), transaction: Number(transaction) }
}
