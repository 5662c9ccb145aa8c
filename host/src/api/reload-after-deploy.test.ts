import { afterEach, expect, test, vi } from 'vitest'
import { reloadAfterDeploy } from './reload-after-deploy.ts'

afterEach(() => vi.unstubAllGlobals())

/** A browser with a page that lost a chunk, beside a server that answers or does not. */
async function reloadsOf(answer: () => Promise<Response>, losses: number): Promise<number> {
  const kept = new Map<string, string>()
  const reload = vi.fn()
  const asked = vi.fn(answer)
  const page = Object.assign(new EventTarget(), { location: { reload } })
  vi.stubGlobal('window', page)
  vi.stubGlobal('document', { querySelector: () => null, baseURI: 'http://tessera/' })
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  })
  vi.stubGlobal('fetch', asked)
  reloadAfterDeploy()
  for (let loss = 0; loss < losses; loss++) {
    page.dispatchEvent(new Event('vite:preloadError'))
    await Promise.allSettled(asked.mock.results.map(({ value }) => value as Promise<Response>))
    await new Promise(setImmediate)
  }
  return reload.mock.calls.length
}

test('a page that lost a chunk to a newer build is loaded anew, once', async () => {
  expect(await reloadsOf(() => Promise.resolve(new Response('{}')), 2)).toBe(1)
})

test('while the server does not answer the page stays', async () => {
  expect(await reloadsOf(() => Promise.reject(new TypeError('failed to fetch')), 2)).toBe(0)
  expect(await reloadsOf(() => Promise.resolve(new Response('', { status: 503 })), 2)).toBe(0)
})
