import { config } from 'zod'

// why: zod compiles its checks with `new Function`, which the server's Content-Security-Policy forbids
config({ jitless: true })
