import { labelOf } from '../strategies/common/label.ts'
import { retryNever } from '../strategies/retry-never.ts'
import { stopNever } from '../strategies/stop-never.ts'
import { bindToInput } from './actor-session.ts'
import type { Binding } from './actor-session.ts'
import { retryChart } from './chart.ts'
import { createContext, endOf } from './context.ts'
import type { RetryContext } from './context.ts'
import type { Policy } from './policy.ts'
import { showToInspectors } from './show-to-inspectors.ts'

/** The chart as the config of a policy's machine. */
export const chartOf = (policy: Policy) => ({
  ...retryChart({
    retry: labelOf(policy.enabled ? policy.retry : retryNever),
    stop: labelOf(policy.stop ?? stopNever),
  }),
  id: policy.id,
  version: policy.version,
  context: ({
    input,
    self,
  }: {
    readonly input: Binding | undefined
    readonly self: object
  }): RetryContext => {
    // XState passes the actor, of which its types promise less.
    showToInspectors(self as Parameters<typeof showToInspectors>[0])
    if (input !== undefined) bindToInput(self, input)
    return createContext(policy)
  },
  output: ({ context }: { readonly context: RetryContext }): unknown => endOf(context).result,
})
