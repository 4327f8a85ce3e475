import { keysShown } from './keys-shown.ts'

/** Tells whoever does not know it that there are keys. */
export const KeysButton = () => (
  <button
    type="button"
    class="button is-quiet keys-button"
    aria-label="Keys (?)"
    title="Keys (?)"
    onClick={() => keysShown.set(true)}
  >
    ?
  </button>
)
