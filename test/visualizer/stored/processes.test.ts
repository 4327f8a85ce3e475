import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { openSqliteStore } from 'holdfast/sqlite'
import { expect, onTestFinished, test } from 'vitest'

import { redact } from '../../../src/inspect/redact/redact.ts'
import { createStoreSource } from '../../../src/visualizer/sources/store-source.ts'
import { root } from '../../support/project.ts'
import { listenTo } from './listening.ts'

/** Another process, which runs a session of a file. */
function startProgram(path: string, id: string) {
  const file = fileURLToPath(new URL('programs/run-session.ts', import.meta.url))
  const args = ['--conditions=@holdfast/source', '--import', 'tsx', file, path, id]
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, exited: once(child, 'exit') }
}

test('sessions of several processes are seen, woken and cancelled', { timeout: 30_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-visualizer-'))
  const path = join(folder, 'retries.db')
  const store = await openSqliteStore(path)
  const source = createStoreSource(store, { sanitize: redact, interval: 20 })
  onTestFinished(async () => {
    await source.close()
    await store.close()
    await rm(folder, { recursive: true })
  })
  const { listener, row } = listenTo(source)
  let look = () => {}
  await source.start({
    ...listener,
    row(told) {
      listener.row(told)
      look()
    },
  })
  /** The row of a session, once it is like that. */
  const rowLike = async (id: string, isSo: (found: NonNullable<ReturnType<typeof row>>) => boolean) => {
    for (;;) {
      const found = row(id)
      if (found !== undefined && isSo(found)) return found
      await new Promise<void>((resolve) => (look = resolve))
    }
  }
  const by = 'ada@web-1, visualizer'
  const events = async (id: string) => (await store.history(id)).map((event) => [event.type, event.by])

  const [toWake, toCancel, toKill] = ['to wake', 'to cancel', 'to kill'].map((id) => startProgram(path, id))
  for (const id of ['to wake', 'to cancel', 'to kill']) {
    const asleep = await rowLike(id, ({ status }) => status === 'sleeping')
    expect(asleep).toMatchObject({ error: 'Error: the bank is closed', can: ['wake', 'cancel'] })
    expect(asleep.owner).toMatch(/^process \d+ on /)
  }

  toKill?.child.kill('SIGKILL')
  const orphan = await rowLike('to kill', ({ owner }) => owner === undefined)
  expect(orphan).toMatchObject({ status: 'sleeping', can: ['wake', 'cancel'] })
  // It is his process that is known to be dead.
  expect((await store.get('to kill'))?.leaseUntil).toBeGreaterThan(store.now())

  expect(await source.command(row('to wake')?.key ?? '', 'retry', by)).toBeUndefined()
  expect(await rowLike('to wake', ({ status }) => status === 'done')).toMatchObject({ attempt: 2, can: [] })
  expect(await events('to wake')).toContainEqual(['wakeRequested', by])
  await toWake?.exited

  expect(await source.command(row('to cancel')?.key ?? '', 'cancel', by)).toBeUndefined()
  expect(await rowLike('to cancel', ({ status }) => status === 'cancelled')).toMatchObject({ can: ['round'] })
  expect(await events('to cancel')).toContainEqual(['cancelRequested', by])
  await toCancel?.exited

  // His lease has not run out: whoever takes it next ends its sleep, or ends it.
  expect(await source.command(orphan.key, 'retry', by)).toBeUndefined()
  expect((await source.detail(orphan.key))?.stored?.record).toMatchObject({ wakeRequested: true })
  const heir = startProgram(path, 'to kill')
  expect(await rowLike('to kill', ({ status }) => status === 'done')).toMatchObject({ attempt: 2 })
  await heir.exited
})
