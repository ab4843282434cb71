// The shapes of /api/v1, as far as the page reads them. See docs/http.md.

export type Standing = "asserted" | "disputed" | "reported" | "frame";

export interface Named { key: string; label: string; name: string; standing?: string | null }

export interface PlacedNode extends Named {
  x: number;
  y: number;
  stages?: number[];
  documents?: string[];
  degree?: number;
  between?: number;
  statements?: number;
  voices?: number;
  /** How many of its relationships are not shown, where that is known. */
  hidden?: number;
  /** How large it is drawn against others, from 0 to 1, where a measure says so. */
  share?: number;
}

export interface Relationship {
  from: string;
  to: string;
  type: string;
  /** Empty where it is not said: what joins groups is of whatever standing. */
  standing: Standing | "";
  claim: string | null;
  documents?: string[];
  voices?: string[];
  hedges?: string[];
  stances?: string[];
  for?: number;
  against?: number;
  since?: number | null;
  until?: number | null;
}

export interface Lane { key: string; name: string; left: number; right: number }
export interface Band { name: string; top: number; bottom: number }

export interface Picture {
  lanes?: Lane[];
  bands?: Band[];
  nodes: PlacedNode[];
  relationships: Relationship[];
}

export interface Asked { query: string; question?: string; cypher: string; parameters: Record<string, unknown> | null; rows: number; elapsed_ms: number }

export interface Meta { queries: Asked[] | null; elapsed_ms: number; release: string; left_out: Record<string, number> | null; note?: string }

export interface Answer { meta: Meta }

export interface PictureAnswer extends Answer { picture: Picture }

export interface Evidence {
  evidence?: string;
  document: string;
  document_key?: string;
  short: string;
  passage: string;
  at: string;
  voice: string;
  voice_key: string;
  stance: string;
  hedge: string;
  reading: string;
  paraphrase: string;
}

export interface Fact {
  claim: string;
  text: string;
  type: string;
  end: string;
  polarity: string;
  mode: string | null;
  standing: Standing;
  for: number;
  against: number;
  evidence: Evidence[];
}

export interface View { stance: string; hedge: string; on: string; text: string; standing: Standing | null; paraphrase: string; document: string; at: string }

export interface End { type: string; key: string; name: string; role?: string | null }

export interface NodeAnswer extends Answer {
  node: { labels: string[]; properties: Record<string, unknown>; ends: End[]; frame: End[] };
  facts: Fact[];
  evidence: Evidence[];
  views: View[];
  totals: { facts: number; evidence: number; views: number };
  next: string | null;
}

export interface Group { type: string; direction: "out" | "in"; total: number; shown: number }

export interface NeighboursAnswer extends Answer { node: Named; groups: Group[]; nodes: Named[]; relationships: Relationship[] }

export interface Linked { key: string; name?: string; text?: string; label?: string; standing?: string }

export interface Claim {
  key: string;
  text: string;
  type: string;
  standing: Standing;
  polarity: string;
  mode: string | null;
  for: number;
  against: number;
  qualified: number;
  unknown: number;
  subject: Linked | null;
  object: Linked | null;
  about: Linked[] | null;
  roles: Record<string, Linked[]> | null;
  contradicts: Linked[] | null;
  supports: Linked[] | null;
  supported_by?: Linked[] | null;
  figures?: Linked[] | null;
  events?: Linked[] | null;
}

export interface ClaimAnswer extends Answer { claim: Claim; evidence: Evidence[] }

export interface Drawn { evidence: string; on: string; on_label: string; text: string; voice: string; voice_key: string; stance: string; hedge: string; reading: string; paraphrase: string }

export interface PassageAnswer extends Answer {
  passage: { key: string; document: string; document_key: string; short: string; at: string; none: string | null };
  drawn: Drawn[];
  text: { sentence: string; paragraph: { text: string; cited: boolean }[] } | null;
}

export interface Found extends Named { matched: string; claims: number }
export interface SearchAnswer extends Answer { results: Found[]; total: number }

export interface FoundPath { length: number; nodes: string[]; relationships: Relationship[] }
export interface PathsAnswer extends Answer { paths: FoundPath[]; nodes: PlacedNode[] }

export interface Parameter {
  name: string;
  type: "text" | "integer" | "boolean" | "list";
  default?: unknown;
  example: unknown;
  doc: string;
  values?: string[] | null;
  labels?: string[] | null;
}
export interface Column { name: string; doc: string }

export interface Query {
  name: string;
  title: string;
  question: string;
  category: string;
  cypher: string;
  parameters: Parameter[] | null;
  columns: Column[];
}

export interface QueriesAnswer { queries: Query[] }

export type Row = Record<string, unknown>;
export interface RowsAnswer extends Answer { rows: Row[]; of?: { count: number; what: string } | null }

/** What a voice says of a statement, in the list of statements. */
export interface StandingVoice { evidence: string; voice: string; voice_key: string; stance: string; hedge: string; reading: string; paraphrase: string; document: string; short: string; passage: string; at: string }

export interface ClaimRow { key: string; text: string; type: string; standing: Standing; for: number; against: number; qualified: number; unknown: number; voices: StandingVoice[]; documents: string[] }
export interface ClaimsAnswer extends Answer { claims: ClaimRow[]; total: number; next: string | null }

export interface Contradiction {
  claim: string; text: string; standing: Standing; voices: string[]; opponents: string[];
  other_claim: string; other_text: string; other_standing: Standing; other_voices: string[]; other_opponents: string[];
  documents: string[];
}

export interface DocumentRow { key: string; short: string; title: string; authors: string[] | null; year: string; certain: boolean; held: string; passages: number; drawn: number; evidence: number; voices: number; adds: number }
export interface DocumentsAnswer extends Answer { documents: DocumentRow[] }

export interface ReadPassage { key: string; at: string; paragraph: number; sentence: number; none: string | null; drawn: Drawn[] }
export interface ReadingAnswer extends Answer { passages: ReadPassage[]; texts?: Record<string, { sentence: string }>; total: number; next: string | null }

export interface WaysBetween { from: string; to: string; ways: FoundPath[] }
export interface SceneAnswer extends Answer { picture: Picture; hidden: Record<string, Group[]>; paths: WaysBetween[] }

export interface AtlasNode extends Named { x: number; y: number; degree: number }

/** Stands for nodes that lie in one disc. */
export interface AtlasGroup { id: string; label?: string; name: string; count: number; of: number; labels: Record<string, number>; within: number; x: number; y: number; radius: number }

/** What joins two of what the atlas shows; without a type one of them is a group. */
export interface Strand { from: string; to: string; type?: string; count: number }

export interface AtlasAnswer extends Answer {
  bounds: { left: number; top: number; right: number; bottom: number };
  nodes: AtlasNode[];
  groups: AtlasGroup[];
  relationships: Strand[];
  part: { nodes: number; relationships: number; leaving: number };
  total: { nodes: number; relationships: number };
}
