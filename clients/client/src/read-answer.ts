import { answerUnreadable } from './errors.ts'
import { retryAfterMs } from './retry-delay.ts'
import { TesseraError, type Issue } from './tessera-error.ts'

interface Problem {
  readonly code: string
  readonly detail: string
  readonly issues?: readonly Issue[]
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isProblem = (value: unknown): value is Problem => {
  const { code, detail } = Object(value) as Partial<Problem>
  return typeof code === 'string' && typeof detail === 'string'
}

/** What an answer holds. Throws the problem that it tells of. */
export async function readAnswer(response: Response, address: string): Promise<unknown> {
  const { status } = response
  const value = jsonOf(await response.text())
  if (response.ok && typeof value === 'object' && value !== null) return value
  const retry = retryAfterMs(response.headers.get('retry-after'), Date.now())
  if (response.ok || !isProblem(value)) {
    const error = answerUnreadable(address, status)
    throw new TesseraError(error.message, { code: error.code, status, retryAfterMs: retry })
  }
  const { code, detail, issues = [] } = value
  throw new TesseraError(detail, { code, status, issues, retryAfterMs: retry })
}
