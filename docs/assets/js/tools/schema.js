// Checks a value against the part of JSON Schema that the two exchange formats use, and says every difference in plain words.

const typeOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
const fits = (type, value) => (type === "integer" ? Number.isInteger(value) : typeOf(value) === type);
const shown = (value) => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};
const own = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
const AN = { object: "a group of fields", array: "a list", string: "text", integer: "a whole number", boolean: "true or false" };

/** Every way in which `value` differs from `schema`, each as one sentence that begins with the place. */
export function differences(value, schema, place = "the file") {
  if (own(schema, "const")) return value === schema.const ? [] : [`${place}: ${shown(value)} stands where ${shown(schema.const)} belongs.`];
  if (schema.enum) return schema.enum.includes(value) ? [] : [`${place}: ${shown(value)} is none of ${schema.enum.map((word) => word || "empty").join(", ")}.`];
  if (schema.type && !fits(schema.type, value)) return [`${place}: ${shown(value)} stands where ${AN[schema.type]} belongs.`];
  if (typeof value === "string") {
    if (value.length > (schema.maxLength ?? Infinity)) return [`${place}: longer than ${schema.maxLength} characters.`];
    if (schema.pattern && !new RegExp(schema.pattern, "u").test(value)) return [`${place}: ${shown(value)} does not have the right form.`];
  }
  if (typeof value === "number" && (value < (schema.minimum ?? -Infinity) || value > (schema.maximum ?? Infinity))) return [`${place}: ${value} is out of range.`];
  if (Array.isArray(value)) {
    if (value.length > (schema.maxItems ?? Infinity)) return [`${place}: more than ${schema.maxItems} entries.`];
    return value.flatMap((item, index) => differences(item, schema.items ?? {}, `${place}, entry ${index + 1}`));
  }
  if (typeOf(value) === "object") {
    const known = schema.properties ?? {};
    return [
      ...(schema.required ?? []).filter((key) => !own(value, key)).map((key) => `${place}: “${key}” is missing.`),
      ...Object.keys(value).flatMap((key) => {
        if (own(known, key)) return differences(value[key], known[key], place === "the file" ? key : `${place}, ${key}`);
        return schema.additionalProperties === false ? [`${place}: “${key.slice(0, 60)}” is not part of this format.`] : [];
      }),
    ];
  }
  return [];
}
