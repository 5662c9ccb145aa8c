import { TesseraError } from './tessera-error.ts'

/** No answer came. */
export function unreachable(address: string, cause: unknown): TesseraError {
  const { cause: inner } = Object(cause) as { readonly cause?: unknown }
  const reason = inner instanceof Error ? inner.message : cause instanceof Error ? cause.message : String(cause)
  const message = `${address} does not answer: ${reason}; check the address, and whether Tessera runs there`
  return new TesseraError(message, { code: 'unreachable', cause })
}

/** It took longer than a call may. */
export function timedOut(address: string, timeoutMs: number): TesseraError {
  const message = `${address} did not answer within ${timeoutMs} ms; it may have taken the call, which may be sent again`
  return new TesseraError(message, { code: 'timed_out' })
}

/** What answered is not the product. */
export function answerUnreadable(address: string, status: number): TesseraError {
  const message = `${address} answered ${status}, and not as Tessera does; check the address and what stands before it`
  return new TesseraError(message, { code: 'answer_unreadable', status })
}

/** What a client is made of is wrong. */
export function optionWrong(name: string, expected: string): TypeError {
  return new TypeError(`createClient: ${name} needs ${expected}`)
}
