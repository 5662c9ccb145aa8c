export type { AppRouter } from '@tessera/server/router'
