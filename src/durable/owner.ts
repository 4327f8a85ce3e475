import { randomId, systemRandom } from '../random.ts'

/**
 * Names who holds a session: the process, such that another one on the same machine can tell whether it still lives.
 *
 * @returns a text that no other call gives, in any process
 */
export const createOwner = (): string =>
  [place(), platform?.pid ?? '', stateOf('self').start, randomId(systemRandom)].join(' ')

/** Whether an owner is known to live no more; where that cannot be told, its lease will. */
export function isGone(owner: string): boolean {
  const [where, pid = '', start] = owner.split(' ')
  if (platform === undefined || pid === '' || where === NOWHERE || where !== place()) return false
  try {
    platform.kill(Number(pid), 0)
  } catch (error) {
    // A process of somebody else's lives all the same.
    return (error as { code?: unknown }).code === 'ESRCH'
  }
  if (start === '') return false
  const now = stateOf(pid)
  // Another process may have got the number since; one that has died keeps it until its parent looks.
  return now.start !== start || now.letter === 'Z'
}

/** Absent in browsers and in workers of the edge, where an owner is its UUID alone. */
const platform =
  (globalThis as { process?: NodeJS.Process }).process?.getBuiltinModule === undefined ? undefined : process

/** The machine since it was started, and the container: process numbers mean something only there. */
function place(): string {
  const hostname = quietly((node) => node.getBuiltinModule('node:os').hostname())
  const boot = quietly((node) =>
    node.getBuiltinModule('node:fs').readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
  )
  const namespace = quietly((node) => node.getBuiltinModule('node:fs').readlinkSync('/proc/self/ns/pid'))
  return [hostname, boot, namespace].join('/').replaceAll(' ', '_')
}

/** What a process that may look at nothing says, wherever it is. */
const NOWHERE = '//'

/** Of a process: the letter of its state, and when it began, in the kernel's ticks; both empty where nobody knows. */
function stateOf(pid: string): { readonly letter: string; readonly start: string } {
  const stat = quietly((node) => node.getBuiltinModule('node:fs').readFileSync(`/proc/${pid}/stat`, 'utf8'))
  // The fields 3 and 22, counted from behind the name, which may hold anything.
  const { 0: letter = '', 19: start = '' } = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { letter, start }
}

/** Only Linux has these files, and a runtime may forbid to look. */
function quietly(read: (node: NodeJS.Process) => string): string {
  try {
    return platform === undefined ? '' : read(platform)
  } catch {
    return ''
  }
}
