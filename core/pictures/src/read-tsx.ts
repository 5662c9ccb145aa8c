import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'rolldown/utils'

const withElements = /\.[jt]sx$/
/** What a bundler makes of these matters to a page alone. */
const ofPagesOnly = /\.(css|svg|png|jpe?g|gif|webp|woff2?)$/

/** From now on this thread imports files with elements (`.tsx`), which Node does not read by itself. */
export function readTsx(): void {
  registerHooks({
    load: (url, context, next) => {
      const [address = ''] = url.split('?')
      if (ofPagesOnly.test(address)) return { format: 'module', source: "export default ''", shortCircuit: true }
      if (!withElements.test(address)) return next(url, context)
      const file = fileURLToPath(address)
      const { code, errors } = transformSync(file, readFileSync(file, 'utf8'), {
        jsx: { runtime: 'automatic', development: false },
      })
      const [error] = errors
      if (error) throw new SyntaxError(`${file}: ${error.message}`)
      return { format: 'module', source: code, shortCircuit: true }
    },
  })
}
