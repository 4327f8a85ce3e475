import './keys.css'

import { useEffect } from 'preact/hooks'

import { ModalDialog } from '../commands/modal-dialog.tsx'
import { isTyping } from '../list/is-typing.ts'
import { useCell } from '../state/use-cell.ts'
import { keysShown } from './keys-shown.ts'

/** All keys that do something, on a sheet that `?` opens. */
export function KeysSheet() {
  const isShown = useCell(keysShown)
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return
      event.preventDefault()
      keysShown.set(true)
    }
    window.addEventListener('keydown', open)
    return () => window.removeEventListener('keydown', open)
  }, [])
  if (!isShown) return null
  return (
    <ModalDialog onClose={() => keysShown.set(false)}>
      {({ titleId, close }) => (
        <>
          <h2 id={titleId}>Keys</h2>
          {PLACES.map(({ place, keys }) => (
            <section key={place} class="keys">
              <h3>{place}</h3>
              <dl>
                {keys.map(([names, effect]) => (
                  <div key={effect}>
                    <dt>
                      {names.map((name) => (
                        <kbd key={name}>{name}</kbd>
                      ))}
                    </dt>
                    <dd>{effect}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
          <div class="dialog-buttons">
            <button type="button" class="button" onClick={close}>
              Close
            </button>
          </div>
        </>
      )}
    </ModalDialog>
  )
}

const PLACES: readonly {
  readonly place: string
  readonly keys: readonly (readonly [names: readonly string[], effect: string])[]
}[] = [
  {
    place: 'Anywhere',
    keys: [
      [['/'], 'search'],
      [['Esc'], 'close what is open'],
      [['?'], 'show these keys'],
    ],
  },
  {
    place: 'List',
    keys: [
      [['↑', '↓'], 'go from session to session'],
      [['Enter'], 'open the session'],
    ],
  },
  {
    place: 'Moment of a session',
    keys: [
      [['←', '→'], 'go from step to step'],
      [['PageUp', 'PageDown'], 'next and previous attempt'],
      [['Home', 'End'], 'first and last step'],
    ],
  },
  {
    place: 'Chart and timeline',
    keys: [
      [['+', '−'], 'zoom'],
      [['0'], 'show all of it'],
      [['←', '→'], 'move the chart; go from bar to bar'],
    ],
  },
]
