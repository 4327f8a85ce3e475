import type { RowStatus } from 'holdfast/visualizer'
import type { VNode } from 'preact'

import { STATUS_MEANINGS, STATUS_WORDS } from '../../list/statuses.ts'
import { Icon } from '../../looks/icon.tsx'

/** A status as a shape, a word and a color: none of them is needed to know the others. */
export const StatusMark = ({ status }: { readonly status: RowStatus }): VNode => (
  <span class="session-status" data-status={status} title={STATUS_MEANINGS[status]}>
    <Icon name={status} />
    {STATUS_WORDS[status]}
  </span>
)
