/** Parameters of a part of a route, as Express finds them. */
export type Params = Readonly<Record<string, unknown>>

const idLike = /^(\d+|[\da-f-]{16,}|.*(@|%40).*|(?=.*\d).{20,})$/i

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The address of a mount with the names of parameters in place of their values, and nothing that looks like an id. */
export function patternOf(address: string, seen: readonly Params[]): string {
  const entries = seen.toReversed().flatMap((params) => Object.entries(params))
  const names = new Map(entries.map(([name, value]) => [value, name]))
  const part = (text: string) => {
    const name = names.get(decoded(text))
    if (name !== undefined) return `:${name}`
    return idLike.test(text) ? ':id' : text
  }
  return address.split('/').map(part).join('/')
}
