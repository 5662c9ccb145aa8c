import { basePath } from './base-path.ts'

const key = 'tessera-reloaded-at'
const pause = 60_000

/** Reloads the page if the server answers; the address says what was shown. */
export async function reloadIfAnswered(): Promise<void> {
  const answer = await fetch(`${basePath()}/healthz`, { cache: 'no-store' }).catch(() => null)
  if (!answer?.ok) return
  sessionStorage.setItem(key, String(Date.now()))
  window.location.reload()
}

/**
 * Reloads the page when a chunk is gone because a newer build took its place; once a minute at most. While the server
 * does not answer the page stays: a reload would put the browser's own error page in its place.
 */
export function reloadAfterDeploy(): void {
  window.addEventListener('vite:preloadError', () => {
    const last = Number(sessionStorage.getItem(key) ?? 0)
    if (Date.now() - last >= pause) void reloadIfAnswered()
  })
}
