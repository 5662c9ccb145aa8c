import { conformance } from '@tessera/test-kit'
import { fill } from './server/demo/demo.ts'
import { globex } from './server/demo/globex.ts'
import server from './server/index.ts'

/** Two providers of a small tenant; a whole demo would take longer than it tells more. */
const picture = {
  ...globex,
  accounts: 9,
  providers: globex.providers.filter(({ provider }) => provider === 'google' || provider === 'meta'),
  previousChats: { connected: 480, others: 40 },
  currentChats: { connected: 500, others: 40 },
}

conformance({ ...server, demo: (context) => fill(context, picture) }, { once: true })
