// Runs axe-core on a running page, in both colour schemes and at both widths; anything serious or
// critical is an error: node a11y.mjs http://localhost:10117
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { launch, PAGES } from "./browser.mjs";

const [base] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await launch();
let serious = 0;
let passed = 0;
try {
  for (const width of [1280, 390]) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 844 },
        // The page's own policy forbids scripts, axe's among them.
        bypassCSP: true,
      });
      const page = await context.newPage();
      for (const path of Object.values(PAGES)) {
        const answer = await page.goto(new URL(path, base).href);
        if (answer.status() !== 200) {
          throw new Error(`${path} answered ${answer.status()}`);
        }
        await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
        await page.evaluate(axe);
        const result = await page.evaluate(() => globalThis.axe.run());
        passed += result.passes.length;
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        if (sideways) {
          serious++;
          console.error(`${path} at ${width}: wider than the window`);
        }
        for (const violation of result.violations) {
          const weighty = ["serious", "critical"].includes(violation.impact);
          serious += weighty ? 1 : 0;
          console.error(`${path} at ${width}, ${colorScheme}: ${violation.impact}: ${violation.help}`);
          violation.nodes.slice(0, 3).forEach((node) => console.error(`  ${node.html}`));
        }
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
}
console.log(`${passed} rules passed, ${serious} serious findings`);
process.exit(serious === 0 && passed > 0 ? 0 : 1);
