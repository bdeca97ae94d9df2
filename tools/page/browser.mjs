// Where the browser is, and how it is started: headless, without a word to the outside.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of a Chromium; ends the process with a sentence where there is none. */
function executable() {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of NAMES) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here; the next one may be.
      }
    }
  }
  console.error("No Chromium on PATH. On Debian: tools/page/install-browser (as root).");
  process.exit(2);
}

/** A browser with a fresh profile, which is removed when it is closed. */
export function launch() {
  return chromium.launch({ executablePath: executable(), headless: true, args: FLAGS });
}

/** The pages to look at, by name. Targets are those of the demo. */
export const PAGES = {
  findings: "/?reload=off",
  target: "/targets/demo/ksm-2-13",
  kubelet: "/targets/demo/ksm-behind-policy#kubelet",
  changes: "/targets/demo/ksm-upgraded#changes",
};
