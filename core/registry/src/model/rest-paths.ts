const form = /^\/api(\/([\w.~-]+|\{\w+\}))+$/

/** Whether a REST path is written as one. */
export function isRestPath(path: unknown): path is string {
  return typeof path === 'string' && form.test(path) && !/\/\.+(\/|$)/.test(path)
}

const segments = (path: string) => path.split('/').slice(2)
const isParameter = (segment: string) => segment.startsWith('{')

/** Whether some address would be served by either path: names of parameters, case and a slash at the end make no difference. */
export function pathsMeet(one: string, other: string): boolean {
  const [a, b] = [segments(one), segments(other)]
  return (
    a.length === b.length &&
    a.every((segment, index) => {
      const counterpart = b[index] ?? ''
      if (isParameter(segment) || isParameter(counterpart)) return true
      return segment.toLowerCase() === counterpart.toLowerCase()
    })
  )
}

/** Whether a path is that of a prefix, or may lie under it. */
export function liesUnder(path: string, prefix: string): boolean {
  const [inner, outer] = [segments(path), segments(prefix)]
  return pathsMeet(`/api/${inner.slice(0, outer.length).join('/')}`, prefix)
}

/** The place that is a plugin's own. */
export function ownPath(plugin: string): string {
  return `/api/${plugin}`
}
