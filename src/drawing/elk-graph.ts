/** What finds places: `new ELK()` of `elkjs`. */
export interface GraphLayouter {
  layout(graph: ElkGraph): Promise<ElkGraph>
}

/** A graph in the form of ELK, as far as it is used here. */
export interface ElkGraph extends ElkShape {
  id: string
  children?: ElkGraph[]
  ports?: ElkPort[]
  edges?: ElkEdge[]
}

export interface ElkShape {
  x?: number
  y?: number
  width?: number
  height?: number
  labels?: ElkLabel[]
  layoutOptions?: Record<string, string>
}

interface ElkPort extends ElkShape {
  id: string
}

interface ElkLabel extends ElkShape {
  id?: string
  text?: string
}

export interface ElkEdge {
  id: string
  sources: string[]
  targets: string[]
  labels?: ElkLabel[]
  layoutOptions?: Record<string, string>
  sections?: ElkSection[]
}

interface ElkSection {
  id: string
  startPoint: { x: number; y: number }
  endPoint: { x: number; y: number }
  bendPoints?: { x: number; y: number }[]
}
