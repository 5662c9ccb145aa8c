import { parseExactly } from '@tessera/plugin-api/server'

/** Whether a text is a number as JSON writes it, one that a JavaScript number holds exactly. */
export function isPlainNumber(text: string): boolean {
  if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return false
  return typeof parseExactly(text, String) === 'number'
}
