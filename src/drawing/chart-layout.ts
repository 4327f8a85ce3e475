import type { ChartEdge, ChartNode } from './chart-graph.ts'

/** A chart of which every place is known; lengths are CSS pixels. */
export interface ChartLayout {
  /** Of the machine. */
  readonly id: string
  readonly width: number
  readonly height: number
  /** Parents before their children. */
  readonly states: readonly PlacedState[]
  readonly edges: readonly PlacedEdge[]
  /** Where compound states begin, and what stands for all of their states. */
  readonly markers: readonly PlacedMarker[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

export interface PlacedState {
  readonly node: ChartNode
  readonly box: Box
  /** It is a region of a parallel state. */
  readonly isRegion: boolean
  readonly texts: readonly PlacedText[]
}

export interface PlacedText {
  readonly kind: 'title' | 'detail'
  /** With room for a count at its end, where it is a transition's. */
  readonly box: Box
  readonly text: string
  /** The id of the transition that it is about. */
  readonly edge?: string
}

export interface PlacedEdge {
  readonly edge: ChartEdge
  /** Each a way to one of its targets; none where it leads nowhere. */
  readonly lines: readonly (readonly Point[])[]
  /** Absent where the text stands within the state. */
  readonly label?: PlacedLabel
  /** It is one of many that lead to the same end when something goes wrong, and stands back until it is taken. */
  readonly isQuiet: boolean
}

export interface PlacedLabel {
  readonly box: Box
  readonly lines: readonly string[]
}

export interface PlacedMarker {
  readonly kind: 'initial' | 'any'
  /** The state that it is in. */
  readonly state: string
  readonly box: Box
  readonly lines: readonly (readonly Point[])[]
}
