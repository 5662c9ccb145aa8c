import { conformance } from '@tessera/test-kit'
import server from './server/index.ts'

conformance(server)
