// Makes a picture of what a terminal showed: node terminal.mjs TEXT-WITH-COLOURS PICTURE
import { readFileSync } from "node:fs";
import { launch } from "./browser.mjs";

// The colours that the program uses, each readable on the dark ground.
const COLOURS = { 31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 36: "#79c0ff" };

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

function styled(codes, text) {
  const colour = codes.map((code) => COLOURS[code]).find(Boolean) ?? "inherit";
  const weight = codes.includes("1") ? "bold" : "normal";
  return `<span style="color:${colour};font-weight:${weight}">${escaped(text)}</span>`;
}

function html(shown) {
  const [first, ...rest] = shown.replace(/\r/g, "").trimEnd().split("\u001b[");
  return escaped(first) + rest.map((part) => {
    const [, codes, text] = part.match(/^([0-9;]*)m([^]*)$/);
    return styled(codes.split(";"), text);
  }).join("");
}

const [source, picture] = process.argv.slice(2);
const browser = await launch();
try {
  const page = await browser.newPage({ deviceScaleFactor: 2, javaScriptEnabled: false });
  await page.setContent(`<pre style="display:inline-block;margin:0;padding:20px 24px;background:#0d1117;
    color:#e6edf3;font:14px/1.45 'DejaVu Sans Mono',monospace">${html(readFileSync(source, "utf8"))}</pre>`);
  await page.locator("pre").screenshot({ path: picture });
  console.log(picture);
} finally {
  await browser.close();
}
