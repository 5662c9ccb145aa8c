import { inspect } from 'node:util'

/** A text as a database stores it: without NUL and half surrogate pairs, and no longer than this. */
export const storedText = (text: string, most: number): string =>
  text.replaceAll('\0', '').slice(0, most).toWellFormed()

const most = { message: 2_000, stack: 8_000 }

function read(error: unknown): { readonly message: string; readonly stack: string } {
  try {
    if (error instanceof Error) return { message: String(error.message), stack: String(error.stack ?? '') }
    return { message: typeof error === 'string' ? error : inspect(error), stack: '' }
  } catch {
    return { message: 'what was thrown cannot be read', stack: '' }
  }
}

/** Why a try failed, as it may be kept: of whatever was thrown the sentence and the stack alone, so that keeping it cannot fail. */
export function keptReason(error: unknown, hide: (text: string) => string): Error {
  const { message, stack } = read(error)
  const kept = new Error(storedText(hide(message), most.message))
  kept.stack = storedText(hide(stack), most.stack)
  return kept
}
