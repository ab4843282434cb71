// The texts of the page's frame. Each room of the page has its texts in a file
// of this folder: who translates the page needs no other.

export const text = {
  undo: "Undo",
  redo: "Redo",
  history: "Undo and redo",
  loading: "Loading the graph …",
  notShown: (why: string) => `This cannot be shown: ${why}`,
};
