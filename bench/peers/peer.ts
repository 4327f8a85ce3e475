/** One way to retry, as every benchmark uses it: each file beside this one holds one. */
export interface Peer {
  /** As the tables call it. */
  readonly name: string
  /** The package whose version the results name; none for what is written by hand. */
  readonly package?: string
  /** How it is set up, for the reader to judge. */
  readonly setup: string
  /** What a program imports that retries five times with an exponential wait: names by module. */
  readonly imports?: Readonly<Record<string, readonly string[]>>
  /** What it can do besides calling once. */
  readonly can: readonly Ability[]
  /** Sets the policy up once; what comes back binds it to functions. */
  wrap(settings: Settings): Wrap
}

/** Retry at all; take the caller's signal; tell a listener about a call; show a session to an XState inspector. */
export type Ability = 'retry' | 'signal' | 'listen' | 'inspect'

/** What is asked of each peer alike; nobody adds jitter. */
export interface Settings {
  /** Retries after the first attempt, 0 to Infinity. */
  readonly retries: number
  /** The same wait before each retry, in milliseconds; 0 is the peer's shortest. */
  readonly delay: number
  readonly signal?: AbortSignal
  /** Whether listeners that do nothing watch each call, or did and were removed before the first. */
  readonly listeners?: Listeners
  /** Given every inspection event of XState. */
  readonly inspect?: () => void
}

export type Listeners = 'never' | 'removed' | 'present'

/** The function that is retried: an argument tells concurrent calls apart where that matters. */
export type Task<A> = (arg: A) => Promise<number>

/** Binds a policy to a task in the cheapest way the peer offers: the caller's loop then only calls the result. */
export type Wrap = <A>(task: Task<A>) => Task<A>

/** The wrap of a peer that is handed a function at each call: a task without arguments is passed on as it is. */
export function handing(execute: (task: () => Promise<number>) => Promise<number>): Wrap {
  return (task) => {
    if (task.length > 0) return (arg) => execute(() => task(arg))
    // Whatever the peer passes (a context, an attempt number), this task does not read it.
    const bare = task as () => Promise<number>
    return () => execute(bare)
  }
}

/** For listeners and inspectors that must cost as little as a listener can. */
export const doNothing = (): void => {}
