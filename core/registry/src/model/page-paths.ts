const word = /^[A-Za-z0-9][\w.~-]*$/
const parameter = /^:[A-Za-z]\w*\??$/

const isParameter = (step: string) => step.startsWith(':')
const nameOf = (step: string) => step.slice(1).replace(/\?$/, '')

/** Why a path is none of a page, or null. */
export function pathProblem(path: unknown): string | null {
  if (typeof path !== 'string' || path === '') return 'it is empty'
  const steps = path.split('/')
  const wrong = steps.find((step) => !word.test(step) && !parameter.test(step))
  if (wrong !== undefined)
    return wrong === ''
      ? 'it begins or ends with a slash, or has two in a row'
      : `'${wrong}' is no word and no :parameter`
  if (isParameter(steps[0] ?? '')) return 'it begins with a parameter'
  if (steps.slice(0, -1).some((step) => step.endsWith('?'))) return 'only its last parameter may be left out'
  const names = steps.filter(isParameter).map(nameOf)
  const twice = names.find((name, at) => names.indexOf(name) < at)
  return twice === undefined ? null : `it has the parameter '${twice}' twice`
}

/** The addresses a path stands for, with `:` for each parameter: one, or two where the last may be left out. */
export function shapesOf(path: string): readonly string[] {
  const steps = path.split('/').map((step) => (isParameter(step) ? ':' : step))
  const full = steps.join('/')
  return path.endsWith('?') ? [full, steps.slice(0, -1).join('/')] : [full]
}

function paramsOf(path: string, given: readonly string[]): Readonly<Record<string, string>> | null {
  const steps = path.split('/')
  const least = path.endsWith('?') ? steps.length - 1 : steps.length
  if (given.length < least || given.length > steps.length) return null
  const params: Record<string, string> = {}
  for (const [at, part] of given.entries()) {
    const step = steps[at] ?? ''
    if (isParameter(step)) params[nameOf(step)] = part
    else if (step !== part) return null
  }
  return params
}

/** How many steps of a path, counted from the front, are words: where two paths fit, the one with more is meant. */
const wordsOf = (path: string) =>
  path
    .split('/')
    .map((step) => (isParameter(step) ? '0' : '1'))
    .join('')

/** The page an address below its plugin's place leads to, and what stands there for its parameters. `steps` are decoded. */
export function matchPage<Page extends { readonly path: string }>(
  pages: readonly Page[],
  steps: readonly string[],
): { readonly page: Page; readonly params: Readonly<Record<string, string>> } | null {
  if (steps.length === 0 || steps.includes('')) return null
  const found = pages.flatMap((page) => {
    const params = paramsOf(page.path, steps)
    return params ? [{ page, params }] : []
  })
  return found.toSorted((a, b) => (wordsOf(a.page.path) < wordsOf(b.page.path) ? 1 : -1))[0] ?? null
}

/** Where a page lies without its parameters; null where it cannot be without them. */
export function plainPath(path: string): string | null {
  const shape = shapesOf(path).at(-1) ?? path
  return shape.includes(':') ? null : shape
}
