import type { FastifyInstance } from 'fastify'
import { serverErrors } from '../errors.ts'

/** The path of TESSERA_URL below which the server is reached, without a slash at its end; empty for none. */
export function basePathOf(publicUrl: string | null): string {
  return publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/+$/, '')
}

/**
 * Makes the function that takes the base path off the address of a request, where it is there: some proxies take it off
 * themselves, others pass it on.
 */
export function withoutBasePath(basePath: string): (url: string | undefined) => string {
  if (basePath === '') return (url = '/') => url
  // why: a request line may name scheme and host before the path
  const prefixed = new RegExp(`^((?:[a-z][\\w+.-]*://[^/?#]*)?)${RegExp.escape(basePath)}(?=[/?#]|$)/?`)
  return (url = '/') => url.replace(prefixed, '$1/')
}

/**
 * Refuses a base path that begins as an address of the server does, with `config_invalid`: behind a proxy that takes the base path
 * off, `/api/x` could then be meant with or without it. To be called before routes are made.
 */
export function assertOwnBasePath(fastify: FastifyInstance, basePath: string): void {
  const first = (path: string) => path.split('/', 2)[1] ?? ''
  if (basePath === '') return
  fastify.addHook('onRoute', ({ url }) => {
    if (first(url) !== first(basePath)) return
    const reason = `the server has addresses below /${first(basePath)} of its own`
    throw serverErrors('config_invalid', { problems: `TESSERA_URL: ${reason}; choose another path` })
  })
}
