import { existsSync } from 'node:fs'

import { type Browser, chromium } from 'playwright-core'

import { run, tryRun } from './run.ts'

/** Starts a headless Chromium: the one at `CHROMIUM_PATH`, else the system's, else Debian's, installed when root. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: FLAGS })
}

// Without them Chromium looks up its maker's hosts at every start, and as root it refuses to run at all.
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

async function chromiumPath(): Promise<string> {
  const chosen = process.env['CHROMIUM_PATH']
  if (chosen !== undefined) return chosen
  const found = systemChromium() ?? (await installDebianChromium())
  if (found === undefined) throw new Error(HOW_TO_GET_IT)
  return found
}

const HOW_TO_GET_IT =
  'No Chromium found: install it (on Debian: sudo apt-get install chromium), or set CHROMIUM_PATH to one.'

const systemChromium = () => SYSTEM_PATHS.find((path) => existsSync(path))

async function installDebianChromium(): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  // A list that cannot be refreshed may still be good enough to install from.
  await tryRun('apt-get', [...WAIT_FOR_LOCK, 'update'], { env })
  await run('apt-get', [...WAIT_FOR_LOCK, 'install', '--yes', '--no-install-recommends', 'chromium'], { env })
  return systemChromium()
}

const WAIT_FOR_LOCK = ['-o', 'DPkg::Lock::Timeout=300']
