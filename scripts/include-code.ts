import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// Copies files into the code blocks of the documents that name them: ```ts file=docs/examples/…
const root = join(import.meta.dirname, '..')

for (const document of globSync('docs/**/*.md', { cwd: root, exclude: (name) => name === 'node_modules' })) {
  const text = readFileSync(join(root, document), 'utf8')
  const filled = text.replaceAll(/^(```\w+ file=(\S+)\n)[\s\S]*?^```$/gm, (_, head: string, file: string) => {
    return `${head}${readFileSync(join(root, file), 'utf8').trimEnd()}\n\`\`\``
  })
  if (filled !== text) writeFileSync(join(root, document), filled)
}
