import { learn } from "../js/words.js";

learn({
 "language.locale": "km_KH",
 "language.digits": "០១២៣៤៥៦៧៨៩",
 "date.day": "ថ្ងៃទី{day} ខែ{month} ឆ្នាំ{year}",
 "script.page.short": "ខ្លី",
 "script.page.full": "ពេញ",
 "script.page.copy": "ចម្លង",
 "script.page.copy-what": "ចម្លង {what}",
 "script.page.copied": "បានចម្លង",
 "script.page.copied-what": "បានចម្លង {what}",
 "script.page.press": "ចុច Ctrl+C",
 "script.page.json": "កំណត់ត្រាជា JSON",
 "script.page.search": "ស្វែងរក",
 "script.page.selected": "Text selected. Copy it with Control and C.",
 "script.page.search-lost": "The search did not load. Check the connection and try again; the end of this page lists all pages."
});
