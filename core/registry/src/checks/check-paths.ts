import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { isRestPath, liesUnder, ownPath, pathsMeet } from '../model/rest-paths.ts'
import type { World } from '../model/world.ts'

/** Places under `/api` that are the server's own, whatever is served there today. */
const ofServer = ['/api/auth', '/api/trpc', '/api/demo']

interface Served {
  readonly procedure: string
  readonly method: string
  readonly path: string
}

function servedBy({ id, server }: LoadedPlugin): Served[] {
  const procedures = (server?.routes?._def.procedures ?? {}) as Readonly<
    Record<string, { readonly _def: { readonly meta?: unknown } }>
  >
  return Object.entries(procedures).flatMap(([name, { _def }]) => {
    const { openapi } = Object(_def.meta) as {
      readonly openapi?: { readonly method?: unknown; readonly path?: unknown }
    }
    if (openapi === undefined) return []
    const { method, path } = openapi
    if (!isRestPath(path)) throw registryErrors('path_wrong', { path: String(path) })
    return [{ procedure: `${id}.${name}`, method: String(method), path }]
  })
}

function checkClaims({ id, contract }: LoadedPlugin, world: World): readonly string[] {
  const claims = contract.paths ?? []
  for (const path of claims) {
    if (!isRestPath(path)) throw registryErrors('path_wrong', { path })
    const taken = (by: string, other: string) => registryErrors('path_taken', { path, by, other })
    const server = ofServer.find((place) => liesUnder(path, place))
    if (server) throw taken('the server', `${server}/`)
    const owner = world.found().find((other) => other !== id && liesUnder(path, ownPath(other)))
    if (owner) throw taken(`plugin '${owner}'`, `${ownPath(owner)}/`)
    const before = world.claimedBefore(id).find((other) => pathsMeet(path, other.path))
    if (before) throw taken(`plugin '${before.plugin}'`, before.path)
  }
  return claims
}

/** A plugin serves REST under its own place and at paths it claims, each path once; no two plugins have one path. */
export function checkPaths(plugin: LoadedPlugin, world: World): void {
  const claims = checkClaims(plugin, world)
  const own = ownPath(plugin.id)
  const seen: Served[] = []
  for (const served of servedBy(plugin)) {
    const { procedure, method, path } = served
    if (path.startsWith(`${own}/webhooks/`)) {
      throw registryErrors('path_taken', {
        path,
        by: 'the server, which receives webhooks there',
        other: `${own}/webhooks/`,
      })
    }
    const isOwn = path === own || path.startsWith(`${own}/`)
    if (!isOwn && !claims.includes(path as `/api/${string}`)) {
      throw registryErrors('path_unclaimed', { procedure, path, own })
    }
    const shape = path.replaceAll(/\{\w+\}/g, '{}')
    const twin = seen.find(
      (one) => one.method === method && one.path.replaceAll(/\{\w+\}/g, '{}').toLowerCase() === shape.toLowerCase(),
    )
    if (twin) throw registryErrors('path_taken', { path, by: `procedure '${twin.procedure}'`, other: twin.path })
    seen.push(served)
  }
}
