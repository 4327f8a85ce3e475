import { useNow } from '../state/use-now.ts'
import { usePage } from '../state/use-page.ts'
import { age, localTime, wholeTime } from '../words/times.ts'

/** @param since - epoch milliseconds, on this browser's clock */
export function CutBanner({ since }: { since: number }) {
  const page = usePage()
  const now = useNow(page.clock.now)
  return (
    <div class="cut-banner" role="alert">
      <p>
        <strong>No connection</strong> since <time title={wholeTime(since)}>{localTime(since, now)}</time>
        <span aria-live="off"> ({age(now - since)})</span>. What you see is from then. It tries again by
        itself.
      </p>
      <button type="button" class="button" onClick={page.tryNow}>
        Try now
      </button>
    </div>
  )
}
