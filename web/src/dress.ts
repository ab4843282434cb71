// Runs before anything is shown: a dark page would come up light for a moment
// if it waited for the program, and the page may hold no script of its own.

import { dress } from "./frame/theme";

dress();
