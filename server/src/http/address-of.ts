/** Address of a server that listens on a host and port; one of IPv6 stands in brackets, without the zone no address can carry. */
export function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host.split('%', 1)[0]}]` : host}:${port}`
}
