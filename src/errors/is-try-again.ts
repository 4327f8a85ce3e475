import { hasBrand } from './brand.ts'
import type { TryAgain } from './try-again.ts'

// Apart from the class, so that who only asks does not bring it along.

export const TRY_AGAIN = Symbol.for('holdfast.TryAgain')

/** Also one that another installed copy of Holdfast made. */
export const isTryAgain = (value: unknown): value is TryAgain => hasBrand(value, TRY_AGAIN)
