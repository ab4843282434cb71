// The texts of a report that something is wrong, which a reader copies and sends.

export interface Wrong { release: string; claim: string; statement: string; evidence?: string; passage?: string; at?: string; document?: string; paraphrase?: string }

export const text = {
  wrong: "Wrong?",
  wrongOf: (of: string) => `Wrong? Report this: ${of}`,
  heading: "Report something wrong",
  how: "Copy this text, say what is wrong, and send it to those who keep the dataset. It names the exact statement, passage and release.",
  copy: "Copy the text",
  close: "Close",
  body: (w: Wrong) => [
    `Statement: ${w.statement}`,
    `Key: ${w.claim}`,
    ...(w.evidence ? [`Evidence: ${w.evidence}`] : []),
    ...(w.passage ? [`Passage: ${w.passage}${w.at ? ` (${[w.document, w.at].filter(Boolean).join(", ")})` : ""}`] : []),
    ...(w.paraphrase ? [`Paraphrase: ${w.paraphrase}`] : []),
    `Release: ${w.release}`,
    "What is wrong: ",
    "What the passage says instead: ",
  ].join("\n"),
};
