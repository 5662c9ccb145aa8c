import type { MetricQuery } from '@tessera/plugin-api/wire'

/** Commands that ask a query over HTTP and on the command line. */
export function queryCommands(
  query: MetricQuery,
  origin: string,
  tenant: string,
): { readonly curl: string; readonly cli: string } {
  const json = JSON.stringify(query, null, 2)
  // why: a quoted here-document passes every character on, quotes and dollars included
  const document = `<<'JSON'\n${json}\nJSON`
  return {
    curl: [
      `curl ${origin}/api/v1/metrics/query \\`,
      `  -H "Authorization: Bearer $TESSERA_KEY" \\`,
      `  -H 'Content-Type: application/json' \\`,
      `  -d @- ${document}`,
    ].join('\n'),
    cli: `npx pnpm tessera query --tenant ${tenant} --json ${document}`,
  }
}
