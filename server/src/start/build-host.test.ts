import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildHost } from './build-host.ts'

// why: inside the repository, so that Vite is found
const place = join(import.meta.dirname, '../../.tessera')
const roots: string[] = []
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true, force: true })))

function emptyRoot(): string {
  mkdirSync(place, { recursive: true })
  const root = mkdtempSync(join(place, 'pages-'))
  roots.push(root)
  return root
}

const write = (root: string, path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

async function built(root: string) {
  const notes: string[] = []
  const folder = await buildHost(root, {
    building: () => notes.push('built'),
    old: ({ message }) => notes.push(message),
  })
  return { folder, notes }
}

let first: string
let pages: string | null

beforeAll(async () => {
  first = emptyRoot()
  write(first, 'host/package.json', '{ "name": "pages", "type": "module" }')
  write(first, 'package.json', '{ "type": "module" }')
  write(first, 'vite.config.ts', `export default { root: 'host' }`)
  write(first, 'host/index.html', '<!doctype html><script type="module" src="./src/main.js"></script>')
  write(first, 'host/src/main.js', 'document.title = "one"')
  const { folder, notes } = await built(first)
  pages = folder
  expect(notes).toEqual(['built'])
})

test('a build is known by what it was made from: a copy with other times needs none', async () => {
  expect(await built(first)).toEqual({ folder: pages, notes: [] })
  utimesSync(join(first, 'host/src/main.js'), new Date(0), new Date(0))
  expect((await built(first)).notes).toEqual([])
  const copy = emptyRoot()
  cpSync(first, copy, { recursive: true })
  const { folder, notes } = await built(copy)
  expect(notes).toEqual([])
  expect(existsSync(join(folder ?? '', 'index.html'))).toBe(true)
})

test('a build that fails leaves the one before whole, which is served with the reason', async () => {
  const root = emptyRoot()
  cpSync(first, root, { recursive: true })
  const before = (await built(root)).folder
  write(root, 'host/src/main.js', 'export const = }')
  const { folder, notes } = await built(root)
  expect(folder).toBe(before)
  expect(notes).toEqual(['built', expect.stringContaining('the pages could not be built')])
  expect(readdirSync(join(root, 'host/dist'))).toHaveLength(1)
  write(root, 'host/src/main.js', 'document.title = "two"')
  const mended = await built(root)
  expect(mended.folder).not.toBe(before)
  expect(mended.notes).toEqual(['built'])
  // why: a server that started before still serves it
  expect(existsSync(join(before ?? '', 'index.html'))).toBe(true)
})

test('without any build, what is wrong is refused in a sentence', async () => {
  const root = emptyRoot()
  cpSync(join(first, 'host'), join(root, 'host'), { recursive: true, filter: (path) => !path.endsWith('dist') })
  write(root, 'host/dist', 'a file where a folder should be')
  await expect(built(root)).rejects.toMatchObject({ code: 'host_build_unwritable' })
})

test('a build that is given up ends its program and leaves nothing behind', async () => {
  const root = emptyRoot()
  cpSync(join(first, 'host'), join(root, 'host'), { recursive: true, filter: (path) => !path.endsWith('dist') })
  const pid = join(root, 'pid')
  write(
    root,
    'vite.config.ts',
    `import { writeFileSync } from 'node:fs'
    setInterval(() => {}, 1_000)
    writeFileSync(${JSON.stringify(pid)}, String(process.pid))
    await new Promise(() => {})
    export default {}`,
  )
  const leaving = new AbortController()
  const build = buildHost(root, { building: () => {}, old: () => {} }, leaving.signal)
  const refused = expect(build).rejects.toMatchObject({ name: 'AbortError' })
  await expect.poll(() => existsSync(pid), { timeout: 30_000 }).toBe(true)
  leaving.abort()
  await refused
  expect(readdirSync(join(root, 'host/dist'))).toEqual([])
  const number = Number(readFileSync(pid, 'utf8'))
  expect(() => process.kill(number, 0)).toThrow('ESRCH')
})

/** Another user where this one may write everywhere. */
const asNobody = `if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534) }`

test.skipIf(process.platform === 'win32')(
  'in a folder one may not write to, an older build is served with the reason',
  () => {
    const root = emptyRoot()
    cpSync(first, root, { recursive: true })
    write(root, 'host/src/main.js', 'document.title = "three"')
    chmodSync(root, 0o755)
    chmodSync(join(root, 'host/dist'), 0o555)
    if (process.getuid?.() === 0) chownSync(join(root, 'host/dist'), 0, 0)
    const program = `
    import { buildHost } from ${JSON.stringify(join(import.meta.dirname, 'build-host.ts'))}
    ${asNobody}
    const pages = await buildHost(${JSON.stringify(root)}, { building() {}, old: ({ message }) => console.log(message) })
    console.log(pages)`
    const printed = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
    chmodSync(join(root, 'host/dist'), 0o755)
    expect(printed).toMatch(/host\/dist cannot be written to \(EACCES\); run `tessera build` once/)
    expect(printed.trim().split('\n').at(-1)).toBe(join(root, 'host/dist', pages?.split('/').at(-1) ?? ''))
  },
)
