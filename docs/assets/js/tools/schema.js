// Checks a value against the part of JSON Schema that the two exchange formats use, and says every difference in plain words.

import { labels, listed, say } from "../words.js";

const typeOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
const fits = (type, value) => (type === "integer" ? Number.isInteger(value) : typeOf(value) === type);
const shown = (value) => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
const own = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
const AN = labels("script.tool.format", ["object", "array", "string", "integer", "boolean"]);

/** Every way in which `value` differs from `schema`, each as one sentence that begins with the place; `path` names it, and is empty for the whole. */
export function differences(value, schema, path = "") {
  const place = path || say("script.tool.format.top");
  const found = shown(value);
  if (own(schema, "const")) return value === schema.const ? [] : [say("script.tool.format.instead", { place, found, wanted: shown(schema.const) })];
  if (schema.enum) return schema.enum.includes(value) ? [] : [say("script.tool.format.none-of", { place, found, known: listed(schema.enum.map((word) => word || say("script.tool.format.blank")), "unit") })];
  if (schema.type && !fits(schema.type, value)) return [say("script.tool.format.instead", { place, found, wanted: AN[schema.type] })];
  if (typeof value === "string") {
    if (value.length > (schema.maxLength ?? Infinity)) return [say("script.tool.format.too-long", { place, most: schema.maxLength })];
    if (schema.pattern && !new RegExp(schema.pattern, "u").test(value)) return [say("script.tool.format.pattern", { place, found })];
  }
  if (typeof value === "number" && (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity))) return [say("script.tool.format.range", { place, found })];
  if (Array.isArray(value)) {
    if (value.length > (schema.maxItems ?? Infinity)) return [say("script.tool.format.too-many", { place, most: schema.maxItems })];
    return value.flatMap((item, index) => differences(item, schema.items ?? {}, say("script.tool.format.entry", { place, number: index + 1 })));
  }
  if (typeOf(value) === "object") {
    const known = schema.properties ?? {};
    return [
      ...(schema.required ?? []).filter((key) => !own(value, key)).map((key) => say("script.tool.format.missing", { place, field: key })),
      ...Object.keys(value).flatMap((key) => {
        if (own(known, key)) return differences(value[key], known[key], path ? say("script.tool.format.field", { place, field: key }) : key);
        return schema.additionalProperties === false ? [say("script.tool.format.foreign", { place, field: key.slice(0, 60) })] : [];
      }),
    ];
  }
  return [];
}
