const key = 'tessera-reloaded-at'
const pause = 60_000

/** Reloads the page when a chunk is gone because a newer build took its place; once a minute at most. */
export function reloadAfterDeploy(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(key) ?? 0)
    if (Date.now() - last < pause) return
    sessionStorage.setItem(key, String(Date.now()))
    event.preventDefault()
    window.location.reload()
  })
}
