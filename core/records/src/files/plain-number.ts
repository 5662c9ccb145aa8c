import { parseExactly } from '@tessera/plugin-api/server'

/** So few digits a JavaScript number holds exactly. */
const short = /^-?(?:0|[1-9]\d{0,8})(?:\.\d{1,6})?$/
const numeral = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
/** No number of JavaScript that is worth importing is written in more characters. */
const longest = 400

/** Whether a text is a number as JSON writes it, one that a JavaScript number holds exactly. */
export function isPlainNumber(text: string): boolean {
  if (short.test(text)) return true
  return text.length <= longest && numeral.test(text) && typeof parseExactly(text, String) === 'number'
}
