// The texts of asking the service.

export const text = {
  notReadable: (status: number) => `the service gave no readable answer (status ${status})`,
  status: (status: number) => `status ${status}`,
  noAnswer: "the service does not answer. Is corridor serve running?",
  nothingLoaded: "Nothing is loaded into the database yet: run corridor load, then show this page anew.",
  wantsToken: "This service wants a token",
  wrongToken: "The service does not know that token. Try another.",
  tokenHelp: "Whoever runs the service gives you one. It is kept until you close this tab.",
  goOn: "Go on",
};
