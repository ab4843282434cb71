// A service that was started with tokens wants one with every question: it is
// asked for once, and kept until the tab is closed.

import { make } from "../parts/element";
import { text } from "../texts/service";

const kept = "corridor-token";
let asking: Promise<boolean> | null = null;

/** What a question is sent with, so that the service knows who asks. */
export function authority(): string {
  const token = sessionStorage.getItem(kept);
  return token === null ? "" : `Bearer ${token}`;
}

/**
 * Asks for a token in place of what was sent, unless there is another by now.
 * Whoever else wants one waits for the same. False where none was given.
 */
export async function askForToken(sent: string): Promise<boolean> {
  if (authority() !== sent) return true;
  asking ??= new Promise<boolean>((done) => show(sent !== "", done));
  const isGiven = await asking;
  asking = null;
  return isGiven;
}

function show(wasWrong: boolean, done: (isGiven: boolean) => void): void {
  const field = make("input", { id: "token", type: "password", required: true, autocomplete: "off", "aria-describedby": "token-help" });
  const help = wasWrong ? text.wrongToken : text.tokenHelp;
  let isGiven = false;
  const given = (event: Event): void => {
    event.preventDefault();
    sessionStorage.setItem(kept, field.value.trim());
    isGiven = true;
    dialog.close();
  };
  const closed = (): void => {
    dialog.remove();
    done(isGiven);
  };
  const dialog = make("dialog", { class: "token", "aria-labelledby": "token-label", onclose: closed },
    make("form", { onsubmit: given },
      make("label", { for: "token", id: "token-label" }, text.wantsToken),
      make("p", { class: "small", id: "token-help" }, help),
      field,
      make("button", { class: "primary" }, text.goOn)));
  document.body.append(dialog);
  dialog.showModal();
}
