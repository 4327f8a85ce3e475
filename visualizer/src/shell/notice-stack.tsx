import { Icon } from '../looks/icon.tsx'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'

export function NoticeStack() {
  const { notices } = usePage()
  const shown = useCell(notices.shown)
  return (
    <div class="notices" role="status">
      {shown.map(({ id, text, tone, action }) => (
        <div key={id} class={tone === 'problem' ? 'notice is-problem' : 'notice'}>
          <p>{text}</p>
          {action && (
            <button
              type="button"
              class="button is-quiet"
              onClick={() => {
                action.run()
                notices.dismiss(id)
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" class="button is-icon" title="Dismiss" onClick={() => notices.dismiss(id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  )
}
