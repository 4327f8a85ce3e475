/** Whether a session has a step of the chart under way; a user's own states may have one, too. */
export const hasStep = (
  children: Readonly<Record<string, { readonly src: unknown } | undefined>>,
  step: 'before' | 'attempt' | 'sleep',
): boolean => Object.values(children).some((child) => child?.src === step)
