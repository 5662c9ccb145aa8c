import { patternOf, type Params } from './pattern-of.ts'

interface Route {
  readonly path?: unknown
}

const paramsKey = Symbol('tessera.params')
const seenKey = Symbol('tessera.params seen')
const routeKey = Symbol('tessera.route')
const mountKey = Symbol('tessera.mount')

/** A request of Express, with what is kept of its way. */
interface Watched {
  readonly baseUrl?: string
  [paramsKey]?: Params | undefined
  [seenKey]?: Params[]
  [routeKey]?: Route | undefined
  [mountKey]?: string
}

const traps: PropertyDescriptorMap & ThisType<Watched> = {
  params: {
    configurable: true,
    enumerable: true,
    get() {
      return this[paramsKey]
    },
    set(given: Params | undefined) {
      this[paramsKey] = given
      if (given) this[seenKey]?.push(given)
    },
  },
  route: {
    configurable: true,
    enumerable: true,
    get() {
      return this[routeKey]
    },
    set(taken: Route | undefined) {
      this[routeKey] = taken
      this[mountKey] = this.baseUrl ?? ''
    },
  },
}

const known = new WeakSet<object>()

/** Express makes the requests of an app from one object. What is laid there holds for all, and leaves each as fast as it was. */
function watchApp(request: object): void {
  const prototype = Object.getPrototypeOf(request) as object
  if (known.has(prototype)) return
  known.add(prototype)
  if (Object.hasOwn(prototype, 'app')) Object.defineProperties(prototype, traps)
}

function watch(request: object): void {
  watchApp(request)
  const watched = request as Watched & { readonly params?: Params }
  watched[seenKey] = []
  // why: what stands on the request itself hides what is laid below; so it is for the first of an app, and in Express 4
  const own = Object.entries(traps).filter(([name]) => Object.hasOwn(request, name) || !(name in request))
  if (own.length === 0) return
  watched[paramsKey] = watched.params
  Object.defineProperties(request, Object.fromEntries(own))
}

function pathOf(path: unknown): string {
  if (Array.isArray(path)) return path.map(pathOf).join(' | ')
  return path === '/' ? '' : String(path)
}

/**
 * Follows which route Express takes. Where routers are mounted below each other, the request knows the address of the mount and its
 * parameters only while it is on its way; after an error it has forgotten them. Answers the route's pattern when asked at the end, null
 * where none was taken.
 */
export function watchRoute(request: object): () => string | null {
  watch(request)
  const watched = request as Watched
  return () => {
    const { [routeKey]: route, [mountKey]: mount = '', [seenKey]: seen = [] } = watched
    if (route === undefined) return null
    return `${mount === '' ? '' : patternOf(mount, seen)}${pathOf(route.path)}` || '/'
  }
}
