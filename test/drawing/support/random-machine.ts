import fc from 'fast-check'

interface Tree {
  readonly type: 'atomic' | 'compound' | 'parallel' | 'final' | 'history'
  readonly children: readonly Tree[]
}

/** The shape of a chart: up to three levels, and a dozen states or so. */
const aTree = fc.letrec<{ tree: Tree; leaf: Tree; branch: Tree }>((tie) => ({
  tree: fc.oneof({ depthSize: 'small', maxDepth: 2 }, { weight: 3, arbitrary: tie('leaf') }, tie('branch')),
  leaf: fc.record({
    type: fc.constantFrom('atomic' as const, 'atomic' as const, 'final' as const, 'history' as const),
    children: fc.constant([]),
  }),
  branch: fc.record({
    type: fc.constantFrom('compound' as const, 'compound' as const, 'parallel' as const),
    children: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
  }),
}))

const aTransition = fc.record({
  source: fc.nat(),
  targets: fc.array(fc.nat(), { minLength: 0, maxLength: 1 }),
  kind: fc.constantFrom('event', 'event', 'always', 'after', 'failed'),
  event: fc.constantFrom('GO', 'STOP', 'a.long.event.of.somebody', '漢字', '*'),
  guard: fc.option(fc.constantFrom('isReady', 'hasBeenAcceptedByEverybodyWhoWasAsked'), { nil: undefined }),
  reenter: fc.boolean(),
})

/** The config of a machine. */
export const aConfig = fc
  .record({ root: aTree.branch, transitions: fc.array(aTransition, { maxLength: 9 }) })
  .map(({ root, transitions }) => {
    const states: { config: Record<string, unknown>; id: string; type: string }[] = []
    const build = (tree: Tree, id: string): Record<string, unknown> => {
      const type =
        tree.children.length > 0 && tree.children.every((child) => child.type === 'history')
          ? 'parallel'
          : tree.type
      const config: Record<string, unknown> = { id, type: type === 'compound' ? undefined : type, on: {} }
      states.push({ config, id, type })
      const keys = tree.children.map((_, index) => `s${index}`)
      if (keys.length > 0) {
        config['states'] = Object.fromEntries(
          tree.children.map((child, index) => [keys[index], build(child, `${id}.s${index}`)]),
        )
        if (type === 'compound')
          config['initial'] = keys[tree.children.findIndex((child) => child.type !== 'history')]
      }
      return config
    }
    const config = build(root, 'm')
    for (const { source, targets, event, guard, reenter, kind } of transitions) {
      const from = states[source % states.length]!
      if (from.type === 'history') continue
      const transition = {
        target: targets.length === 0 ? undefined : `#${states[targets[0]! % states.length]!.id}`,
        guard,
        reenter,
        actions: reenter ? 'count' : undefined,
      }
      const add = (key: string, name: string) => {
        const map = (from.config[key] ??= {}) as Record<string, object[]>
        map[name] = [...(map[name] ?? []), transition]
      }
      if (kind === 'always' && targets.length > 0)
        from.config['always'] = [...((from.config['always'] as object[]) ?? []), transition]
      else if (kind === 'after') add('after', '1500')
      else if (kind === 'failed') add('on', 'xstate.error.actor.step')
      else add('on', event)
    }
    return config
  })
