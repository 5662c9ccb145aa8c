import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium, type Browser, type LaunchOptions } from 'playwright-core'
import { packagedChromium } from './packaged-chromium.ts'

const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser']
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]
const flags = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none', '--hide-scrollbars']

/**
 * Starts a Chromium without a window: the system's Chrome or Chromium if one is there and runs, else the one npm
 * installed. Needs no other package of the system and may run as root. `TESSERA_TEST_CHROME` names another program,
 * or `packaged` for the one from npm.
 */
export async function launchBrowser(): Promise<Browser> {
  const failures: string[] = []
  for (const candidate of candidates()) {
    try {
      const options = candidate === 'packaged' ? packagedChromium() : { executablePath: candidate }
      return await launch(options)
    } catch (error) {
      failures.push(`${candidate}: ${String(error)}`)
    }
  }
  throw new Error(`no browser starts; install Chrome or set TESSERA_TEST_CHROME.\n${failures.join('\n')}`)
}

function candidates(): string[] {
  const chosen = process.env.TESSERA_TEST_CHROME
  if (chosen !== undefined) return [chosen]
  const folders = (process.env.PATH ?? '').split(delimiter)
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).concat(places)
  return [...found.filter((file) => existsSync(file) && answersVersion(file)).slice(0, 1), 'packaged']
}

// why: some systems ship a stub under this name that only says how to install the browser
function answersVersion(file: string): boolean {
  if (process.platform === 'win32') return true
  return spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 10_000 }).status === 0
}

async function launch(options: LaunchOptions): Promise<Browser> {
  return chromium.launch({ ...options, headless: true, args: [...flags, ...(options.args ?? [])], timeout: 30_000 })
}
