/** Where to go after signing in: the given address if it stays on this site, else the first page. */
export function insidePath(to: string | null): string {
  if (to === null || !to.startsWith('/')) return '/'
  const base = 'https://inside.invalid'
  const url = URL.parse(to, base)
  return url === null || url.origin !== base || url.pathname.startsWith('//') || url.pathname === '/sign-in'
    ? '/'
    : url.pathname + url.search + url.hash
}
