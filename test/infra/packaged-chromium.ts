import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LaunchOptions } from 'playwright-core'

const cache = fileURLToPath(new URL('../../node_modules/.cache/tessera/', import.meta.url))

// why: the configuration in the package looks for fonts in fixed places outside the checkout, and without a font no text is drawn
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

/** The Chromium of the npm package `@sparticuz/chromium` with the libraries it needs, unpacked once per checkout. */
export function packagedChromium(): LaunchOptions {
  const home = join(cache, 'chromium')
  if (!existsSync(join(home, 'chromium'))) unpack(home)
  const libraries = [join(home, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter((part) => part !== undefined)
  return {
    executablePath: join(home, 'chromium'),
    args: ['--headless=shell', '--no-zygote', '--disable-gpu'],
    env: { ...process.env, HOME: home, LD_LIBRARY_PATH: libraries.join(':'), FONTCONFIG_PATH: join(home, 'fonts') },
  }
}

// why: the package unpacks into the temporary directory, and its libraries only where it believes to be on Lambda;
// a process of its own gives it both, and the rename lets nobody see half an archive
function unpack(home: string): void {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`no packaged Chromium for ${process.platform}-${process.arch}; install Chrome`)
  }
  mkdirSync(dirname(home), { recursive: true })
  const half = mkdtempSync(`${home}-`)
  const script = `import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())`
  const result = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: dirname(fileURLToPath(import.meta.url)),
    env: { ...process.env, TMPDIR: half, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    encoding: 'utf8',
  })
  if (result.status !== 0) throw new Error(`Chromium could not be unpacked: ${result.stderr}`)
  writeFileSync(join(half, 'fonts', 'fonts.conf'), fontConfiguration)
  try {
    renameSync(half, home)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(join(home, 'chromium'))) throw error
  }
}
