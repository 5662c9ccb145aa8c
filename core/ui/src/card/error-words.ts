/** What a card says of something thrown. Errors that carry a code were written for readers; the words of others were not. */
export function errorWords(error: unknown): { readonly title: string; readonly code: string } {
  const isWritten = error instanceof Error && 'code' in error
  return isWritten
    ? { title: error.message, code: String(error.code) }
    : { title: 'This panel could not be drawn.', code: 'panel.failed' }
}
