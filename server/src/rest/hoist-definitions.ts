import { isDeepStrictEqual } from 'node:util'

/** A JSON object, as parts of an API description are. */
export type Json = Readonly<Record<string, unknown>>

const shared = '#/components/schemas/'
const local = '#/$defs/'

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The same value with every object in it replaced, the outer ones first. */
function mapObjects(value: unknown, change: (part: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, change))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(change(value)).map(([key, item]) => [key, mapObjects(item, change)]))
}

function withNames(value: unknown, names: ReadonlyMap<string, string>): unknown {
  return mapObjects(value, (part) => {
    const name = typeof part['$ref'] === 'string' ? names.get(part['$ref']) : undefined
    return name === undefined ? part : { ...part, $ref: shared + name }
  })
}

/** A name components may have, from one that definitions have. */
const legal = (name: string) => name.replace(/^_+/, '').replaceAll(/[^\w.-]+/g, '-')

/** The first name of this stem that nobody has, or that one of the same content has. */
function freeName(stem: string, schemas: ReadonlyMap<string, unknown>, content: (name: string) => unknown): string {
  for (let turn = 1; ; turn += 1) {
    const name = turn === 1 ? stem : `${stem}${turn}`
    if (!schemas.has(name) || isDeepStrictEqual(schemas.get(name), content(name))) return name
  }
}

/** Adds definitions that refer to each other as `prefix` and name to the components; answers their new names by reference. */
function addAll(definitions: Json, prefix: string, schemas: Map<string, unknown>): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const [name, definition] of Object.entries(definitions)) {
    const content = (as: string) => withNames(definition, new Map([...names, [prefix + name, as]]))
    names.set(prefix + name, freeName(legal(name), schemas, content))
  }
  for (const [name, definition] of Object.entries(definitions))
    schemas.set(names.get(prefix + name) ?? name, withNames(definition, names))
  return names
}

/**
 * Moves the definitions that schemas carry along under `$defs` to the components of the description, where `#/…` finds them: in
 * an OpenAPI document a reference is read from the root of the whole document. Components get names that are allowed there.
 */
export function hoistDefinitions(paths: Json, components: Json): { readonly paths: Json; readonly schemas: Json } {
  const schemas = new Map<string, unknown>()
  const hoist = (value: unknown) =>
    mapObjects(value, (part) => {
      const { $defs: definitions, ...rest } = part
      return isObject(definitions) ? (withNames(rest, addAll(definitions, local, schemas)) as Json) : part
    })
  const names = addAll(components, shared, schemas)
  for (const name of names.values()) schemas.set(name, hoist(schemas.get(name)))
  return { paths: hoist(withNames(paths, names)) as Json, schemas: Object.fromEntries(schemas) }
}

/** References of a document that lead to nothing in it. */
export function danglingReferences(document: Json): string[] {
  const found = new Set<string>()
  mapObjects(document, (part) => {
    if (typeof part['$ref'] === 'string') found.add(part['$ref'])
    return part
  })
  const leadsSomewhere = (reference: string) =>
    reference.startsWith('#/') &&
    reference
      .slice(2)
      .split('/')
      .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>(
        (at, step) => (isObject(at) || Array.isArray(at) ? Reflect.get(at, step) : undefined),
        document,
      ) !== undefined
  return [...found].filter((reference) => !leadsSomewhere(reference))
}
