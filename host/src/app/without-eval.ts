import { config } from 'zod/v4'

// why: zod compiles its checks with `new Function`, which the server's Content-Security-Policy forbids; and as the build resolves
// 'zod' to this module, that is said before the first schema of any chunk is made
config({ jitless: true })

export * from 'zod/v4'
