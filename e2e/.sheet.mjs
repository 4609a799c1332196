import { chromium } from "@playwright/test";
const [out, width, ...files] = process.argv.slice(2);
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"] });
const p = await b.newPage({ viewport: { width: (Number(width) + 8) * files.length, height: 200 } });
const { writeFileSync } = await import("node:fs");
writeFileSync("/tmp/e2e/sheet.html", `<body style="margin:0;display:flex;gap:8px;align-items:flex-start;background:#888">${files.map(f => `<img style="width:${width}px" src="file://${f}">`).join("")}`);
await p.goto("file:///tmp/e2e/sheet.html");
await p.screenshot({ path: out, fullPage: true });
await b.close();
