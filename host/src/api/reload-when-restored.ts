/**
 * Reloads a page that the browser kept as it was when it was left, and shows again on "back": who has signed out since sees nothing of it.
 */
export function reloadWhenRestored(): void {
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) window.location.reload()
  })
}
