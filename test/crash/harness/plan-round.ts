import type { Script } from '../script.ts'
import type { Death, Orders } from '../worker/orders.ts'
import { POINTS } from '../worker/points.ts'
import { type Chance, seededChance } from './seeded-chance.ts'

/** What happens to a process; times in milliseconds from when its store is open. */
export type Fate =
  | { readonly kind: 'killed at a point'; readonly death: Death }
  | { readonly kind: 'killed'; readonly after: number }
  | { readonly kind: 'stopped'; readonly after: number; readonly duration: number }
  /** Killed, and the disk has lost what nobody waited for. */
  | { readonly kind: 'power cut'; readonly death: Death }

/** One round: sessions, and processes that die. */
export interface RoundPlan extends Pick<Orders, 'scripts' | 'lease' | 'flaw'> {
  readonly seed: number
  /** Each entry is a process that is started again after each of its fates; all run all sessions. */
  readonly lives: readonly (readonly Fate[])[]
}

/** All that is left to chance in a round, but for the machine's own timing. */
export function planRound(seed: number): RoundPlan {
  const chance = seededChance(seed)
  const kind = KINDS[seed % KINDS.length]!
  const scripts = Array.from({ length: chance.between(3, 6) }, (_, n) => planScript(`s${n}`, chance))
  return { seed, scripts, ...kind(chance, seed) }
}

type Kind = (chance: Chance, seed: number) => Pick<RoundPlan, 'lives' | 'lease'>

/** So long that nobody has waited for its end: whoever takes over saw that the owner was dead. */
const LONG_LEASE = 300_000
const SHORT_LEASE = 300

const killed =
  (processes: number, times: number): Kind =>
  (chance, seed) => ({
    lives: repeat(processes, (n) => repeat(times, (life) => kill(chance, seed + n, life))),
    lease: LONG_LEASE,
  })

const stopped: Kind = (chance, seed) => ({
  lives: [
    [{ kind: 'stopped', after: chance.between(0, 200), duration: chance.between(2, 5) * SHORT_LEASE }],
    [kill(chance, seed, 0)],
  ],
  lease: SHORT_LEASE,
})

const powerCuts: Kind = (chance, seed) => ({
  lives: [repeat(3, (life) => ({ kind: 'power cut', death: die(chance, seed, life) }))],
  lease: LONG_LEASE,
})

const KINDS = [
  killed(1, 4),
  killed(2, 2),
  powerCuts,
  killed(1, 4),
  killed(4, 1),
  killed(1, 4),
  stopped,
  powerCuts,
  killed(2, 2),
  killed(1, 4),
]

const kill = (chance: Chance, seed: number, life: number): Fate =>
  chance.next() < 0.25
    ? { kind: 'killed', after: chance.between(0, 150) }
    : { kind: 'killed at a point', death: die(chance, seed, life) }

/** The seed chooses, not chance, so that from round to round no point is left out. */
function die(chance: Chance, seed: number, life: number): Death {
  const points = life === 0 ? FIRST_POINTS : LATER_POINTS
  return { point: points[(seed + life * 3) % points.length]!, visit: chance.oneOf([1, 1, 2, 3]) }
}

const FIRST_POINTS = POINTS.filter((point) => !point.endsWith('claim'))
/** By then the sessions are there. */
const LATER_POINTS = POINTS.filter((point) => !point.endsWith('insert'))

function planScript(id: string, chance: Chance): Script {
  const failures = chance.between(0, 5)
  return {
    id,
    failures,
    limit: chance.oneOf([2, 4, 6, 6]),
    attemptTime: chance.oneOf([0, 1, chance.between(5, 40)]),
    sleeps: repeat(failures, () => chance.oneOf([0, chance.between(1, 20), chance.between(20, 120)])),
    hasHooks: chance.next() < 0.6,
  }
}

const repeat = <T>(length: number, make: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => make(index))
