import { readFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { peers } from '../peers/all.ts'
import type { Peer } from '../peers/peer.ts'
import type { Table } from './table.ts'

/** What the numbers depend on: the machine, how busy it is with other things, Node and the day. */
export function describeMachine(): string {
  const [cpu] = cpus()
  const [load = 0] = loadavg()
  const memory = Math.round(totalmem() / 2 ** 30)
  return [
    `${cpu?.model ?? 'an unknown processor'}, ${cpus().length} cores, ${memory} GiB`,
    `${process.platform} ${process.arch}`,
    `load ${load.toFixed(1)} before the start`,
    `Node ${process.versions.node}, V8 ${process.versions.v8}`,
    new Date().toISOString().slice(0, 10),
  ].join('; ')
}

/** Every peer with its version and how it was set up. */
export function peersTable(): Table {
  const all: readonly Peer[] = Object.values(peers)
  return {
    columns: ['peer', 'version', 'set up'],
    rows: all.map((peer) => [
      peer.name,
      peer.package === undefined ? '' : versionOf(peer.package),
      peer.setup,
    ]),
  }
}

/** As installed; Holdfast's own is the project's. */
function versionOf(name: string): string {
  const folder = name === 'holdfast' ? '' : `node_modules/${name}/`
  const manifest = readFileSync(new URL(`../../${folder}package.json`, import.meta.url), 'utf8')
  // A package's manifest has a version, or npm would not have installed it.
  return (JSON.parse(manifest) as { version: string }).version
}
