// Rows as CSV (RFC 4180), every column of them, lists and maps as JSON.

import { stringifyExactly } from "../service/exact";
import type { Column, Row } from "../service/shapes";

export function csv(columns: Column[], rows: Row[]): string {
  const lines = [columns.map((c) => c.name), ...rows.map((row) => columns.map((c) => text(row[c.name])))];
  return lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
}

function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? stringifyExactly(value) : String(value);
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
