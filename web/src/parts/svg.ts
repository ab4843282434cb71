// Making elements of SVG. All text goes in as text, as in element.ts.

const space = "http://www.w3.org/2000/svg";

type Child = Node | string | null;

export function draw<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Record<string, string | number | null> = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  const element = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, String(value));
  element.append(...children.filter((child) => child !== null));
  return element;
}
