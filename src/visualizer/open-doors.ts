import type { Doors } from './http/doors.ts'
import type { VisualizerSettings } from './read-visualizer-options.ts'
import { acceptPrograms } from './sources/program-source.ts'
import { createRecordingSource } from './sources/recording-source.ts'
import { acceptStately } from './sources/stately-source.ts'
import type { Hub } from './table/create-hub.ts'

/** Lets programs, apps and recordings in. */
export interface OpenDoors extends Doors {
  /** Disconnects all who have come. */
  close(): void
}

export function openDoors(
  { addSource, sources }: Hub,
  { sessions, events, characters, sanitize, clock }: VisualizerSettings,
): OpenDoors {
  const programs = acceptPrograms({ addSource, sessions, events, characters, clock })
  const apps = acceptStately({ addSource, sessions, events, characters, sanitize, clock })

  /** Each removes a recording, the oldest first. */
  const brought: (() => Promise<void>)[] = []

  return {
    upgrades: {
      '/program': {
        accept: (request, socket, head) => programs.upgrade(request, socket, head),
        isForPages: false,
      },
      '/stately': {
        accept: (request, socket, head) => apps.upgrade(request, socket, head),
        isForPages: true,
      },
    },
    tellStately: (told, page) => apps.tell(told, page),
    async addRecording(name, text) {
      const source = await createRecordingSource({ name, text })
      const info = source.info()
      // Whoever brings one again sees the one that is there.
      if (sources().some(({ id }) => id === info.id)) return info
      brought.push(addSource(source))
      if (brought.length > MOST_BROUGHT) void brought.shift()?.()
      return info
    },
    close() {
      programs.close()
      apps.close()
    },
  }
}

/** Recordings that were brought while it runs: they are held whole. */
const MOST_BROUGHT = 10
