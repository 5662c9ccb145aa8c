import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Code that decides what an answer is: engine, contract, registry, plugins, and the libraries' versions. */
const inputs = [
  'core/{query,plugin-api,registry}/src/**/*.ts',
  'plugins/**/*.{ts,js,json,sql}',
  'tessera.config.ts',
  'pnpm-lock.yaml',
]

/** Digest over the contents of an installation's code: equal code, equal answers. */
export function codeFingerprint(root: string): string {
  const hash = createHash('sha256')
  const skip = (path: string) => path.includes('node_modules') || path.endsWith('.test.ts')
  for (const file of globSync(inputs, { cwd: root, exclude: skip }).toSorted()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('base64url').slice(0, 22)
}
