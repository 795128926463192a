import { learn } from "../js/words.js";

learn({
 "language.locale": "en_GB",
 "date.day": "{day} {month} {year}",
 "script.page.short": "Short",
 "script.page.full": "Full",
 "script.page.copy": "Copy",
 "script.page.copy-what": "Copy {what}",
 "script.page.copied": "Copied",
 "script.page.copied-what": "{what} copied",
 "script.page.press": "Press Ctrl+C",
 "script.page.selected": "Text selected. Copy it with Control and C.",
 "script.page.json": "The record as JSON",
 "script.page.search": "Search",
 "script.page.search-lost": "The search did not load. Check the connection and try again; the end of this page lists all pages."
});
