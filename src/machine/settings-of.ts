/** Options as they were read, with what holds in place of those that were not given. */
export type SettingsOf<Options> = { readonly [K in keyof Options]-?: Exclude<Options[K], undefined> }
