import { useEffect, useState } from 'preact/hooks'

/**
 * How many frames have shown the component, so that much that comes at once is drawn in several of them, and the page
 * answers in between.
 *
 * @param most - where it stops counting
 */
export function useFrames(most: number): number {
  const [frames, setFrames] = useState(0)
  // An effect runs once its frame is on the screen.
  useEffect(() => {
    if (frames < most) setFrames(frames + 1)
  }, [frames, most])
  return frames
}
