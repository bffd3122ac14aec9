/**
 * Moves the inline scripts of the built pages into files, with integrity, so that the site runs
 * under a constant `script-src 'self'`; refuses a page with any other inline code.
 *
 *   node scripts/externalise.mjs [folder]      the export, out/ by default
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = process.argv[2] ?? "out";
const INLINE = "_next/static/inline";
const SCRIPT = /<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/g;
const DATA_BLOCK = /\stype="(?!module"|text\/javascript")/;

/** The pages of the export, the nested ones too. */
function pages() {
  const names = readdirSync(FOLDER, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".html")).sort();
}

/** Write `code` to a file that is named by its content, and give the tag that loads it. */
function externalised(code) {
  const name = createHash("sha256").update(code).digest("hex").slice(0, 16);
  const integrity = createHash("sha384").update(code).digest("base64");
  mkdirSync(join(FOLDER, INLINE), { recursive: true });
  writeFileSync(join(FOLDER, INLINE, `${name}.js`), code);
  return `<script src="/${INLINE}/${name}.js" integrity="sha384-${integrity}"></script>`;
}

/** Move each script of a head to a file of its own: what runs before the first paint stays there. */
function headWithoutInline(head) {
  return head.replaceAll(SCRIPT, (tag, attributes, code) =>
    DATA_BLOCK.test(attributes) ? tag : externalised(code),
  );
}

/** Move the scripts of a body to one file, in order, loaded where the last one stood. */
function bodyWithoutInline(body) {
  const scripts = [...body.matchAll(SCRIPT)].filter(([, type]) => !DATA_BLOCK.test(type));
  const last = scripts.at(-1);
  if (!last) return body;
  const end = last.index + last[0].length;
  const before = scripts.reduce((text, [tag]) => text.replace(tag, ""), body.slice(0, end));
  const all = externalised(scripts.map(([, , code]) => code).join(";\n"));
  return before + all + body.slice(end);
}

/** Say what of `page` the policy would still refuse; undefined when there is nothing. */
function inlineCode(page) {
  const tags = page.replaceAll(/<script[\s\S]*?<\/script>/g, "").match(/<[a-z][^>]*>/gi) ?? [];
  const bare = tags.map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
  if (bare.some((tag) => /^<style\b/i.test(tag))) return "a <style> element";
  if (bare.some((tag) => /\sstyle=/i.test(tag))) return "a style attribute";
  if (bare.some((tag) => /\son[a-z]+=/i.test(tag))) return "an event handler attribute";
  if (tags.some((tag) => /"\s*javascript:/i.test(tag))) return "a javascript: address";
  return undefined;
}

function externalise(name) {
  const page = readFileSync(join(FOLDER, name), "utf8");
  const start = page.indexOf("<body");
  const mended = headWithoutInline(page.slice(0, start)) + bodyWithoutInline(page.slice(start));
  const fault = inlineCode(mended);
  if (fault) {
    console.error(
      `error: ${join(FOLDER, name)} has ${fault}, which the site's policy refuses: ` +
        "use a class of globals.css or a listener in a component.",
    );
    process.exit(1);
  }
  writeFileSync(join(FOLDER, name), mended);
}

pages().forEach(externalise);
