import { rowFileErrors } from './errors.ts'

const linesIn = (text: string) => text.split('\n').length - 1

/** The text of a file, piece by piece. Refuses with `file_text_unreadable`. */
export async function* textsOf(file: Blob): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = file.stream().getReader()
  let line = 1
  const decode = (bytes?: Uint8Array): string => {
    try {
      const text = bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
      line += linesIn(text)
      return text
    } catch {
      const [fine = ''] = new TextDecoder().decode(bytes).split('\uFFFD', 1)
      throw rowFileErrors('file_text_unreadable', { line: line + linesIn(fine) })
    }
  }
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      yield decode(value)
    }
    yield decode()
  } finally {
    await reader.cancel().catch(() => {})
  }
}
