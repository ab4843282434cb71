// An SVG of the page as a sheet of its own: each shape and name with the look
// that the style sheet gives it in light colours, as a file or as pixels.

import { make } from "../parts/element";
import { escaped } from "./pen";

interface Mark {
  matrix: DOMMatrix;
  /** The shape; empty where it is words. */
  d: string;
  words: string;
  x: number;
  y: number;
  style: Record<"fill" | "stroke" | "width" | "dash" | "size" | "weight" | "slant" | "family", string>;
  isMiddle: boolean;
  opacity: number;
}

export interface Trace { width: number; height: number; marks: Mark[] }

const foot = 44; // pixels beneath it, for its source

/** Reads off a drawing of the page how it looks now. */
export function traced(svg: SVGSVGElement): Trace {
  const { width, height } = svg.viewBox.baseVal;
  const shapes = [...svg.querySelectorAll<SVGGraphicsElement>(":is(path,circle,rect,text)")].filter((e) => !e.closest("defs") && !e.classList.contains("reach"));
  return { width, height, marks: shapes.map((e) => markOf(e, svg)) };
}

function markOf(element: SVGGraphicsElement, svg: SVGSVGElement): Mark {
  const s = getComputedStyle(element);
  const isHatched = s.fill.startsWith("url");
  const fill = isHatched ? getComputedStyle(svg.querySelector(".hatch") ?? svg).stroke : s.fill;
  return {
    matrix: matrixOf(element), d: shapeOf(element), words: element instanceof SVGTextElement ? element.textContent : "",
    x: numberOf(element, "x"), y: numberOf(element, "y"), isMiddle: s.dominantBaseline === "central", opacity: opacityOf(element, svg) * (isHatched ? 0.35 : 1),
    style: { fill, stroke: s.stroke, width: s.strokeWidth.replace("px", ""), dash: s.strokeDasharray.replaceAll("px", ""), size: s.fontSize.replace("px", ""), weight: s.fontWeight, slant: s.fontStyle, family: s.fontFamily },
  };
}

/** How the group of a shape is moved, which holds whether or not it is on the screen. */
function matrixOf({ parentElement: group }: SVGGraphicsElement): DOMMatrix {
  return group instanceof SVGGraphicsElement ? group.transform.baseVal.consolidate()?.matrix ?? new DOMMatrix() : new DOMMatrix();
}

function numberOf(element: Element, name: string): number {
  return Number(element.getAttribute(name) ?? 0);
}

function opacityOf(element: Element, svg: Element): number {
  let opacity = 1;
  for (let e: Element | null = element; e && e !== svg; e = e.parentElement) opacity *= Number(getComputedStyle(e).opacity);
  return opacity;
}

function shapeOf(element: SVGGraphicsElement): string {
  const of = (name: string): number => numberOf(element, name);
  if (element instanceof SVGCircleElement) return rounded(of("cx") - of("r"), of("cy") - of("r"), 2 * of("r"), 2 * of("r"), of("r"));
  if (element instanceof SVGRectElement) return rounded(of("x"), of("y"), of("width"), of("height"), Math.min(of("rx"), of("height") / 2));
  return element.getAttribute("d") ?? "";
}

function rounded(x: number, y: number, width: number, height: number, r: number): string {
  const arc = (dx: number, dy: number): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  return `M${x + r} ${y}h${width - 2 * r}${arc(r, r)}v${height - 2 * r}${arc(-r, r)}h${2 * r - width}${arc(-r, -r)}v${2 * r - height}${arc(r, -r)}Z`;
}

/** The trace as a file, with the lines beneath it that say what it is. */
export function fileOf({ width, height, marks }: Trace, title: string, lines: string[]): string {
  const all = height + foot;
  const words = lines.map((line, i) => `<text x="8" y="${height + 17 + 16 * i}" font-family="system-ui, sans-serif" font-size="10.5" fill="#333">${escaped(line)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${all}" width="${width}" height="${all}" role="img" aria-label="${escaped(title)}"><title>${escaped(title)}</title><desc>${escaped(lines.join(" "))}</desc>`
    + `<rect width="${width}" height="${all}" fill="#fff"/><svg width="${width}" height="${height}">${marks.map(written).join("")}</svg>${words.join("")}</svg>`;
}

function written({ matrix: m, d, words, x, y, style: s, isMiddle, opacity }: Mark): string {
  const look = `fill="${s.fill}" stroke="${s.stroke}" stroke-width="${s.width}"${s.dash === "none" ? "" : ` stroke-dasharray="${s.dash}"`}${opacity === 1 ? "" : ` opacity="${opacity.toFixed(2)}"`} stroke-linejoin="round" transform="matrix(${[m.a, m.b, m.c, m.d, m.e, m.f].map((n) => Math.round(n * 1000) / 1000).join(" ")})"`;
  if (d) return `<path d="${d}" vector-effect="non-scaling-stroke" ${look}/>`;
  return `<text x="${x}" y="${y}" text-anchor="middle"${isMiddle ? ' dominant-baseline="central"' : ""} font-family="${escaped(s.family)}" font-size="${s.size}" font-weight="${s.weight}" font-style="${s.slant}" paint-order="stroke" ${look}>${escaped(words)}</text>`;
}

/** The trace as pixels, so many times as many as on the screen; null where the browser has no room for them. */
export function pixelsOf({ width, height, marks }: Trace, lines: string[], times: number): Promise<Blob | null> {
  const canvas = make("canvas");
  [canvas.width, canvas.height] = [Math.round(width * times), Math.round((height + foot) * times)];
  const c = canvas.getContext("2d");
  if (!c) return Promise.resolve(null);
  c.scale(times, times);
  c.fillStyle = "#fff";
  c.fillRect(0, 0, width, height + foot);
  c.fillStyle = "#333";
  c.font = "10.5px system-ui, sans-serif";
  lines.forEach((line, i) => c.fillText(line, 8, height + 17 + 16 * i));
  c.beginPath();
  c.rect(0, 0, width, height);
  c.clip();
  for (const mark of marks) paint(c, mark, times);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function paint(c: CanvasRenderingContext2D, { matrix: m, d, words, x, y, style: s, isMiddle, opacity }: Mark, times: number): void {
  c.setTransform(new DOMMatrix().scale(times).multiply(m));
  c.globalAlpha = opacity;
  c.lineWidth = Number(s.width) / (d ? m.a : 1); // a line keeps its width however close the look
  c.lineJoin = "round";
  c.setLineDash(s.dash === "none" ? [] : s.dash.split(/[ ,]+/).map((n) => Number(n) / m.a));
  [c.fillStyle, c.strokeStyle] = [s.fill === "none" ? "transparent" : s.fill, s.stroke === "none" ? "transparent" : s.stroke];
  if (d) {
    const path = new Path2D(d);
    c.fill(path);
    c.stroke(path);
    return;
  }
  c.font = `${s.slant} ${s.weight} ${s.size}px ${s.family}`;
  [c.textAlign, c.textBaseline] = ["center", isMiddle ? "middle" : "alphabetic"];
  if (s.stroke !== "none") c.strokeText(words, x, y);
  c.fillText(words, x, y);
}
