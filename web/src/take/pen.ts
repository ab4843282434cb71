// What a drawing is drawn with: the same strokes make an SVG or fill a canvas.

export interface Stroke { colour: string; width: number; dash?: number[]; opacity?: number }

export interface Pen {
  rectangle(x: number, y: number, width: number, height: number, colour: string): void;
  /** A curve over one control point, from a to b. */
  curve(a: Point, control: Point, b: Point, stroke: Stroke): void;
  triangle(points: [Point, Point, Point], colour: string, opacity: number): void;
  disc(at: Point, radius: number, colour: string): void;
  /** Text whose middle stands at y; a halo keeps lines from striking through it. */
  text(at: Point, words: string, style: TextStyle): void;
}

export interface Point { x: number; y: number }

export interface TextStyle { size: number; weight: number; colour: string; halo?: string; middle?: boolean }

const family = "system-ui, sans-serif";

/** Writes an SVG of its own: no script, no style sheet, nothing to fetch. */
export class SvgPen implements Pen {
  private readonly parts: string[] = [];

  rectangle(x: number, y: number, width: number, height: number, colour: string): void {
    this.parts.push(`<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${colour}"/>`);
  }

  curve(a: Point, control: Point, b: Point, { colour, width, dash, opacity = 1 }: Stroke): void {
    const dashes = dash ? ` stroke-dasharray="${dash.join(" ")}"` : "";
    this.parts.push(`<path d="M${point(a)}Q${point(control)} ${point(b)}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-opacity="${opacity}"${dashes}/>`);
  }

  triangle(points: [Point, Point, Point], colour: string, opacity: number): void {
    this.parts.push(`<polygon points="${points.map(point).join(" ")}" fill="${colour}" fill-opacity="${opacity}"/>`);
  }

  disc(at: Point, radius: number, colour: string): void {
    this.parts.push(`<circle cx="${short(at.x)}" cy="${short(at.y)}" r="${radius}" fill="${colour}"/>`);
  }

  text(at: Point, words: string, { size, weight, colour, halo, middle }: TextStyle): void {
    const around = halo ? ` stroke="${halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"` : "";
    this.parts.push(`<text x="${short(at.x)}" y="${short(at.y)}" dominant-baseline="central"${middle ? ' text-anchor="middle"' : ""} font-family="${family}" font-size="${size}" font-weight="${weight}" fill="${colour}"${around}>${escaped(words)}</text>`);
  }

  /** The whole drawing, with a title and a description for those who cannot see it. */
  finish(width: number, height: number, title: string, description: string): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${short(width)} ${short(height)}" width="${short(width)}" height="${short(height)}" role="img" aria-label="${escaped(title)}"><title>${escaped(title)}</title><desc>${escaped(description)}</desc>${this.parts.join("")}</svg>`;
  }
}

/** Fills a canvas, whose context may be scaled to any density. */
export class CanvasPen implements Pen {
  constructor(private readonly context: CanvasRenderingContext2D) {}

  rectangle(x: number, y: number, width: number, height: number, colour: string): void {
    this.context.fillStyle = colour;
    this.context.fillRect(x, y, width, height);
  }

  curve(a: Point, control: Point, b: Point, { colour, width, dash = [], opacity = 1 }: Stroke): void {
    const c = this.context;
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.globalAlpha = opacity;
    c.setLineDash(dash);
    c.beginPath();
    c.moveTo(a.x, a.y);
    c.quadraticCurveTo(control.x, control.y, b.x, b.y);
    c.stroke();
    c.setLineDash([]);
    c.globalAlpha = 1;
  }

  triangle([a, b, d]: [Point, Point, Point], colour: string, opacity: number): void {
    const c = this.context;
    c.fillStyle = colour;
    c.globalAlpha = opacity;
    c.beginPath();
    c.moveTo(a.x, a.y);
    c.lineTo(b.x, b.y);
    c.lineTo(d.x, d.y);
    c.fill();
    c.globalAlpha = 1;
  }

  disc(at: Point, radius: number, colour: string): void {
    this.context.fillStyle = colour;
    this.context.beginPath();
    this.context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
    this.context.fill();
  }

  text(at: Point, words: string, { size, weight, colour, halo, middle }: TextStyle): void {
    const c = this.context;
    c.font = `${weight} ${size}px ${family}`;
    c.textBaseline = "middle";
    c.textAlign = middle ? "center" : "left";
    c.lineJoin = "round";
    if (halo) {
      c.strokeStyle = halo;
      c.lineWidth = 3;
      c.strokeText(words, at.x, at.y);
    }
    c.fillStyle = colour;
    c.fillText(words, at.x, at.y);
  }
}

function point({ x, y }: Point): string {
  return `${short(x)} ${short(y)}`;
}

/** A tenth of a pixel is enough. */
function short(n: number): string {
  return String(Math.round(n * 10) / 10);
}

export function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
