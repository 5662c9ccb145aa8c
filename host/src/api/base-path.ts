/** The path below which the server is reached, as it has written into the page; empty for none. */
export function basePath(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="tessera-base"]')?.content ?? ''
}

/** Address of the server as programs outside of this page write it. */
export function serverAddress(): string {
  return window.location.origin + basePath()
}

/** Goes below the base path when the page was asked for beside it. Answers whether the page is about to be left. */
export function leavesForBasePath(): boolean {
  const [base, { pathname, search, hash }] = [basePath(), window.location]
  if (base === '' || pathname === base || pathname.startsWith(`${base}/`)) return false
  window.location.replace(base + pathname + search + hash)
  return true
}
