// Takes docs/images/*.png of a running page: node screenshots.mjs http://localhost:10117 FOLDER
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, PAGES } from "./browser.mjs";

// The last step of the demo's story; until then the list of changes is not filled.
const LAST = { target: "demo/ksm-api-server-returns", from: "dependency_down, failure" };
const PATIENCE_MILLIS = 180_000;

async function storyIsTold() {
  const history = new URL(`/api/v1/targets/${LAST.target}/history`, base);
  const late = Date.now() + PATIENCE_MILLIS;
  while (Date.now() < late) {
    const answer = await fetch(history);
    const { changes } = answer.ok ? await answer.json() : { changes: [] };
    if (changes.some((change) => change.kind === "verdict" && change.from === LAST.from)) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  throw new Error(`The story of ${LAST.target} was not told in time`);
}

const [base, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
await storyIsTold();
const browser = await launch();
try {
  for (const width of [1280, 390]) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: width === 390 ? 844 : 900 },
        deviceScaleFactor: width === 390 ? 2 : 1,
        javaScriptEnabled: false,
      });
      const page = await context.newPage();
      for (const [name, path] of Object.entries(PAGES)) {
        const answer = await page.goto(new URL(path, base).href);
        if (answer.status() !== 200) {
          throw new Error(`${path} answered ${answer.status()}`);
        }
        const file = join(folder, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: process.env.FULL_PAGE === "1" });
        console.log(file);
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
}
