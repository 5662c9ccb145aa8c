import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

// Loaded before the server: tells who started it which files it is made of, and ends it when nobody listens any more.
registerHooks({
  load: (url, context, next) => {
    if (url.startsWith('file:') && !url.includes('/node_modules/')) process.send?.({ file: fileURLToPath(url) })
    return next(url, context)
  },
})
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
